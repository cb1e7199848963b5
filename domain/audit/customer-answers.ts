import type { AuditEntry, AuditedAct, AuditValue } from './audit.ts';
import type { AuditedFact } from './audited-facts.ts';

/** What is put on record of the answers that customers give. */
const answerActs = [
  'renewal-answered',
  'survey-answered',
  'mail-rated',
  'activity-answered',
  'cs-survey-answered',
  'page-commented',
  'goal-agreed',
  'task-done',
] as const satisfies AuditedAct[];
type AnswerAct = (typeof answerActs)[number];

/** Tasks are done by the team as well. */
export const isAnswer = ({ what, who }: Pick<AuditEntry, 'what' | 'who'>): boolean =>
  answerActs.some((act) => act === what) && (what !== 'task-done' || who.is === 'contact');

/** What a customer answered, as it was put on record. */
export interface CustomerSaid {
  what: AnswerAct;
  /** ISO */
  at: string;
  account: string;
  contact?: string | undefined;
  /** The task that they ticked off on their own page. */
  task?: string | undefined;
  /** What they chose: an answer on the renewal, a number of 0 to 10, how much help they want. */
  said: string;
  comment?: string | undefined;
}

/** The last answer of everybody to each, the latest in front; of what is not known whose it is, nothing. */
export function lastAnswers(entries: readonly AuditEntry[]): CustomerSaid[] {
  const found = new Map<string, CustomerSaid>();
  for (const entry of entries.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    const said = saidIn(entry);
    if (said !== null) found.set(JSON.stringify([said.what, said.account, said.contact, said.task]), said);
  }
  return [...found.values()].sort((a, b) => (a.at > b.at ? -1 : 1));
}

const fields = {
  'renewal-answered': 'answer',
  'survey-answered': 'value',
  'mail-rated': 'rating',
  'activity-answered': 'rating',
  'cs-survey-answered': 'value',
  'page-commented': 'comment',
  'goal-agreed': 'goalName',
  'task-done': 'status',
} as const satisfies Record<AnswerAct, AuditedFact>;

function saidIn(entry: AuditEntry): CustomerSaid | null {
  const { what, who, at, about, after } = entry;
  const { account, task, contact = who.is === 'contact' ? (who.id ?? undefined) : undefined } = about;
  const act = answerActs.find((one) => one === what);
  if (act === undefined || !isAnswer(entry)) return null;
  if (account === undefined || after === null || typeof after !== 'object') return null;
  const said = after[fields[act]];
  if (said === undefined || said === null) return null;
  return { what: act, at, account, contact, task, said: String(said), comment: textOf(after.comment) };
}

const textOf = (value: AuditValue | undefined) => (typeof value === 'string' && value !== '' ? value : undefined);
