// What is well written in a configuration and still can't be meant.

type Path = (string | number)[];

/** Names of RFC 2606 and RFC 6761 and of private networks: no mail and no browser reaches them. */
const RESERVED_ENDINGS =
  /(^|\.)(test|example|invalid|localhost|local|localdomain|internal|intranet|lan|home|corp|arpa|onion|alt)$/;
/** `example.com`, `example.co.jp`, `your-company.com`: what documentation writes where yours belongs. */
const PLACEHOLDER_DOMAINS = /(^|\.)(example|(your|my)-?(domain|company|corp|org))(\.[a-z]{2,3}){1,2}$/;
const PLACEHOLDER_NAMES = [
  /^(株式会社|有限会社|合同会社)?\s*example\b/i,
  /^(your|my|our) (company|organi[sz]ation)\b/i,
  /^(company|company name|会社名|貴社名|御社名|自社名)$/i,
  /^(株式会社|有限会社|合同会社)?\s*(サンプル|例|[〇○◯]+)\s*(株式会社|有限会社|合同会社)?$/,
];
const PLACEHOLDERS = [/^<.*>$/, /^\[.*\]$/, /^\W*(todo|tbd|fixme|change.?me|replace.?me|placeholder|x{3,})\W*$/i];

/** What to write, by where it stands. */
const WORDS: Record<string, string> = {
  'company.name': 'the name of your company as customers know it',
  'mail.domains': 'the domain that your CSMs write from',
  'mail.systemSender.address': 'an address in the domain that your CSMs write from',
  'mail.operator.address': 'the address of whoever looks after the installation',
  'alarms.email': 'the address of whoever looks after the installation',
};

/** Every text that was left as the sample, or as documentation, writes it. */
export function placeholdersIn(written: unknown): { path: Path; what: string }[] {
  return textsIn(written, [])
    .filter(({ path, text }) => isPlaceholder(text) || (path.at(-1) === 'name' && isPlaceholderName(text)))
    .map(({ path }) => {
      const place = path.filter((step) => typeof step === 'string').join('.');
      return { path, what: `is a placeholder: write ${WORDS[place] ?? 'your own'}` };
    });
}

function textsIn(value: unknown, path: Path): { path: Path; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((one, index) => textsIn(one, [...path, index]));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, one]) => textsIn(one, [...path, key]));
}

function isPlaceholder(text: string): boolean {
  if (PLACEHOLDERS.some((pattern) => pattern.test(text.trim()))) return true;
  const host = /^(?:https?:\/\/|[^@\s]+@)?([^\s/:@]+)(?::\d+)?\/?$/.exec(text.trim().toLowerCase())?.[1];
  // A word is no domain: `home` may well be the name of a source.
  return host?.includes('.') === true && (RESERVED_ENDINGS.test(host) || PLACEHOLDER_DOMAINS.test(host));
}

function isPlaceholderName(text: string): boolean {
  return PLACEHOLDER_NAMES.some((pattern) => pattern.test(text.trim()));
}

const FREE_MAIL = new Set(
  (
    'gmail.com googlemail.com yahoo.com yahoo.co.jp ymail.com outlook.com outlook.jp hotmail.com hotmail.co.jp live.com ' +
    'live.jp msn.com icloud.com me.com mac.com aol.com gmx.de gmx.net web.de qq.com 163.com naver.com proton.me ' +
    'protonmail.com docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp'
  ).split(' '),
);
/** Under which companies register, of the countries that have such endings. */
const PUBLIC_ENDINGS =
  /^((co|ne|or|go|ac|ad|ed|gr|lg)\.jp|(co|org|ac|gov|me|ltd|plc)\.uk|(com|net|org)\.(au|br|cn|tw|hk|sg|my|mx|ar|tr)|co\.(kr|nz|za|in|id|th|il))$/;

/** Of a mail provider, or an ending that others register under: SES can't be shown that it is the company's own. */
export function isNobodysDomain(domain: string): boolean {
  return FREE_MAIL.has(domain) || PUBLIC_ENDINGS.test(domain);
}

/** Whether mail to it is thrown away, by its own name. */
export function isUnread(address: string): boolean {
  return /^(no|do-?not)[-_.]?reply@/i.test(address);
}

/** Codes that name no country, though programs know them. */
const NO_COUNTRIES = new Set(['EU', 'EZ', 'UN', 'ZZ', 'QO', 'XA', 'XB']);

/** The country by its code of ISO 3166, also of a code that is out of use or common: UK is GB; undefined of any other. */
export function countryMeant(country: string): string | undefined {
  const code = country.toUpperCase();
  if (!/^[A-Z]{2}$/.test(code) || NO_COUNTRIES.has(code)) return undefined;
  const region = new Intl.Locale(`und-${code}`).region;
  return region !== undefined && new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(region)
    ? region
    : undefined;
}

const REGIONS = /^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)(\/[A-Z][\w+-]*)+$/;

/**
 * Whether this is a zone of the IANA's list that knows its region, and with it its own clock changes: not `JST`, which
 * means three things, nor `Etc/GMT-9`, `EST` or `Japan`. `UTC` is one too, for a company that lives by it. Zones go by
 * several names (Asia/Kolkata, Asia/Calcutta), of which the runtime lists one and takes all.
 */
export function isRegionalTimeZone(name: string): boolean {
  if (name === 'UTC') return true;
  const zone = REGIONS.test(name) ? zoneOf(name) : undefined;
  if (zone === undefined || !Intl.supportedValuesOf('timeZone').includes(zone)) return false;
  const isMisspelt = zone !== name && zone.toLowerCase() === name.toLowerCase();
  return !isMisspelt;
}

function zoneOf(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    // Intl throws a RangeError on a name it doesn't know.
    return undefined;
  }
}
