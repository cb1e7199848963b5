import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installationOf, say as sayTo, toolsOver } from '../support/operator.ts';
import { createTables } from '../support/tables.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');

/** As Google exports it: a weekly meeting with koa without an end, one of which was moved, and what else stands in a week. */
const CALENDAR = `BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-TIMEZONE:Asia/Tokyo
BEGIN:VTIMEZONE
TZID:Asia/Tokyo
X-LIC-LOCATION:Asia/Tokyo
BEGIN:STANDARD
TZOFFSETFROM:+0900
TZOFFSETTO:+0900
TZNAME:GMT+9
DTSTART:19700101T000000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;TZID=Asia/Tokyo:20260511T100000
DTEND;TZID=Asia/Tokyo:20260511T104500
RRULE:FREQ=WEEKLY;BYDAY=MO
DTSTAMP:20260601T000000Z
ORGANIZER;CN=Aya:mailto:aya@us.example
UID:koa-weekly@google.com
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Ken;X-NU
 M-GUESTS=0:mailto:ken@koa.example
SUMMARY:コア様 定例
STATUS:CONFIRMED
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=Asia/Tokyo:20260519T230000
DTEND;TZID=Asia/Tokyo:20260520T000000
DTSTAMP:20260601T000000Z
RECURRENCE-ID;TZID=Asia/Tokyo:20260518T100000
ORGANIZER;CN=Aya:mailto:aya@us.example
UID:koa-weekly@google.com
ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED:mailto:ken@koa.example
SUMMARY:コア様 定例
STATUS:CONFIRMED
END:VEVENT
BEGIN:VEVENT
DTSTART:20260528T010000Z
DTEND:20260528T020000Z
DTSTAMP:20260601T000000Z
UID:team@google.com
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@us.example
SUMMARY:Team
END:VEVENT
END:VCALENDAR
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sakimawari-calendar-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function fileOf(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

test('a calendar is logged once, however often and by however many it is imported', async () => {
  const tools = toolsOver(await createTables(), () => NOW, { changedAccounts: { send: async () => {} } as never });
  const say = (...line: string[]) =>
    sayTo(['--json', ...line], { openInstallation: () => installationOf(tools), now: () => NOW });
  await say(
    'import',
    'csms',
    await fileOf('csms.csv', 'id,name,email\naya,Aya,aya@us.example\nbob,Bob,bob@us.example\n'),
  );
  await say('import', 'accounts', await fileOf('accounts.csv', 'id,name,csm\nkoa,Koa,aya\n'));
  await say('import', 'contacts', await fileOf('contacts.csv', 'id,account,email\nken,koa,Ken@koa.example\n'));
  const path = await fileOf('aya.ics', CALENDAR.replaceAll('\n', '\r\n'));
  const skipped = [{ line: 40, meeting: 'Team', days: ['2026-05-28'], reason: 'nobody from outside took part' }];

  const tried = await say('import', 'calendar', path, '--person', 'aya', '--dry-run');
  expect(tried.json).toEqual({
    meetings: [
      { meeting: 'コア様 定例', account: 'koa', day: '2026-05-11', minutes: 45 },
      { meeting: 'コア様 定例', account: 'koa', day: '2026-05-19', minutes: 60 },
      { meeting: 'コア様 定例', account: 'koa', day: '2026-05-25', minutes: 45 },
      { meeting: 'コア様 定例', account: 'koa', day: '2026-06-01', minutes: 45 },
    ],
    skipped,
  });
  expect((await say('activity', 'list', 'koa')).json).toEqual([]);

  const imported = (person: string, ...more: string[]) => say('import', 'calendar', path, '--person', person, ...more);
  expect((await imported('aya', '--to', '2026-05-31')).json).toEqual({ imported: 3, unchanged: 0, skipped });
  const { json, stderr, exitCode } = await imported('aya');
  expect({ json, exitCode }).toEqual({ json: { imported: 1, unchanged: 3, skipped }, exitCode: 0 });
  expect(stderr).toContain('line 40, "Team" on 2026-05-28: nobody from outside took part');
  expect(stderr).toContain('activity add ACCOUNT --kind meeting');
  expect((await imported('bob')).json).toMatchObject({ imported: 4, unchanged: 0 });

  const old = await imported('aya', '--from', '2024-01-01');
  expect([old.json.unchanged, old.stderr]).toEqual([
    4,
    expect.stringContaining('Activities are kept for 400 days: what was before 2025-04-28 is not looked at.'),
  ]);
  expect((await imported('aya', '--from', '2026-01-01')).stderr).not.toContain('kept for 400 days');

  const log = (await say('activity', 'log', '--by', 'aya')).json;
  expect(log).toHaveLength(4);
  expect(log[0]).toMatchObject({ day: '2026-06-01', account: 'koa', kind: 'meeting', minutes: 45, activity: null });
  // What stands in a calendar beside that is nobody's business.
  expect(JSON.stringify(log)).not.toContain('定例');
  expect((await imported('nobody')).exitCode).toBe(1);
});

test('a file that is no text is told with what to do about it', async () => {
  const tools = toolsOver(await createTables(), () => NOW);
  const told = async (content: string | Uint8Array) => {
    const path = join(folder, 'other.ics');
    await writeFile(path, content);
    const line = ['import', 'calendar', path, '--person', 'aya'];
    const { exitCode, stderr } = await sayTo(line, { openInstallation: () => installationOf(tools) });
    expect(exitCode).toBe(1);
    return stderr;
  };
  expect(await told('PK\u0003\u0004')).toContain('Google exports calendars in a ZIP archive: unpack it');
  expect(await told(Uint8Array.of(0x93, 0xfa))).toContain('Save it in UTF-8');
});
