const SUFFIX_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * The id of 18 characters that tools and APIs of Salesforce use, also where a report shows the one of 15, whose capitals
 * matter: the three characters more say which are capitals. Undefined when the text is neither.
 */
export function longSalesforceId(text: string): string | undefined {
  if (!/^[A-Za-z0-9]{15}([A-Za-z0-5]{3})?$/.test(text)) return undefined;
  const id = text.slice(0, 15);
  let suffix = '';
  for (let chunk = 0; chunk < 3; chunk += 1) {
    let bits = 0;
    for (let i = 0; i < 5; i += 1) if (/[A-Z]/.test(id[chunk * 5 + i] as string)) bits |= 1 << i;
    suffix += SUFFIX_LETTERS[bits];
  }
  return text.length === 15 || text.slice(15).toUpperCase() === suffix ? id + suffix : undefined;
}
