import { describe, expect, it } from 'vitest';
import type { Move } from '../../../domain/improvement-map/moves.ts';
import { noWhatIf } from '../../../domain/what-if/what-if-part.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { sampleTask } from '../../support/sample-task.ts';
import { teamInMemory } from '../../support/team-in-memory.ts';

const move: Move = {
  ...{ id: 'm1', activity: 'answer-inquiry', kind: 'signal', from: 'O-3', owner: 'aoi' },
  ...{ due: '2026-06-30', agreedOn: '2026-05-01' },
};
const asked = { move: 'm1', kind: 'early', at: 'stage:onboarding-2', note: 'They ask in the first weeks <' };

/** A team with a move, and with a check-in that is tried in two ways. */
async function team() {
  const memory = teamInMemory();
  for (const [id, role] of [
    ['mia', 'manager'],
    ['vic', 'viewer'],
  ] as const)
    memory.world.members.push({ id, name: id, email: `${id}@mirai.example`, role, language: 'en' });
  await memory.team.improvements.saveMove(undefined, move, {} as never);
  const checkIn = defaultPlaybook.plays['check-in'] as (typeof defaultPlaybook.plays)[string];
  const variants = { 'look-first': {}, 'call-at-once': { steps: [{ task: 'check-in-call' }] } };
  const playbook = { ...defaultPlaybook, plays: { ...defaultPlaybook.plays, 'check-in': { ...checkIn, variants } } };
  memory.versions.set('v3', { version: 'v3', pushedAt: '', playbook });
  const proposal = () => {
    const [one] = [...memory.proposals.values()];
    if (one === undefined) throw new Error('nothing is proposed');
    return one;
  };
  /** The stories and the past are gone through. */
  const through = (broken: { file: string; story: string }[] = []) => {
    const { stories, whatIf } = proposal().tried ?? { stories: '', whatIf: '' };
    memory.studies.set(stories, { state: 'done', answer: { stories: 90, already: 0, broken, more: 0 } });
    memory.studies.set(whatIf, {
      state: 'done',
      answer: { ...noWhatIf, accountDays: 0, signals: {}, weeks: [], changes: [], openToday: [] },
    });
  };
  const decide = (act: string, more: Record<string, string> = {}) =>
    memory.press('mia', `proposals/${act}`, { proposal: proposal().id, onto: 'v3', note: 'Worth it', ...more });
  return { ...memory, proposal, through, decide };
}

