import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../../../../../domain/ledger/ledger-entry.ts';
import { UnreadablePlaybookError } from '../../../../../domain/playbook/unreadable-playbook.ts';
import type { SourceOverLimit } from '../../../../../domain/sources/usage-limits.ts';
import { localClock } from '../../../../../domain/time/time-zone.ts';
import type { DomainIdentity } from '../../../../../functions/aws/ses-mail-service.ts';
import { checkWiring } from '../../../../../functions/operate/commands/installation/check-wiring.ts';
import type { Tools } from '../../../../../functions/operate/operation.ts';
import { encodeCsm } from '../../../../../functions/store/accounts/account-items.ts';
import { accountBucket, accountLists } from '../../../../../functions/store/keys.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');
const HOUR_IN_MS = 3_600_000;
const yesterday = { day: '2026-05-31', first: NOW - 20 * HOUR_IN_MS, last: NOW - 14 * HOUR_IN_MS };
const csms = [
  { id: 'aya', name: 'Aya', email: 'aya@test.example', role: 'csm' as const },
  { id: 'ken', name: 'Ken', email: 'ken@partner.example', role: 'csm' as const },
];

/** An installation in which all is well, but for what a test changes. */
function installation() {
  const world = {
    playbook: { version: 'v3', pushedAt: '2026-05-01T00:00:00Z', playbook: { tasks: {}, roles: {} } } as
      | object
      | undefined,
    csms,
    counts: new Map([[accountLists[0], 12]]),
    noted: [] as string[],
    /** What ledgers say, by account. */
    ledgers: new Map<string, LedgerEntry[]>(),
    onBoard: [] as string[],
    lastNight: undefined as number | undefined,
    oldRows: 0,
    isSendingEnabled: true,
    pulses: [{ source: 'demo', days: [yesterday], names: new Map([['login', '2026-01-01']]) }],
    verified: new Set(['test.example', 'ken@partner.example']),
    quota: { mailsASecond: 14, mailsADay: 50_000, sentLastDay: 10 },
    busiestDay: 100,
    identity: {} as Partial<DomainIdentity>,
    schedule: { enabled: true, expression: 'cron(0 3 * * ? *)', timeZone: 'Asia/Tokyo' },
    registrations: [] as { name: string; disabledAt?: string }[],
    keys: [] as object[],
    letters: new Map<string, number>(),
    overLimits: [] as SourceOverLimit[],
    provider: null as object | null,
    restoring: null as { to: string; since: string } | null,
  };
  const tools = {
    get provider() {
      return world.provider;
    },
    installation: {
      company: { systemSender: { name: 'S', address: 'system@test.example' } },
      scoringSchedule: 'nightly',
      chatPlaces: [],
      crms: [],
      deadLetterQueues: { 'roll-up-usage': 'url-a', 'nightly-scoring': 'url-b' },
    },
    clock: localClock('Asia/Tokyo'),
    now: () => NOW,
    playbooks: {
      current: async () => {
        if (world.playbook instanceof Error) throw world.playbook;
        return world.playbook;
      },
    },
    listings: {
      listed: async (lists: string[]) => ({ items: lists.includes('csms') ? world.csms.map(encodeCsm) : [] }),
      all: async function* () {},
      count: async (list: string) => world.counts.get(list) ?? 0,
      countUpTo: async (list: string, most: number) => Math.min(world.counts.get(list) ?? 0, most + 1),
    },
    oldLists: { count: async () => world.oldRows },
    restored: { read: async () => world.restoring },
    ledger: {
      findUnreadable: async () => undefined,
      async *recordedSince(bucket: number) {
        for (const [account, entries] of world.ledgers) {
          if (accountBucket(account) === bucket) yield entries.map((entry) => ({ account, entry }));
        }
      },
    },
    courseDays: { findUnreadable: async () => undefined, head: async () => ({ years: [], told: [] }) },
    board: {
      read: async () => ({
        entries: world.onBoard.map((account) => ({ account })),
        isPartial: false,
        asOf: world.lastNight,
      }),
    },
    unknownAccounts: { noted: async (most: number) => world.noted.slice(0, most + 200) },
    keptInDays: { 'retention.unknownAccountsInDays': 90 },
    directory: { existing: async (_kind: string, ids: string[]) => new Set(ids.filter((id) => id === 'imported')) },
    readSourcePulses: async () => world.pulses,
    readOverLimits: async () => world.overLimits,
    readArrivals: async () => ({ stored: 120, conflicts: 1 }),
    registry: { list: async () => world.registrations, keysOf: async () => world.keys },
    readSourceNames: async () => ['demo'],
    quarantine: { countSince: async () => new Map([['demo', 3]]) },
    mailService: {
      verifiedIdentities: async () => world.verified,
      isSendingEnabled: async () => world.isSendingEnabled,
      quota: async () => world.quota,
      busiestDay: async () => world.busiestDay,
      region: async () => 'ap-northeast-1',
      domainIdentities: async (domains: string[]) =>
        new Map(
          domains.map((domain) => [
            domain,
            {
              isVerified: world.verified.has(domain),
              isSigned: true,
              dkimTokens: ['t1', 't2'],
              mailFrom: { domain: `bounce.${domain}`, isFound: true },
              ...world.identity,
            },
          ]),
        ),
    },
    schedules: { look: async () => world.schedule },
    queues: { countMessages: async (url: string) => world.letters.get(url) ?? 0 },
  };
  return { world, examine: () => checkWiring.run({}, tools as unknown as Tools) };
}

