import type { Account, Contact } from '../account/account.ts';
import type { DeadAddress } from '../activities/activity.ts';
import type { Answer } from '../answers/renewal-answer.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { asksForRenewal } from './renewal-work.ts';

/** What plays at the level of parents look at of an account's topmost parent. */
export interface ParentFacts {
  account: Account;
  contacts: Contact[];
  answers: Answer[];
  deadAddresses: DeadAddress[];
}

/** Whose team works on a play, and whose contacts are written to. */
export interface Addressee extends Omit<ParentFacts, 'answers'> {
  /** The account itself, since its parent is not known. */
  lacksParent: boolean;
}

type Play = Pick<Playbook['plays'][string], 'level'>;

/** What is on record of an account, and of its parent. */
interface Known extends Omit<ParentFacts, 'answers'> {
  parent?: ParentFacts | null;
}

export function addresseeOf({ account, contacts, deadAddresses, parent }: Known, { level }: Play): Addressee {
  if (level === 'account' || !parent) {
    return { account, contacts, deadAddresses, lacksParent: level === 'parent' && parent === null };
  }
  return {
    account: parent.account,
    contacts: parent.contacts,
    deadAddresses: parent.deadAddresses,
    lacksParent: false,
  };
}

const knownToLook = new WeakMap<Playbook['plays'], boolean>();

/** Whether anything in the playbook goes to parents; looked up once for all accounts. */
export function looksAtParents({ plays }: Pick<Playbook, 'plays'>): boolean {
  let looks = knownToLook.get(plays);
  if (looks === undefined) {
    looks = Object.values(plays).some(({ level }) => level === 'parent');
    knownToLook.set(plays, looks);
  }
  return looks;
}

/** What was answered by the account, and for it where its parent is the one who is asked about renewals. */
export function answersFor(
  own: Answer[],
  parent: Pick<ParentFacts, 'answers'> | null | undefined,
  { plays, signals }: Pick<Playbook, 'plays' | 'signals'>,
): Answer[] {
  if (!parent) return own;
  const isAsked = Object.values(signals).some(
    (signal) => asksForRenewal(signal) && plays[signal.play]?.level === 'parent',
  );
  return isAsked ? [...own, ...parent.answers] : own;
}