describe('a change of the playbook that was learned', () => {
  it('is proposed from a move, tried, published by a manager with its reason, and taken back by one act', async () => {
    const { press, asked: studies, proposal, through, decide, versions, recorded, undo, lastActOf } = await team();
    const { statusCode, headers } = await press('aoi', 'proposals/propose', asked);
    expect([statusCode, headers?.location]).toEqual([303, `/proposals/${proposal().id}`]);
    expect(proposal()).toMatchObject({ by: 'aoi', why: asked.note, from: { move: 'm1' }, tried: { version: 'v3' } });
    expect(studies.map(({ kind, by }) => [kind, by])).toEqual([
      ['stories', 'aoi'],
      ['what-if', 'aoi'],
    ]);
    // Not before it is through.
    expect((await decide('publish')).statusCode).toBe(409);
    through();
    expect((await decide('publish', { note: ' ' })).statusCode).toBe(422);
    expect((await decide('publish')).statusCode).toBe(303);
    expect(versions.get('v4')?.playbook.signals['early-answer-inquiry-onboarding-2']?.when).toMatchObject({
      kind: 'stage-entered',
    });
    expect(proposal().decided).toMatchObject({ how: 'published', by: 'mia', why: 'Worth it', version: 'v4' });
    expect(recorded.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['change-proposed', 'proposal-tried', 'playbook-pushed', 'proposal-published']),
    );
    expect(lastActOf('mia')?.text).toContain('v4');
    await undo('mia');
    expect(versions.get('v5')?.playbook).toEqual(versions.get('v3')?.playbook);
    expect(proposal().decided).toBeUndefined();
    expect(recorded.at(-1)?.what).toBe('proposal-taken-back');
  });

  it('that no team could do is kept, and says that it is not being tried', async () => {
    const { press, asked: studies, proposal, world, lastActOf } = await team();
    // Whatever is done early is a CSM's to do.
    world.members.splice(0, world.members.length, ...world.members.filter(({ role }) => role === 'manager'));
    await press('mia', 'proposals/propose', asked);
    expect([proposal().tried, studies.length]).toEqual([undefined, 0]);
    expect(lastActOf('mia')?.text).toContain('can’t be tried as it is');
    await press('mia', 'proposals/try', { proposal: proposal().id });
    expect(lastActOf('mia')?.text).toMatch(/^It can’t be tried/);
  });

  it('is a way that was tried, and becomes the play', async () => {
    const { press, through, decide, versions } = await team();
    await press('aoi', 'proposals/propose', { kind: 'way', play: 'check-in', way: 'call-at-once', note: 'More stay' });
    through();
    expect((await decide('publish')).statusCode).toBe(303);
    expect(versions.get('v4')?.playbook.plays['check-in']).toMatchObject({
      steps: [{ task: 'check-in-call' }],
      variants: {},
    });
  });

  it('is proposed once, however often it is sent', async () => {
    const { press, proposals, asked: studies } = await team();
    await press('aoi', 'proposals/propose', asked);
    await press('aoi', 'proposals/propose', asked);
    expect([proposals.size, studies.length]).toEqual([1, 2]);
  });

  it('that makes stories come otherwise is not published, and says which', async () => {
    const { press, through, decide, versions } = await team();
    await press('aoi', 'proposals/propose', asked);
    through([{ file: 'stages.yaml', story: 'Quiet at the beginning' }]);
    expect((await decide('publish')).statusCode).toBe(409);
    expect(versions.size).toBe(2);
    const declined = await decide('decline', { note: ' ' });
    expect(declined.statusCode).toBe(422);
    expect(declined.body).toContain('Quiet at the beginning');
  });

  it('that was tried against another version has to be tried again', async () => {
    const { press, through, decide, versions, proposal } = await team();
    await press('aoi', 'proposals/propose', asked);
    through();
    versions.set('v4', {
      version: 'v4',
      pushedAt: '',
      playbook: { ...defaultPlaybook, name: { en: 'New', ja: '新' } },
    });
    expect((await decide('publish')).statusCode).toBe(409);
    const unready = await decide('publish', { onto: 'v4' });
    expect([unready.statusCode, unready.body]).toEqual([409, expect.stringContaining('can’t be published yet')]);
    await decide('try');
    expect(proposal().tried?.version).toBe('v4');
    through();
    expect((await decide('publish', { onto: 'v4' })).statusCode).toBe(303);
    // What the other one changed stays.
    expect(versions.get('v5')?.playbook.name.en).toBe('New');
  });

  it('that was taken back once published need not be tried again: what runs says what it was tried against', async () => {
    const { press, through, decide, undo, versions } = await team();
    await press('aoi', 'proposals/propose', asked);
    through();
    await decide('publish');
    await undo('mia');
    expect(versions.get('v5')?.playbook).toEqual(versions.get('v3')?.playbook);
    expect((await decide('publish', { onto: 'v5' })).statusCode).toBe(303);
    expect(versions.get('v6')?.playbook).toEqual(versions.get('v4')?.playbook);
  });

  it('is declined with a reason, and waits again once that is taken back', async () => {
    const { press, decide, proposal, versions, undo } = await team();
    await press('aoi', 'proposals/propose', asked);
    await decide('decline');
    expect(proposal().decided).toMatchObject({ how: 'declined', why: 'Worth it' });
    expect((await decide('publish')).statusCode).toBe(409);
    expect((await decide('try')).statusCode).toBe(409);
    await undo('mia');
    expect(proposal().decided).toBeUndefined();
    expect(versions.size).toBe(2);
  });

  it.each([
    [{ note: ' ' }, 422, 'give a reason'],
    [{ note: 'x'.repeat(2_001) }, 422, 'too long'],
    [{ at: '' }, 422, 'choose when'],
    [{ at: 'stage:nowhere' }, 422, 'choose when'],
    [{ kind: 'drop' }, 422, 'choose when'],
    [{ move: 'm2' }, 404, 'no such proposal'],
  ])('is not proposed with %o', async (wrong, status, said) => {
    const { press, proposals } = await team();
    const { statusCode, body } = await press('aoi', 'proposals/propose', { ...asked, ...wrong });
    expect([statusCode, proposals.size]).toEqual([status, 0]);
    expect(body).toContain(said);
  });

  it('is proposed by whoever works, and decided on by managers', async () => {
    const { press, proposals, proposal, through } = await team();
    expect((await press('vic', 'proposals/propose', asked)).statusCode).toBe(403);
    expect(proposals.size).toBe(0);
    await press('aoi', 'proposals/propose', asked);
    through();
    for (const act of ['publish', 'decline', 'try']) {
      const pressed = await press('aoi', `proposals/${act}`, { proposal: proposal().id, onto: 'v3', note: 'x' });
      expect([act, pressed.statusCode]).toEqual([act, 403]);
    }
  });

  it('comes from a move that improves: customers are asked, or what was learned stands in the task', async () => {
    const { press, team: tools, proposals, versions } = await team();
    const [ask, write] = [
      { ...move, id: 'm2', activity: 'setup-support', kind: 'improve' },
      { ...move, id: 'm3', activity: 'check-in-call', kind: 'streamline', note: 'With the checklist' },
    ] as const satisfies Move[];
    for (const one of [ask, write]) await tools.improvements.saveMove(undefined, one, {} as never);
    await press('aoi', 'proposals/propose', { move: 'm2', kind: 'ask', note: 'They had expected more' });
    expect(
      (await press('aoi', 'proposals/propose', { move: 'm3', kind: 'note', note: 'x', text: ' ' })).statusCode,
    ).toBe(422);
    // What a move doesn't come to is none of its ideas.
    expect((await press('aoi', 'proposals/propose', { move: 'm3', kind: 'ask', note: 'x' })).statusCode).toBe(422);
    await press('aoi', 'proposals/propose', { move: 'm3', kind: 'note', note: 'x', text: 'Use the checklist' });
    expect([...proposals.values()].map(({ idea }) => idea)).toEqual([
      { kind: 'ask', activity: 'setup-support' },
      { kind: 'note', task: 'check-in-call', text: 'Use the checklist' },
    ]);
    expect(versions.size).toBe(2);
  });

  it('comes from a task that went well: its note, without what only mails fill in', async () => {
    const { press, world, proposal, proposals } = await team();
    const task = sampleTask();
    world.tasks.set(task.id, {
      ...task,
      history: [{ day: '2026-06-01', act: 'done', by: 'aoi', note: 'Asked about last week first' }],
    });
    const from = { kind: 'note', task: task.id, account: task.account, note: 'It opened the talk' };
    expect((await press('aoi', 'proposals/propose', { ...from, text: '{{ name }}' })).statusCode).toBe(422);
    expect((await press('aoi', 'proposals/propose', { ...from, text: ' ' })).statusCode).toBe(422);
    expect(proposals.size).toBe(0);
    await press('aoi', 'proposals/propose', { ...from, text: 'Ask about last week first' });
    expect(proposal()).toMatchObject({
      idea: { kind: 'note', task: task.template, text: 'Ask about last week first' },
      from: { task: task.id, account: task.account },
    });
  });

  it('waits with no more than fifty others', async () => {
    const { press, proposals, proposal } = await team();
    await press('aoi', 'proposals/propose', asked);
    const one = proposal();
    for (let n = 0; n < 49; n += 1) proposals.set(`n${n}`, { ...one, id: `n${n}` });
    const refused = await press('aoi', 'proposals/propose', { ...asked, at: 'stage:adoption' });
    expect([refused.statusCode, refused.body]).toEqual([422, expect.stringContaining('50 proposals')]);
  });
});
