import pMap from 'p-map';
import type { Csm } from '../../domain/account/account.ts';
import type { Company } from '../../domain/company/company.ts';
import { localeFor, presentOn, teamOf } from '../../domain/company/team.ts';
import { type AccountView, digestOf, leadingTasks, tasksByPerson } from '../../domain/digest/digest.ts';
import { type DueDigest, dueDigest } from '../../domain/digest/digest-time.ts';
import type { Rules } from '../../domain/digest/matters.ts';
import { dueMoves, dueMovesByPerson, lateMovesByManager, type Move } from '../../domain/improvement-map/moves.ts';
import { dueMoveMail, lateMoveMail } from '../../domain/mail/move-mail.ts';
import { NO_ACCOUNT, type OutboxMail } from '../../domain/outbox/outbox.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { OpenTask } from '../../domain/tasks/open-task.ts';
import type { BusinessCalendar } from '../../domain/time/business-days.ts';
import type { Day } from '../../domain/time/day.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import type { DynamoDigests } from '../store/outbox/digests.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';
import type { DynamoTaskMails } from '../store/outbox/task-mails.ts';

const PEOPLE_IN_FLIGHT = 8;
const ACCOUNTS_IN_FLIGHT = 4;

export interface Digesting {
  digests: Pick<DynamoDigests, 'lastAt'>;
  taskMails: Pick<DynamoTaskMails, 'left'>;
  outbox: Pick<DynamoOutbox, 'add'>;
  company: Company;
  calendar: BusinessCalendar;
  /** The company's own. */
  clock: LocalClock;
  clockOf(timeZone: string): LocalClock;
  readMembers(): Promise<Csm[]>;
  readOpenTasks(): Promise<OpenTask[]>;
  /** About which somebody has something to do. */
  readOpenMoves(): Promise<Move[]>;
  /** As of today. Asked for only when somebody gets a digest. */
  openViews(): Promise<Views>;
  /** Milliseconds since 1970. */
  now: number;
}

/** The running playbook, and how accounts stand by it. */
export interface Views {
  playbook: string;
  rules: Rules & Pick<Playbook, 'overdue'>;
  view(task: OpenTask): Promise<AccountView | null>;
}

interface Due extends DueDigest {
  member: Csm;
  lastAt: string | null;
}

/** Puts together the digest of everybody whose hour has come; each goes out once, however often this runs. */
export async function sendDigests(digesting: Digesting): Promise<{ due: number; sent: number }> {
  const members = await digesting.readMembers();
  const due = await dueNow(digesting, members);
  const results = await sendTo(due, members, digesting, { remindsOfMoves: true });
  return { due: due.length, sent: results.filter(({ isNew }) => isNew).length };
}

/** What came of one who was to get a digest; `mail` is `null` where there was nothing to say. */
export interface DigestResult {
  person: string;
  to: string;
  mail: string | null;
}

/**
 * A digest as things stand now, to one person or to all, because somebody asked for it at that moment. It takes nothing
 * from those that come by themselves: what is new to these stays new.
 */
export async function digestsByHand(
  digesting: Omit<Digesting, 'taskMails'>,
  { moment, person }: { moment: string; person?: string },
): Promise<DigestResult[]> {
  const { clock, now, digests } = digesting;
  const members = await digesting.readMembers();
  const meant = presentOn(members, clock.dayOf(now)).filter(({ id }) => person === undefined || id === person);
  const due = await pMap(
    meant,
    async (member): Promise<Due> => {
      const day = clockFor(digesting, member).dayOf(now);
      return { member, id: `digest-by-hand/${member.id}/${moment}`, day, lastAt: await digests.lastAt(member.id) };
    },
    { concurrency: PEOPLE_IN_FLIGHT },
  );
  const results = await sendTo(due, members, digesting, { remindsOfMoves: false });
  return due.map(({ member: { id, email } }) => {
    return { person: id, to: email, mail: results.find((one) => one.person === id)?.mail ?? null };
  });
}

