import { renewalDatesOf } from '../account/products.ts';
import { nearestName, noSuchName } from '../names/nearest-name.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { PlaybookProblem } from '../playbook/problem.ts';
import { armsOf } from '../plays/trials.ts';
import { addDays, type Day } from '../time/day.ts';
import type { Expectation, Stories, Story, StoryEvents } from './story.ts';
import { eventCount } from './story-events.ts';
import {
  addressOn,
  contactsOf,
  eventsKnownTo,
  firstDayOf,
  lastDayOf,
  membersOf,
  renewalDateOn,
} from './story-replay.ts';

type Path = (string | number)[];
type When = { on?: Day | Day[] | undefined; from?: Day | undefined; to?: Day | undefined };

const MOST_EVENTS = 100_000;
const MOST_YEARS = 5;

/** What stories of the right shape can still get wrong: names that the playbook doesn't have, days in no order. */
export function checkStories(stories: Stories, playbook: Playbook): PlaybookProblem[] {
  return stories.stories.flatMap((story, n) => [...checkStory(story, ['stories', n], stories, playbook)]);
}

function* checkStory(story: Story, path: Path, stories: Stories, playbook: Playbook): Generator<PlaybookProblem> {
  const timing = [
    ...story.events.flatMap((row, n) => checkWhen(row, [...path, 'events', n])),
    ...story.expect.flatMap((row, n) => checkWhen(row, [...path, 'expect', n])),
    ...story.silences.flatMap((row, n) => checkWhen(row, [...path, 'silences', n])),
    ...story.fleet.flatMap((row, n) => checkWhen(row, [...path, 'fleet', n])),
  ];
  yield* timing;
  // The rest counts days.
  if (timing.length > 0) return;
  yield* checkEvents(story, [...path, 'events'], playbook);
  yield* checkFleet(story, [...path, 'fleet'], playbook);
  yield* checkNames(story, path, stories, playbook);
  yield* checkDays(story, path);
}

function checkWhen({ on, from, to }: When, path: Path): PlaybookProblem[] {
  if ((on === undefined) === (from === undefined && to === undefined)) {
    return [{ path, message: 'needs either `on`, or `from` and `to`' }];
  }
  if (on !== undefined) return [];
  if (from === undefined || to === undefined) return [{ path, message: '`from` and `to` go together' }];
  return from > to ? [{ path: [...path, 'to'], message: `lies before from (${from})` }] : [];
}

/** What the fleet did says something only of an event whose level is set against it. */
function* checkFleet({ fleet }: Story, path: Path, { signals, health }: Playbook): Generator<PlaybookProblem> {
  const rules: object[] = [...Object.values(signals).map(({ when }) => when), ...Object.values(health.indicators)];
  const known = rules.flatMap((rule) =>
    'against' in rule && rule.against === 'fleet' && 'event' in rule ? String(rule.event) : [],
  );
  for (const [n, { event }] of fleet.entries()) {
    if (known.includes(event)) continue;
    const nearest = nearestName(event, known);
    const hint = nearest === undefined ? '' : `: did you mean \`${nearest}\`?`;
    const message = `no level of \`${event}\` is set against the fleet in the playbook${hint}`;
    yield { path: [...path, n, 'event'], message };
  }
}

function* checkEvents({ events }: Story, path: Path, playbook: Playbook): Generator<PlaybookProblem> {
  const known = eventsKnownTo(playbook);
  let count = 0;
  for (const [n, row] of events.entries()) {
    if (row.every !== undefined && row.on !== undefined) {
      yield { path: [...path, n, 'every'], message: 'needs `from` and `to`' };
    }
    // A product may send what the playbook doesn't look at; what is nearly a known name is a slip.
    const nearest = known.includes(row.event) ? undefined : nearestName(row.event, known);
    if (nearest !== undefined) {
      const message = `\`${row.event}\` is no event that the playbook listens for: did you mean \`${nearest}\`?`;
      yield { path: [...path, n, 'event'], message };
    }
    count += eventCount(row);
    if (count > MOST_EVENTS) {
      const message = `make more than ${MOST_EVENTS.toLocaleString('en')} events: tell the story with fewer`;
      yield { path, message };
      return;
    }
  }
}

