import { describe, expect, it } from 'vitest';
import { freshnessAsOf, type SourcePulse, silentSince } from '../../../domain/sources/freshness.ts';
import { addDays } from '../../../domain/time/day.ts';
import { tokyo } from '../../support/story.ts';

const D = '2026-06-01';
const HOUR = 3_600_000;
const midnight = tokyo.startOf(D);
const vocabulary = { aliases: { signed_in: 'login' }, measures: ['records.total'], features: {} };

function source(times: number[], names: string[] = ['login']): SourcePulse {
  const days = new Map<string, { day: string; first: number; last: number }>();
  for (const time of times) {
    const day = tokyo.dayOf(time);
    const known = days.get(day);
    days.set(day, { day, first: Math.min(time, known?.first ?? time), last: Math.max(time, known?.last ?? time) });
  }
  return { source: 'demo', days: [...days.values()], names: new Map(names.map((name) => [name, '2026-01-01'])) };
}
const daily = (lastHoursBeforeD: number) =>
  Array.from({ length: 60 }, (_, i) => midnight - (lastHoursBeforeD + i * 20) * HOUR);
const stalenessOf = (pulse: SourcePulse) => freshnessAsOf([pulse], vocabulary, tokyo, D).staleness(['login']);

describe('whether a source still sends', () => {
  it('allows a pause of 24 hours before the day begins, however busy the source is', () => {
    expect(stalenessOf(source(daily(23.99)))).toBeNull();
    expect(stalenessOf(source(daily(24)))).toBe('source-stale');
  });

  it('allows the longest pause the source made within 28 days', () => {
    const withGap = (gap: number, last: number) =>
      source(
        [...daily(last), ...daily(last + 20 * 4 + gap)].filter(
          (time) => !(time > midnight - (last + 20 * 4 + gap) * HOUR && time < midnight - (last + 20 * 4) * HOUR),
        ),
      );
    expect(stalenessOf(withGap(48, 47))).toBeNull();
    expect(stalenessOf(withGap(48, 49))).toBe('source-stale');
  });

  it('allows at most 72 hours', () => {
    const weekly = (last: number) => source(Array.from({ length: 4 }, (_, i) => midnight - (last + i * 120) * HOUR));
    expect(stalenessOf(weekly(71))).toBeNull();
    expect(stalenessOf(weekly(72))).toBe('source-stale');
  });

  it('asks only the sources that feed the indicator, aliases included', () => {
    const app = source(daily(1), ['signed_in']);
    const billing = source(daily(200), ['order.placed']);
    const freshness = freshnessAsOf([app, billing], vocabulary, tokyo, D);
    expect(freshness.staleness(['login'])).toBeNull();
    expect(freshness.staleness(['order.placed'])).toBe('source-stale');
    expect(freshness.staleness('acts')).toBe('source-stale');
    expect(freshness.staleness(['never.sent'])).toBe('no-source');
  });

  it('never takes the silence of a source that reports invoices or tickets alone for anything', () => {
    const billing = source(daily(200), ['invoice.paid', 'ticket.opened']);
    const freshness = freshnessAsOf([billing], vocabulary, tokyo, D);
    expect(freshness.staleness(['invoice.paid'])).toBeNull();
    expect(silentSince(billing, tokyo, D)).toBeNull();
    // Nothing in it is anybody's act.
    expect(freshness.staleness('acts')).toBe('no-source');
    expect(silentSince(source(daily(200), ['invoice.paid', 'login']), tokyo, D)).not.toBeNull();
  });

  it('does not take measures for something users do', () => {
    const app = source(daily(1));
    const counter = source(daily(200), ['records.total']);
    expect(freshnessAsOf([app, counter], vocabulary, tokyo, D).staleness('acts')).toBeNull();
  });

  it('is not fooled by a silence longer than what is read', () => {
    const long = source([]);
    expect(stalenessOf(long)).toBe('source-stale');
  });

  it('tells since when a source is silent, for one notice a stretch', () => {
    expect(silentSince(source(daily(100)), tokyo, D)).toBe(midnight - 100 * HOUR);
    expect(silentSince(source(daily(1)), tokyo, D)).toBeNull();
    expect(silentSince(source(daily(100)), tokyo, addDays(D, 1))).toBe(midnight - 100 * HOUR);
  });
});
