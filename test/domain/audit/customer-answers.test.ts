import { describe, expect, it } from 'vitest';
import { type AuditEntry, contactOf } from '../../../domain/audit/audit.ts';
import { lastAnswers } from '../../../domain/audit/customer-answers.ts';

const entry = (at: string, more: Partial<AuditEntry>): AuditEntry => ({
  ...{ at, who: contactOf('ren'), door: 'mail', what: 'survey-answered', about: { account: 'koa', contact: 'ren' } },
  ...{ before: null, after: { value: 3, comment: 'Too slow' } },
  ...more,
});

describe('what customers answered', () => {
  it('is the last that each said to each, the latest in front, with their comment', () => {
    const answers = lastAnswers([
      entry('2026-06-01T01:00:00.000Z', {}),
      entry('2026-06-01T03:00:00.000Z', { after: { value: 9, comment: null } }),
      entry('2026-06-01T02:00:00.000Z', { what: 'mail-rated', after: { rating: 'not-enough' } }),
      entry('2026-06-01T04:00:00.000Z', {
        ...{ what: 'renewal-answered', about: { account: 'koa' }, after: { answer: 'talk', comment: 'Call me' } },
      }),
    ]);
    expect(answers.map(({ what, said, comment }) => [what, said, comment])).toEqual([
      ['renewal-answered', 'talk', 'Call me'],
      ['survey-answered', '9', undefined],
      ['mail-rated', 'not-enough', undefined],
    ]);
  });

  it('is nothing of what is no answer, or says of nobody whose it is', () => {
    expect(
      lastAnswers([
        entry('2026-06-01T01:00:00.000Z', { what: 'task-done' }),
        entry('2026-06-01T01:00:00.000Z', { about: {} }),
        entry('2026-06-01T01:00:00.000Z', { after: null }),
        entry('2026-06-01T01:00:00.000Z', { after: {} }),
      ]),
    ).toEqual([]);
  });
});
