import { beforeEach, describe, expect, test } from 'vitest';
import type { AuditEntry } from '../../domain/audit/audit.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { Proposal } from '../../domain/proposals/proposal.ts';
import { withIdea } from '../../domain/proposals/with-idea.ts';
import { noWhatIf } from '../../domain/what-if/what-if-part.ts';
import type { Tools } from '../../functions/operate/operation.ts';
import { encodeCsm } from '../../functions/store/accounts/account-items.ts';
import { batchPut } from '../../functions/store/batches.ts';
import type { StoredPlaybook } from '../../functions/store/playbooks/playbooks.ts';
import { installationOf, type Said, say as sayTo, toolsOver } from '../support/operator.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');
const PLAYBOOK = new URL('../../playbooks/default.yaml', import.meta.url).pathname;
const ID = '20260601-0123456789';
const proposal: Proposal = {
  id: ID,
  idea: { kind: 'early', activity: 'training', at: { stage: 'adoption' } },
  ...{ from: { move: 'm1', activity: 'training' }, by: 'aoi', why: 'They ask in the first month' },
  proposedAt: '2026-06-01T01:00:00.000Z',
};
const audit: AuditEntry = {
  ...{ at: proposal.proposedAt, who: { is: 'member', id: 'aoi' }, door: 'page', what: 'change-proposed' },
  ...{ about: {}, before: null, after: null },
};

let tables: TestTables;
let tools: Tools;
/** What was asked of the past, and what came of it. */
let asked: { kind: string; by: string }[];
let answers: Map<string, unknown>;
const say = (...line: string[]): Promise<Said> =>
  sayTo(['--json', ...line], { openInstallation: () => installationOf(tools), now: () => NOW, user: 'op' });
const command = (...line: string[]) => say('playbook', 'proposals', ...line);

/** The stories and the past are gone through. */
function through(broken: { file: string; story: string }[] = []) {
  answers.set('stories', { state: 'done', answer: { stories: 90, already: 0, broken, more: 0 } });
  const nothing = { accountDays: 0, signals: {}, weeks: [], changes: [], openToday: [] };
  answers.set('what-if', { state: 'done', answer: { ...noWhatIf, ...nothing } });
}

beforeEach(async () => {
  tables = await createTables();
  [asked, answers] = [[], new Map()];
  const studies = {
    start: async ({ kind }: { kind: string }, by: string) => {
      asked.push({ kind, by });
      return { id: kind };
    },
    look: async (id: string) => answers.get(id),
  };
  tools = toolsOver(tables, () => NOW, { studies: studies as never });
  expect((await say('playbook', 'push', PLAYBOOK)).exitCode).toBe(0);
  const mia = { id: 'mia', name: 'Mia', email: 'mia@test.example', role: 'manager' } as const;
  await batchPut(tables.client, tables.accountsTable, [encodeCsm(mia), encodeCsm({ ...mia, id: 'aoi', role: 'csm' })]);
  await tools.proposals.save(undefined, proposal, audit);
});

