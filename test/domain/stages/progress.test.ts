import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stages as allStages, type Stage } from '../../../domain/account/account.ts';
import { renewalAnswers } from '../../../domain/answers/renewal-answer.ts';
import { evaluate } from '../../../domain/evaluation/evaluate.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { stageAsOf } from '../../../domain/stages/progress.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { defaultPlaybook, Story } from '../../support/story.ts';
import { withSignal } from '../../support/with-signal.ts';

const text = { en: 'Stage', ja: 'ステージ' };
const entry = { label: text, goal: text, reachedWhen: [], positive: [], challenge: [] };
const stages: Playbook['stages'] = {
  'onboarding-1': { ...entry, reachedWhen: [{ accountHas: ['goalName'] }], next: 'onboarding-2' },
  'onboarding-2': { ...entry, reachedWhen: [{ accountHas: ['goalTarget'] }], next: 'onboarding-3' },
  'onboarding-3': { ...entry, reachedWhen: [{ tasksDone: ['alignment'] }], next: 'adoption' },
  adoption: { ...entry, next: 'expansion' },
  expansion: entry,
  renewal: { ...entry, monthsBeforeRenewal: 3 },
};
const playbook = allStages.reduce<Playbook>(
  (rules, stage) =>
    withSignal(
      `stage-${stage}`,
      { side: 'service', when: { kind: 'stage-entered', stage, withinDays: 14 }, cooldownInDays: 'once' },
      rules,
    ),
  { ...defaultPlaybook, stages },
);

function imported(facts: Partial<Story['account']>): Story {
  const story = new Story();
  story.playbook = playbook;
  story.account = { ...story.account, ...facts };
  return story;
}
const change = (story: Story, facts: Partial<Story['account']>) => {
  story.account = { ...story.account, ...facts };
};
const stageOn = (story: Story, day: Day) => {
  const { stage } = story.day(day);
  return stage && [stage.stage, stage.since];
};
/** Every change of the stage from day to day, as `<day> <stage> since <day>`. */
function way(story: Story, from: Day, to: Day): string[] {
  const told: string[] = [];
  let last = story.state?.stage ? `${story.state.stage.stage} since ${story.state.stage.since}` : 'none';
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const { stage } = story.day(day);
    const now = stage ? `${stage.stage} since ${stage.since}` : 'none';
    if (now !== last) told.push(`${day} ${now}`);
    last = now;
  }
  return told;
}

describe('the first stage of an account', () => {
  it.each([
    ['since its contract start', '2026-01-15', '2025-11-03', '2026-01-15'],
    ['without one since its first event', undefined, '2025-11-03', '2025-11-03'],
    ['with neither since it was first looked at', undefined, undefined, '2026-03-01'],
    ['with a contract that has not begun since its first event', '2026-04-01', '2025-11-03', '2025-11-03'],
    ['with a contract that begins today since today', '2026-03-01', '2025-11-03', '2026-03-01'],
  ])('is that of its import, %s', (_, contractStart, firstEvent, since) => {
    const story = imported({ stage: 'adoption', contractStart });
    if (firstEvent) story.logins(firstEvent, 1);
    expect(story.day('2026-03-01').stage).toMatchObject({ stage: 'adoption', since, pastOnboardingSince: since });
  });

  it('stays where it began, whatever is learnt about the beginning later', () => {
    const story = imported({ stage: 'onboarding-1', contractStart: '2026-01-15' });
    story.day('2026-03-01');
    change(story, { contractStart: '2025-12-01' });
    expect(stageOn(story.logins('2025-11-03', 1), '2026-03-02')).toEqual(['onboarding-1', '2026-01-15']);
  });

  it('is not known until somebody says, and then reaches back to the contract start', () => {
    const story = imported({ contractStart: '2026-01-15' });
    expect(story.day('2026-03-01').stage).toBeNull();
    change(story, { stage: 'onboarding-2' });
    expect(stageOn(story, '2026-03-02')).toEqual(['onboarding-2', '2026-01-15']);
  });

  it('is past onboarding only where it is', () => {
    const story = imported({ stage: 'onboarding-3', contractStart: '2026-01-15' });
    expect(story.day('2026-03-01').stage?.pastOnboardingSince).toBeUndefined();
  });
});