async function sendTo(
  due: Due[],
  members: Csm[],
  digesting: Omit<Digesting, 'taskMails'>,
  { remindsOfMoves }: { remindsOfMoves: boolean },
): Promise<{ person: string; mail: string; isNew: boolean }[]> {
  if (due.length === 0) return [];
  const { clock, now, outbox } = digesting;
  const team = teamOf(members);
  const today = clock.dayOf(now);
  const [tasks, moves] = await Promise.all([digesting.readOpenTasks(), digesting.readOpenMoves()]);
  const byPerson = tasksByPerson(tasks, team, today);
  const movesOf = dueMovesByPerson(moves, team, today);
  const lateBy = (id: string, day: Day) => (byPerson.get(id) ?? []).filter((task) => task.due < day).length;
  if (byPerson.size === 0 && dueMoves(moves, today).length === 0) return [];
  const views = await digesting.openViews();
  const { escalateAfterInBusinessDays } = views.rules.overdue;
  const lateMovesOf = lateMovesByManager(moves, { ...digesting, team, today }, escalateAfterInBusinessDays);
  const seen = new Map<string, Promise<AccountView | null>>();
  const failures: unknown[] = [];
  const results: { person: string; mail: string; isNew: boolean }[] = [];

  await pMap(
    due,
    async (one) => {
      try {
        const mail = await digestMail(one);
        // Before the digest: once that has come, this hour is not theirs any more.
        if (remindsOfMoves) await remindOfMoves(one.member);
        if (mail !== null) results.push({ person: one.member.id, mail: mail.id, isNew: await outbox.add(mail) });
      } catch (error) {
        // The others get theirs; the run fails at its end and is tried again.
        failures.push(error);
      }
    },
    { concurrency: PEOPLE_IN_FLIGHT },
  );
  if (failures.length > 0) {
    throw new AggregateError(failures, `${failures.length} digests could not be put together`, { cause: failures[0] });
  }
  return results;

  async function digestMail({ member, id, day, lastAt }: Due): Promise<OutboxMail | null> {
    const own = byPerson.get(member.id) ?? [];
    const { rules } = views;
    const found = await pMap(
      leadingTasks(own, rules),
      async (task) => {
        const view = await viewOnce(task);
        return view === null ? [] : [[task.id, view] as const];
      },
      { concurrency: ACCOUNTS_IN_FLIGHT },
    );
    const content = digestOf({
      reader: member,
      day,
      last: lastAt === null ? null : { at: lastAt, day: clockFor(digesting, member).dayOf(Date.parse(lastAt)) },
      tasks: own,
      views: new Map(found.flat()),
      rules,
      moves: movesOf.get(member.id) ?? [],
      lateOfTeam: members
        .filter(({ manager, id: other }) => manager === member.id && other !== member.id)
        .map((colleague) => ({ name: colleague.name, late: lateBy(colleague.id, day) })),
    });
    if (content === null) return null;
    const { systemSender } = digesting.company;
    return {
      id,
      account: NO_ACCOUNT,
      kind: 'digest',
      playbook: views.playbook,
      language: localeFor(digesting.company, member),
      from: systemSender,
      replyTo: systemSender,
      to: { name: member.name, address: member.email },
      person: member.id,
      content,
      status: 'pending',
      createdAt: new Date(now).toISOString(),
    };
  }

  /** Once each, however often this runs. */
  async function remindOfMoves(member: Csm): Promise<void> {
    const writing = {
      ...{ company: digesting.company, playbookVersion: views.playbook },
      now: new Date(now).toISOString(),
    };
    for (const toDo of movesOf.get(member.id) ?? []) await outbox.add(dueMoveMail(toDo, member, writing));
    for (const late of lateMovesOf.get(member.id) ?? []) await outbox.add(lateMoveMail(late, member, writing));
  }

  /** Several of the team may work for one account, each for something else. */
  function viewOnce(task: OpenTask): Promise<AccountView | null> {
    const key = JSON.stringify([task.account, task.signal, task.subject]);
    const known = seen.get(key) ?? views.view(task);
    seen.set(key, known);
    return known;
  }
}

async function dueNow(digesting: Digesting, members: Csm[]): Promise<Due[]> {
  const { digests, taskMails, clock, now } = digesting;
  const today = clock.dayOf(now);
  const present = presentOn(members, today);
  const left = await taskMails.left(
    present.map(({ id, email }) => ({ id, address: email })),
    today,
  );
  const due = await pMap(
    present,
    async (member): Promise<Due[]> => {
      const leftFrom = left.get(member.id) ?? null;
      const setting = { company: digesting.company, calendar: digesting.calendar, clock: clockFor(digesting, member) };
      // Most hours are nobody's: then nothing more is read.
      if (dueDigest(member, now, { lastAt: null, leftFrom }, setting) === null) return [];
      const lastAt = await digests.lastAt(member.id);
      const digest = dueDigest(member, now, { lastAt, leftFrom }, setting);
      return digest === null ? [] : [{ ...digest, member, lastAt }];
    },
    { concurrency: PEOPLE_IN_FLIGHT },
  );
  return due.flat();
}

function clockFor(
  { clockOf, company }: Pick<Digesting, 'clockOf' | 'company'>,
  { timeZone = company.timeZone }: Csm,
): LocalClock {
  return clockOf(timeZone);
}