type World = ReturnType<typeof installation>['world'];

describe('the wiring of an installation', () => {
  test('is found well where it is', async () => {
    const checks = await installation().examine();
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks.map(({ check }) => check)).toEqual([
      'playbook',
      'team',
      'roles',
      'accounts',
      'failing-accounts',
      'unknown-accounts',
      'ledger-accounts',
      'sources',
      'arrivals',
      'source-limits',
      'quarantine',
      'keys',
      'sender-identities',
      'sender-dkim',
      'sender-mail-from',
      'sending-account',
      'sending-quota',
      'paused-senders',
      'restored',
      'held-mails',
      'chat',
      'stored-rows',
      'unreadable-rows',
      'crm',
      'identity-provider',
      'schedule',
      'dead-letters',
    ]);
  });

  test('has time for a night: an account that was scored a day and two hours ago is not late', async () => {
    const { world, examine } = installation();
    world.lastNight = NOW - 26 * 3_600_000;
    expect((await examine()).filter(({ ok }) => !ok)).toEqual([]);
  });

  test('says of each source what it delivered in the last day, and of one that is disabled that it is', async () => {
    const { world, examine } = installation();
    const detailOf = async (name: string) => (await examine()).find(({ check }) => check === name);
    expect(await detailOf('arrivals')).toMatchObject({
      ok: true,
      detail:
        'in the last 24 hours demo: 120 new events, 1 in conflict, 3 quarantined, the latest of 2026-05-31T13:00:00.000Z',
    });
    world.pulses = [{ source: 'demo', days: [], names: new Map() }];
    world.registrations = [{ name: 'demo', disabledAt: '2026-05-31T00:00:00Z' }];
    expect(await detailOf('arrivals')).toMatchObject({ ok: true, detail: expect.stringContaining('disabled') });
    expect(await detailOf('sources')).toMatchObject({ ok: true });
  });

  test('counts what was put aside, and unknown accounts, no further than anybody needs', async () => {
    const { world, examine } = installation();
    world.counts.set('quarantine', 100_000);
    world.noted = Array.from({ length: 50_000 }, (_, i) => `a${i}`);
    const details = new Map((await examine()).map(({ check, detail }) => [check, detail]));
    expect(details.get('quarantine')).toBe('more than 1000 events could not be used');
    expect(details.get('unknown-accounts')).toMatch(/^events came from more than 1000 accounts/);
  });

  test('says which source brings more than is counted one by one, while it goes on', async () => {
    const { world, examine } = installation();
    const finding = async () => (await examine()).find(({ check }) => check === 'source-limits');
    world.overLimits = [{ source: 'demo', limit: 'names', from: '2026-05-20', to: '2026-05-31' }];
    expect(await finding()).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/^demo: more event names .* since 2026-05-20$/),
      mend: expect.stringContaining('limits.newNamesPerSourceAndDay'),
    });
    const reasons = { 'no-account': 7, 'too-old': 5 };
    world.overLimits = [
      { source: 'demo', limit: 'quarantine', from: '2026-05-31', to: '2026-05-31', notKept: 2, reasons },
    ];
    expect(await finding()).toMatchObject({
      detail: expect.stringContaining('(2 counted only; in all no-account 7, too-old 5)'),
    });
    world.overLimits = [{ source: 'demo', limit: 'waiting', from: '2026-05-31', to: '2026-05-31', notKept: 2 }];
    expect(await finding()).toMatchObject({
      detail: expect.stringMatching(/^demo: more events of users .* \(2 counted only\)$/),
    });
    world.overLimits = [
      { source: 'demo', limit: 'users', from: '2026-05-30', to: '2026-05-31' },
      { source: 'demo', limit: 'accounts', from: '2026-05-31', to: '2026-05-31' },
    ];
    expect(await finding()).toMatchObject({
      detail: expect.stringMatching(
        /^demo: more new users .* since 2026-05-30.*demo: more accounts that nobody imported /s,
      ),
      mend: expect.stringMatching(/limits.newUsersPerSourceAndDay.*limits.newAccountsPerSourceAndDay/s),
    });
    world.overLimits = [{ source: 'demo', limit: 'names', from: '2026-05-20', to: '2026-05-29' }];
    expect(await finding()).toMatchObject({ ok: true });
  });

  const silentSince = Date.parse('2026-05-20T00:00:00Z');
  const silent = { source: 'demo', names: new Map([['login', '2026-01-01']]) };
  test.each<[string, string, Partial<World>, string]>([
    ['no playbook runs', 'playbook', { playbook: undefined }, 'none was pushed'],
    [
      'the running playbook can not be read',
      'playbook',
      { playbook: new UnreadablePlaybookError('v3', 'what is stored is no JSON') },
      "playbook v3 can't be read: what is stored is no JSON; nothing is scored, and mails that need it are held",
    ],
    ['nobody is in the team', 'team', { csms: [] }, 'nobody was imported'],
    [
      'nobody holds a role that the playbook asks for',
      'roles',
      {
        playbook: {
          version: 'v3',
          pushedAt: '2026-05-01T00:00:00Z',
          playbook: {
            tasks: { offer: { assign: ['csm', 'sales'] }, help: { assign: 'support' }, mend: { assign: 'engineer' } },
            roles: { support: { standIn: 'csm' }, engineer: { standIn: 'manager' } },
          },
        },
      },
      'nobody holds sales, engineer, nor stands in for it: 2 tasks would go to the CSM',
    ],
    ['there are no accounts', 'accounts', { counts: new Map() }, 'none was imported'],
    [
      'events come from accounts that are not imported',
      'unknown-accounts',
      { noted: ['imported', 'koa'] },
      'events came from 1 account that nobody imported: koa; their usage is forgotten 90 days after their last event',
    ],
    [
      'a source never sent anything',
      'sources',
      { pulses: [{ source: 'demo', days: [], names: new Map() }] },
      'demo never sent anything',
    ],
    [
      'a source sent nothing for weeks',
      'sources',
      { pulses: [{ ...silent, days: [] }] },
      'demo has sent nothing for weeks',
    ],
    [
      'a source fell silent',
      'sources',
      { pulses: [{ ...silent, days: [{ day: '2026-05-20', first: silentSince, last: silentSince }] }] },
      'demo has been silent since 2026-05-20T00:00:00.000Z',
    ],
    [
      'something lies in quarantine',
      'quarantine',
      {
        counts: new Map([
          [accountLists[0], 12],
          ['quarantine', 2],
        ]),
      },
      '2 events could not be used',
    ],
    [
      'SES does not know the domain of a CSM',
      'sender-identities',
      { verified: new Set(['test.example']) },
      'SES does not know partner.example as yours',
    ],
    [
      'SES is in its sandbox',
      'sending-account',
      { quota: { mailsASecond: 1, mailsADay: 200, sentLastDay: 10 }, busiestDay: 20 },
      'SES is in its sandbox in ap-northeast-1: 200 mails a day, to verified addresses only',
    ],
    [
      'sending is paused for the account',
      'sending-account',
      { isSendingEnabled: false },
      'sending is paused for the whole account in ap-northeast-1: every mail is held',
    ],
    [
      'the sending quota is nearly used up',
      'sending-quota',
      { quota: { mailsASecond: 14, mailsADay: 50_000, sentLastDay: 45_000 } },
      '45000 of 50000 mails sent in the last 24 hours',
    ],
    [
      'tomorrow may need more mails than SES sends a day',
      'sending-quota',
      {
        busiestDay: 49_000,
        counts: new Map([
          [accountLists[0], 12],
          ['mails#open', 1_001],
        ]),
      },
      'tomorrow may need 50001 mails (1001 waiting, 49000 on the busiest day of two weeks), and SES sends 50000 a day',
    ],
    [
      'mails are not signed',
      'sender-dkim',
      { identity: { isSigned: false } },
      'mails from test.example are not signed with DKIM: many land among the unwanted',
    ],
    [
      'SES does not find the bounce domain',
      'sender-mail-from',
      { identity: { mailFrom: { domain: 'bounce.test.example', isFound: false } } },
      'SES does not find bounce.test.example: mails go out under a domain of SES',
    ],
    [
      'a sender pauses',
      'paused-senders',
      {
        counts: new Map([
          [accountLists[0], 12],
          ['senders#paused', 1],
        ]),
      },
      '1 sender in whose name nothing goes out',
    ],
    [
      'a mail is held',
      'held-mails',
      {
        counts: new Map([
          [accountLists[0], 12],
          ['mails#held', 1],
        ]),
      },
      '1 mail held for a person to decide',
    ],
    [
      'rows lie where an earlier release put them',
      'stored-rows',
      { oldRows: 12 },
      '12 rows lie where an earlier release put them',
    ],
    [
      'the schedule is switched off',
      'schedule',
      { schedule: { enabled: false, expression: 'cron(0 3 * * ? *)', timeZone: 'Asia/Tokyo' } },
      'cron(0 3 * * ? *) Asia/Tokyo is switched off',
    ],
    [
      'a night was left out',
      'schedule',
      { lastNight: NOW - 28 * 3_600_000 },
      'cron(0 3 * * ? *) Asia/Tokyo is on, and yet not all accounts were scored in a night since 2026-05-31',
    ],
    [
      'data was put back and mails wait',
      'restored',
      { restoring: { to: '2026-06-01T00:00:00.000Z', since: '2026-06-01T03:00:00.000Z' } },
      'data of 2026-06-01T00:00:00.000Z was put back, and mails wait for a person since 2026-06-01T03:00:00.000Z',
    ],
    [
      'a dead-letter queue holds something',
      'dead-letters',
      { letters: new Map([['url-b', 3]]) },
      'nightly-scoring holds 3',
    ],
  ])('is complained about when %s, with what mends it', async (_when, check, change, detail) => {
    const { world, examine } = installation();
    Object.assign(world, change);
    expect((await examine()).filter(({ ok }) => !ok)).toEqual([
      { check, ok: false, detail, mend: expect.stringMatching(/\S/) },
    ]);
  });

  test('is told as far as it could be looked at', async () => {
    const { world, examine } = installation();
    Object.defineProperty(world, 'quota', {
      get: () => {
        throw Object.assign(new Error('no'), { name: 'AccessDeniedException' });
      },
    });
    expect((await examine()).filter(({ ok }) => !ok)).toEqual([
      expect.objectContaining({ check: 'sending-account', detail: 'could not be checked: AccessDeniedException' }),
      expect.objectContaining({ check: 'sending-quota', detail: 'could not be checked: AccessDeniedException' }),
    ]);
  });
});

