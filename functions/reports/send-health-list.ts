import type { Csm } from '../../domain/account/account.ts';
import { placesOfHealthList, postIdAt, saidPlace } from '../../domain/chat/chat-places.ts';
import type { Company } from '../../domain/company/company.ts';
import { localeFor, presentOn } from '../../domain/company/team.ts';
import type { HealthLine } from '../../domain/health-list/health-line.ts';
import { type HealthSummary, healthListOf, listedSummaries } from '../../domain/health-list/health-list.ts';
import type { HealthListContent } from '../../domain/mail/mail-content.ts';
import { type ChatPost, NO_ACCOUNT, type OutboxMail } from '../../domain/outbox/outbox.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { lastWeeks, outrunning, WEEKS_LATELY } from '../../domain/signal-work/signal-weeks.ts';
import { type Day, weekOf } from '../../domain/time/day.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';
import type { SignalWork } from '../store/work/signal-work.ts';
import { ownerOf } from './read-health.ts';

export interface ListSending {
  outbox: Pick<DynamoOutbox, 'add'>;
  company: Company;
  members: Csm[];
  team: Parameters<typeof ownerOf>[1]['team'];
  playbook: Playbook;
  playbookVersion: string;
  /** Of every account on this week's list or the last one's. */
  summaries: HealthSummary[];
  readLines(summaries: HealthSummary[]): Promise<HealthLine[]>;
  /** What became of the tasks of signals, as the last night counted it; undefined where none has yet. */
  readSignalWork(): Promise<Pick<SignalWork, 'weeks'> | undefined>;
  hasChat: boolean;
  today: Day;
  /** ISO. */
  now: string;
  /** Somebody asked for it at that moment, for one reader or for all: the list of the week comes all the same. */
  byHand?: { moment: string; person?: string };
}

/**
 * The accounts in bad health, to the chat, to every manager, and to each CSM with their own; each once a week, however
 * often this runs.
 */
export async function sendHealthList(
  sending: ListSending,
): Promise<{ listed: number; sent: number; mails: { person: string; to: string; mail: string }[] }> {
  const { outbox, company, members, playbook, summaries, today, now, byHand } = sending;
  const ownerIdOf = (summary: HealthSummary) => ownerOf(summary, { team: sending.team, asOf: today })?.id;
  const person = byHand?.person;
  const readers = presentOn(members, today).filter(({ id }) => person === undefined || id === person);
  const sheets = readers.flatMap((reader) => {
    const own = summaries.filter((summary) => ownerIdOf(summary) === reader.id);
    return [
      ...(reader.role === 'manager' ? [{ reader, csm: null, of: summaries }] : []),
      ...(own.length > 0 && reader.role !== 'manager' ? [{ reader, csm: reader.name, of: own }] : []),
    ];
  });
  const shown = new Set([summaries, ...sheets.map((sheet) => sheet.of)].flatMap(listedSummaries));
  const [read, work] = await Promise.all([sending.readLines([...shown]), sending.readSignalWork()]);
  const lines = new Map(read.map((line) => [line.account, line]));
  const loud = outrunning(lastWeeks(work?.weeks ?? [], WEEKS_LATELY, today), Object.keys(playbook.signals));

  const beginning = byHand === undefined ? `health-list/${weekOf(today)}` : `health-list-by-hand/${byHand.moment}`;
  const mails: { person: string; to: string; mail: string }[] = [];
  let sent = 0;
  for (const { reader, csm, of } of sheets) {
    const content = healthListOf(of, lines, { csm, day: today });
    if (content === null) continue;
    // Who has it raised less often is a manager.
    const mail = mailTo(reader, csm === null && loud !== null ? { ...content, outruns: loud } : content);
    if (await outbox.add(mail)) sent += 1;
    mails.push({ person: reader.id, to: reader.email, mail: mail.id });
  }
  const whole = healthListOf(summaries, lines, { csm: null, day: today });
  if (whole !== null && sending.hasChat && person === undefined) {
    const { healthListPost } = await import('../channels/chat-posts.ts');
    const message = healthListPost(whole, company.language, playbook);
    for (const place of placesOfHealthList(playbook.chat)) {
      const post: ChatPost = {
        channel: 'chat',
        id: postIdAt(beginning, place),
        account: NO_ACCOUNT,
        ...saidPlace(place),
        message,
        status: 'pending',
        createdAt: now,
      };
      if (await outbox.add(post)) sent += 1;
    }
  }
  return { listed: summaries.filter(({ isListed }) => isListed).length, sent, mails };

  function mailTo(reader: Csm, content: HealthListContent): OutboxMail {
    return {
      id: `${beginning}/${reader.id}`,
      account: NO_ACCOUNT,
      kind: 'health-list',
      playbook: sending.playbookVersion,
      language: localeFor(company, reader),
      from: company.systemSender,
      replyTo: company.systemSender,
      to: { name: reader.name, address: reader.email },
      person: reader.id,
      content,
      status: 'pending',
      createdAt: now,
    };
  }
}
