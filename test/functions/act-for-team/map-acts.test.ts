import { describe, expect, it } from 'vitest';
import { teamInMemory } from '../../support/team-in-memory.ts';

const agreed = { activity: 'training', kind: 'streamline', owner: 'aoi', due: '2999-01-31', note: 'One for <all>' };

function team() {
  const world = teamInMemory();
  world.world.members.push({ id: 'vic', name: 'Vic', email: 'vic@mirai.example', role: 'viewer' });
  const movesOf = async () => (await world.team.improvements.readAll()).moves;
  const ratingsOf = async () => (await world.team.improvements.readAll()).ratings;
  return { ...world, movesOf, ratingsOf };
}

describe('A move of the team', () => {
  it('has an owner and a date, is on record, and is taken back by one press', async () => {
    const { press, undo, recorded, movesOf } = team();

    const { statusCode, headers } = await press('aoi', 'map/agree', agreed);

    expect([statusCode, headers?.location]).toEqual([303, '/map']);
    expect(await movesOf()).toMatchObject([
      { activity: 'training', kind: 'streamline', owner: 'aoi', due: '2999-01-31' },
    ]);
    expect(recorded.at(-1)).toMatchObject({
      ...{ what: 'improvement-agreed', who: { is: 'member', id: 'aoi' }, door: 'page', before: null },
      after: { activity: 'training', assignee: 'aoi', until: '2999-01-31', status: 'open' },
    });
    await undo('aoi');
    expect(await movesOf()).toMatchObject([{ droppedOn: expect.any(String) }]);
    expect(recorded.at(-1)).toMatchObject({ what: 'improvement-taken-back' });
  });

  it('given to a colleague tells them, once, unless it is taken back within the minute', async () => {
    const { press, undo, world, movesOf } = team();

    await press('aoi', 'map/agree', { ...agreed, owner: 'ken' });
    await press('aoi', 'map/agree', { ...agreed, owner: 'ken' });

    const [move] = await movesOf();
    expect(world.mails).toMatchObject([
      {
        ...{
          id: `move/${move?.id}/given/ken`,
          account: '',
          kind: 'move',
          person: 'ken',
          language: 'ja',
          playbook: 'v3',
        },
        ...{ to: { name: 'Ken Mori', address: 'ken@mirai.example' }, status: 'waiting', notBefore: expect.any(String) },
        content: {
          ...{ type: 'move', news: 'given', byName: 'Aoi Shiraishi' },
          move: { id: move?.id, activity: 'training', kind: 'streamline', what: 'make', due: '2999-01-31' },
        },
      },
    ]);
    await undo('aoi');
    expect([world.mails, (await movesOf())[0]?.droppedOn]).toEqual([[], expect.any(String)]);
  });

  it('that one takes on oneself is told to nobody', async () => {
    const { press, undo, world, movesOf } = team();
    await press('aoi', 'map/agree', agreed);
    expect(world.mails).toEqual([]);
    await undo('aoi');
    expect(await movesOf()).toMatchObject([{ droppedOn: expect.any(String) }]);
  });

  it('of which its new owner has been told stays, however late one would take it back', async () => {
    const { press, undo, world, movesOf } = team();
    await press('aoi', 'map/agree', { ...agreed, owner: 'ken' });
    world.mails = world.mails.map((mail) => ({ ...mail, status: 'sent' }));
    await undo('aoi');
    expect(await movesOf()).not.toMatchObject([{ droppedOn: expect.any(String) }]);
  });

  it('says in which block its activity stood, and at which stage, as the page had it', async () => {
    const { press, movesOf } = team();
    const stood = ['G-2 - review meeting', 'H-3 adoption training', 'O-1 renewal training day'];

    // Where each stands is sent along, whichever is chosen.
    const agree = (more: Record<string, string>, places: string[]) => {
      const sent = places.map((place): [string, string] => ['stood', place]);
      return press('aoi', 'map/agree', [...Object.entries({ ...agreed, ...more }), ...sent]);
    };
    await agree({}, stood);
    await agree({ activity: 'review meeting' }, stood);
    await agree({ kind: 'stop' }, stood.slice(2));
    await press('aoi', 'map/agree', { ...agreed, kind: 'reduce', stood: 'X-9 nowhere training' });

    const [first, second, third, fourth] = await movesOf();
    expect(first).toMatchObject({ from: 'H-3', stage: 'adoption' });
    expect(second).toMatchObject({ activity: 'review meeting', from: 'G-2' });
    expect(second).not.toHaveProperty('stage');
    for (const move of [third, fourth]) expect(Object.keys(move ?? {})).not.toContain('from');
  });

  it('is looked at again once it is done, and then nothing is left to do', async () => {
    const { press, movesOf, team: tools, recorded } = team();
    await press('aoi', 'map/agree', agreed);
    const id = { move: (await movesOf())[0]?.id as string };

    expect((await press('aoi', 'map/look', id)).statusCode).toBe(409);
    await press('aoi', 'map/finish', id);
    expect(await tools.improvements.openMoves()).toHaveLength(1);
    expect((await press('aoi', 'map/look', id)).statusCode).toBe(303);
    expect(await movesOf()).toMatchObject([{ doneOn: expect.any(String), lookedOn: expect.any(String) }]);
    expect(await tools.improvements.openMoves()).toEqual([]);
    expect(recorded.at(-1)).toMatchObject({ what: 'improvement-looked-at', after: { status: 'looked-at' } });
    expect((await press('aoi', 'map/look', id)).statusCode).toBe(409);
  });

  it('leads back to the page on which it was done', async () => {
    const { press, movesOf } = team();
    await press('aoi', 'map/agree', agreed);
    const id = { move: (await movesOf())[0]?.id as string };

    expect((await press('aoi', 'map/finish', { ...id, back: '/' })).headers?.location).toBe('/');
  });

  it('sent twice is one', async () => {
    const { press, movesOf, recorded } = team();
    await press('aoi', 'map/agree', agreed);
    await press('aoi', 'map/agree', agreed);

    expect(await movesOf()).toHaveLength(1);
    expect(recorded).toHaveLength(1);
  });

  it('is done once: whoever comes second is told', async () => {
    const { press, movesOf, undo } = team();
    await press('aoi', 'map/agree', agreed);
    const [move] = await movesOf();
    const id = { move: move?.id as string };

    expect((await press('aoi', 'map/finish', id)).statusCode).toBe(303);
    expect((await press('aoi', 'map/finish', id)).statusCode).toBe(409);
    expect((await press('aoi', 'map/drop', id)).statusCode).toBe(409);
    await undo('aoi');
    expect((await movesOf())[0]).not.toHaveProperty('doneOn');
    expect((await press('aoi', 'map/drop', id)).statusCode).toBe(303);
    expect((await press('aoi', 'map/finish', id)).statusCode).toBe(404);
  });

  it.each([
    ['no kind', { kind: 'hope' }],
    ['nobody', { owner: 'nobody' }],
    ['no activity', { activity: ' ' }],
    ['a day that is over', { due: '2020-01-01' }],
    ['no day', { due: 'soon' }],
    ['a novel', { note: 'x'.repeat(501) }],
  ])('with %s comes back with what was filled in', async (_, wrong) => {
    const { press, movesOf } = team();

    const { statusCode, body } = await press('aoi', 'map/agree', { ...agreed, ...wrong });

    expect(statusCode).toBe(422);
    expect(body).toContain('role="alert"');
    expect(body).toContain('One for &lt;all&gt;'.slice(0, 'note' in wrong ? 0 : undefined));
    expect(await movesOf()).toEqual([]);
  });

  it('is nothing that whoever only reads may agree on', async () => {
    const { press, movesOf } = team();

    expect((await press('vic', 'map/agree', agreed)).statusCode).toBe(403);
    expect(await movesOf()).toEqual([]);
  });

  it('waits while a hundred are open', async () => {
    const { press, movesOf } = team();
    for (let i = 0; i < 100; i += 1) await press('aoi', 'map/agree', { ...agreed, note: String(i) });

    expect((await press('aoi', 'map/agree', { ...agreed, note: 'one more' })).statusCode).toBe(422);
    expect(await movesOf()).toHaveLength(100);
  });
});