describe('proposals by command', () => {
  test('are listed, and shown with what they change and how they stand', async () => {
    expect((await command()).json).toMatchObject([{ id: ID, by: 'aoi', what: expect.stringContaining('Adoption') }]);
    const { json } = await command('show', ID);
    expect(json).toMatchObject({ running: 'v1', readiness: 'untried', problems: [] });
    expect(json.changes.map(({ change, name }: { change: string; name: string }) => [change, name])).toContainEqual([
      'added',
      'early-training-adoption',
    ]);
  });

  test('are published only once they are through, onto what runs, under the name of whoever asks', async () => {
    const early = await command('publish', ID, '--why', 'Worth it', '--yes');
    expect([early.exitCode, early.stderr]).toEqual([1, expect.stringContaining('pass the stories and the what-if')]);
    await command('try', ID);
    expect(asked.map(({ kind }) => kind).sort()).toEqual(['stories', 'what-if']);
    through();
    // Nobody could be asked here.
    const unasked = await command('publish', ID, '--why', 'Worth it');
    expect([unasked.exitCode, unasked.json.published]).toEqual([2, false]);
    const done = await command('publish', ID, '--why', 'Worth it', '--yes', '--by', 'mia');
    expect([done.exitCode, done.json]).toEqual([0, { id: ID, version: 'v2', published: true }]);
    expect((await tools.playbooks.current())?.playbook.signals).toHaveProperty('early-training-adoption');
    expect((await tools.proposals.find(ID))?.decided).toMatchObject({ how: 'published', by: 'mia', version: 'v2' });
    expect((await command('publish', ID, '--why', 'x', '--yes')).exitCode).toBe(1);
    const { json } = await say('audit');
    expect(json).toContainEqual(
      expect.objectContaining({ what: 'proposal-published', door: 'command', whoIs: 'operator', who: 'op' }),
    );
  });

  test('are opened again, and what ran before runs again, unless another version came since', async () => {
    await command('try', ID);
    through();
    await command('publish', ID, '--why', 'Worth it', '--yes');
    expect((await command('undo', ID)).json).toEqual({ id: ID, version: 'v3' });
    const first = (await tools.playbooks.version('v1'))?.playbook;
    expect((await tools.playbooks.current())?.playbook).toEqual(first);
    expect((await tools.proposals.find(ID))?.decided).toBeUndefined();
    expect((await command('show', ID)).json.readiness).toBe('ready');
    expect((await command('undo', ID)).exitCode).toBe(1);

    await command('publish', ID, '--why', 'Worth it', '--yes');
    await say('playbook', 'rollback', 'v1', '--why', 'Not now', '--yes');
    const late = await command('undo', ID);
    expect([late.exitCode, late.stderr + late.stdout]).toEqual([
      1,
      expect.stringContaining('Another version was published after v4'),
    ]);
    expect((await tools.proposals.find(ID))?.decided?.how).toBe('published');
  });

  test('whose change somebody else had pushed by then are opened again, and theirs stays', async () => {
    await command('try', ID);
    through();
    const { playbook } = (await tools.playbooks.current()) as StoredPlaybook;
    const changed = withIdea(playbook, proposal.idea) as { playbook: Playbook };
    await tools.playbooks.push(changed.playbook, 'v1', 'v2', '2026-06-01T02:00:00.000Z', { why: 'By hand' });
    const decided = {
      how: 'published',
      by: 'mia',
      at: '2026-06-01T02:30:00.000Z',
      why: 'Worth it',
      version: 'v2',
    } as const;
    const stored = (await tools.proposals.find(ID)) as Proposal;
    await tools.proposals.save(stored, { ...stored, decided }, audit);
    expect((await command('undo', ID)).json).toEqual({ id: ID });
    expect(await tools.playbooks.currentVersion()).toBe('v2');
  });

  test('are declined with a reason, and open again by undo', async () => {
    expect((await command('decline', ID)).exitCode).toBe(2);
    expect((await command('decline', ID, '--why', 'Too much')).exitCode).toBe(0);
    expect((await tools.proposals.find(ID))?.decided).toMatchObject({ how: 'declined', why: 'Too much' });
    expect((await command('undo', ID)).json).toEqual({ id: ID });
  });

  test('that break a story are not published, and say which; an unknown one is told so', async () => {
    await command('try', ID);
    through([{ file: 'stages.yaml', story: 'Quiet at the beginning' }]);
    expect((await command('publish', ID, '--why', 'Worth it', '--yes')).exitCode).toBe(1);
    expect((await command('show', ID)).json).toMatchObject({ readiness: 'broken' });
    const text = await sayTo(['playbook', 'proposals', 'show', ID], { openInstallation: () => installationOf(tools) });
    expect(text.stdout).toContain('Quiet at the beginning (stages.yaml)');
    const unknown = await command('show', 'nowhere');
    expect([unknown.exitCode, unknown.stdout + unknown.stderr]).toEqual([
      1,
      expect.stringContaining('There is no proposal "nowhere"'),
    ]);
    expect((await command('decline', ID, '--why', 'x', '--by', 'nobody')).exitCode).toBe(1);
  });
});