function* checkNames(story: Story, path: Path, stories: Stories, playbook: Playbook): Generator<PlaybookProblem> {
  const contacts = contactsOf(story, stories).map(({ id }) => id);
  const signals = Object.keys(playbook.signals);
  const tasks = Object.keys(playbook.tasks);
  for (const [name, arm] of Object.entries(story.arms)) {
    const at = [...path, 'arms', name];
    const play = Object.hasOwn(playbook.plays, name) ? playbook.plays[name] : undefined;
    const arms = play === undefined ? [] : armsOf(play).map((one) => one.name);
    if (play === undefined) yield unknownName(at, 'play', name, Object.keys(playbook.plays));
    else if (!arms.includes(arm)) yield unknownName(at, `way of \`${name}\``, arm, arms);
  }
  for (const [n, { task }] of story.tasksDone.entries()) {
    if (!tasks.includes(task)) yield unknownName([...path, 'tasksDone', n, 'task'], 'task', task, tasks);
  }
  for (const [n, { on, renewalDate }] of story.answers.entries()) {
    if (renewalDate !== undefined || renewalDateOn(story, stories, on) !== undefined) continue;
    const message = 'answers for no renewal: give it a `renewalDate`, or the account one';
    yield { path: [...path, 'answers', n], message };
  }
  for (const [n, { contact, on }] of story.deadAddresses.entries()) {
    const at = [...path, 'deadAddresses', n, 'contact'];
    if (!contacts.includes(contact)) yield unknownName(at, 'contact', contact, contacts);
    else if (addressOn(story, stories, contact, on) === undefined) {
      yield { path: at, message: `\`${contact}\` has no address on ${on}: give the contact an email` };
    }
  }
  for (const [n, expectation] of story.expect.entries()) {
    const at = [...path, 'expect', n];
    for (const { field, kind, name } of namesIn(expectation)) {
      const known = kind === 'signal' ? signals : Object.keys(kind === 'task' ? playbook.tasks : playbook.emails);
      if (!known.includes(name)) yield unknownName([...at, field], kind, name, known);
    }
    const [field, member] =
      'assignee' in expectation
        ? (['assignee', expectation.assignee] as const)
        : (['member', 'member' in expectation ? expectation.member : undefined] as const);
    const members = membersOf(stories).map(({ id }) => id);
    if (member !== undefined && !members.includes(member)) {
      yield unknownName([...at, field], 'member of the team', member, members);
    }
    if ('contact' in expectation && expectation.contact !== undefined && !contacts.includes(expectation.contact)) {
      yield unknownName([...at, 'contact'], 'contact', expectation.contact, contacts);
    }
    if ('about' in expectation && expectation.about !== undefined) {
      const subjects = [...contacts, ...subjectsOf(story, stories, playbook)];
      const nearest = subjects.includes(expectation.about) ? undefined : nearestName(expectation.about, subjects);
      if (nearest !== undefined) yield unknownName([...at, 'about'], 'subject', expectation.about, subjects);
    }
    if ('signal' in expectation && !saysSomething(expectation)) {
      yield { path: [...at, 'signal'], message: 'needs what is expected of it: a state, verdict, reason or evidence' };
    }
  }
}

function namesIn(expectation: Expectation): { field: string; kind: 'signal' | 'task' | 'email'; name: string }[] {
  if ('signal' in expectation) return [{ field: 'signal', kind: 'signal', name: expectation.signal }];
  if ('opens' in expectation) return [{ field: 'opens', kind: 'signal', name: expectation.opens }];
  if ('closes' in expectation) return [{ field: 'closes', kind: 'signal', name: expectation.closes }];
  if ('mail' in expectation) return [{ field: 'mail', kind: 'email', name: expectation.mail }];
  if ('task' in expectation) return [expectation.task].flat().map((name) => ({ field: 'task', kind: 'task', name }));
  if ('reminded' in expectation) return [{ field: 'reminded', kind: 'task', name: expectation.reminded }];
  if ('escalated' in expectation) return [{ field: 'escalated', kind: 'task', name: expectation.escalated }];
  const by = 'raised' in expectation ? expectation.by : undefined;
  return by === undefined ? [] : [{ field: 'by', kind: 'signal', name: by }];
}

/** What an episode of the story can be about, beside its contacts. */
function subjectsOf(
  { events, account, changes }: Story,
  { account: common }: Stories,
  { features, otherProducts, stages }: Playbook,
): string[] {
  const users = (rows: StoryEvents[]) => rows.flatMap(({ user }) => (user === undefined ? [] : [user].flat()));
  const renewals = [common, account, ...changes.map((change) => change.account)].flatMap((facts = {}) => [
    ...renewalDatesOf({ renewalDate: facts.renewalDate }),
    ...renewalDatesOf(facts),
  ]);
  return [
    ...users(events),
    ...Object.keys(features),
    ...Object.keys(otherProducts),
    ...Object.keys(stages),
    ...renewals,
  ];
}

function saysSomething({ state, verdict, reason, evidence }: Extract<Expectation, { signal: string }>): boolean {
  return [state, verdict, reason, evidence].some((part) => part !== undefined);
}

function* checkDays(story: Story, path: Path): Generator<PlaybookProblem> {
  const first = firstDayOf(story);
  const last = lastDayOf(story);
  for (const [n, expectation] of story.expect.entries()) {
    const at = [...path, 'expect', n];
    const [field, day] =
      expectation.on === undefined && 'from' in expectation
        ? (['from', expectation.from as Day] as const)
        : (['on', expectation.on as Day] as const);
    if (day < first) yield { path: [...at, field], message: `lies before the first day that is watched (${first})` };
  }
  for (const [n, { on }] of story.tasksDone.entries()) {
    if (on >= first && on <= last) continue;
    const message = `lies outside of the days that are watched (${first} to ${last}): expect something after it`;
    yield { path: [...path, 'tasksDone', n, 'on'], message };
  }
  if (last > addDays(first, MOST_YEARS * 366)) {
    const message = `is longer than ${MOST_YEARS} years: ${first} to ${last}`;
    yield { path, message };
  }
}

function unknownName(path: Path, what: string, name: string, known: string[]): PlaybookProblem {
  return { path, message: noSuchName(what, name, known) };
}
