import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../functions/aws/aws-error.ts';
import { encodeContact } from '../../../functions/store/accounts/account-items.ts';
import { FILE_FIELD } from '../../../functions/team-pages/notices.ts';
import { teamInMemory } from '../../support/team-in-memory.ts';

const entry = (uid: string, ...more: string[]) =>
  ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20260601T000000Z', `SUMMARY:${uid}`, ...more, 'END:VEVENT'].join('\r\n');
const calendar = (...parts: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Example//EN', ...parts, 'END:VCALENDAR', ''].join('\r\n');
const at = (start: string, end: string, zone = '') => [`DTSTART${zone}:${start}`, `DTEND${zone}:${end}`];
const hour = at('20260601T010000Z', '20260601T020000Z');
const invited = (...addresses: string[]) => addresses.map((address) => `ATTENDEE:mailto:${address}`);
const held = entry('Review', ...hour, ...invited('Ren@shinonome.example', 'aoi@mirai.example'));

const asked = { since: '2026-05-01', until: '2026-06-02', activity: 'business-review', back: '/activities?view=mine' };

/** As a browser hands a file in. */
function handedIn(file: string | Uint8Array<ArrayBuffer>, more: Record<string, string> = {}): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...asked, ...more })) form.set(name, value);
  form.set(FILE_FIELD, new Blob([file], { type: 'text/calendar' }), 'aoi.ics');
  return form;
}

