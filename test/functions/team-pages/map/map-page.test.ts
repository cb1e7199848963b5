import { describe, expect, it } from 'vitest';
import type { LoggedWork } from '../../../../domain/activities/work-log.ts';
import type { ActivityAnswer, Expectation } from '../../../../domain/answers/activity-answer.ts';
import type { Move } from '../../../../domain/improvement-map/moves.ts';
import type { Locale } from '../../../../domain/locale/locale.ts';
import { addDays, addMonths } from '../../../../domain/time/day.ts';
import { senioritiesIn } from '../../../../domain/work-cuts/seniority.ts';
import { html } from '../../../../functions/pages/html.ts';
import { type MapPageFacts, mapPage } from '../../../../functions/team-pages/map/map-page.ts';
import { cutsAsked } from '../../../../functions/team-pages/work-cuts/asked.ts';
import { cutsPage } from '../../../../functions/team-pages/work-cuts/cuts-page.ts';
import { workBehind, workPage } from '../../../../functions/team-pages/work-cuts/work-page.ts';
import { sampleWork } from '../../../domain/work-cuts/sample-work.ts';
import { defaultPlaybook } from '../../../support/default-playbook.ts';
import { formsRefused } from '../../../support/whole-forms.ts';

const TODAY = '2026-06-30';
const FIRST = addMonths(TODAY, -12);
const work = sampleWork();
const times = <Value>(count: number, make: (i: number) => Value) => Array.from({ length: count }, (_, i) => make(i));

/** A year of a team: inquiries that come again, trainings, a few complaints. */
const year: LoggedWork[] = [
  ...times(120, (i) =>
    work({ day: addDays(FIRST, 3 * i), account: `a${i % 20}`, replies: (i % 3) + 1, outcome: 'solved' }),
  ),
  ...times(40, (i) =>
    work({
      day: addDays(FIRST, 9 * i),
      account: `a${i}`,
      activity: 'training',
      initiative: 'proactive',
      minutes: 90,
      stage: 'adoption',
    }),
  ),
  ...times(4, (i) => work({ day: addDays(FIRST, 50 * i), activity: 'complaint', minutes: 45 })),
];
const said = (activity: string, count: number, expectation: Expectation): ActivityAnswer[] =>
  times(count, (i) => ({
    activity,
    account: `a${i}`,
    contact: 'c',
    mail: `m${i}`,
    expectation,
    day: addDays(FIRST, i),
  }));

const facts = (more: Partial<MapPageFacts> = {}): MapPageFacts => ({
  work: year,
  observed: { first: FIRST, last: TODAY, accountsOn: () => 60 },
  answers: [...said('answer-inquiry', 12, 'less'), ...said('training', 3, 'more')],
  ratings: [{ activity: 'complaint', by: 'saki', expectation: 'less', day: TODAY }],
  moves: [],
  playbook: defaultPlaybook,
  currency: 'JPY',
  hourCost: 4000,
  people: [['saki', 'Saki Tanaka']],
  mayWork: true,
  filled: new URLSearchParams(),
  ...more,
});
const form = (act: string, fields: ReturnType<typeof html>) => html`<form action="${act}">${fields}</form>`;
const textOf = (page: { heading: string; lead?: string | undefined; body?: { markup: string } | undefined }) =>
  `${page.heading} ${page.lead} ${page.body?.markup}`;
const draw = (more: Partial<MapPageFacts> = {}, locale: Locale = 'en') =>
  textOf(mapPage(facts(more), { form, locale }));