test('what is missing in the DNS is told as the records to enter', async () => {
  const { world, examine } = installation();
  Object.assign(world, { verified: new Set(['test.example']) });
  const found = (await examine()).find(({ check }) => check === 'sender-identities');
  expect(found?.mend).toContain('t1._domainkey.partner.example CNAME t1.dkim.amazonses.com');
  expect(found?.mend).toContain('the mails of 1 sender are held, all others go out');
});

test('the identity provider is asked, and what it answers is told', async () => {
  const { world, examine } = installation();
  const found = async () => (await examine()).find(({ check }) => check === 'identity-provider');
  const providerThat = (look: () => Promise<void>) => ({
    settings: { name: 'Mirai ID', issuer: 'https://id.mirai.example' },
    client: async () => ({ look }),
  });
  world.provider = providerThat(async () => {});
  expect(await found()).toMatchObject({ ok: true, detail: 'Mirai ID answers at https://id.mirai.example' });
  world.provider = providerThat(() => Promise.reject(new TypeError('fetch failed')));
  expect(await found()).toMatchObject({
    ok: false,
    detail: expect.stringContaining('Mirai ID could not be asked at https://id.mirai.example (TypeError)'),
    mend: expect.stringContaining('signIn.oidc.issuer'),
  });
});

test('whoever has left need not be verified any more', async () => {
  const { world, examine } = installation();
  world.verified.delete('ken@partner.example');
  world.csms = world.csms.map((csm) => (csm.id === 'ken' ? { ...csm, leftOn: '2026-06-01' } : csm));
  expect((await examine()).filter(({ ok }) => !ok)).toEqual([]);
});

