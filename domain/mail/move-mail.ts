import type { Csm } from '../account/account.ts';
import type { Company } from '../company/company.ts';
import { localeFor } from '../company/team.ts';
import type { LateMove, Move, MoveToDo } from '../improvement-map/moves.ts';
import { NO_ACCOUNT, type OutboxMail } from '../outbox/outbox.ts';
import type { MoveLine, MoveMailContent } from './mail-content.ts';

interface Writing {
  company: Company;
  playbookVersion: string;
  /** ISO */
  now: string;
}

/** What the owner of a move gets as a colleague gives it to them. `notBefore` (ISO): until then it may be taken back. */
export function givenMoveMail(
  move: Move,
  { to, by, notBefore }: { to: Csm; by: Csm; notBefore: string },
  writing: Writing,
): OutboxMail {
  const content = { type: 'move', news: 'given', move: lineOf({ move, what: 'make', due: move.due }) } as const;
  return {
    ...mailTo(to, givenMoveMailId(move), { ...content, byName: by.name }, writing),
    ...{ status: 'waiting', notBefore },
  };
}

/** What they get once, on the first of their days on which it is due, and again as it is time to look at what came of it. */
export function dueMoveMail(toDo: MoveToDo, to: Csm, writing: Writing): OutboxMail {
  const id = `move/${toDo.move.id}/${toDo.what}/${toDo.due}`;
  return mailTo(to, id, { type: 'move', news: 'due', move: lineOf(toDo) }, writing);
}

/** What the owner's manager gets, once, of what nobody has seen to for days. */
export function lateMoveMail(
  { ownerName, lateInBusinessDays, ...toDo }: LateMove,
  to: Csm,
  writing: Writing,
): OutboxMail {
  const id = `move/${toDo.move.id}/late/${toDo.what}/${toDo.due}/${to.id}`;
  const late = { ownerName, inBusinessDays: lateInBusinessDays };
  return mailTo(to, id, { type: 'move', news: 'late', move: lineOf(toDo), late }, writing);
}

export const givenMoveMailId = ({ id, owner }: Pick<Move, 'id' | 'owner'>) => `move/${id}/given/${owner}`;

function lineOf({ move: { id, activity, kind, note }, what, due }: MoveToDo): MoveMailContent['move'] {
  return { ...({ id, activity, kind, what, due } satisfies MoveLine), ...(note !== undefined && { note }) };
}

const mailTo = (
  to: Csm,
  id: string,
  content: MoveMailContent,
  { company, playbookVersion, now }: Writing,
): OutboxMail => ({
  ...{ id, account: NO_ACCOUNT, kind: 'move', playbook: playbookVersion, language: localeFor(company, to) },
  ...{ from: company.systemSender, replyTo: company.systemSender, to: { name: to.name, address: to.email } },
  ...{ person: to.id, content, status: 'pending', createdAt: now },
});
