import { describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/time/day.ts';
import { lifetimeOf } from '../../../domain/usage/lifetime.ts';
import type { Vocabulary } from '../../../domain/usage/meanings.ts';
import { type EventDetails, TallyBuilder, type UsageDay } from '../../../domain/usage/tally/usage-tally.ts';
import { usageHistory } from '../../../domain/usage/usage-history.ts';

const D = '2026-06-01';
const vocabulary: Vocabulary = {
  aliases: { 'user.signed_in': 'login', 'rows.count': 'records.total', 'survey.answered': 'nps.answered' },
  measures: ['records.total'],
  features: {
    reports: { events: ['report.viewed', 'report.exported'] },
    imports: { events: ['data.imported'] },
    ...Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`f${n}`, { events: [`f${n}.used`] }])),
  },
};

type Sent = [event: string, user?: string, details?: Partial<EventDetails>];

function historyOf(days: Record<string, Sent[]>, asOf = D, from = '', words = vocabulary) {
  let ids = 0;
  const all = Object.entries(days).map(([day, events]): UsageDay => {
    const builder = new TallyBuilder();
    for (const [event, user, details] of events) {
      ids += 1;
      builder.add(event, user, { id: `e${ids}`, source: 'app', time: ids, ...details });
    }
    return { day, ...builder.build() };
  });
  const read = all.filter(({ day }) => day >= from);
  return usageHistory(read, lifetimeOf(all.filter(({ day }) => day <= asOf)), words, asOf);
}

