import { describe, expect, test } from 'vitest';
import type { Installation } from '../../cli/installation.ts';
import type { Surroundings } from '../../cli/session.ts';
import type { OperationName } from '../../functions/operate/operations.ts';
import { say } from '../support/operator.ts';

/** An installation that gives these answers, one after the other, the last one again and again. */
function answering(answers: Partial<Record<OperationName, unknown[]>>) {
  const asked: { name: OperationName; request: unknown }[] = [];
  const operate = async (name: OperationName, request: unknown) => {
    asked.push({ name, request });
    const left = answers[name];
    if (left === undefined) throw new Error(`${name} was not expected`);
    return left.length > 1 ? left.shift() : left[0];
  };
  let clock = 0;
  const surroundings: Partial<Surroundings> = {
    openInstallation: () => ({ operate }) as unknown as Installation,
    now: () => clock,
    sleep: async (milliseconds) => {
      clock += milliseconds;
    },
  };
  return { asked, surroundings };
}

describe('the command line', () => {
  test.each([
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['tasks', '--nope'], "unknown option '--nope'"],
    [['import', 'things', 'file.csv'], 'Allowed choices are csms, accounts, contacts'],
    [['import', 'accounts'], "missing required argument 'file'"],
    [['score', '--as-of', '2026-02-30'], 'not a date that exists'],
    [['settle', '--timeout', 'soon'], 'not a number of seconds'],
    [['explain'], 'name one account, or write --all'],
    [['explain', 'koa', '--all'], 'name one account, or write --all'],
    [[], 'Usage: sakimawari'],
  ])('of wrong usage %j ends with 2, usage on stderr and nothing on stdout', async (line, message) => {
    const { exitCode, stdout, stderr } = await say(line, {});
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain('Usage: sakimawari');
  });

  test('takes an id that begins with a hyphen as what it is, wherever it stands', async () => {
    const ids = ['-yBTGKyFWoedXToSswE2qUnN4y6Y92q64Go2WlimIWg', '--w0XToSswE2q'];
    const { asked, surroundings } = answering({ 'drop-quarantined': [{ dropped: 2, left: 0 }], 'add-activity': [{}] });
    await say(['quarantine', 'drop', ...ids, '--json'], surroundings);
    expect(asked[0]?.request).toMatchObject({ ids });
    await say(['activity', 'add', 'koa', '--kind', 'call', '--note', '-they-will-call-back'], surroundings);
    expect(asked[1]?.request).toMatchObject({ note: '-they-will-call-back' });
    const { exitCode, stderr } = await say(['tasks', '--customer-mail'], surroundings);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("unknown option '--customer-mail'")]);
  });

  test('explains itself', async () => {
    const { exitCode, stdout } = await say(['--help'], {});
    expect(exitCode).toBe(0);
    expect(stdout).toContain('send-events');
  });

  test('says its version', async () => {
    const { exitCode, stdout } = await say(['--version'], {});
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('hands the stage on to where the installation is found', async () => {
    const { surroundings } = answering({ 'list-tasks': [{ rows: [] }] });
    const stages: (string | undefined)[] = [];
    const openInstallation = (stage: string | undefined) => {
      stages.push(stage);
      return (surroundings as Surroundings).openInstallation(stage);
    };
    await say(['tasks', '--stage', 'prod', '--json'], { ...surroundings, openInstallation });
    await say(['tasks', '--json'], { ...surroundings, openInstallation });
    expect(stages).toEqual(['prod', undefined]);
  });

  describe('tries a place in the chat', () => {
    const posted = { id: 'test/1', place: 'enterprise' };
    const open = { status: 'pending', reason: null, notBefore: null };
    const tried = async (...looks: object[]) => {
      const { asked, surroundings } = answering({ 'test-chat': [posted], 'look-at-chat-test': looks });
      const { exitCode, stdout } = await say(['chat', 'test', 'enterprise'], surroundings);
      expect(asked[0]?.request).toEqual({ place: 'enterprise' });
      return { exitCode, stdout, looks: asked.length - 1 };
    };

    test('waits for the answer, and says that the service took it', async () => {
      const said = await tried(open, { ...open, status: 'claimed' }, { ...open, status: 'sent' });
      expect(said).toEqual({
        exitCode: 0,
        stdout: 'enterprise: the service took the message. Look whether it stands there.\n',
        looks: 3,
      });
    });

    test.each([
      [
        {
          status: 'held',
          reason:
            'refused: HTTP 404. Make a new incoming webhook in Slack, put its address into the secret, then release the message.',
        },
        'refused: HTTP 404. Make a new incoming webhook in Slack, put its address into the secret, then test again.',
      ],
      [
        {
          status: 'held',
          reason:
            'outcome-unknown: no answer came to the post (no-answer). Look into the channel: if the message is there, drop it; if not, release it.',
        },
        'Look into the channel; if it is not there, test again.',
      ],
      [
        { status: 'pending', reason: 'put-off: rate_limited', notBefore: '2026-06-01T00:00:30.000Z' },
        'The service asks to wait: it takes no more messages for now. Not before 2026-06-01T00:00:30.000Z. It is tried again by itself',
      ],
      [{ status: 'pending', reason: 'put-off: ENOTFOUND' }, 'the functions have no way out to the internet'],
      [{ status: 'pending', reason: 'put-off: ECONNREFUSED' }, 'a firewall lets nothing out'],
      [{ status: 'pending', reason: 'put-off: ResourceNotFoundException' }, 'There is no secret of that name'],
      [{ status: 'pending', reason: 'put-off: AccessDeniedException' }, 'The function may not read the secret'],
      [{ status: 'gone' }, 'Test again'],
    ])('says what stands in the way, and what to do: %j', async (look, words) => {
      const said = await tried({ ...open, ...look });
      expect([said.exitCode, said.stdout]).toEqual([1, expect.stringContaining(words)]);
    });

    test('gives up in time, and says that it goes on by itself', async () => {
      const said = await tried(open);
      expect([said.exitCode, said.stdout]).toEqual([1, expect.stringContaining('no answer yet. It is tried again')]);
      expect(said.looks).toBeLessThan(200);
    });
  });

  test('writes a table for people, with wide letters counted as two columns', async () => {
    const row = {
      due: '2026-06-03',
      priority: 'high',
      account: 'koa',
      role: 'csm',
      signal: 'no-login',
      status: 'open',
    };
    const { surroundings } = answering({
      'list-tasks': [
        {
          rows: [
            { ...row, id: 'a', title: '電話する', assignee: 'aya', page: 'https://cs.example/tasks/a' },
            { ...row, id: 'b', title: 'Call', assignee: null, page: 'https://cs.example/tasks/b' },
          ],
        },
      ],
    });
    const { stdout } = await say(['tasks'], surroundings);
    expect(stdout.split('\n').slice(1, 3)).toEqual([
      '2026-06-03  high      koa      電話する  aya       no-login  open    a   https://cs.example/tasks/a',
      '2026-06-03  high      koa      Call      – (csm)   no-login  open    b   https://cs.example/tasks/b',
    ]);
  });
});

