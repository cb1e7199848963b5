import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Episode, episodeId } from '../../../domain/episodes/episodes.ts';
import { type AccountState, evaluate } from '../../../domain/evaluation/evaluate.ts';
import { stateAsOf } from '../../../domain/evaluation/state-as-of.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { Story } from '../../support/story.ts';

const FIRST = '2026-03-01';

const usage = fc.array(fc.record({ back: fc.nat(200), user: fc.nat(5), times: fc.integer({ min: 1, max: 9 }) }), {
  maxLength: 150,
});

function storyOf(events: { back: number; user: number; times: number }[]): Story {
  const story = new Story();
  story.account = { ...story.account, licenses: 5, renewalDate: '2026-06-20' };
  story.contacts = [{ id: 'u0', account: 'koa', role: 'champion', keyPerson: true }];
  for (const { back, user, times } of events) story.logins(addDays('2026-05-01', -back), times, `u${user}`);
  return story;
}

describe('evaluating day by day', () => {
  it('gives the same for the same events in any order', () => {
    fc.assert(
      fc.property(usage, fc.infiniteStream(fc.nat()), (events, order) => {
        const shuffled = [...events].map((event) => ({ event, at: order.next().value as number }));
        shuffled.sort((a, b) => a.at - b.at);
        const one = evaluate(storyOf(events).input('2026-05-01'));
        expect(evaluate(storyOf(shuffled.map(({ event }) => event)).input('2026-05-01'))).toEqual(one);
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  it('changes nothing when a day is evaluated twice', () => {
    fc.assert(
      fc.property(usage, fc.nat(60), (events, days) => {
        const story = storyOf(events);
        for (let i = 0; i < days; i += 1) story.day(addDays(FIRST, i));
        const day = addDays(FIRST, days);
        const once = story.day(day);
        const twice = story.day(day);
        // What trips and is over the same day may close on the second look; nothing opens twice.
        expect(twice.transitions.filter(({ kind }) => kind === 'opened')).toEqual([]);
        expect(twice.health).toEqual(once.health);
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it('never raises an episode twice, and puts the state of any past day together from the record', () => {
    fc.assert(
      fc.property(usage, (events) => {
        const story = storyOf(events);
        const record = new Map<string, Episode>();
        const states = new Map<Day, AccountState>();
        for (let i = 0; i < 62; i += 1) {
          const day = addDays(FIRST, i);
          for (const { kind, episode, evidence, reason } of story.day(day).transitions) {
            const id = episodeId('koa', episode);
            if (kind === 'opened') {
              expect(record.has(id)).toBe(false);
              const cooldown = story.playbook.signals[episode.signal]?.cooldownInDays ?? 0;
              const { signal, subject, openedOn } = episode;
              const cooldownInDays = cooldown === 'once' ? null : cooldown;
              record.set(id, {
                id,
                account: 'koa',
                signal,
                subject,
                openedOn,
                evidence,
                recoveredOn: null,
                closedAs: null,
                cooldownInDays,
              });
            } else {
              Object.assign(record.get(id) as Episode, { recoveredOn: day, closedAs: reason });
            }
          }
          states.set(day, story.state as AccountState);
        }
        const current = story.state as AccountState;
        for (const [day, then] of states) {
          const { previous, ...input } = story.input(day);
          const again = stateAsOf(current, [...record.values()], input);
          expect(bySignal(again.episodes)).toEqual(
            bySignal(then.episodes.map((episode) => ({ ...episode, steps: [] }))),
          );
          expect(previous).toBe(current);
        }
      }),
      { seed: 4, numRuns: 25 },
    );
  });

  it('closes the episodes of a signal that the playbook no longer has', () => {
    const story = new Story().logins('2026-01-05', 1);
    story.day('2026-06-01');
    const { 'no-login': _removed, ...signals } = story.playbook.signals;
    story.playbook = { ...story.playbook, signals };
    expect(story.day('2026-06-02').transitions).toMatchObject([{ kind: 'closed', reason: 'retired' }]);
    expect(story.state?.episodes).toEqual([]);
  });

  it('says something of every signal of the playbook, tripped or not', () => {
    const told = new Set(evaluate(new Story().input('2026-06-01')).signals.map(({ signal }) => signal));
    expect([...told].sort()).toEqual(Object.keys(new Story().playbook.signals).sort());
  });
});

function bySignal<Live extends { signal: string; subject: string | null }>(episodes: Live[]): Live[] {
  const keyOf = ({ signal, subject }: Live) => `${signal} ${subject}`;
  return [...episodes].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