test('a customer whom only the ledger knows is named; whoever left, was merged, or was imported a moment ago is not', async () => {
  const { world, examine } = installation();
  const found = async () => (await examine()).find(({ check }) => check === 'ledger-accounts');
  const told = { recordedAt: NOW, door: 'import', who: 'import by ben' } as const;
  const pays: LedgerEntry = { ...told, from: '2024-01-01', fact: 'mrr', value: { amount: 100 } };
  const left: LedgerEntry = { ...told, from: '2026-01-01', fact: 'status', value: 'churned' };
  const merged: LedgerEntry = { ...told, from: '2026-01-01', fact: 'mergedInto', value: 'koa' };
  const leaves: LedgerEntry = { ...left, from: '2026-12-01' };
  world.onBoard = ['koa'];
  world.ledgers = new Map([
    ['koa', [pays]],
    ['imported', [pays]],
    ['gone', [pays, left]],
    ['joined', [pays, merged]],
  ]);
  expect(await found()).toMatchObject({ ok: true });
  world.ledgers.set('misspelt', [pays]);
  world.ledgers.set('leaving', [pays, leaves]);
  expect(await found()).toMatchObject({
    ok: false,
    detail: '2 accounts that nobody imported are customers by the ledger, and count in KPIs: leaving, misspelt',
    mend: expect.stringMatching(/import accounts FILE.*import ledger FILE/s),
  });
});

