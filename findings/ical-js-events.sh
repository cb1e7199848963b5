#!/usr/bin/env bash
# ical.js (npm) goes through all events of a calendar each time that one of them is made an `ICAL.Event`: it looks for
# exceptions to it, also where it is no series. Reading a calendar event by event so takes four times as long for twice as
# many events, and seconds for a calendar of some years. Where the constructor is told the exceptions, be it none, it
# doesn't look.
# Guessed before: an event is made of itself, so that twice as many take twice as long.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1

cat > read.mjs << 'JS'
import ICAL from 'ical.js';

const event = (n) => `BEGIN:VEVENT\r\nUID:${n}@example.com\r\nDTSTAMP:20260501T000000Z\r\nDTSTART:20260601T010000Z\r\nDTEND:20260601T020000Z\r\nSUMMARY:Meeting ${n}\r\nEND:VEVENT\r\n`;
const calendarOf = (count) =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Example//EN\r\n${Array.from({ length: count }, (_, n) => event(n)).join('')}END:VCALENDAR\r\n`;

/** CPU milliseconds, the least of five rounds, of making an event of each entry of a calendar that is parsed already. */
function timeOf(count, options) {
  const rounds = Array.from({ length: 5 }, () => {
    const entries = new ICAL.Component(ICAL.parse(calendarOf(count))).getAllSubcomponents('vevent');
    const before = process.cpuUsage();
    for (const entry of entries) new ICAL.Event(entry, options);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...rounds);
}

timeOf(400);
timeOf(400, { exceptions: [] });
const [few, many] = [timeOf(500), timeOf(2000)];
const [fewTold, manyTold] = [timeOf(500, { exceptions: [] }), timeOf(2000, { exceptions: [] })];
console.log(`500 events: ${few.toFixed(1)} ms; 2,000: ${many.toFixed(1)} ms: ${(many / few).toFixed(1)} times as long (guessed: 4)`);
console.log(`told that there are no exceptions: ${fewTold.toFixed(1)} ms and ${manyTold.toFixed(1)} ms`);
// By the square it is 16 times; halfway between both on a logarithmic scale is 8.
process.exit(many / few > 8 && manyTold < many / 8 ? 0 : 1);
JS
echo 'ical.js 2.2.1: making an ICAL.Event of each entry of a parsed calendar, processor time'
node read.mjs || { echo 'No longer so.'; exit 1; }
