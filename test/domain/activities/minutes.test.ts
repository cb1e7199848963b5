import { describe, expect, it } from 'vitest';
import { minutesIn } from '../../../domain/activities/minutes.ts';

describe('how long something took', () => {
  it.each([
    ['25', 25],
    [' ２５ ', 25],
    ['1440', 1440],
    ['', undefined],
    ['　', undefined],
    ['0', null],
    ['1441', null],
    ['2.5', null],
    ['-1', null],
    ['0x10', null],
    ['1e2', null],
    ['25 min', null],
    ['9'.repeat(400), null],
  ])('is of %j %j', (text, minutes) => {
    expect(minutesIn(text)).toBe(minutes);
  });
});
