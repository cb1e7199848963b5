import * as fc from 'fast-check';
import type { Account, Contact } from '../../domain/account/account.ts';
import { stages } from '../../domain/account/account.ts';
import { type Activity, type DeadAddress, touchKinds } from '../../domain/activities/activity.ts';
import { type Answer, renewalAnswers } from '../../domain/answers/renewal-answer.ts';
import { companySchema } from '../../domain/company/company.ts';
import { teamOf } from '../../domain/company/team.ts';
import type { PlanContext } from '../../domain/plays/episode-work.ts';
import type { FactChange, TaskFinish } from '../../domain/replay/replay.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import type { UsageEvent } from '../../domain/usage/usage-event.ts';
import { defaultPlaybook, tokyo } from './story.ts';

/** Everything that may happen to one account between two days. */
export interface Life {
  account: Account;
  contacts: Contact[];
  changes: FactChange[];
  /** The account's own, and those of another account that show that the source still sends. */
  events: UsageEvent[];
  activities: Activity[];
  answers: Answer[];
  deadAddresses: DeadAddress[];
  finishes: TaskFinish[];
}

export const ACCOUNT = 'koa';
export const LAST_DAY: Day = '2026-06-09';
const HOUR_IN_MS = 3_600_000;
const USERS = ['mei', 'ken', 'sora', 'rin'];
const RENEWAL_DATES = ['2026-06-20', '2026-08-01', '2026-12-01'];

const { features, measures } = defaultPlaybook;
const acts = ['login', 'login', 'login', 'user.signed_in', ...Object.values(features).flatMap(({ events }) => events)];
const taskNames = Object.keys(defaultPlaybook.tasks);

const dayWithin = (days: number) => fc.integer({ min: 0, max: days }).map((ago) => addDays(LAST_DAY, -ago));
const userArbitrary = fc.constantFrom(...USERS);

/** A stretch of the same act on every n-th day: what falls, grows, stops and comes back is made of these. */
const habitWithin = (days: number) =>
  fc.record({
    event: fc.constantFrom(...acts),
    user: userArbitrary,
    from: fc.integer({ min: 0, max: days }),
    length: fc.integer({ min: 1, max: days }),
    everyDays: fc.integer({ min: 1, max: 9 }),
    times: fc.integer({ min: 1, max: 3 }),
  });

const singleArbitrary = fc.oneof(
  fc.record({ event: fc.constant('nps.sent'), user: userArbitrary }),
  fc.record({ event: fc.constant('nps.answered'), user: userArbitrary, value: fc.integer({ min: 0, max: 10 }) }),
  fc.record({ event: fc.constantFrom('records.total', ...measures), value: fc.integer({ min: 0, max: 1200 }) }),
  fc.record({
    event: fc.constantFrom('page.viewed', 'document.downloaded'),
    user: userArbitrary,
    subject: fc.constantFrom('/products/forecasting', '/documents/forecasting.pdf', '/help'),
  }),
  fc.record({ event: fc.constant('roi.reached'), user: userArbitrary }),
);

/** What other systems say of one thing again and again. */
const reportArbitrary = fc.oneof(
  fc.record({
    event: fc.constantFrom('invoice.failed', 'invoice.failed', 'invoice.paid', 'invoice.dropped'),
    subject: fc.constantFrom('in_1', 'in_2'),
    value: fc.integer({ min: 1, max: 99 }),
  }),
  fc.record({
    event: fc.constantFrom('downgrade.scheduled', 'downgrade.scheduled', 'downgrade.withdrawn', 'downgrade.done'),
    subject: fc.constant('sub_1'),
  }),
);

const ticketArbitrary = fc.record({
  event: fc.constantFrom(
    ...['ticket.opened', 'ticket.opened', 'ticket.opened', 'ticket.reopened', 'ticket.solved', 'ticket.rated'],
  ),
  subject: fc.constantFrom('t1', 't2', 't3', 't4', 't5', 't6'),
  value: fc.constantFrom(0, 0.25, 1),
});

const eventsWithin = (days: number) =>
  fc
    .record({
      habits: fc.array(habitWithin(days), { maxLength: 8 }),
      singles: fc.array(fc.tuple(fc.integer({ min: 0, max: days }), singleArbitrary), { maxLength: 12 }),
      /** Day by day until the source falls silent, which it mostly doesn't. */
      sourceDays: fc.oneof(
        { weight: 3, arbitrary: fc.constant(days + 1) },
        fc.integer({ min: Math.floor(days / 3), max: days }),
      ),
      reports: fc.array(fc.tuple(fc.integer({ min: Math.max(0, days - 120), max: days }), reportArbitrary), {
        maxLength: 6,
      }),
      tickets: fc.array(fc.tuple(fc.integer({ min: Math.max(0, days - 120), max: days }), ticketArbitrary), {
        maxLength: 10,
      }),
    })
    .map(({ habits, singles, sourceDays, reports, tickets }): UsageEvent[] => {
      const events: UsageEvent[] = [];
      const add = (account: string, on: number, event: Pick<UsageEvent, 'event' | 'user' | 'value' | 'subject'>) => {
        const time = tokyo.startOf(addDays(LAST_DAY, on - days)) + (events.length % 24) * HOUR_IN_MS;
        events.push({ id: `e${events.length}`, account, time, source: 'app', ...event });
      };
      for (const { event, user, from, length, everyDays, times } of habits) {
        for (let day = from; day < Math.min(from + length, sourceDays); day += everyDays) {
          for (let n = 0; n < times; n += 1) add(ACCOUNT, day, { event, user });
        }
      }
      for (const [day, single] of singles) if (day < sourceDays) add(ACCOUNT, day, single);
      for (const [day, report] of [...reports, ...tickets]) add(ACCOUNT, day, report);
      const heard = ['nps.sent', 'records.total', ...acts];
      for (let day = 0; day < sourceDays; day += 1) {
        add('other', day, { event: heard[day % heard.length] as string, user: 'someone' });
      }
      return events;
    });

