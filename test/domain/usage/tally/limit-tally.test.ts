import { describe, expect, it } from 'vitest';
import { limitTally } from '../../../../domain/usage/tally/limit-tally.ts';
import { encodeTally, TallyBuilder } from '../../../../domain/usage/tally/usage-tally.ts';

const isUsed = (name: string) => ['login', 'records.total', 'nps.answered'].includes(name);
const detailsOf = (id: number, over = {}) => ({ id: `e${id}`, source: 'app', time: id, ...over });
const NAMES = 20_000;

function endless() {
  const builder = new TallyBuilder();
  for (let i = 0; i < NAMES; i += 1) builder.add(`a-viewed-page-${i}`, `u${i % 50}`, detailsOf(i, { value: 3 }));
  for (let i = 0; i < 3; i += 1) builder.add('clicked', 'u1');
  builder.add('$feature_flag_called', 'silent');
  builder.add('login', 'u1', detailsOf(1));
  builder.add('records.total', undefined, detailsOf(2, { value: 12 }));
  builder.add('nps.answered', 'u2', detailsOf(3, { value: 9 }));
  return builder.build();
}

describe('a stretch with event names without end', () => {
  const whole = endless();
  const { tally, leftOut } = limitTally(whole, isUsed);
  const countOf = (name: string) => tally.counts[tally.names.indexOf(name)];
  const didOf = (user: string) =>
    tally.did[tally.users.indexOf(user)]?.map((i) => tally.names[i] as string) as string[];

  it('keeps what the playbook lives on, its values and answers, and then what happened most often', () => {
    for (const name of ['login', 'records.total', 'nps.answered', 'clicked']) expect(tally.names).toContain(name);
    expect(tally.values.map(({ name }) => name)).toContain('records.total');
    expect(tally.replies.map(({ name }) => name)).toContain('nps.answered');
    expect(countOf('clicked')).toBe(3);
    expect(leftOut).toBeGreaterThan(0);
  });

  it('counts the others together: no event is lost, and who did them was active', () => {
    expect(tally.total).toBe(whole.total);
    expect(tally.counts.reduce((a, b) => a + b)).toBe(whole.counts.reduce((a, b) => a + b));
    expect(tally.users).toEqual(whole.users);
    expect(tally.did.every((set) => set.length > 0)).toBe(true);
    expect(didOf('u7')).toContain('~other');
    expect(didOf('silent')).not.toContain('~other');
  });

  it('can be stored, and comes to the same when it is fitted again', () => {
    expect(encodeTally(tally).leftOut).toBe(0);
    expect(limitTally(tally, isUsed)).toEqual({ tally, leftOut: 0 });
  });

  it('is left as it is where all of it has room', () => {
    const builder = new TallyBuilder();
    builder.add('clicked', 'u1');
    const small = builder.build();
    expect(limitTally(small, isUsed).tally).toBe(small);
  });
});