describe('an account moved by hand', () => {
  it('moves on the day its facts name another stage, and only then', () => {
    const story = imported({ stage: 'onboarding-1', contractStart: '2026-01-15' });
    expect(way(story, '2026-03-01', '2026-03-03')).toEqual(['2026-03-01 onboarding-1 since 2026-01-15']);
    change(story, { stage: 'adoption' });
    expect(way(story, '2026-03-04', '2026-03-09')).toEqual(['2026-03-04 adoption since 2026-03-04']);
    change(story, { stage: 'onboarding-2' });
    expect(way(story, '2026-03-10', '2026-03-11')).toEqual(['2026-03-10 onboarding-2 since 2026-03-10']);
  });

  it('is not moved back by an import that still says what it said', () => {
    const story = imported({ stage: 'onboarding-1', contractStart: '2026-01-15' });
    story.day('2026-03-01');
    change(story, { goalName: 'Faster invoices' });
    expect(way(story, '2026-03-02', '2026-03-05')).toEqual(['2026-03-02 onboarding-2 since 2026-03-02']);
  });

  it('is left alone by an import that says nothing of the stage, and by one that then repeats it', () => {
    const story = imported({ stage: 'onboarding-1', contractStart: '2026-01-15', goalName: 'Faster invoices' });
    expect(stageOn(story, '2026-03-01')).toEqual(['onboarding-2', '2026-03-01']);
    change(story, { stage: undefined });
    expect(way(story, '2026-03-02', '2026-03-03')).toEqual([]);
    change(story, { stage: 'onboarding-1' });
    expect(way(story, '2026-03-04', '2026-03-05')).toEqual([]);
  });

  it('does not enter the stage it is in a second time', () => {
    const story = imported({ stage: 'onboarding-1', goalName: 'Faster invoices' });
    story.day('2026-03-01');
    change(story, { stage: 'onboarding-2' });
    expect(way(story, '2026-03-02', '2026-03-03')).toEqual([]);
  });

  it('has left onboarding since the first stage after it, until it is put back there', () => {
    const story = imported({ stage: 'onboarding-1', contractStart: '2026-01-15' });
    story.day('2026-02-01');
    const pastSince = (stage: Stage, day: Day) => {
      change(story, { stage });
      return story.day(day).stage?.pastOnboardingSince;
    };
    expect(pastSince('adoption', '2026-03-01')).toBe('2026-03-01');
    expect(pastSince('expansion', '2026-03-05')).toBe('2026-03-01');
    expect(pastSince('onboarding-2', '2026-03-10')).toBeUndefined();
    expect(pastSince('adoption', '2026-03-20')).toBe('2026-03-20');
  });
});

