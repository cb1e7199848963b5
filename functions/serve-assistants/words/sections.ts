export const toolNames = [
  'who_needs_me',
  'find_accounts',
  'account',
  'tasks',
  'task',
  'signal',
  'what_if',
  'kpis',
  'log_touch',
  'next_action',
  'finish_task',
  'snooze_task',
  'propose_change',
] as const;
export type ToolName = (typeof toolNames)[number];

/** What assistants are told, and tell the person they work for. */
export interface AssistantWords {
  instructions(person: string, company: string): string;
  /** Of texts that somebody of a customer wrote. */
  notice: string;
  tools: Record<ToolName, { title: string; description: string }>;
  fields: Record<
    | 'after'
    | 'words'
    | 'csm'
    | 'stage'
    | 'health'
    | 'sort'
    | 'account'
    | 'person'
    | 'signal'
    | 'due'
    | 'priority'
    | 'task'
    | 'number'
    | 'value'
    | 'weeks'
    | 'by'
    | 'period'
    | 'kind'
    | 'activity'
    | 'note'
    | 'minutes'
    | 'day'
    | 'text'
    | 'replaces'
    | 'outcome'
    | 'reason'
    | 'confirm'
    | 'until'
    | 'worked'
    | 'why',
    string
  >;
  noAccount: string;
  unreadableAccount: string;
  whichAccount(meant: string[]): string;
  noTask: string;
  noSignal: string;
  noNumber(known: string[]): string;
  badNumber: string;
  askOnPage: string;
  noKpis: string;
  wouldFinish(task: string): string;
  confirmFirst: string;
  staleConfirm: string;
  taskChanged: string;
  replaceFirst: string;
  notYours: string;
  saysSo: string;
  managerDecides: string;
}
