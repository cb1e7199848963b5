import { type Day, dayNumber, type Month, weekdayOf } from '../time/day.ts';
import { localClock } from '../time/time-zone.ts';
import { type Language, type Locale, languageOf } from './locale.ts';
import { remembered } from './remembered.ts';

/** How a locale writes dates, numbers and money. */
export interface Style {
  number(value: number, mostDecimals?: number): string;
  /** Without a currency a number. */
  money(value: number, currency: string | undefined): string;
  /** `Wed 3 Jun`, `Wed, Jun 3`, `6月3日(水)` */
  day(day: Day): string;
  /** With its year: `3 June 2026`, `June 3, 2026`, `2026年6月3日`. */
  longDay(day: Day): string;
  /** `Jun 2026`, `2026年6月` */
  month(month: Month): string;
  /** To the minute, in the given time zone. */
  moment(isoTime: string, timeZone: string): string;
  /** `a, b, and c` */
  list(items: string[]): string;
  /** By its code of ISO 3166-1: `Germany`; a code that names none as it is. */
  country(code: string): string;
}

const MS_A_DAY = 86_400_000;
/** A format costs more to make than a hundred mails to write with it, so each is made once, when first needed. */
export const styleOf = remembered(
  (locale: Locale): Style => ({ ...usualStyle(locale), ...ownStyles[languageOf(locale)]?.(locale) }),
);

/**
 * Where a language's own habit is another than what its region's formats make of it, or where it takes a line: the first
 * format of `Intl` takes a third as long to make as an empty Node process.
 */
const ownStyles: Partial<Record<Language, (locale: Locale) => Partial<Style>>> = {
  en: englishStyle,
  ja: japaneseStyle,
};

function usualStyle(locale: Locale): Style {
  const format = remembered((key) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...dateFormats[key] }));
  const number = remembered(
    (mostDecimals) => new Intl.NumberFormat(locale, { maximumFractionDigits: Number(mostDecimals) }),
  );
  const money = remembered(
    (currency) => new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' }),
  );
  const moment = momentIn(locale);
  let listing: Intl.ListFormat | undefined;
  let countries: Intl.DisplayNames | undefined;
  const style: Style = {
    number: (value, mostDecimals = 1) => {
      // To whole numbers they are rounded alike, and lists are full of scores.
      const shown = mostDecimals === 0 && value >= 0 ? Math.round(value) : value;
      return isSmallCount(shown) ? String(shown) : number(String(mostDecimals)).format(shown);
    },
    money: (value, currency) => (currency === undefined ? style.number(value, 2) : money(currency).format(value)),
    day: (day) => format('day').format(timeOf(day)),
    // Many customers' terms end on the same days.
    longDay: remembered((day) => format('longDay').format(timeOf(day))),
    month: (month) => format('month').format(timeOf(`${month}-01`)),
    moment,
    list: (items) => {
      listing ??= new Intl.ListFormat(locale);
      return listing.format(items);
    },
    country: (code) => {
      if (!/^[A-Z]{2}$/.test(code)) return code;
      countries ??= new Intl.DisplayNames(locale, { type: 'region' });
      return countries.of(code) ?? code;
    },
  };
  return style;
}

const dateFormats: Record<string, Intl.DateTimeFormatOptions> = {
  day: { month: 'short', day: 'numeric', weekday: 'short' },
  longDay: { dateStyle: 'long' },
  month: { year: 'numeric', month: 'short' },
};
const timeFormat: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
/** As the clock of twelve hours is read: `9:05 AM`. */
const shortTimeFormat: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };

/** All languages that we have words in write it with these digits, and no group or sign. */
const isSmallCount = (value: number) => Number.isInteger(value) && value >= 0 && value < 1000 && !Object.is(value, -0);

const timeOf = (day: Day) => dayNumber(day) * MS_A_DAY;

function momentIn(tag: string) {
  const format = remembered(
    (timeZone) => new Intl.DateTimeFormat(tag, { timeZone, ...dateFormats.day, ...timeFormat }),
  );
  return (isoTime: string, timeZone: string) => format(timeZone).format(new Date(isoTime));
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * The months short and alike everywhere (ICU has `Sept` for the British), without a comma where the day comes first.
 * Without a region it comes first, as most of the world reads it.
 */
function englishStyle(locale: Locale): Partial<Style> {
  const isMonthFirst = locale !== 'en' && startsWithMonth(locale);
  const dayOf = isMonthFirst ? monthThenDay : dayThenMonth;
  const clockIn = remembered((timeZone) => localClock(timeZone));
  const time = remembered(
    (timeZone) => new Intl.DateTimeFormat(locale, { timeZone, ...(isMonthFirst ? shortTimeFormat : timeFormat) }),
  );
  return {
    day: dayOf,
    longDay: (day) =>
      isMonthFirst
        ? `${monthOf(day)} ${dayOfMonth(day)}, ${yearOf(day)}`
        : `${dayOfMonth(day)} ${monthOf(day)} ${yearOf(day)}`,
    month: (month) => `${shortMonthOf(month)} ${yearOf(month)}`,
    moment(isoTime, timeZone) {
      const at = Date.parse(isoTime);
      const written = time(timeZone).format(at).replaceAll('\u202f', ' ');
      return `${dayOf(clockIn(timeZone).dayOf(at))}, ${written}`;
    },
  };
}

const dayThenMonth = (day: Day) => `${weekdays[weekdayOf(day)]} ${dayOfMonth(day)} ${shortMonthOf(day)}`;
const monthThenDay = (day: Day) => `${weekdays[weekdayOf(day)]}, ${shortMonthOf(day)} ${dayOfMonth(day)}`;

const japaneseWeekdays = ['日', '月', '火', '水', '木', '金', '土'];

function japaneseStyle(): Partial<Style> {
  const monthAndDay = (day: Day) => `${Number(day.slice(5, 7))}月${dayOfMonth(day)}日`;
  return {
    day: (day) => `${monthAndDay(day)}(${japaneseWeekdays[weekdayOf(day)]})`,
    longDay: (day) => `${yearOf(day)}年${monthAndDay(day)}`,
    month: (month) => `${yearOf(month)}年${Number(month.slice(5, 7))}月`,
  };
}

function startsWithMonth(locale: Locale): boolean {
  const [first] = new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).formatToParts(0);
  return first?.type === 'month';
}

const monthOf = (day: Day | Month) => months[Number(day.slice(5, 7)) - 1] as string;
const shortMonthOf = (day: Day | Month) => monthOf(day).slice(0, 3);
const dayOfMonth = (day: Day) => Number(day.slice(8, 10));
const yearOf = (day: Day | Month) => Number(day.slice(0, 4));
