#!/usr/bin/env bash
# Of a public holiday of several days date-holidays (npm) gives one entry, whose `date` is the first day; the days after it
# follow from `end` alone, and half-days are entries like whole ones. And it and holidays (PyPI) disagree on many weekdays.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund date-holidays@3.37.0
python3 -m venv python > /dev/null 2>&1 && python/bin/python -m pip install --quiet --disable-pip-version-check holidays==0.109 \
  || { uv venv --quiet --clear python && uv pip install --quiet --python python/bin/python holidays==0.109; }

cat > days.mjs << 'JS'
import Holidays from 'date-holidays';
const HOUR = 3_600_000;
const [, , country, year, how] = process.argv;
const days = new Holidays(country).getHolidays(Number(year)).filter(({ type }) => type === 'public').flatMap(({ date, start, end }) => {
  const first = date.slice(0, 10);
  if (how === 'naive') return [first];
  // An hour, since the clocks may be changed meanwhile.
  const count = Math.floor((end - start + HOUR) / (24 * HOUR));
  return Array.from({ length: count }, (_, n) => new Date(Date.parse(first) + n * 24 * HOUR).toISOString().slice(0, 10));
});
console.log([...new Set(days)].sort().join('\n'));
JS
second() {
  python/bin/python -c 'import sys, holidays
print("\n".join(str(d) for d in sorted(holidays.country_holidays(sys.argv[1], years=int(sys.argv[2])))))' "$1" "$2"
}
in_september() { grep '^2026-09' | tr '\n' ' '; }

echo 'date-holidays 3.37.0, holidays 0.109'
naive=$(node days.mjs KR 2026 naive | in_september)
whole=$(node days.mjs KR 2026 whole | in_september)
other=$(second KR 2026 | in_september)
echo "Chuseok in Korea, September 2026, by the field 'date': $naive"
echo "                                    by 'start' and 'end': $whole"
echo "                                  the package of PyPI: $other"
half=$(comm -23 <(node days.mjs CN 2028 naive) <(node days.mjs CN 2028 whole) | tr '\n' ' ')
echo "Entries for half a day among China's public holidays of 2028: $half"
for country in KR VN TH MY; do
  differing=$(comm -3 <(node days.mjs "$country" 2026 whole) <(second "$country" 2026) | wc -l)
  echo "$country, 2026, whole days counted: the two packages differ on $differing days"
done
[ "$naive" = '2026-09-24 ' ] && [ "$whole" = '2026-09-24 2026-09-25 2026-09-26 ' ] && [ "$whole" = "$other" ] \
  && [ -n "$half" ] && [ "$differing" -gt 0 ]