describe('who ever did something', () => {
  const usage = historyOf(
    {
      '2025-01-10': [['user.signed_in', 'u1']],
      '2026-05-20': [
        ['login', 'u2'],
        ['page.viewed', 'u3'],
      ],
    },
    D,
    '2026-05-01',
  );

  it('is known beyond the days that are read, under every name', () => {
    expect([usage.everDid('u1', 'login'), usage.everDid('u2', 'login'), usage.everDid('u3', 'login')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(usage.everDid('nobody', 'login')).toBe(false);
    expect(usage.usersWhoEverDid('login')).toBe(2);
  });
});

describe('what analytics libraries report by themselves', () => {
  const nightly = Object.fromEntries(
    Array.from({ length: 28 }, (_, n): [string, Sent[]] => [
      `2026-05-${String(n + 1).padStart(2, '0')}`,
      [
        ['$feature_flag_called', 'u1'],
        ['Application Opened', 'u2'],
        ['$autocapture', 'u3'],
      ],
    ]),
  );
  const days: Record<string, Sent[]> = {
    ...nightly,
    '2026-05-20': [['login', 'u1']],
    '2026-05-25': [['page.viewed', 'u2']],
  };

  it.each([
    '$feature_flag_called',
    '$feature_view',
    '$exception',
    '$pageleave',
    '$set',
    '$autocapture',
    '$rageclick',
    '$web_vitals',
    '$opt_in',
    'Application Opened',
    'Application Backgrounded',
  ])('(%s) makes nobody active, nobody a user, and begins no history', (event) => {
    const usage = historyOf({ '2026-05-30': [[event, 'u1']] });
    expect([
      usage.activeUsers('2026-05-01', D),
      usage.lastActiveDay('u1'),
      usage.activeDays('u1', '2026-05-01', D),
    ]).toEqual([0, null, 0]);
    expect([usage.users.size, usage.firstEventDay]).toEqual([0, null]);
    expect([usage.count(event, '2026-05-01', D), usage.everDid('u1', event)]).toEqual([1, true]);
  });

  it('leaves what people do themselves as it is, beginning on the day that they first did it', () => {
    const usage = historyOf(days);
    expect([...usage.users]).toEqual([
      ['u1', '2026-05-20'],
      ['u2', '2026-05-25'],
    ]);
    expect([usage.lastActiveDay('u1'), usage.activeDays('u1', '2026-05-01', D)]).toEqual(['2026-05-20', 1]);
    expect(usage.firstEventDay).toBe('2026-05-20');
    expect([...usage.backTo('2026-05-22').users.keys()]).toEqual(['u1']);
  });

  it.each([
    ['a feature', { features: { clicks: { events: ['$autocapture'] } } }],
    ['an alias', { aliases: { $autocapture: 'click' } }],
  ])('counts where the playbook names it by %s', (_, named) => {
    const usage = historyOf(days, D, '', { ...vocabulary, ...named });
    expect(usage.users.get('u3')).toBe('2026-05-01');
    expect(usage.lastActiveDay('u3')).toBe('2026-05-28');
    expect(usage.users.get('u1')).toBe('2026-05-20');
  });
});

describe('the use of a feature', () => {
  it('counts each user once, whichever of its events they did and however often', () => {
    const usage = historyOf({
      '2026-05-30': [
        ['report.viewed', 'u1'],
        ['report.viewed', 'u1'],
        ['report.exported', 'u2'],
      ],
      '2026-06-01': [
        ['report.exported', 'u1'],
        ['data.imported', 'u3'],
        ['f39.used', 'u1'],
        ['f33.used', 'u1'],
      ],
    });
    expect(usage.featureUsers('reports', '2026-05-05', D)).toBe(2);
    expect(usage.featureUsers('reports', '2026-05-31', D)).toBe(1);
    expect(usage.featureUsers('imports', '2026-05-05', D)).toBe(1);
    // Beyond the first word of bits.
    expect([usage.featureUsers('f39', '2026-05-05', D), usage.featureUsers('f38', '2026-05-05', D)]).toEqual([1, 0]);
  });

  it('counts a day once, also when nobody is named', () => {
    const usage = historyOf({
      '2026-05-30': [
        ['report.viewed', 'u1'],
        ['report.exported', undefined],
      ],
      '2026-05-31': [['report.viewed', undefined]],
    });
    expect(usage.featureDays('reports', '2026-05-05', D)).toBe(2);
    expect(usage.featureDays('reports', '2026-05-31', D)).toBe(1);
    expect(usage.featureDays('reports', '2026-06-01', D)).toBe(0);
  });

  it('since a day is told from the days that are read, or from the lifetime where they don’t reach', () => {
    const days = { '2025-03-10': [['report.viewed', 'u1']], '2025-09-10': [['report.viewed', 'u1']] } as Record<
      string,
      Sent[]
    >;
    const usage = historyOf(days, D, '2026-05-01');
    expect(usage.isFeatureUsedSince('reports', null)).toBe(true);
    expect(usage.isFeatureUsedSince('reports', '2025-01-01')).toBe(true);
    expect(usage.isFeatureUsedSince('reports', '2025-06-15')).toBe(true);
    expect(usage.isFeatureUsedSince('reports', '2025-10-01')).toBe(false);
    expect(usage.isFeatureUsedSince('imports', null)).toBe(false);
  });

  it('is not seen before it happened', () => {
    const usage = historyOf({ '2026-05-20': [['data.imported', 'u1']] });
    expect(usage.backTo('2026-05-19').isFeatureUsedSince('imports', null)).toBe(false);
    expect(usage.backTo('2026-05-20').featureUsers('imports', '2026-05-01', D)).toBe(1);
    expect(usage.backTo('2026-05-19').featureUsers('imports', '2026-05-01', D)).toBe(0);
  });
});

describe('a measure', () => {
  it('is carried from the last day that has one, for at most 31 days', () => {
    const usage = historyOf({ '2026-05-01': [['records.total', undefined, { value: 40 }]] }, '2026-06-02');
    expect(usage.measureOn('records.total', '2026-04-30')).toBeNull();
    expect(usage.measureOn('records.total', '2026-05-01')).toBe(40);
    expect(usage.measureOn('records.total', '2026-06-01')).toBe(40);
    expect(usage.measureOn('records.total', '2026-06-02')).toBeNull();
  });

  it('is the latest of all names that mean it', () => {
    const usage = historyOf({
      '2026-05-31': [
        ['records.total', undefined, { value: 40, time: 10 }],
        ['rows.count', undefined, { value: 50, time: 20 }],
      ],
    });
    expect(usage.measureOn('records.total', D)).toBe(50);
  });

  it('of a month’s end is known beyond the days that are read', () => {
    const usage = historyOf(
      {
        '2026-01-10': [['records.total', undefined, { value: 10 }]],
        '2026-01-28': [['records.total', undefined, { value: 12 }]],
        '2026-05-31': [['records.total', undefined, { value: 20 }]],
      },
      D,
      '2026-05-01',
    );
    expect(usage.measureOn('records.total', '2026-01-31')).toBe(12);
    expect(usage.measureOn('records.total', '2026-02-28')).toBe(12);
    expect(usage.measureOn('records.total', '2026-03-31')).toBeNull();
  });

  it('makes nobody active', () => {
    const usage = historyOf({ '2026-05-31': [['records.total', 'u1', { value: 40 }]] });
    expect(usage.activeUsers('2026-05-01', D)).toBe(0);
  });
});

describe('surveys and subjects', () => {
  const usage = historyOf({
    '2026-05-20': [
      ['nps.sent', 'u1'],
      ['page.viewed', 'u1', { subject: 'pricing' }],
      ['page.viewed', 'u2', { subject: 'pricing' }],
    ],
    '2026-05-22': [
      ['survey.answered', 'u1', { value: 3, comment: 'Slow.' }],
      ['nps.answered', 'u2', { value: 9 }],
    ],
  });

  it('gives the answers with their day, under whatever name they came', () => {
    expect(usage.replies('nps.answered')).toMatchObject([
      { day: '2026-05-22', reply: { user: 'u1', value: 3, comment: 'Slow.' } },
      { day: '2026-05-22', reply: { user: 'u2', value: 9 } },
    ]);
    expect(usage.backTo('2026-05-21').replies('nps.answered')).toEqual([]);
  });

  it('knows on which days who was asked, and when', () => {
    const daysOf = (event: string, asOf = D, from = '2026-05-01') => usage.backTo(asOf).daysByUser(event, from);
    expect(daysOf('nps.sent')).toEqual(new Map([['u1', [{ day: '2026-05-20', time: 1 }]]]));
    expect(daysOf('nps.answered')).toEqual(
      new Map([
        ['u1', [{ day: '2026-05-22', time: 4 }]],
        ['u2', [{ day: '2026-05-22', time: 5 }]],
      ]),
    );
    expect(daysOf('nps.answered', '2026-05-21')).toEqual(new Map());
    expect(daysOf('nps.sent', D, '2026-05-21')).toEqual(new Map());
  });

  it('knows the latest time of a day, and days of which no time is on record', () => {
    const twice = historyOf({
      '2026-05-20': [['survey.answered', 'u1']],
      '2026-05-22': [
        ['nps.answered', 'u1', { time: 9 }],
        ['survey.answered', 'u1', { time: 7, value: 3 }],
      ],
    });
    expect(twice.daysByUser('nps.answered', '2026-05-01').get('u1')).toEqual([
      { day: '2026-05-20', time: null },
      { day: '2026-05-22', time: 9 },
    ]);
  });

  it('counts what was looked at', () => {
    expect(usage.subjectCounts('page.viewed', '2026-05-01', D)).toEqual(new Map([['pricing', 2]]));
    expect(usage.subjectCounts('page.viewed', '2026-05-21', D).size).toBe(0);
  });
});

describe('what happened so many days ago', () => {
  const days = Object.fromEntries(
    Array.from({ length: 30 }, (_, n): [string, Sent[]] => [
      `2026-05-${String(n + 1).padStart(2, '0')}`,
      Array.from({ length: n % 4 }, (): Sent => ['login', 'u1']),
    ]),
  );
  const usage = historyOf(days, '2026-05-28');

  it('is counted as between the days themselves, on every earlier day too', () => {
    for (const history of [usage, usage.backTo('2026-05-12'), usage.quietUntil('2026-06-10')]) {
      for (const [from, to] of [
        [28, 1],
        [7, 1],
        [14, 8],
        [0, 0],
        [60, 40],
      ] as const) {
        const dayAgo = (days: number) => addDays(history.asOf, -days);
        expect(history.countAgo('login', from, to)).toBe(history.count('login', dayAgo(from), dayAgo(to)));
      }
    }
    expect(usage.countAgo('login', 6, 0)).toBe(1 + 2 + 3 + 0 + 1 + 2 + 3);
  });
});