describe('A calendar that somebody hands in on the page of activities', () => {
  it('logs the meetings with customers as theirs, says which and why not others, and stores no titles', async () => {
    const { press, activities, lastActOf, world } = teamInMemory();
    const file = calendar(
      held,
      entry('Lunch', ...hour, ...invited('bob@mirai.example')),
      entry('Holiday', 'DTSTART;VALUE=DATE:20260529'),
      entry(
        'Call',
        ...at('20260530T100000', '20260530T101500', ';TZID=Europe/Berlin'),
        ...invited('ren@shinonome.example'),
      ),
      entry('Off', ...hour, 'STATUS:CANCELLED', ...invited('ren@shinonome.example')),
    );
    const { statusCode, body } = await press('aoi', 'activities/import', handedIn(file));
    expect(statusCode).toBe(200);
    expect([...activities.values()]).toMatchObject([
      {
        kind: 'meeting',
        day: '2026-06-01',
        minutes: 60,
        by: 'aoi',
        activity: 'business-review',
        initiative: 'proactive',
      },
      { kind: 'meeting', day: '2026-05-30', minutes: 15 },
    ]);
    expect(world.evaluated).toEqual(['shinonome']);
    expect(body).toContain('2 meetings logged.');
    expect(body).toMatch(/Lunch.*Mon 1 Jun.*Nobody from outside took part/s);
    expect(body).toMatch(/Holiday.*Fri 29 May.*All-day entry/s);
    expect(body).not.toContain('Off</bdi>');
    expect(JSON.stringify([lastActOf('aoi'), ...activities.values()])).not.toMatch(/Review"|Lunch|Holiday|Call/);
  });

  it('says so in Japanese to who reads Japanese', async () => {
    const { press } = teamInMemory();
    const { body } = await press('ken', 'activities/import', handedIn(calendar(held)));
    expect(body).toContain('打ち合わせを1件記録しました。');
    expect(body).toContain('取り込まなかった予定はありません。');
  });

  it('is taken back whole from the page that tells of it, and nothing of what was there before', async () => {
    const { press, activities, undo } = teamInMemory();
    const second = entry('Second', ...at('20260528T010000Z', '20260528T013000Z'), ...invited('ren@shinonome.example'));
    await press('aoi', 'activities/import', handedIn(calendar(held)));
    const { body } = await press('aoi', 'activities/import', handedIn(calendar(held, second)));
    expect(body).toContain('1 meeting logged.');
    expect(body).toContain('1 meeting was logged before and stays as it is.');
    expect(body).toMatch(/action="\/act\/undo"[^>]*>.*name="of"/);
    await undo('aoi');
    expect([...activities.values()].map(({ day }) => day)).toEqual(['2026-06-01']);
  });

  it('is logged once by each of two who were there, however often it is handed in', async () => {
    const { press, activities } = teamInMemory();
    for (const person of ['aoi', 'aoi', 'ken']) await press(person, 'activities/import', handedIn(calendar(held)));
    expect(activities.size).toBe(2);
  });

  it('keeps of a store that was busy in between what it had logged, and takes all of it back', async () => {
    const { press, activities, undo, team } = teamInMemory();
    const later = entry('Later', ...at('20260602T000000Z', '20260602T003000Z'), ...invited('ren@shinonome.example'));
    const { log } = team.activities;
    let calls = 0;
    team.activities.log = async (...given) => {
      calls += 1;
      if (calls === 2) throw new AwsError('ThrottlingException', 400, 'slow down');
      return log(...given);
    };
    const { body } = await press('aoi', 'activities/import', handedIn(calendar(held, later)));
    expect(body).toContain('2 meetings logged.');
    await undo('aoi');
    expect(activities.size).toBe(0);
  });

  it.each([
    ['no file at all', '', {}, 'Choose a calendar file.'],
    ['an archive', Uint8Array.of(0x50, 0x4b, 3, 4, 0xff, 0xfe), {}, 'If it is a ZIP file, unpack it'],
    ['another text', 'id,name\n1,Koa\n', {}, 'This is no calendar file'],
    ['a page', '<html><script>alert(1)</script>', {}, 'This is no calendar file'],
    ['half a calendar', calendar(held).slice(0, 120), {}, 'This is no calendar file'],
    [
      'days the wrong way round',
      calendar(held),
      { since: '2026-06-02', until: '2026-06-01' },
      'The days are not right',
    ],
    ['no day', calendar(held), { since: 'yesterday' }, 'The days are not right'],
    ['a kind that there is not', calendar(held), { activity: '__proto__' }, 'Choose the kind of activity'],
    [
      'nothing in these days',
      calendar(held),
      { until: '2026-05-31' },
      'There is no meeting with a customer in these days',
    ],
  ])('is not taken as %s, says what to do, and nothing is logged', async (_what, file, more, said) => {
    const { press, activities } = teamInMemory();
    const { statusCode, body } = await press('stig', 'activities/import', handedIn(file, more));
    expect([statusCode, activities.size]).toEqual([422, 0]);
    expect(body).toContain(said);
    expect(body).not.toContain('<script>alert');
    expect(body).toContain('enctype="multipart/form-data"');
  });

  it('of 5 MB is told to be too large, of whoever may import', async () => {
    const { press } = teamInMemory();
    const large = `${calendar(held)}${'X'.repeat(5_000_000)}`;
    const { statusCode, body } = await press('stig', 'activities/import', handedIn(large));
    expect([statusCode, body]).toEqual([413, expect.stringContaining('up to 4 MB')]);
    expect((await press('stig', 'accounts/log', handedIn(large))).statusCode).toBe(400);
  });

  it('with more meetings than can be taken back at once asks for fewer days', async () => {
    const { press, activities } = teamInMemory();
    const many = entry(
      'Daily',
      ...at('20250601T010000Z', '20250601T011000Z'),
      'RRULE:FREQ=DAILY',
      ...invited('ren@shinonome.example'),
    );
    const { statusCode, body } = await press(
      'aoi',
      'activities/import',
      handedIn(calendar(many), { since: '2025-06-01' }),
    );
    expect([statusCode, activities.size]).toEqual([422, 0]);
    expect(body).toContain('There are 367 meetings with customers in these days; up to 300');
  });

  it('of ten thousand private entries names some, and how many more, on a page that stays light', async () => {
    const { press } = teamInMemory();
    const entries = Array.from({ length: 10_000 }, (_, i) =>
      entry(`${'長'.repeat(40)}${i}`, ...at('20260601T010000Z', '20260601T020000Z'), ...invited(`x${i}@gmail.com`)),
    );
    const { statusCode, body = '' } = await press('aoi', 'activities/import', handedIn(calendar(...entries)));
    expect(statusCode).toBe(200);
    expect(body).toContain('Left out: 10,000');
    expect(body).toContain('and 9,940 more');
    expect(Buffer.byteLength(body)).toBeLessThan(100_000);
  });

  it('says whose a meeting may have been that has guests of several customers, or of a domain that two have', async () => {
    const { press, team, activities } = teamInMemory();
    const { entries } = await team.board.read();
    const [own] = entries;
    team.board.read = async () => ({
      entries: [...entries, { ...own, account: 'other', name: 'Other' } as never],
      isPartial: false,
    });
    const contact = { id: 'mio', account: 'other', email: 'mio@shinonome.example' };
    const { ofAccount } = team.listings;
    team.listings.ofAccount = async (account) =>
      account === 'other' ? { items: [encodeContact(contact)] } : ofAccount(account);
    const file = calendar(
      entry('Both', ...hour, ...invited('ren@shinonome.example', 'mio@shinonome.example')),
      entry('Domain', ...hour, ...invited('new@shinonome.example')),
      entry('Free', ...hour, ...invited('ren@gmail.com')),
    );
    const { body } = await press('aoi', 'activities/import', handedIn(file));
    expect(activities.size).toBe(0);
    expect(body).toMatch(/Both.*belong to several accounts: Other, Shinonome Trading\./s);
    expect(body).toMatch(/Domain.*No guest is known as a contact of one account/s);
    expect(body).toMatch(/Free.*No guest is known as a contact of one account/s);
  });

  it('is nothing for who may only read', async () => {
    const viewer = { id: 'vi', name: 'Vi', email: 'vi@mirai.example', role: 'viewer' } as const;
    const { press, activities } = teamInMemory({ members: [viewer] });
    expect((await press('vi', 'activities/import', handedIn(calendar(held)))).statusCode).toBe(403);
    expect(activities.size).toBe(0);
  });
});
