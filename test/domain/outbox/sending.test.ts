import { describe, expect, it } from 'vitest';
import { reasonToPause } from '../../../domain/mail/sender-reputation.ts';
import { SendingPace } from '../../../domain/outbox/sending-pace.ts';

describe('a sender', () => {
  it.each([
    ['nothing came back', { sent: 1000, bounced: 0, complained: 0 }, null],
    ['2 % came back', { sent: 100, bounced: 2, complained: 0 }, null],
    ['over 2 % came back', { sent: 100, bounced: 3, complained: 0 }, /^3 of 100 mails came back/],
    ['0.05 % were unwanted', { sent: 2000, bounced: 0, complained: 1 }, null],
    ['over 0.05 % were unwanted', { sent: 1999, bounced: 0, complained: 1 }, /^1 of 1999 mails were marked/],
    ['there are too few mails to tell', { sent: 99, bounced: 9, complained: 1 }, null],
  ] as const)('where %s', (_, record, reason) => {
    if (reason === null) expect(reasonToPause(record)).toBeNull();
    else expect(reasonToPause(record)).toMatch(reason);
  });
});

describe('the pace', () => {
  it('spreads mails evenly at the rate, and catches up nothing', () => {
    const pace = new SendingPace(10);
    expect([0, 0, 0].map((now) => pace.reserve(now))).toEqual([0, 100, 200]);
    expect(pace.reserve(5_000)).toBe(0);
    expect(pace.reserve(5_000)).toBe(100);
  });

  it('holds back for a second where it was too fast', () => {
    const pace = new SendingPace(10);
    pace.reserve(0);
    pace.holdBack(50);
    expect(pace.reserve(50)).toBe(1_000);
  });
});
