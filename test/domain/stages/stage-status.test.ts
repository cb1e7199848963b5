import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../domain/evaluation/evaluate.ts';
import { explanationOf } from '../../../domain/evaluation/explanation.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { stageStatus } from '../../../domain/stages/stage-status.ts';
import { defaultPlaybook, Story } from '../../support/story.ts';

const text = { en: 'Adoption', ja: '定着' };
const adoption = { label: text, goal: text, reachedWhen: [], positive: [], challenge: [] };
const playbook: Playbook = { ...defaultPlaybook, stages: { adoption: { ...adoption, usualDays: 90 } } };

describe('how long an account has been in its stage', () => {
  it.each([
    ['2026-04-11', false],
    ['2026-04-12', true],
  ])('as of %s, of 90 usual days: overdue is %s', (asOf, stageOverdue) => {
    expect(stageStatus({ stage: 'adoption', since: '2026-01-11' }, playbook, asOf)).toEqual({
      stage: 'adoption',
      stageSince: '2026-01-11',
      stageUsualDays: 90,
      stageOverdue,
    });
  });

  it('is never too long where nobody says what is usual, or which stage it is', () => {
    const stages = { adoption };
    expect(stageStatus({ stage: 'adoption', since: '2020-01-01' }, { stages }, '2026-04-11')).toMatchObject({
      stageUsualDays: null,
      stageOverdue: false,
    });
    expect(stageStatus({ stage: 'renewal', since: '2020-01-01' }, { stages }, '2026-04-11').stageOverdue).toBe(false);
    expect(stageStatus(null, playbook, '2026-04-11')).toEqual({
      stage: null,
      stageSince: null,
      stageUsualDays: null,
      stageOverdue: false,
    });
  });

  it('is told by the explanation of a day', () => {
    const story = new Story();
    story.playbook = playbook;
    story.account = { ...story.account, stage: 'adoption', contractStart: '2026-01-11' };
    const told = explanationOf(story.account, { playbook, version: 'v1' }, evaluate(story.input('2026-04-12')), []);
    expect(told).toMatchObject({
      playbook: 'v1',
      stage: 'adoption',
      stageSince: '2026-01-11',
      stageUsualDays: 90,
      stageOverdue: true,
    });
  });
});
