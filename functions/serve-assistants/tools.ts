import { stages } from '../../domain/account/account.ts';
import { loggedKinds } from '../../domain/activities/activity.ts';
import { periodUnits } from '../../domain/kpis/period.ts';
import { priorities } from '../../domain/tasks/priority.ts';
import { offeredOutcomes } from '../../domain/tasks/task-outcome.ts';
import { MOST_CHARACTERS_OF_A_NOTE } from '../pages/page-parts.ts';
import type { Field } from './arguments.ts';
import type { Tool } from './tool.ts';

const MOST_CHARACTERS_OF_AN_ID = 400;
const MOST_CHARACTERS_OF_WORDS = 200;

const id: Field = { type: 'string', mostCharacters: MOST_CHARACTERS_OF_AN_ID };
const words: Field = { type: 'string', mostCharacters: MOST_CHARACTERS_OF_WORDS };
const after: Field = { type: 'string', mostCharacters: 1_000 };
const required = (field: Field): Field => ({ ...field, isRequired: true });

const reading = { needs: 'read', does: 'reads' } as const;

const tools: readonly Tool[] = [
  {
    ...{ name: 'who_needs_me', ...reading, fields: { after } },
    load: async () => (await import('./tools/who-needs-me.ts')).whoNeedsMe,
  },
  {
    ...{ name: 'find_accounts', ...reading },
    fields: {
      words,
      csm: words,
      stage: { type: 'choice', of: stages },
      health: { type: 'choice', of: ['at-risk', 'watch', 'healthy'] },
      sort: { type: 'choice', of: ['health', '-health', 'change', 'mrr', '-mrr', 'renewal', 'name'] },
      after,
    },
    load: async () => (await import('./tools/find-accounts.ts')).tellAccounts,
  },
  {
    ...{ name: 'account', ...reading, fields: { account: required(id) } },
    load: async () => (await import('./tools/account.ts')).tellAccount,
  },
  {
    ...{ name: 'tasks', ...reading },
    fields: {
      person: words,
      account: words,
      signal: words,
      due: { type: 'choice', of: ['today', 'week', 'week-2', 'later'] },
      priority: { type: 'choice', of: priorities },
      after,
    },
    load: async () => (await import('./tools/tasks.ts')).tellTasks,
  },
  {
    ...{ name: 'task', ...reading, fields: { task: required(id) } },
    load: async () => (await import('./tools/task.ts')).tellTask,
  },
  {
    ...{ name: 'signal', ...reading, fields: { signal: required(words) } },
    load: async () => (await import('./tools/signal.ts')).tellSignal,
  },
  {
    ...{ name: 'what_if', ...reading },
    fields: {
      signal: required(words),
      number: required(words),
      value: required(words),
      weeks: { type: 'choice', of: ['4', '13', '26', '52'] },
    },
    load: async () => (await import('./tools/signal.ts')).tellWhatIf,
  },
  {
    ...{ name: 'kpis', ...reading },
    fields: { by: { type: 'choice', of: periodUnits }, period: { type: 'string', mostCharacters: 10, isDay: true } },
    load: async () => (await import('./tools/kpis.ts')).tellKpis,
  },
];

const acting = { needs: 'work' } as const;
const note: Field = { type: 'string', mostCharacters: MOST_CHARACTERS_OF_A_NOTE };

const acts: readonly Tool[] = [
  {
    ...{ name: 'log_touch', ...acting, does: 'adds' },
    fields: {
      account: required(id),
      kind: required({ type: 'choice', of: loggedKinds }),
      activity: words,
      note,
      minutes: { type: 'integer', least: 0, most: 1_440 },
      day: { type: 'string', mostCharacters: 10, isDay: true },
    },
    load: async () => (await import('./tools/account-acts.ts')).logTouch,
  },
  {
    ...{ name: 'next_action', ...acting, does: 'replaces' },
    fields: { account: required(id), text: required(words), replaces: note },
    load: async () => (await import('./tools/account-acts.ts')).setNextAction,
  },
  {
    ...{ name: 'finish_task', ...acting, does: 'replaces' },
    fields: {
      task: required(id),
      outcome: required({ type: 'choice', of: offeredOutcomes }),
      minutes: { type: 'integer', least: 0, most: 1_440 },
      note,
      reason: words,
      confirm: words,
    },
    load: async () => (await import('./tools/task-acts.ts')).finishTask,
  },
  {
    ...{ name: 'snooze_task', ...acting, does: 'adds' },
    fields: { task: required(id), until: required({ type: 'string', mostCharacters: 10, isDay: true }), note },
    load: async () => (await import('./tools/task-acts.ts')).snoozeTask,
  },
  {
    ...{ name: 'propose_change', ...acting, does: 'adds' },
    fields: { task: required(id), worked: required(note), why: required(note) },
    load: async () => (await import('./tools/propose-change.ts')).proposeChange,
  },
];

export const toolsByName: ReadonlyMap<Tool['name'], Tool> = /* @__PURE__ */ new Map(
  [...tools, ...acts].map((tool) => [tool.name, tool]),
);
