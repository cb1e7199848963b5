import { describe, expect, test } from 'vitest';
import { obstacleText } from '../../../cli/commands/import/import-calendar.ts';
import { NotACalendarError, readCalendar } from '../../../functions/work/calendar/read-calendar.ts';

const SPAN = { from: Date.parse('2026-01-01T00:00:00Z'), to: Date.parse('2026-12-01T00:00:00Z') };

const BERLIN = `BEGIN:VTIMEZONE
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
END:VTIMEZONE`;
/** As Outlook calls Tokyo, and tells of it. */
const WINDOWS_TOKYO = `BEGIN:VTIMEZONE
TZID:Tokyo Standard Time
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0900
TZOFFSETTO:+0900
END:STANDARD
END:VTIMEZONE`;

const entry = (...lines: string[]) => ['BEGIN:VEVENT', 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT'].join('\n');
const calendar = (...parts: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Example//Example//EN', ...parts, 'END:VCALENDAR', ''].join('\n');
const read = (text: string, span = SPAN) => readCalendar(text, span, 'Asia/Tokyo');
const startsOf = (text: string, span = SPAN) =>
  read(text, span).meetings.map(({ startsAt }) => new Date(startsAt).toISOString().slice(0, 16));
const reasonsOf = (text: string) => read(text).skipped.map(({ line, obstacle }) => [line, obstacleText(obstacle)]);

/** Four Mondays at 10:00 in Berlin; the clocks are changed after the second. */
const weekly = (...more: string[]) =>
  entry(
    'UID:weekly@example.com',
    'DTSTART;TZID=Europe/Berlin:20261012T100000',
    'DTEND;TZID=Europe/Berlin:20261012T110000',
    'RRULE:FREQ=WEEKLY;COUNT=4',
    'SUMMARY:Weekly meeting',
    ...more,
  );
const changed = (recurrence: string, ...more: string[]) =>
  entry('UID:weekly@example.com', `RECURRENCE-ID${recurrence}`, 'SUMMARY:Weekly meeting', ...more);
const single = (...more: string[]) => entry('UID:single@example.com', 'SUMMARY:Review', ...more);

describe('a series', () => {
  test('is read meeting by meeting, at the same hour across a change of clocks', () => {
    const { meetings, skipped } = read(calendar(BERLIN, weekly()));
    expect(startsOf(calendar(BERLIN, weekly()))).toEqual([
      '2026-10-12T08:00',
      '2026-10-19T08:00',
      '2026-10-26T09:00',
      '2026-11-02T09:00',
    ]);
    expect(new Set(meetings.map(({ recurrence }) => recurrence)).size).toBe(4);
    expect(skipped).toEqual([]);
  });

  test('leaves out what was taken out of it, by its time or by its day', () => {
    const days = ['EXDATE;TZID=Europe/Berlin:20261012T100000', 'EXDATE:20261019T080000Z', 'EXDATE;VALUE=DATE:20261026'];
    expect(startsOf(calendar(BERLIN, weekly(...days)))).toEqual(['2026-11-02T09:00']);
  });

  test('of days that were picked one by one holds the first as well', () => {
    const picked = ['DTSTART:20260601T010000Z', 'DURATION:PT1H', 'RDATE:20260603T010000Z,20260610T010000Z'];
    expect(startsOf(calendar(single(...picked)))).toEqual(['2026-06-01T01:00', '2026-06-03T01:00', '2026-06-10T01:00']);
  });

  test('leaves out all that was taken out of it, however it is told', () => {
    const [first, second, third] = ['20261012', '20261019', '20261026'];
    const twice = [`EXDATE:${first}T080000Z`, `EXDATE:${first}T080000Z`, `EXDATE:${second}T080000Z`];
    expect(startsOf(calendar(BERLIN, weekly(...twice)))).toEqual(['2026-10-26T09:00', '2026-11-02T09:00']);
    const days = [first, first, second, third].map((day) => `EXDATE;VALUE=DATE:${day}`);
    expect(startsOf(calendar(BERLIN, weekly(...days)))).toEqual(['2026-11-02T09:00']);
    const atOtherTimes = [`EXDATE:${second}T050000Z`, `EXDATE:${second}T060000Z`, `EXDATE:${second}T080000Z`];
    expect(startsOf(calendar(BERLIN, weekly(...atOtherTimes)))).not.toContain('2026-10-19T08:00');
    const theDayBefore = ['EXDATE:20261018T050000Z', 'EXDATE:20261018T060000Z', `EXDATE;VALUE=DATE:${second}`];
    expect(startsOf(calendar(BERLIN, weekly(...theDayBefore)))).not.toContain('2026-10-19T08:00');
  });

  test('holds what was added to it, once', () => {
    const added = ['20261021T080000Z', '20261019T080000Z', '20261019T080000Z'].map((time) => `RDATE:${time}`);
    expect(startsOf(calendar(BERLIN, weekly(...added)))).toEqual([
      ...['2026-10-12T08:00', '2026-10-19T08:00', '2026-10-21T08:00'],
      ...['2026-10-26T09:00', '2026-11-02T09:00'],
    ]);
  });

  test('follows a single meeting that was moved, keeps it known as the same, and leaves out one that was cancelled', () => {
    const moved = changed(
      ';TZID=Europe/Berlin:20261019T100000',
      'DTSTART;TZID=Europe/Berlin:20261020T150000',
      'DTEND;TZID=Europe/Berlin:20261020T153000',
    );
    const cancelled = changed(
      ':20261026T090000Z',
      'DTSTART;TZID=Europe/Berlin:20261026T100000',
      'DTEND;TZID=Europe/Berlin:20261026T110000',
      'STATUS:CANCELLED',
    );
    const text = calendar(BERLIN, weekly(), moved, cancelled);
    expect(startsOf(text)).toEqual(['2026-10-12T08:00', '2026-10-20T13:00', '2026-11-02T09:00']);
    expect(read(text).meetings[1]?.recurrence).toBe(read(calendar(BERLIN, weekly())).meetings[1]?.recurrence);
  });

  test('follows what was moved from one meeting on', () => {
    const moved = changed(
      ';RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261019T100000',
      'DTSTART;TZID=Europe/Berlin:20261020T150000',
      'DTEND;TZID=Europe/Berlin:20261020T160000',
    );
    expect(startsOf(calendar(BERLIN, weekly(), moved))).toEqual([
      '2026-10-12T08:00',
      '2026-10-20T13:00',
      '2026-10-27T14:00',
      '2026-11-03T14:00',
    ]);
  });

  test('is not changed by what was changed in another one at the same time', () => {
    const other = entry(
      'UID:other@example.com',
      'RECURRENCE-ID;TZID=Europe/Berlin:20261019T100000',
      'DTSTART;TZID=Europe/Berlin:20261019T180000',
      'DTEND;TZID=Europe/Berlin:20261019T190000',
    );
    expect(startsOf(calendar(BERLIN, weekly(), other))).toEqual([
      ...['2026-10-12T08:00', '2026-10-19T08:00', '2026-10-26T09:00', '2026-11-02T09:00'],
      '2026-10-19T16:00',
    ]);
  });

  test('holds a meeting that was moved forward from after the end of the span', () => {
    const moved = changed(
      ';TZID=Europe/Berlin:20261102T100000',
      'DTSTART;TZID=Europe/Berlin:20261013T100000',
      'DTEND;TZID=Europe/Berlin:20261013T110000',
    );
    const span = { ...SPAN, to: Date.parse('2026-10-14T00:00:00Z') };
    expect(startsOf(calendar(BERLIN, weekly(), moved), span)).toEqual(['2026-10-12T08:00', '2026-10-13T08:00']);
  });

  test('without an end is read until now; a meeting that goes on is no past one', () => {
    const daily = single('DTSTART:20200101T010000Z', 'DURATION:PT30M', 'RRULE:FREQ=DAILY');
    const span = { from: Date.parse('2026-11-27T00:00:00Z'), to: Date.parse('2026-11-30T01:10:00Z') };
    expect(startsOf(calendar(daily), span)).toEqual(['2026-11-27T01:00', '2026-11-28T01:00', '2026-11-29T01:00']);
  });

  test('that repeats every second is told, not followed for ever', () => {
    const text = calendar(single('DTSTART:20200101T010000Z', 'DURATION:PT1M', 'RRULE:FREQ=SECONDLY'));
    expect(reasonsOf(text)).toEqual([[4, 'repeats too often for a meeting']]);
  });

  test('by two rules at once is told, and costs nothing else', () => {
    const rules = ['RRULE:FREQ=WEEKLY;COUNT=3', 'RRULE:FREQ=DAILY;COUNT=2'];
    const text = calendar(single('DTSTART:20260601T010000Z', 'DURATION:PT1H', ...rules), BERLIN, weekly());
    expect(reasonsOf(text)).toEqual([[4, 'repeats by several rules at once']]);
    expect(read(text).meetings).toHaveLength(4);
  });
});

describe('a time', () => {
  const at = (time: string, ...parts: string[]) => calendar(...parts, single(`DTSTART${time}`, 'DURATION:PT45M'));

  test('is that of its zone, which the file tells of or everybody knows by its name', () => {
    expect(startsOf(at(';TZID=Tokyo Standard Time:20260601T100000', WINDOWS_TOKYO))).toEqual(['2026-06-01T01:00']);
    expect(startsOf(at(';TZID=America/New_York:20260601T100000'))).toEqual(['2026-06-01T14:00']);
    expect(startsOf(at(';TZID=America/New_York:20260201T100000'))).toEqual(['2026-02-01T15:00']);
  });

  test('without a zone is one of the company', () => {
    expect(startsOf(at(':20260601T100000'))).toEqual(['2026-06-01T01:00']);
  });

  test('in a zone of which nobody knows is not guessed', () => {
    expect(reasonsOf(at(';TZID=Tokyo Standard Time:20260601T100000'))).toEqual([
      [4, 'is in the time zone "Tokyo Standard Time", which the file does not explain'],
    ]);
  });
});

describe('an entry', () => {
  test('of whole days, without length or of more than a day is told and left out', () => {
    const text = calendar(
      entry('UID:1', 'SUMMARY:Fair', 'DTSTART;VALUE=DATE:20260601', 'DTEND;VALUE=DATE:20260603'),
      entry('UID:2', 'SUMMARY:Call back', 'DTSTART:20260601T010000Z', 'DTEND:20260601T010000Z'),
      entry('UID:3', 'SUMMARY:Trip', 'DTSTART:20260601T010000Z', 'DTEND:20260603T010000Z'),
    );
    expect(reasonsOf(text)).toEqual([
      [4, 'is an all-day entry, which says nothing of how long it took'],
      [11, 'takes no time, as a reminder does'],
      [18, 'takes longer than a day'],
    ]);
  });

  test('that was cancelled, is still to come or was before the span is no meeting', () => {
    const when = ['DTSTART:20260601T010000Z', 'DTEND:20260601T020000Z'];
    expect(startsOf(calendar(single(...when)))).toHaveLength(1);
    expect(startsOf(calendar(single(...when, 'STATUS:CANCELLED')))).toEqual([]);
    expect(startsOf(calendar('METHOD:CANCEL', single(...when)))).toEqual([]);
    expect(startsOf(calendar(single('DTSTART:20270101T010000Z', 'DURATION:PT1H')))).toEqual([]);
    expect(startsOf(calendar(single('DTSTART:20251231T010000Z', 'DURATION:PT1H')))).toEqual([]);
  });

  test('names whoever invited and was invited, as Google, Outlook and Apple write them, and no rooms', () => {
    const text = calendar(
      single(
        'DTSTART:20260601T010000Z',
        'DURATION:PT1H',
        'ORGANIZER;CN=Aya:mailto:aya@us.example',
        'ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=DECLINED;CN=Ken;X-NUM-GUESTS=0:mailto:Ken@Koa.ex',
        ' ample',
        'ATTENDEE;ROLE=REQ-PARTICIPANT;RSVP=TRUE;CN="Mori, Yui":MAILTO:yui@koa.example',
        'ATTENDEE;CN="Rin";EMAIL="rin@koa.example":/aMjM0/principal/',
        'ATTENDEE;CUTYPE=RESOURCE:mailto:room-1@us.example',
        'ATTENDEE;CN=Somebody:invalid:nomail',
      ),
    );
    expect(read(text).meetings[0]?.guests).toEqual([
      { address: 'aya@us.example', hasDeclined: false },
      { address: 'ken@koa.example', hasDeclined: true },
      { address: 'yui@koa.example', hasDeclined: false },
      { address: 'rin@koa.example', hasDeclined: false },
    ]);
  });

  test('that is told twice is read as it was told last', () => {
    const at = (hour: string, sequence: number) =>
      single(`DTSTART:20260601T${hour}0000Z`, 'DURATION:PT1H', `SEQUENCE:${sequence}`);
    expect(startsOf(calendar(at('05', 2), at('03', 1)))).toEqual(['2026-06-01T05:00']);
  });

  test('that can not be understood costs only itself', () => {
    const text = calendar(single('DTSTART:yesterday', 'DURATION:PT1H'), weekly().replaceAll(';TZID=Europe/Berlin', ''));
    expect(read(text).meetings).toHaveLength(4);
    expect(reasonsOf(text)).toEqual([[4, 'can not be understood: it breaks the rules of iCalendar']]);
  });
});

test('a file that is no calendar, or is cut off, is refused as a whole', () => {
  for (const text of ['id,name\nkoa,Koa\n', '', calendar(weekly()).slice(0, 200), 'BEGIN:VCARD\nEND:VCARD\n'])
    expect(() => read(text)).toThrow(NotACalendarError);
});

describe('a long calendar', () => {
  test('of ten thousand entries in a zone that it does not explain is read entry by entry, once', () => {
    const entries = Array.from({ length: 10_000 }, (_, i) =>
      entry(
        `UID:u${i}@example.com`,
        `DTSTART;TZID=Asia/Tokyo:202605${String(1 + (i % 28)).padStart(2, '0')}T100000`,
        `DTEND;TZID=Asia/Tokyo:202605${String(1 + (i % 28)).padStart(2, '0')}T110000`,
        `SUMMARY:Meeting ${i}`,
      ),
    );
    const { meetings, skipped } = read(calendar(...entries));
    expect([meetings.length, skipped.length]).toEqual([10_000, 0]);
    expect(new Date(meetings[27]?.startsAt as number).toISOString()).toBe('2026-05-28T01:00:00.000Z');
  });
});
