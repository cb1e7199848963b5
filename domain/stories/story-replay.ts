import { type Account, type Contact, type Csm, csmSchema, teamRoles } from '../account/account.ts';
import { renewalDateOf } from '../account/products.ts';
import { type Company, companySchema } from '../company/company.ts';
import { teamOf } from '../company/team.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { assignedArm } from '../plays/trials.ts';
import { usageDaysOf } from '../replay/events-by-day.ts';
import { type FactChange, type ReplayedDay, replayDays } from '../replay/replay.ts';
import { freshnessTimeline } from '../replay/timeline.ts';
import { dataNeedsOf } from '../signals/conditions.ts';
import type { SourcePulse } from '../sources/freshness.ts';
import { businessCalendar } from '../time/business-days.ts';
import { addDays, type Day } from '../time/day.ts';
import { localClock } from '../time/time-zone.ts';
import { caseEvents } from '../usage/case-events.ts';
import { surveyEvents } from '../usage/tally/usage-tally.ts';
import type { Stories, Story } from './story.ts';
import { daysOf, eventsOf, SOURCE } from './story-events.ts';

const ACCOUNT = 'account';
const HOUR_IN_MS = 3_600_000;
/** A source has been sending for so long before the first day that is evaluated. */
const SENT_BEFORE_IN_DAYS = 60;

/** Goes through a story's days up to `to`. */
export function replayStory(story: Story, stories: Stories, playbook: Playbook, to: Day): ReplayedDay[] {
  const company = companyOf(stories);
  const clock = localClock(company.timeZone);
  const from = firstDayOf(story);
  const account = { ...accountOf(story, stories), id: accountIn(story, playbook) };
  const events = eventsOf(story, account.id, clock);
  const names = [...eventsKnownTo(playbook), ...story.events.map(({ event }) => event)];
  const pulse = pulseOf(story, names, from, to, clock);
  return [
    ...replayDays({
      account,
      contacts: contactsOf(story, stories).map((contact) => ({ ...contact, account: account.id })),
      changes: story.changes.map(
        ({ on, account: changed, contacts = {} }): FactChange => ({
          day: on,
          account: changed,
          contacts: Object.entries(contacts).map(([id, contact]) => ({ id, ...contact })),
        }),
      ),
      usageDays: usageDaysOf(events, clock),
      activities: story.activities.map(({ on, ...activity }, n) => ({ id: `activity-${n + 1}`, day: on, ...activity })),
      answers: story.answers.flatMap(({ on, answer, renewalDate = renewalDateOn(story, stories, on) }) =>
        renewalDate === undefined ? [] : [{ day: on, answer, renewalDate }],
      ),
      deadAddresses: story.deadAddresses.flatMap(({ on, contact, reason }) => {
        const address = addressOn(story, stories, contact, on);
        return address === undefined ? [] : [{ day: on, contact, reason, address }];
      }),
      finishes: story.tasksDone.map(({ on, task, about, outcome }) => ({
        day: on,
        template: task,
        ...(about !== undefined && { subject: about }),
        outcome: outcome ?? null,
      })),
      freshness: freshnessTimeline([pulse], playbook, clock),
      fleet: fleetIn(story),
      playbook,
      context: {
        company,
        team: teamOf(membersOf(stories)),
        calendar: businessCalendar(company.holidays),
        playbookVersion: 'v1',
      },
      from,
      to,
      previous: null,
    }),
  ];
}

/** Chance goes by the account's id: more would have to be tried only for arms that next to nobody is in. */
const MOST_TRIED = 10_000;

/** An account that goes the ways that the story says. */
function accountIn({ arms }: Story, { plays }: Playbook): string {
  const isInArms = (id: string) =>
    Object.entries(arms).every(([name, arm]) => {
      const play = plays[name];
      return play === undefined || assignedArm({ ...play, name }, id, { mayBeHeldOut: true }).name === arm;
    });
  const ids = Array.from({ length: Object.keys(arms).length === 0 ? 0 : MOST_TRIED }, (_, n) => `${ACCOUNT}-${n}`);
  return ids.find(isInArms) ?? ACCOUNT;
}

/** The first day that is evaluated. */
export function firstDayOf(story: Story): Day {
  if (story.watchedFrom !== undefined) return story.watchedFrom;
  const dated = [
    ...story.changes,
    ...story.activities,
    ...story.tasksDone,
    ...story.answers,
    ...story.deadAddresses,
    ...story.expect,
  ];
  const days = [
    ...story.events.flatMap((row) => daysOf(row)[0] ?? []),
    ...dated.flatMap((entry) => entry.on ?? ('from' in entry ? (entry.from ?? []) : [])),
  ];
  return days.sort()[0] as Day;
}

