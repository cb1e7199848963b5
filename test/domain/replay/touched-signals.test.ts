import { describe, expect, it } from 'vitest';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { touchedSignals } from '../../../domain/replay/touched-signals.ts';
import { defaultPlaybook } from '../../support/story.ts';

const changed = (change: (playbook: Playbook) => void): Playbook => {
  const playbook = structuredClone(defaultPlaybook);
  change(playbook);
  return playbook;
};
const touchedBy = (change: (playbook: Playbook) => void) => {
  const touched = touchedSignals(defaultPlaybook, changed(change));
  return touched && [...touched.all].sort();
};
const signalOf = ({ signals }: Playbook, name: string) => signals[name] as Playbook['signals'][string];

describe('what a change of the playbook may touch', () => {
  it('is nothing where only words are others', () => {
    expect(touchedBy(({ name }) => Object.assign(name, { en: 'Ours' }))).toEqual([]);
  });

  it('is the signal with another bound, and the one that looks whether it is open', () => {
    const touched = touchedBy((playbook) =>
      Object.assign(signalOf(playbook, 'logins-fell').when, { windowInDays: 14 }),
    );
    expect(touched).toEqual(['hand-over', 'logins-fell']);
  });

  it('is every signal of a play with another step', () => {
    const { play } = signalOf(defaultPlaybook, 'health-dropped');
    const users = Object.entries(defaultPlaybook.signals).flatMap(([name, one]) => (one.play === play ? [name] : []));
    expect(touchedBy(({ plays }) => (plays[play] as Playbook['plays'][string]).steps.pop())).toEqual(users.sort());
  });

  it('tells those that are others themselves from those that look at them', () => {
    const after = changed((playbook) => Object.assign(signalOf(playbook, 'logins-fell').when, { windowInDays: 14 }));
    expect([...(touchedSignals(defaultPlaybook, after)?.changed ?? [])]).toEqual(['logins-fell']);
  });

  it('is every signal of a play that holds accounts out as well, since none is while something urgent is open', () => {
    const withHoldOut = changed(({ plays }) => Object.assign(plays['look-into-drop'] as object, { holdOut: 0.1 }));
    const heldOut = Object.entries(withHoldOut.signals).flatMap(([name, { play }]) =>
      play === 'look-into-drop' ? [name] : [],
    );
    const more = structuredClone(withHoldOut);
    Object.assign(signalOf(more, 'logins-fell').when, { windowInDays: 14 });
    expect([...(touchedSignals(withHoldOut, more)?.changed ?? [])].sort()).toEqual(['logins-fell', ...heldOut].sort());
    expect(touchedSignals(withHoldOut, structuredClone(withHoldOut))?.all.size).toBe(0);
  });

  it('is a signal that comes, or goes', () => {
    expect(touchedBy(({ signals }) => delete signals['health-dropped'])).toEqual(['health-dropped']);
  });

  it('may be anything where the score, the stages or the names of events are others', () => {
    expect(touchedBy(({ health }) => Object.assign(health, { healthyFrom: 80 }))).toBeNull();
    expect(touchedBy(({ stages }) => delete stages.expansion)).toBeNull();
    expect(touchedBy(({ aliases }) => Object.assign(aliases, { signed_in: 'login' }))).toBeNull();
  });
});