describe('a goal that is reached', () => {
  const reached = { goalName: 'Faster invoices' };

  it('moves the account on, and what the next stage asks for is raised the same day', () => {
    const story = imported({ stage: 'onboarding-1', contractStart: '2026-03-01' });
    story.day('2026-03-01');
    change(story, reached);
    const { stage, transitions } = story.day('2026-03-04');
    expect(stage).toMatchObject({ stage: 'onboarding-2', since: '2026-03-04' });
    expect(transitions).toMatchObject([
      { kind: 'closed', episode: { signal: 'stage-onboarding-1', subject: '2026-03-01' } },
      { kind: 'opened', episode: { signal: 'stage-onboarding-2', subject: '2026-03-04' } },
    ]);
  });

  it('is no reason to go back when it is lost again', () => {
    const story = imported({ stage: 'onboarding-1', ...reached });
    story.day('2026-03-01');
    change(story, { goalName: undefined });
    expect(way(story, '2026-03-02', '2026-03-05')).toEqual([]);
  });

  it('leads past stages whose goals are reached as well, without raising their work', () => {
    const story = imported({ stage: 'onboarding-1', contractStart: '2026-01-15', ...reached, goalTarget: 100 });
    const { stage, transitions } = story.day('2026-03-01');
    expect(stage).toMatchObject({ stage: 'onboarding-3', since: '2026-03-01' });
    expect(transitions.map(({ episode }) => episode.signal)).toEqual(['stage-onboarding-3']);
  });

  it('moves nothing more when the same day is looked at again', () => {
    const story = imported({ stage: 'onboarding-1', ...reached, goalTarget: 100 });
    const first = story.day('2026-03-01').stage;
    expect(story.day('2026-03-01').stage).toEqual(first);
  });

  it('leads nowhere from a stage without a next one, or without requirements', () => {
    const story = imported({ stage: 'onboarding-1', ...reached });
    const { next: _, ...last } = stages['onboarding-1'] as NonNullable<Playbook['stages'][Stage]>;
    story.playbook = { ...playbook, stages: { ...stages, 'onboarding-1': last } };
    expect(way(story, '2026-03-01', '2026-03-03')).toEqual(['2026-03-01 onboarding-1 since 2026-03-01']);
    expect(way(imported({ stage: 'adoption', ...reached }), '2026-03-01', '2026-03-03')).toHaveLength(1);
  });

  it('does not matter to whoever is no customer any more', () => {
    const story = imported({ stage: 'onboarding-1', ...reached, churnedOn: '2026-03-01' });
    expect(stageOn(story, '2026-03-01')).toEqual(['onboarding-1', '2026-03-01']);
  });

  it('does not go round in circles, should a playbook do so', () => {
    const always = { ...entry, reachedWhen: [{ accountHas: ['goalName' as const] }] };
    const story = imported({ stage: 'adoption', ...reached });
    story.playbook = {
      ...playbook,
      stages: { adoption: { ...always, next: 'expansion' }, expansion: { ...always, next: 'adoption' } },
    };
    expect(story.day('2026-03-01').stage?.since).toBe('2026-03-01');
  });
});