describe('where an account is on its way', () => {
  const status = { stage: 'adoption', stageSince: '2026-01-11', stageUsualDays: 90 };
  const health = { score: 61.2, grade: 'watch', stale: false, change: null, parts: [] };

  test.each([
    [{ ...status, stageOverdue: false }, 'stage adoption since 2026-01-11)'],
    [{ ...status, stageOverdue: true }, 'stage adoption since 2026-01-11, over the usual 90 days)'],
    [{ stage: null, stageSince: null, stageUsualDays: null, stageOverdue: false }, 'stage unknown)'],
  ])('stands in the first line of its explanation: %j', async (place, words) => {
    const explained = {
      account: 'koa',
      asOf: '2026-04-12',
      playbook: 'v3',
      ...place,
      health,
      signals: [],
      unknownFacts: [],
      usageChangedLater: [],
    };
    const { surroundings } = answering({ 'explain-account': [explained] });
    const { stdout } = await say(['explain', 'koa'], surroundings);
    expect(stdout.split('\n')[0]).toBe(`koa as of 2026-04-12 (playbook v3, ${words}`);
    expect(stdout).not.toContain('not known of that day');
  });

  test('of a past day is told with what is not known of it', async () => {
    const past = { account: 'koa', asOf: '2026-04-12', playbook: 'v3', ...status, stageOverdue: false, health };
    const usageChangedLater = [
      { day: '2026-04-10', changedOn: '2026-04-20', events: [{ event: 'login', before: 4, after: 9 }] },
      { day: '2026-04-11', changedOn: '2026-04-21', events: [] },
    ];
    const explained = { ...past, signals: [], unknownFacts: ['plan', 'licenses'], usageChangedLater };
    const { surroundings } = answering({ 'explain-account': [explained] });
    const { stdout } = await say(['explain', 'koa', '--as-of', '2026-04-12'], surroundings);
    expect(stdout).toContain('not known of that day: plan, licenses (what is so today was not taken for it)');
    expect(stdout).toContain('usage of 2026-04-10 changed on 2026-04-20: login 4 → 9');
    expect(stdout).toContain('usage of 2026-04-11 changed on 2026-04-21: as many events, with other content');
  });

  test('is told by product too, where an account has several', async () => {
    const part = { indicator: 'active-users', value: 0.1, mark: 0, weight: 1, points: 20, change: null };
    const ofChat = { product: 'Chat', score: 20, grade: 'at-risk', stale: true, change: -3, parts: [part] };
    const now = { account: 'koa', asOf: '2026-04-12', playbook: 'v3', ...status, stageOverdue: false, health };
    const explained = { ...now, products: [ofChat], signals: [], unknownFacts: [], usageChangedLater: [] };
    const { surroundings } = answering({ 'explain-account': [explained] });
    const { stdout } = await say(['explain', 'koa'], surroundings);
    expect(stdout).toMatch(/health of Chat 20\.0 at-risk, stale, -3\.0 in 7 days\n.*INDICATOR.*\n.*active-users/);

    const row = {
      id: 'koa',
      name: 'Koa',
      score: 61.2,
      grade: 'watch',
      stale: false,
      scoredOn: '2026-04-12',
      page: 'https://cs.example/accounts/koa',
      ...status,
    };
    const listed = { rows: [{ ...row, productHealth: [{ ...ofChat, score: 20 }] }] };
    const list = await say(['accounts'], answering({ 'list-accounts': [listed] }).surroundings);
    expect(list.stdout).toContain('61.2 watch (Chat 20.0)');
  });

  test('stands out in the list of accounts when it takes long', async () => {
    const page = 'https://cs.example/accounts/koa';
    const row = { name: 'Koa', score: 61.2, grade: 'watch', stale: false, scoredOn: '2026-04-12', page };
    const { surroundings } = answering({
      'list-accounts': [
        {
          rows: [
            { ...row, ...status, stageOverdue: true, id: 'a' },
            { ...row, ...status, stageOverdue: false, id: 'b' },
            { ...row, stage: null, stageSince: null, stageUsualDays: null, stageOverdue: false, id: 'c' },
          ],
        },
      ],
    });
    const { stdout } = await say(['accounts'], surroundings);
    expect(stdout.split('\n').map((line) => line.slice(27, 51).trim())).toEqual([
      'STAGE',
      'adoption, over 90 days',
      'adoption',
      '–',
      '',
    ]);
  });
});