describe('The improvement map as a page', () => {
  it('gives each kind of activity its block, and its number in the drawing', () => {
    const page = draw();

    expect(page).toContain('<b>G-2</b>');
    expect(page).toContain('2. Answering an inquiry');
    expect(page).toMatch(/class="filled"[^>]*>2</);
    expect(page).toMatch(/>less 12<.*>as expected 0<.*>more 0</s);
  });

  it('draws what few were asked about hollow, with where it may lie', () => {
    expect(draw()).toMatch(/class="reach"[\s\S]*class="few"/);
    expect(draw()).toContain('a first sight: 7 more needed');
  });

  it('shows the team’s own rating apart: in a square, in no block', () => {
    const page = draw({ answers: [] });

    expect(page).toContain('class="team"');
    expect(page).not.toContain('class="sure"');
    expect(page).not.toMatch(/<b>[OHG]-\d<\/b>/);
  });

  it('sets the team’s ratio beside the known ones', () => {
    const page = draw();

    for (const known of ['0 : 10 : 0', '0 : 9 : 1 to 0 : 8 : 2', '1 : 7 : 2', '1 : 6 : 3 to 1 : 3 : 6']) {
      expect(page).toContain(known);
    }
    expect(page).toContain('0 : 0 : 10');
    expect(draw({ answers: said('training', 3, 'less') })).toContain('needs 7 more');
  });

  it('marks happy customers by much work as costly to us', () => {
    const page = draw({ answers: said('training', 20, 'as-expected') });

    expect(page).toMatch(/<b>H-3<\/b>.*Happy.*<small>costly to us/);
    expect(page).toContain('H-3 → H-2');
  });

  it('counts in minutes where nobody said what an hour costs', () => {
    expect(draw({ hourCost: undefined })).toContain('Counted in minutes');
    expect(draw()).toContain('¥');
  });

  it('lays it over the customers’ way', () => {
    expect(draw()).toMatch(/Adoption[\s\S]*40/);
  });

  it('says what to do first where nothing is known', () => {
    expect(draw({ work: [], answers: [], ratings: [] })).toContain('There is nothing to map yet');
    expect(draw({ work: [], answers: [], ratings: [] }, 'ja')).toContain('マップに載せる活動がまだありません');
  });

  it('offers no form to whoever only reads', () => {
    expect(draw({ mayWork: false })).not.toContain('<form');
  });

  const move: Move = {
    ...{ id: 'm', activity: 'answer-inquiry', kind: 'signal', owner: 'saki', due: addDays(TODAY, -1) },
    ...{ agreedOn: FIRST, from: 'G-2', note: '<b>Tell them</b> first' },
  };

  it('lists what is agreed with its owner and date, and what is overdue', () => {
    const page = draw({ moves: [move] });

    expect(page).toContain('Replace it by a signal');
    expect(page).toContain('Saki Tanaka');
    expect(page).toContain('overdue');
    expect(page).toContain('&lt;b&gt;Tell them&lt;/b&gt; first');
  });

  it('looks again at what is done', () => {
    const doneOn = addDays(FIRST, 180);
    const less = year.filter((one, i) => one.day < doneOn || i % 4 === 0);

    expect(draw({ work: less, moves: [{ ...move, doneOn }] })).toMatch(/\d+% less since/);
    expect(draw({ moves: [{ ...move, doneOn: addDays(TODAY, -7) }] })).toContain('Too early to say');
  });

  it('asks to look at what came of it when there are weeks enough, and then no more', () => {
    const done = { ...move, doneOn: addDays(TODAY, -60) };

    expect(draw({ moves: [done] })).toContain('action="map/look"');
    expect(draw({ moves: [{ ...done, doneOn: addDays(TODAY, -7) }] })).toContain('To be looked at again on');
    expect(draw({ moves: [{ ...done, doneOn: addDays(TODAY, -7) }] })).not.toContain('action="map/look"');
    expect(draw({ moves: [{ ...done, lookedOn: TODAY }] })).toContain('Looked at on');
    expect(draw({ moves: [done], mayWork: false })).not.toContain('action="map/look"');
  });

  it('counts no rating that somebody took back', () => {
    const none = { activity: 'complaint', by: 'saki', expectation: null, day: TODAY };

    expect(draw({ answers: [], ratings: [none] })).not.toContain('class="team"');
  });

  it('sets a move that is done against how it was: how often, how long, in which block', () => {
    const doneOn = addDays(FIRST, 180);
    const page = draw({
      moves: [{ ...move, activity: 'answer-inquiry', doneOn }],
      answers: said('answer-inquiry', 3, 'less'),
    });

    expect(page).toMatch(/Each takes \d+ min \(\d+ times\) → \d+ min/);
    expect(page).toContain('Block: G-2 → nobody has answered since');
    const since = said('answer-inquiry', 12, 'as-expected').map((one) => ({ ...one, contact: 'd', day: doneOn }));
    const asked = draw({
      moves: [{ ...move, activity: 'answer-inquiry', doneOn }],
      answers: [...said('answer-inquiry', 12, 'less'), ...since],
    });
    expect(asked).toMatch(/gap −1 \(−1 to −0\.\d\) → gap ±0 \(−0\.\d to \+0\.\d\)/);
  });

  it('leads from each row to the form with the move filled in', () => {
    expect(draw()).toContain('href="/map?activity=answer-inquiry&amp;kind=improve#agree"');
    expect(draw({ mayWork: false })).not.toContain('/map?activity=');
    const page = draw({ filled: new URLSearchParams('activity=training&kind=stop&owner=saki&due=x') });
    expect(page).toContain('<option value="training" selected>');
    expect(page).toContain('<option value="stop" selected>');
  });

  it('sends along where each activity stands when a move is agreed', () => {
    expect(formsRefused(draw())).toEqual([]);
    expect(draw()).toContain('name="stood" value="O-3 adoption training"');
    expect(draw()).toContain('name="stood" value="G-2 - answer-inquiry"');
  });

  it.each(['en', 'ja'] as const)('stays below 100 kB with hundreds of kinds and endless names (%s)', (locale) => {
    const long = 'x<"&'.repeat(60);
    const many = times(5000, (i) => work({ activity: `${'x<"&'.repeat(14)}${i % 300}`, account: `a${i}` }));
    const moves = times(60, (i): Move => ({ ...move, id: `m${i}`, note: 'あ'.repeat(500) }));
    const people = times(300, (i) => [`p${i}`, `${long}${i}`] as const);

    expect(Buffer.byteLength(draw({ work: many, moves, people }, locale))).toBeLessThan(95_000);
  });
});

