const plurals = new Intl.PluralRules('en');

/** `1 mail`, `2 mails`; a plural that takes more than an s is given. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${plurals.select(count) === 'one' ? one : many}`;
}