describe('scoring', () => {
  const group = { asOf: '2026-06-01', accounts: 5, opened: 2, closed: 1, skipped: [], failed: [] };

  test('waits for the run and adds its groups up', async () => {
    const skipped = [{ reason: 'was scored as of a later day', accounts: 1, examples: ['koa'] }];
    const { asked, surroundings } = answering({
      'start-scoring': [{ run: 'r1' }],
      'look-at-scoring': [
        { status: 'running' },
        { status: 'done', outcomes: [group, { ...group, opened: 0, skipped }] },
      ],
    });
    const { exitCode, json, stderr } = await say(
      ['score', '--as-of', '2026-06-01', '--account', 'koa', '--json'],
      surroundings,
    );
    expect(exitCode).toBe(0);
    expect(json).toEqual({ asOf: '2026-06-01', accounts: 10, opened: 2, closed: 2, skipped, failed: [] });
    expect(stderr).toContain('koa was skipped: was scored as of a later day');
    expect(asked[0]).toEqual({ name: 'start-scoring', request: { asOf: '2026-06-01', account: 'koa' } });
  });

  test('tells of many skipped accounts how many they are, and a few of them', async () => {
    const skipped = (...examples: string[]) => [{ reason: 'too late', accounts: 30_000, examples }];
    const { surroundings } = answering({
      'start-scoring': [{ run: 'r1' }],
      'look-at-scoring': [
        {
          status: 'done',
          outcomes: [
            { ...group, skipped: skipped('a', 'c', 'e', 'g', 'i') },
            { ...group, skipped: skipped('b', 'd') },
          ],
        },
      ],
    });
    const { stderr } = await say(['score', '--as-of', '2026-06-01'], surroundings);
    expect(stderr).toContain('60000 accounts were skipped (a, b, c, d, e, …): too late');
  });

  test('says which accounts could not be scored, and that it did not score all', async () => {
    const failed = [{ reason: 'Unexpected end of JSON input', accounts: 1, examples: ['koa'] }];
    const { surroundings } = answering({
      'start-scoring': [{ run: 'r1' }],
      'look-at-scoring': [{ status: 'done', outcomes: [group, { ...group, failed }] }],
    });
    const { exitCode, json, stderr } = await say(['score', '--json'], surroundings);
    expect([exitCode, json.accounts, json.failed]).toEqual([1, 10, failed]);
    expect(stderr).toContain('koa was not scored: Unexpected end of JSON input');
    expect(stderr).toContain('sakimawari accounts --failing');
  });

  test('says why a run did not finish', async () => {
    const { surroundings } = answering({
      'start-scoring': [{ run: 'r1' }],
      'look-at-scoring': [{ status: 'failed', why: 'FAILED: GroupsFailed' }],
    });
    const { exitCode, stderr } = await say(['score'], surroundings);
    expect([exitCode, stderr.split('\n')[1]]).toEqual([1, 'FAILED: GroupsFailed']);
  });
});