describe('Where the work goes', () => {
  const cut = (
    search = '',
    locale: Locale = 'en',
    log = year,
    { joinedOn = new Map(), hourCost }: { joinedOn?: ReadonlyMap<string, string>; hourCost?: number } = {},
  ) => {
    const query = new URLSearchParams(search);
    const asked = cutsAsked(query, TODAY);
    const people = [['saki', 'Saki']] as const;
    return textOf(
      cutsPage(
        {
          ...{ asked, query, work: log, allWork: log, joinedOn, playbook: defaultPlaybook, people, mayWork: true },
          ...{ currency: hourCost === undefined ? undefined : 'JPY', hourCost },
          accountsOn: () => 60,
        },
        locale,
      ),
    );
  };

  it('ranks what to do before anybody asks, and says what it would save', () => {
    const page = cut();

    expect(page).toMatch(/Answering an inquiry[\s\S]*83% \([\s\S]*100 of 120/);
    expect(page).toContain('too few: 6 more needed');
    expect(page).toContain('/map?activity=answer-inquiry&amp;kind=signal#agree');
  });

  it('tells what it costs and what would be saved in money too, where it is known what an hour costs', () => {
    expect(cut('', 'en', year, { hourCost: 4000 })).toContain('¥5,559 (¥5,047 to ¥5,934)');
    expect(cut()).not.toContain('¥');
    const untimed = times(3, () => work({ minutes: undefined, activity: 'complaint' }));
    // Nobody noted how long it takes, which is not that it costs nothing.
    expect(cut('', 'en', untimed, { hourCost: 4000 })).not.toContain('¥');
    expect(draw({ work: untimed })).not.toContain('¥0');
  });

  it('leads from each number to the work behind it', () => {
    expect(cut()).toContain('/map/work?months=12&amp;activity=answer-inquiry&amp;initiative=reactive');
    expect(cut('cut=effort')).toContain('cut=effort&amp;value=to-15');
  });

  it('tells offers apart only once there are enough', () => {
    const offers = (initiative: 'proactive' | 'reactive', agreed: number, of: number) =>
      times(of, (i) => work({ day: TODAY, initiative, outcome: i < agreed ? 'agreed' : 'declined' }));

    expect(cut('', 'en', [...offers('proactive', 56, 70), ...offers('reactive', 48, 80)])).toContain(
      'Difference: +20 percentage points (+5 to +33).',
    );
    expect(cut('', 'en', [...offers('proactive', 3, 4), ...offers('reactive', 1, 5)])).toContain('too few to say more');
  });

  it('compares before and after a day, and asks for one that makes sense', () => {
    expect(cut(`fixed=answer-inquiry&on=${addDays(FIRST, 180)}`)).toMatch(/No change seen yet|less since/);
    expect(cut('fixed=answer-inquiry&on=2999-01-01')).toContain('Choose a kind of activity and a day up to today.');
    expect(cut('fixed=answer-inquiry&on=tomorrow')).toContain('role="alert"');
  });

  it('says what to do where nothing is on record', () => {
    expect(cut('', 'en', [])).toContain('No work is on record for this yet');
    expect(cut('', 'ja', [])).toContain('該当する活動の記録がありません');
  });

  it('says of how many people nobody has said when they joined', () => {
    expect(cut('cut=tenure')).toContain('Nobody has said when 1 of them joined');
    expect(cut('cut=tenure')).toContain('Not known yet');
    const told = cut('cut=tenure', 'en', year, { joinedOn: new Map([['saki', FIRST]]) });
    expect(told).toMatch(/Newcomers/);
    expect(told).not.toMatch(/Nobody has said|Not known yet/);
  });

  it.each(['activity', 'effort', 'scope', 'skill', 'frequency', 'outcome', 'tenure'])(
    'draws the cut by %s in both languages',
    (by) => {
      for (const locale of ['en', 'ja'] as const) {
        const page = cut(`cut=${by}`, locale);
        expect(page).toMatch(/<caption/);
        expect(page).not.toContain('undefined');
      }
    },
  );

  it('finds just the work that a number counted', () => {
    const behind = (search: string) => workBehind(year, senioritiesIn(year), new URLSearchParams(search)).length;

    expect(behind('activity=answer-inquiry&initiative=reactive')).toBe(120);
    expect(behind('cut=effort&value=above-60')).toBe(40);
    expect(behind('decided=yes')).toBe(0);
    expect(behind(`activity=training&since=${FIRST}&until=${addDays(FIRST, 18)}`)).toBe(2);
    expect(behind('activity=nothing')).toBe(0);
  });

  it.each(['en', 'ja'] as const)('lists it with names that could be anything (%s)', (locale) => {
    const query = new URLSearchParams();
    const rows = times(50, () => work({ account: '<script>', by: null, outcome: 'declined', initiative: null }));
    const page = textOf(
      workPage(
        {
          ...{ asked: cutsAsked(query, TODAY), query, count: 999, rows, next: '50', playbook: undefined },
          nameOfAccount: () => '<b>'.repeat(100),
          nameOfMember: (id) => id,
        },
        locale,
      ),
    );

    expect(page).not.toContain('<script>');
    expect(page).toContain('after=50');
    expect(Buffer.byteLength(page)).toBeLessThan(60_000);
  });
});
