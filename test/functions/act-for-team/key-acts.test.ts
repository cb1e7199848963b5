import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MOST_PERSONAL_KEYS, readPersonalKey } from '../../../domain/sign-in/personal-key.ts';
import { hashOfPersonalKey } from '../../../functions/store/sign-in/personal-keys.ts';
import { teamInMemory } from '../../support/team-in-memory.ts';

const shownIn = (body: string | undefined) => /value="(skp_[^"]+)"/.exec(body ?? '')?.[1];

describe('a key for an assistant', () => {
  it('is made by whoever is signed in, shown this once, and kept as a hash alone', async () => {
    const team = teamInMemory();
    const made = await team.press('aoi', 'assistants/make-key', { name: ' My  assistant ', request: randomUUID() });
    const key = shownIn(made.body) as string;
    expect([made.statusCode, made.body?.includes('https://pages.example/mcp')]).toEqual([200, true]);
    expect(made.headers?.['cache-control']).toBe('no-store');
    expect(readPersonalKey(key)).toEqual({ person: 'aoi', hint: expect.stringMatching(/^[\w-]{4}$/) });
    const [[hash, kept] = []] = team.personalKeys;
    expect(hash).toBe(hashOfPersonalKey(key));
    expect(kept).toMatchObject({ person: 'aoi', role: 'csm', name: 'My assistant' });
    expect(JSON.stringify(kept)).not.toContain(key);
    expect(team.recorded).toMatchObject([
      { who: { is: 'member', id: 'aoi' }, door: 'page', what: 'personal-key-made', about: { member: 'aoi' } },
    ]);
    expect(JSON.stringify(team.recorded)).not.toContain(key);
  });

  it('is one however often the form is sent, and another one by another form or for somebody else', async () => {
    const team = teamInMemory();
    const request = randomUUID();
    const press = (person: string, drawn: string) =>
      team.press(person, 'assistants/make-key', { name: 'x', request: drawn });
    const first = shownIn((await press('aoi', request)).body);
    expect(shownIn((await press('aoi', request)).body)).toBe(first);
    expect(team.personalKeys.size).toBe(1);
    expect(shownIn((await press('aoi', randomUUID())).body)).not.toBe(first);
    expect(shownIn((await press('ken', request)).body)).not.toBe(first);
    expect(team.recorded.filter(({ what }) => what === 'personal-key-made')).toHaveLength(3);
  });

  it.each([
    ['no name', { name: '  ' }, 'Enter a name'],
    ['a name too long', { name: 'x'.repeat(61) }, 'shorter name'],
  ])('is not made with %s', async (_, fields, says) => {
    const team = teamInMemory();
    const answer = await team.press('aoi', 'assistants/make-key', { request: randomUUID(), ...fields });
    expect([answer.statusCode, answer.body?.includes(says), team.personalKeys.size]).toEqual([422, true, 0]);
  });

  it('is one of a few that somebody may have', async () => {
    const team = teamInMemory();
    for (let i = 0; i < MOST_PERSONAL_KEYS; i += 1) {
      await team.press('aoi', 'assistants/make-key', { name: `k${i}`, request: randomUUID() });
    }
    const answer = await team.press('aoi', 'assistants/make-key', { name: 'more', request: randomUUID() });
    expect([answer.statusCode, team.personalKeys.size]).toEqual([422, MOST_PERSONAL_KEYS]);
    expect((await team.press('ken', 'assistants/make-key', { name: 'x', request: randomUUID() })).statusCode).toBe(200);
  });

  it('is ended by whose it is, and by nobody else; shown again by no form that made it', async () => {
    const team = teamInMemory();
    const request = randomUUID();
    await team.press('aoi', 'assistants/make-key', { name: 'mine', request });
    const [hash] = [...team.personalKeys.keys()] as [string];
    await team.press('ken', 'assistants/end-key', { key: hash });
    expect(team.personalKeys.size).toBe(1);
    expect((await team.press('aoi', 'assistants/end-key', { key: hash })).headers?.location).toBe('/set-up/assistants');
    expect(team.personalKeys.size).toBe(0);
    expect(team.lastActOf('aoi')?.text).toContain('mine');
    const again = await team.press('aoi', 'assistants/make-key', { name: 'mine', request });
    expect([again.statusCode, shownIn(again.body)]).toEqual([404, undefined]);
  });
});
