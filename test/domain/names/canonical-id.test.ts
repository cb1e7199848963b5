import { describe, expect, it } from 'vitest';
import { accountSchema, contactSchema, csmSchema, idSchema } from '../../../domain/account/account.ts';
import { canonicalId, decomposedForm, halfCharacterIn } from '../../../domain/names/canonical-id.ts';
import { checkPlaybook } from '../../../domain/playbook/check-playbook.ts';
import { playbookSchema } from '../../../domain/playbook/playbook.ts';
import { readers } from '../../../domain/usage/dialects/dialects.ts';
import { emptyLifetime, see, seeUser } from '../../../domain/usage/lifetime.ts';
import { inOneSpelling } from '../../../domain/usage/one-spelling.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';

const composed = 'ガリバー é 한국'.normalize('NFC');
const decomposed = composed.normalize('NFD');
const time = '2026-06-01T03:00:00Z';
const context = { source: 'demo', accepted: { earliest: 0, latest: Date.parse('2027-01-01T00:00:00Z') } };

describe('one id', () => {
  it('has one spelling, whichever it came in', () => {
    expect(decomposed).not.toBe(composed);
    expect(canonicalId(decomposed)).toBe(composed);
    expect(decomposedForm(composed)).toBe(decomposed);
    expect([canonicalId('koa-1'), decomposedForm('koa-1'), decomposedForm('東雲')]).toEqual([
      'koa-1',
      undefined,
      undefined,
    ]);
  });

  it('is the same in an import, a call to the API and a command, for accounts, contacts and the team', () => {
    expect(idSchema.parse(decomposed)).toBe(composed);
    expect(accountSchema.parse({ id: decomposed, name: 'x', csm: decomposed })).toMatchObject({
      id: composed,
      csm: composed,
    });
    expect(contactSchema.parse({ id: decomposed, account: decomposed })).toEqual({ id: composed, account: composed });
    expect(csmSchema.parse({ id: decomposed, name: 'x', email: 'a@b.example', manager: decomposed })).toMatchObject({
      id: composed,
      manager: composed,
    });
  });

  it('is not what a name is: people’s names keep the characters that they are written with', () => {
    const name = 'か\u3099 \ufa19田';
    expect(accountSchema.parse({ id: 'x', name }).name).toBe(name);
  });

  it.each([
    [
      'standard-webhooks',
      { id: 'e', account: decomposed, user: decomposed, event: decomposed, subject: decomposed, time },
    ],
    [
      'cloudevents',
      {
        ...{ specversion: '1.0', id: 'e', source: '/s', type: decomposed, time, subject: decomposed },
        data: { account: decomposed, user: decomposed },
      },
    ],
    [
      'segment',
      {
        ...{ type: 'track', messageId: 'e', userId: decomposed, event: decomposed, timestamp: time },
        ...{ context: { groupId: decomposed }, properties: { subject: decomposed } },
      },
    ],
  ] as const)(
    'is the same in an event of the dialect %s, as the event’s and the subject’s names are',
    (dialect, raw) => {
      const reading = readers[dialect](raw, context);
      expect(reading).toMatchObject({ account: composed, user: composed, event: composed, subject: composed });
    },
  );

  it('is no longer than an id may be, once it has its one spelling', () => {
    const growing = '\ufb2c'.repeat(100);
    expect(readers['standard-webhooks']({ id: 'e', account: growing, event: 'x', time }, context)).toMatchObject({
      reason: 'bad-account',
    });
    expect(idSchema.safeParse(growing).success).toBe(false);
  });

  it('is the same in calls that say who somebody is', () => {
    const who = { messageId: 'e', userId: decomposed, timestamp: time, traits: {} };
    expect(readers.segment({ ...who, type: 'group', groupId: decomposed }, context)).toMatchObject({
      groupId: composed,
      userId: composed,
    });
    expect(readers.segment({ ...who, type: 'alias', previousId: decomposed }, context)).toMatchObject({
      userId: composed,
      anonymousId: composed,
    });
  });

  it('is the same in the names of events that a playbook asks for', () => {
    const playbook = playbookSchema.parse({
      ...defaultPlaybook,
      aliases: { [decomposed]: 'login' },
      measures: [decomposed],
      features: { bill: { ...Object.values(defaultPlaybook.features)[0], events: [decomposed] } },
    });
    expect(playbook).toMatchObject({
      aliases: { [composed]: 'login' },
      measures: [composed],
      features: { bill: { events: [composed] } },
    });
  });
});