describe('A rating of one’s own', () => {
  it('is on record with what it was before, and the same again is none', async () => {
    const { press, recorded } = team();
    await press('aoi', 'map/rate', { activity: 'training', expectation: 'more' });
    await press('aoi', 'map/rate', { activity: 'training', expectation: 'more' });
    await press('aoi', 'map/rate', { activity: 'training', expectation: 'less' });

    expect(recorded.map(({ before, after }) => [before, after])).toEqual([
      [null, { activity: 'training', rating: 'more' }],
      [
        { activity: 'training', rating: 'more' },
        { activity: 'training', rating: 'less' },
      ],
    ]);
  });

  it('is taken back by one press, to what it was or to none', async () => {
    const { press, undo, recorded, ratingsOf } = team();
    await press('aoi', 'map/rate', { activity: 'training', expectation: 'more' });
    await press('aoi', 'map/rate', { activity: 'training', expectation: 'less' });
    await undo('aoi');
    expect(await ratingsOf()).toMatchObject([{ expectation: 'more' }]);

    await press('aoi', 'map/rate', { activity: 'call', expectation: 'less' });
    await undo('aoi');
    expect((await ratingsOf())[1]).toMatchObject({ activity: 'call', expectation: null });
    expect(recorded.at(-1)).toMatchObject({ before: { activity: 'call', rating: 'less' }, after: null });

    await press('aoi', 'map/rate', { activity: 'call', expectation: 'more' });
    expect(recorded.at(-1)).toMatchObject({ before: null, after: { activity: 'call', rating: 'more' } });
  });

  it('of nothing, or of no kind, is none', async () => {
    const { press, recorded } = team();

    expect((await press('aoi', 'map/rate', { activity: '', expectation: 'more' })).statusCode).toBe(422);
    expect((await press('aoi', 'map/rate', { activity: 'training', expectation: 'great' })).statusCode).toBe(422);
    expect(recorded).toEqual([]);
  });
});
