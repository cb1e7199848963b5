import { describe, expect, it } from 'vitest';
import type { LoggedWork } from '../../../domain/activities/work-log.ts';
import { moveKinds } from '../../../domain/improvement-map/move-kinds.ts';
import { ideasOfMove } from '../../../domain/proposals/ideas-of-move.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';

const asked = (stage: LoggedWork['stage'], initiative: LoggedWork['initiative'] = 'reactive', n = 1): LoggedWork[] =>
  Array.from({ length: n }, (_, i) => ({
    ...{ id: `${stage}-${initiative}-${i}`, account: 'koa', day: '2026-05-01', by: 'aoi', activity: 'answer-inquiry' },
    ...{ medium: 'mail', initiative, scope: 'general', skill: 'basic' },
    ...(stage && { stage }),
  }));
const work = [
  ...asked('onboarding-2', 'reactive', 3),
  ...asked('adoption', 'reactive', 1),
  ...asked('renewal', 'proactive', 9),
];

describe('a move of the improvement map', () => {
  it('that replaces by a signal is offered where customers asked most, and counts only what they asked for', () => {
    const { own, places } = ideasOfMove({ activity: 'answer-inquiry', kind: 'signal' }, defaultPlaybook, work);
    expect(own).toBe('early');
    expect(places.slice(0, 3)).toEqual([
      { at: { stage: 'onboarding-2' }, asked: 3 },
      { at: { stage: 'adoption' }, asked: 1 },
      { at: { stage: 'onboarding-1' }, asked: 0 },
    ]);
    expect(places).toContainEqual({ at: { signal: 'logins-fell' }, asked: 0 });
  });

  it('that stops or reduces a task is a change of the plays that ask for it', () => {
    expect(ideasOfMove({ activity: 'check-in-call', kind: 'reduce' }, defaultPlaybook, []).own).toBe('rarer');
    const { steps } = defaultPlaybook.plays['check-in'] as { steps: unknown[] };
    const last = (steps.at(-1) as { task: string }).task;
    expect(ideasOfMove({ activity: last, kind: 'stop' }, defaultPlaybook, []).own).toBe('drop');
  });

  it.each(moveKinds)('says why where the playbook has nothing to change, and offers what is nearest: %s', (kind) => {
    const { own, others } = ideasOfMove({ activity: 'monthly-call', kind }, defaultPlaybook, []);
    if (kind === 'signal') return expect(own).toBe('early');
    expect(own).toEqual({ none: kind === 'stop' || kind === 'reduce' ? 'nowhere-asked' : 'by-people' });
    expect(others).toEqual(['early']);
  });

  it('that improves by asking switches on the mails that ask about it, and writes what was learned into its task', () => {
    expect(ideasOfMove({ activity: 'setup-support', kind: 'improve' }, defaultPlaybook, []).own).toBe('ask');
    const ofTask = ideasOfMove({ activity: 'check-in-call', kind: 'improve' }, defaultPlaybook, []);
    expect([ofTask.own, ofTask.others]).toEqual(['note', ['early']]);
  });

  it('that makes efficient writes the shorter way into its task, or asks for it half as often', () => {
    const { own, others } = ideasOfMove({ activity: 'check-in-call', kind: 'streamline' }, defaultPlaybook, []);
    expect([own, others]).toEqual(['note', ['rarer', 'early']]);
  });

  it('about what is no longer in the playbook offers nothing', () => {
    expect(ideasOfMove({ activity: 'gone-by', kind: 'signal' }, defaultPlaybook, [])).toEqual({
      ...{ own: { none: 'gone' }, others: [], places: [] },
    });
  });
});
