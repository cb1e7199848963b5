const LETTERS = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));

let codeByName: Map<string, string> | undefined;

/** The two capitals of a country, given as such or by its English or Japanese name; undefined when there is none. */
export function countryCodeOf(text: string): string | undefined {
  codeByName ??= namedCountries();
  return codeByName.get(text.normalize('NFKC').trim().toLowerCase());
}

/** What CRMs call countries otherwise than Unicode does. */
const OTHER_NAMES: Record<string, string> = {
  usa: 'US',
  'united states of america': 'US',
  uk: 'GB',
  'great britain': 'GB',
  'korea, republic of': 'KR',
  'republic of korea': 'KR',
  'viet nam': 'VN',
  'russian federation': 'RU',
  'hong kong': 'HK',
  'czech republic': 'CZ',
  turkey: 'TR',
};

function namedCountries(): Map<string, string> {
  const codes = new Map(Object.entries(OTHER_NAMES));
  for (const language of ['en', 'ja']) {
    const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    for (const code of LETTERS.flatMap((first) => LETTERS.map((second) => `${first}${second}`))) {
      const name = names.of(code);
      if (name === undefined) continue;
      codes.set(code.toLowerCase(), code);
      // Codes that are no more have the name of what came after them.
      if (!codes.has(name.toLowerCase()) || isCurrent(code)) codes.set(name.toLowerCase(), code);
    }
  }
  return codes;
}

const isCurrent = (code: string) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
