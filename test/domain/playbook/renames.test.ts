import { describe, expect, it } from 'vitest';
import { stateByNamesOf } from '../../../domain/evaluation/follow-names.ts';
import { checkPlaybook } from '../../../domain/playbook/check-playbook.ts';
import {
  checkAgainstRegister,
  emptyRegister,
  type NameRegister,
  registered,
  withFormerNames,
} from '../../../domain/playbook/name-register.ts';
import { entryNamed, nameNow } from '../../../domain/playbook/names.ts';
import type { Playbook, Signal } from '../../../domain/playbook/playbook.ts';
import { rulesOf } from '../../../domain/playbook/rules.ts';
import { storiesByNamesOf } from '../../../domain/stories/stories-by-names.ts';
import { storiesSchema } from '../../../domain/stories/story.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';

const D = '2026-06-01';
const rule = defaultPlaybook.signals['no-login'] as Signal;

/** A playbook with these signals alone, each by its earlier names. */
function withSignals(signals: Record<string, string[]>): Playbook {
  return {
    ...defaultPlaybook,
    stages: {},
    customerMail: { ...defaultPlaybook.customerMail, quietWhileOpen: [] },
    signals: Object.fromEntries(
      Object.entries(signals).map(([name, from]) => [name, { ...rule, ...(from.length > 0 && { renamedFrom: from }) }]),
    ),
  };
}

const problemsOf = (signals: Record<string, string[]>) =>
  checkPlaybook(withSignals(signals)).map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('earlier names in a file', () => {
  it('are those of things that are gone', () => {
    expect(problemsOf({ silent: ['quiet'] })).toEqual([]);
    expect(problemsOf({ silent: ['quiet', 'still'] })).toEqual([]);
    expect(problemsOf({ silent: ['quiet'], quiet: [] })).toEqual([
      'signals.silent.renamedFrom: `quiet` stands here as well: renamedFrom is for a name that is gone',
    ]);
  });

  it('go on in one entry', () => {
    expect(problemsOf({ silent: ['old'], quiet: ['old'] })).toEqual([
      'signals.quiet.renamedFrom: `old` is what `silent` was called before: only one of the two goes on from it',
    ]);
    expect(problemsOf({ silent: ['old', 'old'] })).toEqual(['signals.silent.renamedFrom: names `old` twice']);
  });

  it('are listed where there are several, and not chained', () => {
    expect(problemsOf({ silent: ['quiet'], quiet: ['old'] })).toEqual([
      'signals.silent.renamedFrom: `quiet` stands here as well, itself renamed: take it out, and write `[quiet, old]`',
    ]);
  });

  it('go round in no circle', () => {
    expect(problemsOf({ silent: ['quiet'], quiet: ['silent'] })).toEqual([
      'signals.silent.renamedFrom: goes round in a circle: silent → quiet → silent; each was called so before the other was',
    ]);
    expect(problemsOf({ silent: ['silent'] })).toEqual([
      'signals.silent.renamedFrom: goes round in a circle: silent → silent; each was called so before the other was',
    ]);
  });

  it('are told of plays and templates alike', () => {
    const playbook = structuredClone(defaultPlaybook);
    for (const area of ['plays', 'tasks', 'emails'] as const) {
      const [first, second] = Object.keys(playbook[area]);
      Object.assign(playbook[area][first as string] as object, { renamedFrom: second });
    }
    expect(checkPlaybook(playbook).map(({ path: [area] }) => area)).toEqual(['plays', 'tasks', 'emails']);
  });
});