describe('settling', () => {
  const quiet = { unansweredMarkers: 0, changedAccounts: 0, openMails: 0 };

  test('takes calls, then links, then usage, and of the last two quiet looks in a row', async () => {
    const { asked, surroundings } = answering({
      'place-flush-markers': [{ flush: 'f1' }, { flush: 'f2' }, { flush: 'f3' }],
      'look-at-work': [
        { ...quiet, unansweredMarkers: 1 },
        { ...quiet, changedAccounts: 1 },
        { ...quiet, unansweredMarkers: 2 },
        { ...quiet, openMails: 1 },
        { ...quiet, unansweredMarkers: 3 },
        { ...quiet, changedAccounts: 1 },
        quiet,
        { ...quiet, openMails: 2 },
        quiet,
        quiet,
      ],
      'list-failing-accounts': [{ rows: [] }],
    });
    const { json } = await say(['settle', '--json'], surroundings);
    expect(json).toEqual({ settled: true, waitedMs: 50 + 50 + (50 + 100 + 250 + 250 + 250) });
    expect(asked.map((one) => one.request)).toEqual([
      { way: 'calls' },
      { flush: 'f1' },
      { flush: 'f1' },
      { way: 'links' },
      { flush: 'f2' },
      { flush: 'f2' },
      { way: 'usage' },
      ...Array.from({ length: 6 }, () => ({ flush: 'f3' })),
      {},
    ]);
  });

  test('says that it waits for calls', async () => {
    const work = { ...quiet, unansweredMarkers: 1 };
    const { surroundings } = answering({ 'place-flush-markers': [{ flush: 'f1' }], 'look-at-work': [work] });
    const { stderr } = await say(['settle', '--timeout', '3'], surroundings);
    expect(stderr).toContain('The wait was for what group and identify calls tell.');
  });

  test.each([
    [{ ...quiet, changedAccounts: 4 }, 'The wait was for the evaluation of 4 changed accounts.'],
    [{ ...quiet, openMails: 2 }, 'The wait was for the delivery of 2 mails.'],
  ])('gives up after the timeout and says what it waited for', async (work, why) => {
    const { surroundings } = answering({ 'place-flush-markers': [{ flush: 'f1' }], 'look-at-work': [work] });
    const { exitCode, stdout, stderr } = await say(['settle', '--timeout', '3', '--json'], surroundings);
    expect([exitCode, stdout, stderr.split('\n')[1]]).toEqual([1, '', why]);
  });
});

describe('the doctor', () => {
  const described = { now: 1000, timeZone: 'Asia/Tokyo', today: '2026-06-01' };

  test('is content when all is well', async () => {
    const { surroundings } = answering({
      describe: [described],
      'check-wiring': [[{ check: 'playbook', ok: true, detail: 'v1', mend: null }]],
      'compare-understanding': [{ running: null, before: null, understood: {} }],
    });
    const { exitCode, json } = await say(['doctor', '--json'], surroundings);
    expect(exitCode).toBe(0);
    expect(json.map(({ check, ok }: { check: string; ok: boolean }) => [check, ok])).toEqual([
      ['clock', true],
      ['playbook', true],
      ['understood-events', true],
    ]);
  });

  test('fails on anything that is not, says what mends it, and still gives all findings', async () => {
    const { surroundings } = answering({
      describe: [{ ...described, now: 120_000 }],
      'check-wiring': [[{ check: 'playbook', ok: false, detail: 'none was pushed', mend: 'push one' }]],
      'compare-understanding': [
        { running: 'v4', before: 'v3', understood: { login: { before: 6, after: 1 } }, next: 'more' },
        {
          running: 'v4',
          before: 'v3',
          understood: { login: { before: 4, after: 0 }, export: { before: 1, after: 1 } },
        },
      ],
    });
    const { exitCode, json, stderr } = await say(['doctor', '--json'], surroundings);
    expect(exitCode).toBe(1);
    expect(json.every(({ ok }: { ok: boolean }) => !ok)).toBe(true);
    expect(stderr).toContain('clock: 2026-06-01 in Asia/Tokyo, 120 s apart from this machine');
    expect(stderr).toContain(
      'understood-events: v4 understands less of what arrives than v3. login: 10 accounts under v3, 1 now\n  → See what changed (sakimawari playbook diff v3 v4)',
    );
    expect(stderr).toContain('→ push one');
  });
});

describe('checking a playbook', () => {
  test('needs no installation and names each wrong line', async () => {
    const { exitCode, json } = await say(['playbook', 'check', new URL(import.meta.url).pathname, '--json'], {});
    expect(exitCode).toBe(1);
    expect(json).toMatchObject({ ok: false, problems: expect.arrayContaining([expect.objectContaining({ line: 1 })]) });
  });
});
