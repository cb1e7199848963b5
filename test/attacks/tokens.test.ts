import { beforeEach, describe, expect, it } from 'vitest';
import { type Link, type LinkAction, linkFor, packLink } from '../../domain/links/link.ts';
import { sealLink } from '../../functions/links/link-seal.ts';
import { sampleTask } from '../support/sample-task.ts';
import { randomOf } from '../support/seeded-random.ts';
import { silenceLog } from '../support/silence-log.ts';
import { key, noon, requestFor, webInMemory } from '../support/web-in-memory.ts';

const SIZE = 702;
silenceLog();

const task = sampleTask();
const common = { account: 'shinonome' };
const byTask = { ...common, task: task.id, person: 'aoi', assignee: 'aoi' };
const linkActions: LinkAction[] = [
  { to: 'task', ...byTask, act: 'done' },
  { to: 'task', ...byTask, act: 'snooze' },
  { to: 'task', ...byTask, act: 'hand-over' },
  { to: 'task', ...byTask, act: 'false-alarm' },
  { to: 'next-action', ...common, person: 'aoi' },
  { to: 'renewal', ...common, contact: 'ren', renewalDate: '2026-09-01', answer: 'renew' },
  { to: 'survey', ...common, contact: 'ren', asked: 'asked', value: 9 },
  { to: 'activity', ...common, contact: 'ren', mail: 'mail', activity: 'training', expectation: 'less' },
  { to: 'fit', ...common, contact: 'ren', mail: 'mail', template: 'win-back', fit: 'too-much' },
  { to: 'preferences', ...common, contact: 'ren', kind: 'guidance' },
];
const form: Record<string, string> = {
  ...{ outcome: 'won', until: '2026-06-10', to: 'ken', text: 'Call', by: 'aoi', due: '2026-06-20', owner: 'aoi' },
  ...{ value: '9', fit: 'too-much', answer: 'renew', 'List-Unsubscribe': 'One-Click' },
};

let web: ReturnType<typeof webInMemory>;
beforeEach(() => {
  web = webInMemory();
  web.world.tasks.set(task.id, task);
});
/** All that an act could leave behind. */
const everything = () =>
  JSON.stringify(web.world, (_name, value) => (value instanceof Map ? [...value.entries()] : (value as unknown)));

const good = (linkAction: LinkAction) => sealLink(packLink(linkFor(linkAction, noon)), key);
const otherKey = Buffer.from('o'.repeat(64));
const sealed = (link: Link | unknown[], by = key) =>
  sealLink(Array.isArray(link) ? JSON.stringify(link) : packLink(link), by);

/** Links that nobody was ever given. */
function* madeUp(): Generator<[what: string, token: string]> {
  const random = randomOf(42);
  for (const [n, linkAction] of linkActions.entries()) {
    const token = good(linkAction);
    for (let i = 0; i < 52; i += 1) {
      const at = Math.floor((i / 52) * token.length);
      yield [
        `${n}: another character at ${at}`,
        `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`,
      ];
    }
    for (const length of [0, 1, 10, 32, 43, 44, token.length - 1])
      yield [`${n}: cut to ${length}`, token.slice(0, length)];
    for (const more of ['A', '=', '==', '.', '%00', '/', token])
      yield [`${n}: with ${more.slice(0, 4)} behind`, token + more];
    yield [`${n}: by another key`, sealed(linkFor(linkAction, noon), otherKey)];
    yield [`${n}: by no key`, sealed(linkFor(linkAction, noon), Buffer.alloc(0))];
    yield [`${n}: too old`, sealed(linkFor(linkAction, noon - 1_096 * 86_400_000))];
    yield [`${n}: unsealed`, Buffer.from(packLink(linkFor(linkAction, noon))).toString('base64url')];
    // The signature of one link before the words of another.
    const other = good(linkActions[(n + 1) % linkActions.length] as LinkAction);
    yield [`${n}: half of another`, token.slice(0, 43) + other.slice(43)];
    yield [`${n}: words of another`, other.slice(0, 43) + token.slice(43)];
  }
  for (let n = 0; n < 60; n += 1) {
    const bytes = Buffer.from(Array.from({ length: 32 + n * 3 }, () => Math.floor(random() * 256)));
    yield [`bytes of chance, ${n}`, bytes.toString('base64url')];
  }
}

/** Well sealed, but about what is somebody else's, is no more, or is nothing. */
function* misplaced(): Generator<[what: string, token: string]> {
  const expiresAt = noon / 1000 + 86_400;
  // Those of customers stand for themselves: an opt-out or an answer counts, whatever became of the contact.
  for (const [n, linkAction] of linkActions.slice(0, 5).entries()) {
    yield [`${n}: of another account`, sealed({ ...linkAction, account: 'koa', expiresAt } as Link)];
  }
  yield [
    'a colleague who is none',
    sealed({ to: 'task', ...byTask, person: 'eve', assignee: 'eve', act: 'done', expiresAt }),
  ];
  yield [
    'a task of another colleague',
    sealed({ to: 'task', ...byTask, person: 'ken', assignee: 'ken', act: 'done', expiresAt }),
  ];
  yield ['no such task', sealed({ to: 'task', ...byTask, task: 'none', act: 'done', expiresAt })];
  yield ['an act that is none', sealed(['t', expiresAt, 'shinonome', task.id, 'aoi', 'aoi', 'delete'])];
  yield ['an action that is none', sealed(['z', expiresAt, 'shinonome', 'ren'])];
  yield ['an object', sealed([{ to: 'task' }])];
  yield ['no list', sealLink('{"to":"task"}', key)];
  yield ['no JSON', sealLink('t', key)];
}

const wellSealed = [...misplaced()];
const attempts = [...wellSealed, ...madeUp()].slice(0, SIZE);

describe('links that nobody was given', () => {
  it(`do nothing and show nothing, in ${SIZE} ways`, async () => {
    expect(attempts).toHaveLength(SIZE);
    expect(new Set(attempts.map(([what]) => what)).size).toBe(SIZE);
    const before = everything();
    const pages = new Set<string>();
    for (const [i, [what, token]] of attempts.entries()) {
      const shown = await web.show(requestFor('GET', token));
      const acted = await web.act(requestFor('POST', token, new URLSearchParams(form).toString()));
      for (const { statusCode = 200 } of [shown, acted]) expect(statusCode, what).toBeLessThan(500);
      expect(everything(), what).toBe(before);
      // Whoever had a real link is told why it does nothing; all others get no page of ours.
      if (i < wellSealed.length) continue;
      for (const { statusCode } of [shown, acted]) expect(statusCode, what).toBeGreaterThanOrEqual(400);
      if (shown.statusCode === 404) pages.add(String(shown.body));
    }
    // One page for all that was made up: it tells nobody what was nearly right.
    expect(pages.size).toBe(1);
  });

  it('are told from real ones: each action of these does something', async () => {
    for (const linkAction of linkActions.filter(
      ({ to }) => to === 'renewal' || to === 'preferences' || to === 'survey',
    )) {
      const before = everything();
      const { statusCode } = await web.press(linkAction, form);
      expect([statusCode, everything() === before]).toEqual([200, false]);
    }
  });
});