describe('earlier names and the versions that ran', () => {
  /** The names after these versions ran one after the other. */
  const after = (...versions: Record<string, string[]>[]): NameRegister =>
    versions.reduce((register, signals) => {
      const playbook = withSignals(signals);
      expect(checkAgainstRegister(playbook, register)).toEqual([]);
      return registered(register, withFormerNames(playbook, register));
    }, emptyRegister());
  const refused = (register: NameRegister, signals: Record<string, string[]>) =>
    checkAgainstRegister(withSignals(signals), register).map(({ path, message }) => `${path.join('.')}: ${message}`);
  const namesOf = (register: NameRegister, signals: Record<string, string[]>) =>
    Object.fromEntries(
      Object.entries(withFormerNames(withSignals(signals), register).signals).map(([name, { renamedFrom }]) => [
        name,
        renamedFrom,
      ]),
    );

  it('are kept, though a later file says nothing of them', () => {
    const register = after({ a: [] }, { b: ['a'] }, { c: ['b'] });
    expect(namesOf(register, { c: [] })).toEqual({ c: ['b', 'a'] });
  });

  it('turn round where an older version comes back', () => {
    const register = after({ a: [] }, { b: ['a'] });
    expect(namesOf(register, { a: [] })).toEqual({ a: ['b'] });
    expect(namesOf(after({ a: [] }, { b: ['a'] }, { a: [] }), { b: ['a'] })).toEqual({ b: ['a'] });
  });

  it('are found of a signal that was taken out meanwhile', () => {
    const register = after({ a: [], x: [] }, { x: [] });
    expect(refused(register, { x: [], b: ['a'] })).toEqual([]);
    expect(namesOf(register, { x: [], b: ['a'] })).toEqual({ x: undefined, b: ['a'] });
  });

  it('have to have been there, once anything was', () => {
    expect(refused(emptyRegister(), { b: ['a'] })).toEqual([]);
    expect(refused(after({ silent: [] }), { quiet: ['silnt'] })).toEqual([
      'signals.quiet.renamedFrom: no version that ran here had a signal `silnt`. Did you mean `silent`? If `quiet` is new, leave renamedFrom out',
    ]);
    // Where one file serves several installations, each takes what it knows.
    expect(refused(after({ a: [] }), { c: ['b', 'a'] })).toEqual([]);
  });

  it('make no two signals one', () => {
    const register = after({ a: [], b: [] });
    expect(refused(register, { b: ['a'] })).toEqual([
      'signals.b.renamedFrom: would make one signal of `a` and `b`, which ran beside each other or one after the other: only a new name can take over, so give this signal one, or leave renamedFrom out',
    ]);
  });

  it('are not given to something else', () => {
    const register = after({ a: [] }, { b: ['a'] });
    expect(refused(register, { a: [], b: [] })).toEqual([
      'signals.a: what is stored under its earlier names belongs to `b`, which they were renamed to: give this signal a name that none had, without renamedFrom',
    ]);
    expect(refused(register, { b: [], c: ['a'] })).toHaveLength(1);
  });
});

describe('an entry', () => {
  it('is found by any of its names', () => {
    const { signals } = withSignals({ silent: ['quiet', 'still'] });
    expect(nameNow(signals, 'still')).toBe('silent');
    expect(entryNamed(signals, 'quiet')).toBe(signals.silent);
    expect(nameNow(signals, 'unheard-of')).toBe('unheard-of');
    expect(entryNamed(signals, 'constructor')).toBeUndefined();
  });

  it('goes by the same rules, whatever it was called before', () => {
    expect(rulesOf(withSignals({ silent: ['quiet'] }))).toBe(rulesOf(withSignals({ silent: [] })));
  });
});

describe('what was there before', () => {
  const playbook: Playbook = {
    ...withSignals({ silent: ['quiet'] }),
    tasks: {
      ring: {
        ...(defaultPlaybook.tasks.call ?? Object.values(defaultPlaybook.tasks)[0]),
        renamedFrom: 'call',
      } as never,
    },
    emails: { hello: { ...Object.values(defaultPlaybook.emails)[0], renamedFrom: 'win-back' } as never },
  };

  it('goes on in the state, by the id that it had', () => {
    const episode = {
      signal: 'quiet',
      subject: null,
      openedOn: '2026-06-01',
      steps: ['task:call', 'email:win-back'],
      tasks: [{ id: 'koa/quiet/-/2026-06-01/call', template: 'call', due: '2026-06-03', assignee: 'mika' }],
    };
    const state = { lastScoredDay: D, watchedSince: D, stage: null, health: null, scores: {}, episodes: [episode] };
    expect(stateByNamesOf(playbook, state).episodes).toEqual([
      {
        ...episode,
        signal: 'silent',
        openedAs: 'quiet',
        steps: ['task:ring', 'email:hello'],
        tasks: [{ ...episode.tasks[0], template: 'ring' }],
      },
    ]);
  });

  it('is expected by stories under its earlier name', () => {
    const stories = storiesSchema.parse({
      stories: [
        {
          story: 'Written before',
          tasksDone: [{ on: D, task: 'call' }],
          expect: [
            { on: D, opens: 'quiet' },
            { on: D, task: ['call'] },
            { on: D, mail: 'win-back' },
          ],
        },
      ],
    });
    expect(storiesByNamesOf(playbook, stories).stories[0]).toMatchObject({
      tasksDone: [{ task: 'ring' }],
      expect: [{ opens: 'silent' }, { task: ['ring'] }, { mail: 'hello' }],
    });
  });
});
