import { join } from 'node:path';
import Holidays from 'date-holidays';

export const holidaysFile = join(import.meta.dirname, '../../../domain/calendar/holidays.json');

const YEARS = 7;
const COUNTRIES = (
  'AE AR AT AU BE BR CA CH CL CN CO CZ DE DK ES FI FR GB GR HK HU ID IE IL IN IT KR LU MX MY NL NO NZ PE PH PL PT ' +
  'RO SE SG SK TH TR TW US VN ZA'
).split(' ');

/** Country → year → its nation-wide public holidays as `MM-DD`, as the library date-holidays knows them. */
export function holidaysFromLibrary(firstYear: number): Record<string, Record<string, string>> {
  const years = Array.from({ length: YEARS }, (_, n) => firstYear + n);
  return Object.fromEntries(
    COUNTRIES.map((country) => {
      const calendar = new Holidays(country);
      return [country, Object.fromEntries(years.map((year) => [String(year), daysOf(calendar, year)]))];
    }),
  );
}

function daysOf(calendar: Holidays, year: number): string {
  const days = calendar
    .getHolidays(year)
    .filter(({ type }) => type === 'public')
    .map(({ date }) => date.slice('YYYY-'.length, 'YYYY-MM-DD'.length));
  return [...new Set(days)].sort().join(' ');
}
