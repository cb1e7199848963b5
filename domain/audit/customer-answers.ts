import type { AuditEntry, AuditedAct, AuditValue } from './audit.ts';

/** What is put on record of the answers that customers give. */
const answerActs = ['renewal-answered', 'survey-answered', 'mail-rated'] as const satisfies AuditedAct[];
type AnswerAct = (typeof answerActs)[number];

export const isAnswer = ({ what }: Pick<AuditEntry, 'what'>): boolean => answerActs.some((act) => act === what);

/** What a customer answered, as it was put on record. */
export interface CustomerSaid {
  what: AnswerAct;
  /** ISO */
  at: string;
  account: string;
  contact?: string | undefined;
  /** What they chose: an answer on the renewal, a number of 0 to 10, how much help they want. */
  said: string;
  comment?: string | undefined;
}

/** The last answer of everybody to each, the latest in front; of what is not known whose it is, nothing. */
export function lastAnswers(entries: readonly AuditEntry[]): CustomerSaid[] {
  const found = new Map<string, CustomerSaid>();
  for (const entry of entries.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    const said = saidIn(entry);
    if (said !== null) found.set(JSON.stringify([said.what, said.account, said.contact]), said);
  }
  return [...found.values()].sort((a, b) => (a.at > b.at ? -1 : 1));
}

const fields = { 'renewal-answered': 'answer', 'survey-answered': 'value', 'mail-rated': 'rating' } as const;

function saidIn({ what, at, about: { account, contact }, after }: AuditEntry): CustomerSaid | null {
  const act = answerActs.find((one) => one === what);
  if (act === undefined || account === undefined || after === null || typeof after !== 'object') return null;
  const said = after[fields[act]];
  if (said === undefined || said === null) return null;
  return { what: act, at, account, contact, said: String(said), comment: textOf(after.comment) };
}

const textOf = (value: AuditValue | undefined) => (typeof value === 'string' && value !== '' ? value : undefined);
