#!/usr/bin/env bash
# ical.js (npm) takes dates out of a series only while each EXDATE in turn meets an occurrence. One between two occurrences,
# or one that stands twice, is waited for without end, and every EXDATE after it is overlooked: meetings that were taken out
# come back. A calendar holds such dates when a series was moved, or merged from another one. And of a series whose dates
# are RDATEs alone it leaves out DTSTART, which RFC 5545 counts as the first.
# recurring-ical-events (PyPI) takes out each date by itself, and counts DTSTART.
# Guessed before: each EXDATE takes out its own date, whatever stands beside it, in any order.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1
python3 -m venv python > /dev/null 2>&1 && python/bin/python -m pip install --quiet --disable-pip-version-check recurring-ical-events==3.8.1 \
  || { uv venv --quiet --clear python && uv pip install --quiet --python python/bin/python recurring-ical-events==3.8.1; }

# Mondays in June 2026 (1, 8, 15, 22, 29), with what is given besides.
series() {
  sed 's/$/\r/' << ICS
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Example//EN
BEGIN:VEVENT
UID:weekly@example.com
DTSTAMP:20260501T000000Z
DTSTART:20260601T010000Z
DTEND:20260601T020000Z
$1
SUMMARY:Weekly meeting
END:VEVENT
END:VCALENDAR
ICS
}
weekly='RRULE:FREQ=WEEKLY;COUNT=5'
series "$weekly
EXDATE:20260615T010000Z
EXDATE:20260622T010000Z" > plain.ics
series "$weekly
EXDATE:20260610T010000Z
EXDATE:20260615T010000Z
EXDATE:20260622T010000Z" > stale.ics
series "$weekly
EXDATE:20260615T010000Z
EXDATE:20260615T010000Z
EXDATE:20260622T010000Z" > doubled.ics
series 'RDATE:20260608T010000Z,20260615T010000Z' > dates.ics

cat > ical-js.mjs << 'JS'
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
const series = new ICAL.Event(new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], 'utf8'))).getFirstSubcomponent('vevent'));
const days = [];
const dates = series.iterator();
for (let date = dates.next(); date; date = dates.next()) days.push(date.day);
console.log(days.join(' '));
JS
cat > recurring.py << 'PY'
import sys
import icalendar, recurring_ical_events
calendar = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
print(' '.join(str(one['DTSTART'].dt.day) for one in sorted(recurring_ical_events.of(calendar).between((2026, 5, 1), (2026, 8, 1)), key=lambda one: one['DTSTART'].dt)))
PY

echo 'ical.js 2.2.1, recurring-ical-events 3.8.1: days of June 2026 on which the meeting takes place'
for what in plain stale doubled dates; do
  node ical-js.mjs $what.ics > $what.js.txt
  python/bin/python recurring.py $what.ics > $what.py.txt
  echo "$what: ical.js $(cat $what.js.txt) · recurring-ical-events $(cat $what.py.txt)"
done

says() { [ "$(cat "$1.js.txt")" = "$2" ] && [ "$(cat "$1.py.txt")" = "$3" ]; }
says plain '1 8 29' '1 8 29' && says stale '1 8 15 22 29' '1 8 29' && says doubled '1 8 22 29' '1 8 29' && says dates '8 15' '1 8 15' \
  || { echo 'This has changed.'; exit 1; }
echo 'As found: one EXDATE too many gives back the meetings that later ones took out, and RDATEs alone lose the first meeting.'
