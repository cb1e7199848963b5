import { expect, test } from 'vitest';
import { readWallClock } from '../../../domain/time/time-zone.ts';

const shown = (zone: string, time: string) =>
  new Date(readWallClock(zone)(Date.parse(`${time}:00Z`))).toISOString().slice(0, 16);

test('what a clock shows is an instant, in summer and in winter', () => {
  expect(shown('America/New_York', '2026-02-01T10:00')).toBe('2026-02-01T15:00');
  expect(shown('America/New_York', '2026-06-01T10:00')).toBe('2026-06-01T14:00');
  expect(shown('Asia/Tokyo', '2026-06-01T10:00')).toBe('2026-06-01T01:00');
});

test('of an hour that comes twice it is the first, and one that is left out counts on from before', () => {
  expect(shown('Europe/Berlin', '2026-10-25T02:30')).toBe('2026-10-25T00:30');
  expect(shown('Europe/Berlin', '2026-03-29T02:30')).toBe('2026-03-29T01:30');
  expect(shown('Europe/Berlin', '2026-10-25T03:00')).toBe('2026-10-25T02:00');
});
