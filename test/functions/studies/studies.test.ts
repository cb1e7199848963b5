import { describe, expect, it } from 'vitest';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { FoundStudy } from '../../../functions/store/studies/studies.ts';
import { askedEffects } from '../../../functions/studies/ask-effects.ts';
import { Studies } from '../../../functions/studies/studies.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';

/** Studies over a map, whose runs never end by themselves. */
function studiesInMemory() {
  const rows = new Map<string, FoundStudy>();
  return new Studies({
    records: {
      find: async (id) => rows.get(id),
      begin: async (record) => rows.set(record.id, { record, done: 0 }).size > 0,
      end: async () => true,
    },
    runs: null,
    now: () => 0,
    todayOf: () => '2026-06-10',
  });
}

const question = { horizonInDays: 90 };
const asked = (version: string, playbook: Playbook) => askedEffects(question, { version, playbook });
const withPlay = (change: object): Playbook => ({
  ...defaultPlaybook,
  plays: { ...defaultPlaybook.plays, 'check-in': { ...defaultPlaybook.plays['check-in'], ...change } as never },
});
const tried = { variants: { look: {}, call: { steps: [{ task: 'check-in-call' }] } } };

describe('what came of the plays', () => {
  it('stays counted when a version comes that tries nothing else, whatever else it changes', async () => {
    const studies = studiesInMemory();
    const { id } = await studies.start(asked('v1', withPlay(tried)), 'mia');
    const later = { ...withPlay(tried), signals: {} };
    expect(await studies.find(asked('v2', later))).toMatchObject({ id, playbook: 'v1' });
  });

  it.each([
    ['tries another step', { variants: { ...tried.variants, call: { steps: [{ task: 'check-in-plan' }] } } }],
    ['holds somebody out', { ...tried, holdOut: 0.1 }],
    ['tries nothing any more', { variants: {} }],
    ['calls a play otherwise', { ...tried, renamedFrom: 'look-in' }],
  ])('is counted anew for a version that %s', async (_, change) => {
    const studies = studiesInMemory();
    await studies.start(asked('v1', withPlay(tried)), 'mia');
    expect(await studies.find(asked('v2', withPlay(change)))).toBeUndefined();
  });

  it('is counted anew for a version with a play more', async () => {
    const studies = studiesInMemory();
    await studies.start(asked('v1', defaultPlaybook), 'mia');
    const more = { ...defaultPlaybook.plays, new: defaultPlaybook.plays['check-in'] } as never;
    expect(await studies.find(asked('v2', { ...defaultPlaybook, plays: more }))).toBeUndefined();
  });
});

describe('what would have been', () => {
  it('is another question by each version', async () => {
    const studies = studiesInMemory();
    const change = { set: [{ path: 'signals.logins-fell.when.tripsAtOrBelow', value: 0.5 }] };
    const whatIf = (playbook: string) => ({
      ...{ kind: 'what-if' as const, playbook },
      question: { from: '2026-03-01', to: '2026-05-31', change },
    });
    const { id } = await studies.start(whatIf('v1'), 'mia');
    expect(await studies.find(whatIf('v1'))).toMatchObject({ id, state: 'running' });
    expect(await studies.find(whatIf('v2'))).toBeUndefined();
  });
});