describe('a write key that may tell facts', () => {
  const key = { kind: 'write', rights: 'facts', hint: 'abcd', source: 'demo', isOfEarlierRelease: false };
  const look = async (...keys: object[]) => {
    const { world, examine } = installation();
    world.keys = keys;
    return (await examine()).find(({ check }) => check === 'keys');
  };

  test('is well on servers, as is one that may send events only in a page', async () => {
    const usedInPageAt = '2026-06-01T02:00:00.000Z';
    const inPage = { ...key, rights: 'events', usedInPageAt };
    const ended = { ...key, usedInPageAt, expiresAt: NOW / 1000 };
    expect(await look(key, inPage, ended, { ...key, kind: 'api', usedInPageAt })).toMatchObject({ ok: true });
  });

  test('is to be narrowed once a page has sent with it, by the command that is named', async () => {
    expect(await look({ ...key, usedInPageAt: '2026-06-01T02:00:00.000Z' })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('…abcd (demo)'),
      mend: expect.stringContaining('sakimawari source rights abcd events'),
    });
  });

  test('of an earlier release keeps what it may, and is to be decided on', async () => {
    expect(await look({ ...key, isOfEarlierRelease: true })).toMatchObject({
      ok: false,
      mend: expect.stringContaining('sakimawari source rights abcd events'),
    });
  });
});
