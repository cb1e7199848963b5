#!/usr/bin/env bash
# A weekly meeting that is moved "from this one on" (RECURRENCE-ID with RANGE=THISANDFUTURE), and one held once more (RDATE):
# both stand in RFC 5545, and calendars write the first when somebody drags a series. node-ical (npm) moves one meeting and
# leaves all later ones at the old time, and doesn't know the added one. ical.js (npm) and recurring-ical-events (PyPI)
# follow the RFC, across the change of clocks too.
# Guessed before: three libraries that expand a series all list the same meetings.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund node-ical@0.26.1 ical.js@2.2.1
python3 -m venv python > /dev/null 2>&1 && python/bin/python -m pip install --quiet --disable-pip-version-check recurring-ical-events==3.8.1 \
  || { uv venv --quiet --clear python && uv pip install --quiet --python python/bin/python recurring-ical-events==3.8.1; }

# Four Mondays at 10:00 in Berlin; the clocks are changed after the second.
calendar() {
  local in_series=$1 after_it=$2
  sed 's/$/\r/' << ICS
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Example//EN
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19970330T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:weekly@example.com
DTSTAMP:20260901T000000Z
DTSTART;TZID=Europe/Berlin:20261012T100000
DTEND;TZID=Europe/Berlin:20261012T110000
RRULE:FREQ=WEEKLY;COUNT=4${in_series:+
$in_series}
SUMMARY:Weekly meeting
END:VEVENT${after_it:+
$after_it}
END:VCALENDAR
ICS
}
calendar '' 'BEGIN:VEVENT
UID:weekly@example.com
DTSTAMP:20260901T000000Z
RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261019T100000
DTSTART;TZID=Europe/Berlin:20261020T150000
DTEND;TZID=Europe/Berlin:20261020T160000
SUMMARY:Weekly meeting
END:VEVENT' > moved.ics
calendar 'RDATE;TZID=Europe/Berlin:20261021T100000' '' > added.ics

cat > node-ical.mjs << 'JS'
import ical from 'node-ical';
const series = Object.values(ical.sync.parseFile(process.argv[2])).find(({ type }) => type === 'VEVENT');
const meetings = ical.expandRecurringEvent(series, { from: new Date('2026-10-01'), to: new Date('2026-12-01') });
console.log(meetings.map(({ start }) => start.toISOString().slice(0, 16)).sort().join(' '));
JS
cat > ical-js.mjs << 'JS'
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
const calendar = new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], 'utf8')));
for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
const series = events.find((one) => !one.isRecurrenceException());
for (const one of events) if (one !== series && !(one.recurrenceId in series.exceptions)) series.relateException(one);
const starts = [];
const dates = series.iterator();
for (let date = dates.next(); date; date = dates.next()) starts.push(series.getOccurrenceDetails(date).startDate.toJSDate());
console.log(starts.map((start) => start.toISOString().slice(0, 16)).sort().join(' '));
JS
cat > recurring.py << 'PY'
import sys
from datetime import timezone
import icalendar, recurring_ical_events
calendar = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
starts = [one['DTSTART'].dt.astimezone(timezone.utc) for one in recurring_ical_events.of(calendar).between((2026, 10, 1), (2026, 12, 1))]
print(' '.join(sorted(start.strftime('%Y-%m-%dT%H:%M') for start in starts)))
PY

echo 'node-ical 0.26.1, ical.js 2.2.1, recurring-ical-events 3.8.1; all times UTC'
for what in moved added; do
  echo "$what, node-ical:             $(node node-ical.mjs $what.ics | tee "$what.node-ical")"
  echo "$what, ical.js:               $(node ical-js.mjs $what.ics | tee "$what.ical-js")"
  echo "$what, recurring-ical-events: $(python/bin/python recurring.py $what.ics | tee "$what.recurring")"
done

moved='2026-10-12T08:00 2026-10-20T13:00 2026-10-27T14:00 2026-11-03T14:00'
added='2026-10-12T08:00 2026-10-19T08:00 2026-10-21T08:00 2026-10-26T09:00 2026-11-02T09:00'
[ "$(cat moved.ical-js)" = "$moved" ] && [ "$(cat moved.recurring)" = "$moved" ] \
  && [ "$(cat added.ical-js)" = "$added" ] && [ "$(cat added.recurring)" = "$added" ] \
  && [ "$(cat moved.node-ical)" = '2026-10-12T08:00 2026-10-20T13:00 2026-10-26T09:00 2026-11-02T09:00' ] \
  && [ "$(cat added.node-ical)" = '2026-10-12T08:00 2026-10-19T08:00 2026-10-26T09:00 2026-11-02T09:00' ] \
  || { echo 'This has changed.'; exit 1; }
echo 'As found: node-ical lists meetings at times at which nobody meets any more, and misses one that took place.'