/** The last day that something is expected of. */
export function lastDayOf({ expect }: Story): Day {
  return expect
    .map((one) => one.on ?? ('to' in one ? (one.to ?? '') : ''))
    .sort()
    .at(-1) as Day;
}

/** Everything that the playbook listens for: a source that is whole sends it, of some account or other. */
export function eventsKnownTo(playbook: Playbook): string[] {
  const { aliases, measures, features, signals, health } = playbook;
  const needs = Object.values(signals).flatMap(({ when }) => dataNeedsOf(when, playbook));
  return [
    ...new Set([
      'login',
      ...surveyEvents,
      ...caseEvents,
      ...Object.keys(aliases),
      ...Object.values(aliases),
      ...measures,
      ...Object.values(features).flatMap(({ events }) => events),
      ...needs.flatMap((need) => ('event' in need ? [need.event] : 'measure' in need ? [need.measure] : [])),
      ...Object.values(health.indicators).flatMap((indicator) => ('event' in indicator ? [indicator.event] : [])),
    ]),
  ];
}

export function membersOf({ team }: Stories): Csm[] {
  const members = team ?? Object.fromEntries(teamRoles.map((role) => [role, { role }]));
  return Object.entries(members).map(([id, member], n) =>
    csmSchema.parse({
      id,
      name: id,
      email: `member-${n + 1}@team.example`,
      // A team that isn't written has everybody in it, and a manager above the CSM.
      ...(team === undefined && id === 'csm' && { manager: 'manager' }),
      ...member,
    }),
  );
}

export function contactsOf(story: Story, stories: Stories): Contact[] {
  const contacts = { ...stories.contacts, ...story.contacts };
  return Object.entries(contacts).map(([id, contact]) => ({ id, account: ACCOUNT, ...contact }));
}

function companyOf({ company }: Stories): Company {
  return companySchema.parse({
    name: 'Company',
    timeZone: 'Asia/Tokyo',
    language: 'en',
    country: 'JP',
    mailCeiling: 'send',
    systemSender: { name: 'Sakimawari', address: 'sakimawari@company.example' },
    operator: { name: 'Operator', address: 'operator@company.example' },
    ...company,
  });
}

function accountOf(story: Story, stories: Stories): Account {
  const csm = membersOf(stories).find(({ role }) => role === 'csm')?.id;
  return { id: ACCOUNT, name: 'Customer', ...(csm !== undefined && { csm }), ...stories.account, ...story.account };
}

/** The renewal that an answer of the day is about. */
export function renewalDateOn(story: Story, stories: Stories, day: Day): Day | undefined {
  const changed = story.changes.filter(({ on }) => on <= day).toSorted((a, b) => (a.on < b.on ? -1 : 1));
  const account = Object.assign(accountOf(story, stories), ...changed.map((change) => change.account));
  return renewalDateOf(account, null, day);
}

/** Where mail to the contact went on the day. */
export function addressOn(story: Story, stories: Stories, contact: string, day: Day): string | undefined {
  const moved = story.changes.filter(({ on, contacts }) => on < day && contacts?.[contact]?.email !== undefined);
  return lastOf(moved)?.contacts?.[contact]?.email ?? { ...stories.contacts, ...story.contacts }[contact]?.email;
}

const lastOf = <Entry extends { on: Day }>(entries: Entry[]) =>
  entries.toSorted((a, b) => (a.on < b.on ? -1 : 1)).at(-1);

function fleetIn({ fleet }: Story): Fleet {
  return {
    changeFor(level, asOf) {
      const told = fleet.find(({ from, to, event }) => event === level.event && from <= asOf && asOf <= to);
      return told && { median: told.change, accounts: told.accounts };
    },
  };
}

/** The source sends all day long, for other accounts too, but in the story's silences. */
function pulseOf(
  { silences }: Story,
  names: string[],
  from: Day,
  to: Day,
  clock: ReturnType<typeof localClock>,
): SourcePulse {
  const days: SourcePulse['days'] = [];
  const begin = addDays(from, -SENT_BEFORE_IN_DAYS);
  for (let day = begin; day <= to; day = addDays(day, 1)) {
    if (silences.some((silence) => silence.from <= day && day <= silence.to)) continue;
    const first = clock.startOf(day);
    days.push({ day, first, last: first + 23 * HOUR_IN_MS });
  }
  return { source: SOURCE, days, names: new Map(names.map((name) => [name, begin])) };
}
