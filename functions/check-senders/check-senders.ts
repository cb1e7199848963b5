import type { Csm } from '../../domain/account/account.ts';
import type { Company } from '../../domain/company/company.ts';
import { NO_ACCOUNT, type OutboxMail } from '../../domain/outbox/outbox.ts';
import type { Day } from '../../domain/time/day.ts';
import { type SenderFinding, type SenderSources, senderChecks, sendersOn } from '../outbox/sender-findings.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';
import type { DynamoSendingProblems } from '../store/outbox/sending-problems.ts';
import { askedOnce } from './asked-once.ts';

export interface Checking extends Omit<SenderSources, 'senders'> {
  problems: Pick<DynamoSendingProblems, 'known' | 'save'>;
  outbox: Pick<DynamoOutbox, 'add'>;
  company: Company;
  readMembers(): Promise<Csm[]>;
  playbookVersion(): Promise<string>;
  today: Day;
  now: string;
}

/** Tells the operator when something that mail needs has become worse since the night before; once. */
export async function checkSenders(checking: Checking): Promise<{ problems: number; worse: number }> {
  const { countWaiting, company, problems, today } = checking;
  const mailService = askedOnce(checking.mailService);
  const members = checking.readMembers();
  const senders = async () => sendersOn(today, company, await members);
  const [known, ...findings] = await Promise.all([
    problems.known(),
    ...senderChecks.map(({ find }) => find({ mailService, senders, countWaiting })),
  ]);
  const present = findings.flatMap(({ check, problems: found }) => found.map((problem) => `${check}: ${problem}`));
  const worse = findings.filter(({ check, problems: found }) =>
    found.some((problem) => !known.includes(`${check}: ${problem}`)),
  );
  // The mail first: a run that dies in between is repeated, and the mail of a day is one mail.
  if (worse.length > 0) await checking.outbox.add(await worseMail(checking, worse));
  await problems.save(present);
  return { problems: present.length, worse: worse.length };
}

async function worseMail(checking: Checking, worse: SenderFinding[]): Promise<OutboxMail> {
  const { company, today, now } = checking;
  return {
    id: `sending-worse/${today}`,
    account: NO_ACCOUNT,
    kind: 'operator',
    playbook: await checking.playbookVersion(),
    language: company.language,
    from: company.systemSender,
    replyTo: company.systemSender,
    to: company.operator,
    content: {
      type: 'operator',
      notice: 'sending-worse',
      findings: worse.map(({ check, detail, mend }) => ({ check, detail, mend: mend ?? '' })),
    },
    status: 'pending',
    createdAt: now,
  };
}