describe('a renewal', () => {
  const customer = (renewalDate: Day | undefined, facts: Partial<Story['account']> = {}) =>
    imported({ stage: 'adoption', contractStart: '2025-01-10', renewalDate, ...facts });
  const answer = (story: Story, renewalDate: Day, day: Day) => {
    story.answers = [...story.answers, { renewalDate, answer: 'renew', day }];
  };

  it.each([
    ['2026-09-01', '2026-06-01'],
    ['2026-05-31', '2026-02-28'],
    ['2028-05-31', '2028-02-29'],
    ['2028-05-29', '2028-02-29'],
    ['2027-05-29', '2027-02-28'],
    ['2028-02-29', '2027-11-29'],
    ['2026-12-31', '2026-09-30'],
    ['2027-01-31', '2026-10-31'],
  ])('on %s is near from %s on', (renewalDate, from) => {
    const story = customer(renewalDate);
    expect(stageOn(story, addDays(from, -1))).toEqual(['adoption', '2025-01-10']);
    const { stage, transitions } = story.day(from);
    expect(stage).toMatchObject({ stage: 'renewal', since: from });
    expect(transitions.filter(({ kind }) => kind === 'opened').map(({ episode }) => episode.signal)).toContain(
      'stage-renewal',
    );
  });

  it.each(renewalAnswers)('lasts whatever the answer is ("%s")', (given) => {
    const story = customer('2026-09-01');
    story.day('2026-06-01');
    story.answers = [{ renewalDate: '2026-09-01', answer: given, day: '2026-07-02' }];
    expect(way(story, '2026-06-30', '2026-09-10')).toEqual([]);
  });

  it('lasts until the contract has its next date, then the account is back where it was, since when it was', () => {
    const story = customer('2026-09-01');
    expect(way(story, '2026-05-30', '2026-07-01')).toEqual([
      '2026-05-30 adoption since 2025-01-10',
      '2026-06-01 renewal since 2026-06-01',
    ]);
    change(story, { renewalDate: '2027-09-01' });
    expect(way(story, '2026-07-02', '2026-09-10')).toEqual(['2026-07-02 adoption since 2025-01-10']);
    expect(story.state?.stage?.pastOnboardingSince).toBe('2025-01-10');
  });

  it('comes back with the next date', () => {
    const story = customer('2026-09-01');
    story.day('2026-06-01');
    answer(story, '2026-09-01', '2026-07-02');
    story.day('2026-07-02');
    change(story, { renewalDate: '2027-09-01' });
    expect(way(story, '2027-05-30', '2027-06-02')).toEqual([
      '2027-05-30 adoption since 2025-01-10',
      '2027-06-01 renewal since 2027-06-01',
    ]);
    change(story, { renewalDate: '2028-09-01' });
    expect(way(story, '2027-06-03', '2027-06-04')).toEqual(['2027-06-03 adoption since 2025-01-10']);
  });

  it('begins though the answer came before: there is work to do until it is settled', () => {
    const story = customer('2026-09-01');
    answer(story, '2026-09-01', '2026-05-01');
    expect(way(story, '2026-05-31', '2026-09-10')).toEqual([
      '2026-05-31 adoption since 2025-01-10',
      '2026-06-01 renewal since 2026-06-01',
    ]);
  });

  it('is not begun a second time where an older release ended it with the answer', () => {
    const story = customer('2026-09-01');
    answer(story, '2026-09-01', '2026-06-10');
    story.day('2026-05-20');
    const { state } = story;
    if (!state?.stage) throw new Error('no state');
    const past = [{ stage: 'renewal' as const, since: '2026-06-01', until: '2026-06-10' }];
    story.state = { ...state, stage: { ...state.stage, past } };
    expect(way(story, '2026-06-11', '2026-09-10')).toEqual([]);
    change(story, { renewalDate: '2027-09-01' });
    expect(way(story, '2027-05-31', '2027-06-01')).toEqual(['2027-06-01 renewal since 2027-06-01']);
  });

  it('lasts beyond the date while nobody answers', () => {
    const story = customer('2026-09-01');
    expect(way(story, '2026-08-30', '2026-11-01')).toEqual(['2026-08-30 renewal since 2026-08-30']);
  });

  it('is over when the date is moved, and begins three months before the new one', () => {
    const story = customer('2026-09-01');
    story.day('2026-06-01');
    change(story, { renewalDate: '2026-10-01' });
    expect(way(story, '2026-06-02', '2026-07-02')).toEqual([
      '2026-06-02 adoption since 2025-01-10',
      '2026-07-01 renewal since 2026-07-01',
    ]);
  });

  it('goes on when the date is moved within the three months', () => {
    const story = customer('2026-09-01');
    story.day('2026-06-10');
    change(story, { renewalDate: '2026-09-05' });
    expect(way(story, '2026-06-11', '2026-06-12')).toEqual([]);
  });

  it('is over when the date is removed', () => {
    const story = customer('2026-09-01');
    story.day('2026-06-01');
    change(story, { renewalDate: undefined });
    expect(way(story, '2026-06-02', '2026-06-05')).toEqual(['2026-06-02 adoption since 2025-01-10']);
  });

  it('does not begin for a date that had passed before anybody looked', () => {
    expect(way(customer('2026-05-31'), '2026-06-01', '2026-06-10')).toEqual(['2026-06-01 adoption since 2025-01-10']);
    expect(stageOn(customer('2026-06-01'), '2026-06-01')).toEqual(['renewal', '2026-06-01']);
  });

  it('is where an account imported late begins, and it goes back to what the import said', () => {
    const story = customer('2026-07-01');
    expect(stageOn(story, '2026-06-10')).toEqual(['renewal', '2026-06-10']);
    change(story, { renewalDate: '2027-07-01' });
    expect(stageOn(story, '2026-06-12')).toEqual(['adoption', '2025-01-10']);
  });

  it('keeps whoever was imported as being in it, until a person says what it is now', () => {
    const story = customer('2026-09-01', { stage: 'renewal' });
    expect(way(story, '2026-05-01', '2026-06-11')).toEqual(['2026-05-01 renewal since 2025-01-10']);
    change(story, { renewalDate: '2027-09-01' });
    expect(way(story, '2026-06-12', '2026-07-01')).toEqual([]);
    change(story, { stage: 'expansion' });
    expect(way(story, '2026-07-02', '2026-07-03')).toEqual(['2026-07-02 expansion since 2026-07-02']);
  });

  it('goes on when the account is moved by hand, and then ends where it was put', () => {
    const story = customer('2026-09-01');
    story.day('2026-06-01');
    change(story, { stage: 'expansion' });
    expect(way(story, '2026-06-10', '2026-06-20')).toEqual([]);
    change(story, { renewalDate: '2027-09-01' });
    expect(way(story, '2026-06-21', '2026-06-22')).toEqual(['2026-06-21 expansion since 2026-06-10']);
    expect(story.state?.stage?.pastOnboardingSince).toBe('2025-01-10');
  });

  it('ends where it began when the account is put there by hand', () => {
    const story = customer('2026-09-01', { stage: 'onboarding-3', contractStart: '2026-01-10' });
    story.activities = [
      {
        id: 'a',
        day: '2026-05-20',
        kind: 'task',
        task: { id: 't', episode: 'e', template: 'alignment', outcome: null },
      },
    ];
    expect(stageOn(story, '2026-05-20')).toEqual(['adoption', '2026-05-20']);
    story.day('2026-06-01');
    // The import catches up with what is known.
    change(story, { stage: 'adoption' });
    story.day('2026-06-10');
    change(story, { renewalDate: '2027-09-01' });
    expect(stageOn(story, '2026-06-21')).toEqual(['adoption', '2026-05-20']);
  });

  it('is not begun by hand where the date says that it is not near', () => {
    const story = customer('2026-12-01');
    story.day('2026-06-01');
    change(story, { stage: 'renewal' });
    expect(way(story, '2026-06-02', '2026-06-05')).toEqual([]);
    change(story, { stage: 'expansion' });
    expect(way(story, '2026-06-06', '2026-06-06')).toEqual(['2026-06-06 expansion since 2026-06-06']);
  });

  it.each([
    ['of an account without a date', undefined, stages],
    ['in a playbook without months', '2026-09-01', { ...stages, renewal: entry }],
  ])('%s begins and ends by hand', (_, renewalDate, rules) => {
    const story = customer(renewalDate);
    story.playbook = { ...playbook, stages: rules };
    expect(way(story, '2026-08-01', '2026-08-01')).toEqual(['2026-08-01 adoption since 2025-01-10']);
    change(story, { stage: 'renewal' });
    expect(way(story, '2026-08-02', '2026-08-05')).toEqual(['2026-08-02 renewal since 2026-08-02']);
    change(story, { stage: 'adoption' });
    expect(way(story, '2026-08-06', '2026-08-07')).toEqual(['2026-08-06 adoption since 2026-08-06']);
  });
});