const accountArbitrary: fc.Arbitrary<Account> = fc
  .record(
    {
      stage: fc.constantFrom(...stages),
      licenses: fc.integer({ min: 0, max: 5 }),
      recordLimit: fc.integer({ min: 1, max: 1200 }),
      contractStart: fc.constantFrom('2025-06-01', '2026-03-20', '2026-05-01'),
      renewalDate: fc.constantFrom(...RENEWAL_DATES),
      holds: fc.subarray(['dashboards', 'forecasting', 'upper-plan', 'unlimited-licenses']),
      goalMeasure: fc.constant('records.total'),
      goalStart: fc.integer({ min: 0, max: 100 }),
      goalTarget: fc.integer({ min: 200, max: 1200 }),
      goalDate: fc.constantFrom('2026-05-20', '2026-07-01'),
      goalName: fc.constant('A goal'),
    },
    { requiredKeys: [] },
  )
  .map((facts) => ({ id: ACCOUNT, name: 'Koa', csm: 'aoi', ...facts }));

const contactArbitrary = fc.record(
  {
    role: fc.constantFrom('champion', 'admin', 'executive', 'user'),
    keyPerson: fc.boolean(),
    email: fc.constant('someone@koa.example'),
    invitedAt: fc.constantFrom('2026-03-01', '2026-04-15', '2026-05-25'),
  },
  { requiredKeys: [] },
);
const contactsArbitrary: fc.Arbitrary<Contact[]> = fc
  .tuple(contactArbitrary, contactArbitrary, contactArbitrary)
  .map((facts) => facts.map((contact, n) => ({ id: USERS[n] as string, account: ACCOUNT, ...contact }) as Contact));

const changeWithin = (days: number): fc.Arbitrary<FactChange> => {
  const day = dayWithin(days);
  return fc.oneof(
    fc.record({ day, account: fc.record({ renewalDate: fc.constantFrom(...RENEWAL_DATES) }) }),
    fc.record({ day, account: fc.record({ stage: fc.constantFrom(...stages) }) }),
    fc.record({ day, account: fc.record({ churnedOn: fc.constantFrom('2026-04-20', '2026-05-20') }) }),
    fc.record({ day, account: fc.record({ licenses: fc.integer({ min: 1, max: 9 }) }) }),
    fc.record({
      day,
      contacts: fc.array(fc.record({ id: userArbitrary, keyPerson: fc.boolean() }), { minLength: 1, maxLength: 1 }),
    }),
  );
};

/** The life of an account over the days up to `LAST_DAY`. */
export function lifeOver(days: number): fc.Arbitrary<Life> {
  const day = dayWithin(days);
  return fc.record({
    account: accountArbitrary,
    contacts: contactsArbitrary,
    changes: fc.array(changeWithin(days), { maxLength: 3 }),
    events: eventsWithin(days),
    activities: fc
      .array(fc.record({ day, kind: fc.constantFrom(...touchKinds) }), { maxLength: 2 })
      .map((activities) => activities.map((activity, n) => ({ id: `activity-${n}`, ...activity }))),
    answers: fc.array(
      fc.record({
        day,
        answer: fc.constantFrom(...renewalAnswers),
        renewalDate: fc.constantFrom(...RENEWAL_DATES),
      }),
      { maxLength: 1 },
    ),
    deadAddresses: fc.array(
      fc.record({
        day,
        contact: userArbitrary,
        address: fc.constant('someone@koa.example'),
        reason: fc.constantFrom('bounced', 'complained'),
      }),
      { maxLength: 1 },
    ),
    finishes: fc.array(
      fc.record({
        day,
        template: fc.constantFrom(...taskNames),
        outcome: fc.constantFrom('helped', 'false-alarm', null),
      }),
      { maxLength: 60 },
    ),
  });
}

const company = companySchema.parse({
  name: 'Mirai',
  timeZone: tokyo.timeZone,
  language: 'en',
  country: 'JP',
  mailCeiling: 'send',
  systemSender: { name: 'Sakimawari', address: 'system@mirai.example' },
  operator: { name: 'Operator', address: 'operator@mirai.example' },
});

/** A CSM and a manager. */
export const planContext: Omit<PlanContext, 'now'> = {
  company,
  team: teamOf([
    { id: 'aoi', name: 'Aoi', email: 'aoi@mirai.example', role: 'csm', manager: 'kenji' },
    { id: 'kenji', name: 'Kenji', email: 'kenji@mirai.example', role: 'manager' },
  ]),
  calendar: businessCalendar(company.holidays),
  playbookVersion: 'v1',
};