describe('usage that a release before stored as it came', () => {
  const lifetime = () => {
    const known = emptyLifetime();
    see(known.events, decomposed, '2026-01-01', '2026-04');
    see(known.events, composed, '2026-05-01', '2026-06');
    seeUser(known.users, decomposed, { first: '2026-01-01', lastMonth: '2026-04', did: [decomposed] });
    seeUser(known.users, composed, { first: '2026-05-01', lastMonth: '2026-06', did: [composed] });
    return known;
  };
  const day = (day: string, name: string) => ({
    ...{ day, total: 1, names: [name], counts: [1], users: [name], did: [[0]] },
    ...{ values: [{ name, value: 1, time: 1, id: 'x' }], subjects: [], replies: [] },
  });

  it('is one person’s, who neither fell silent nor is new', () => {
    const { lifetime: known, days } = inOneSpelling(
      { lifetime: lifetime(), days: [day('2026-04-01', decomposed), day('2026-05-01', composed)] },
      [],
    );
    expect([...known.users]).toEqual([[composed, { first: '2026-01-01', lastMonth: '2026-06', did: [composed] }]]);
    expect([...known.events]).toEqual([[composed, { first: '2026-01-01', lastMonth: '2026-06' }]]);
    expect(days.map(({ names, users, values }) => [names, users, values[0]?.name])).toEqual([
      [[composed], [composed], composed],
      [[composed], [composed], composed],
    ]);
  });

  it('is the contact’s, under the id that they were stored with', () => {
    const { lifetime: known } = inOneSpelling({ lifetime: lifetime(), days: [] }, [decomposed]);
    expect([...known.users.keys()]).toEqual([decomposed]);
    const { lifetime: both } = inOneSpelling({ lifetime: lifetime(), days: [] }, [decomposed, composed]);
    expect([...both.users.keys()]).toEqual([composed]);
  });

  it('is left as it is where nothing is spelled twice', () => {
    const given = { lifetime: emptyLifetime(), days: [day('2026-04-01', 'login')] };
    see(given.lifetime.events, 'login', '2026-01-01');
    seeUser(given.lifetime.users, composed, { first: '2026-01-01', lastMonth: '2026-04', did: ['login'] });
    expect(inOneSpelling(given, [composed]).days).toBe(given.days);
  });
});

describe('half a character', () => {
  const half = 'ko\ud800a';

  it('is no id and no name, and who sent it is told what to do', () => {
    const say = /half a character \(an unpaired surrogate\)/;
    for (const schema of [idSchema, accountSchema.shape.name]) {
      const { error } = schema.safeParse(half);
      expect(error?.issues.map(({ message }) => message)).toEqual([expect.stringMatching(say)]);
    }
    expect(idSchema.parse('ko😀a')).toBe('ko😀a');
  });

  it.each([
    ['standard-webhooks', { id: 'e', account: half, event: 'login', time }, 'bad-account'],
    ['standard-webhooks', { id: 'e', account: 'a', event: half, time }, 'bad-event'],
    ['standard-webhooks', { id: 'e', account: 'a', event: 'x', time, subject: half }, 'bad-subject'],
    ['cloudevents', { specversion: '1.0', id: 'e', source: '/s', type: half, time, account: 'a' }, 'bad-event'],
    ['segment', { type: 'group', messageId: 'e', userId: 'u', groupId: half, timestamp: time }, 'bad-account'],
    ['segment', { type: 'track', messageId: 'e', userId: half, event: 'x', timestamp: time }, 'bad-user'],
  ] as const)('is put aside in an event of %s: %j', (dialect, raw, reason) => {
    expect(readers[dialect](raw, context)).toMatchObject({ reason });
  });

  it('is found in a playbook, wherever it stands', () => {
    expect(checkPlaybook(defaultPlaybook)).toEqual([]);
    const broken = structuredClone(defaultPlaybook);
    broken.labels = { ...broken.labels, login: { en: half, ja: 'x' } };
    expect(checkPlaybook(broken)).toContainEqual({
      path: ['labels', 'login', 'en'],
      message: expect.stringContaining('half a character'),
    });
    expect(halfCharacterIn({ a: [{ b: 'fine' }, { [half]: 1 }] })).toEqual(['a', 1, half]);
  });
});