it('the way back from the record tells the stage of every past day', () => {
  const event = fc.oneof(
    fc.record({ day: fc.nat(150), stage: fc.constantFrom(...allStages) }),
    fc.record({ day: fc.nat(150), renewalDate: fc.integer({ min: -30, max: 200 }) }),
    fc.record({ day: fc.nat(150), answered: fc.constant(true) }),
  );
  const FIRST = '2026-03-01';
  fc.assert(
    fc.property(fc.array(event, { maxLength: 8 }), (events) => {
      const story = imported({ stage: 'onboarding-2', contractStart: '2026-01-15' });
      const seen = new Map<Day, unknown>();
      for (let i = 0; i < 150; i += 1) {
        const day = addDays(FIRST, i);
        for (const happened of events.filter((one) => one.day === i)) {
          if ('stage' in happened) change(story, { stage: happened.stage });
          if ('renewalDate' in happened) change(story, { renewalDate: addDays(FIRST, happened.renewalDate) });
          const { renewalDate } = story.account;
          if ('answered' in happened && renewalDate !== undefined) {
            story.answers = [...story.answers, { renewalDate, answer: 'renew', day }];
          }
        }
        const { stage } = evaluate(story.input(day));
        story.state = { ...story.day(day).next };
        expect(story.state.stage).toEqual(stage);
        seen.set(day, [stage?.stage, stage?.since]);
      }
      const current = story.state?.stage ?? null;
      for (const [day, then] of seen) {
        const told = stageAsOf(current, day);
        expect([day, told?.stage, told?.since]).toEqual([day, ...(then as string[])]);
      }
    }),
    { seed: 6, numRuns: 40 },
  );
});
