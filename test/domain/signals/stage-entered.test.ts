import { describe, expect, it } from 'vitest';
import type { Stage } from '../../../domain/account/account.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { addDays } from '../../../domain/time/day.ts';
import { Story } from '../../support/story.ts';
import { problemsOf, withSignal } from '../../support/with-signal.ts';

const SIGNAL = 'stage-adoption';
const when = { kind: 'stage-entered', stage: 'adoption', withinDays: 14 };
const text = { en: 'Stage', ja: 'ステージ' };
const entry = { label: text, goal: text, reachedWhen: [], positive: [], challenge: [] };
const stages: Playbook['stages'] = {
  'onboarding-3': entry,
  adoption: entry,
  renewal: { ...entry, monthsBeforeRenewal: 3 },
};
const playbook = withSignal(SIGNAL, { side: 'service', when, cooldownInDays: 'once' }, { stages });

function imported(stage: Stage | undefined, contractStart?: string): Story {
  const story = new Story();
  story.playbook = playbook;
  story.account = { ...story.account, stage, contractStart };
  return story;
}
/** What opens and closes, with the day the episode is about. */
function told(story: Story, from: string, to: string): string[] {
  const lines: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    for (const { kind, episode } of story.day(day).transitions) {
      if (episode.signal === SIGNAL) lines.push(`${day} ${kind} ${episode.subject}`);
    }
  }
  return lines;
}
const moveTo = (story: Story, stage: Stage) => {
  story.account = { ...story.account, stage };
};

describe('a stage entered', () => {
  it.each([
    ['2026-06-01', 0, 'trips'],
    ['2026-05-19', 13, 'trips'],
    ['2026-05-18', 14, 'holds'],
    ['2024-04-01', 791, 'holds'],
  ])('since %s: on day %i %s', (contractStart, days, verdict) => {
    const reading = imported('adoption', contractStart).reading(SIGNAL, '2026-06-01', contractStart);
    expect(reading).toMatchObject({ verdict, evidence: { days } });
  });

  it('trips the day a person moves the account there, and is over the day it is moved on', () => {
    const story = imported('onboarding-3', '2026-01-05');
    expect(told(story, '2026-02-01', '2026-02-02')).toEqual([]);
    moveTo(story, 'adoption');
    expect(told(story, '2026-02-03', '2026-05-03')).toEqual(['2026-02-03 opened 2026-02-03']);
    moveTo(story, 'onboarding-3');
    expect(told(story, '2026-05-04', '2026-05-05')).toEqual(['2026-05-04 closed 2026-02-03']);
  });

  it('is raised again for the next entry, and never again for the same one', () => {
    const story = imported('adoption', '2026-01-05');
    expect(told(story, '2026-01-05', '2026-01-06')).toEqual(['2026-01-05 opened 2026-01-05']);
    moveTo(story, 'onboarding-3');
    expect(told(story, '2026-01-07', '2026-01-07')).toEqual(['2026-01-07 closed 2026-01-05']);
    moveTo(story, 'adoption');
    expect(told(story, '2026-01-08', '2026-03-01')).toEqual(['2026-01-08 opened 2026-01-08']);
  });

  it('is not raised anew by the way back from a renewal', () => {
    const story = imported('adoption', '2026-01-05');
    story.account.renewalDate = '2026-04-10';
    // In renewal from 10 January on; back with the next date, in the stage since it entered it.
    expect(told(story, '2026-01-05', '2026-01-11')).toEqual([
      '2026-01-05 opened 2026-01-05',
      '2026-01-10 closed 2026-01-05',
    ]);
    story.account.renewalDate = '2027-04-10';
    expect(told(story, '2026-01-12', '2026-02-12')).toEqual([]);
    expect(story.state?.stage).toMatchObject({ stage: 'adoption', since: '2026-01-05' });
  });

  it('says nothing is the matter in another stage, and that it is unknown where nobody said which', () => {
    expect(imported('onboarding-3').reading(SIGNAL, '2026-06-01')).toMatchObject({ verdict: 'holds' });
    expect(imported(undefined).reading(SIGNAL, '2026-06-01')).toMatchObject({ verdict: 'unknown', reason: 'no-stage' });
  });
});

it('its check refuses a stage that the playbook does not have', () => {
  const { adoption: _, ...others } = stages;
  expect(problemsOf(withSignal(SIGNAL, { when }, { stages: others }), SIGNAL)).toEqual([
    'stage there is no stage `adoption`; there are: onboarding-3, renewal',
  ]);
  expect(problemsOf(playbook, SIGNAL)).toEqual([]);
});
