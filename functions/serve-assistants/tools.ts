import { stages } from '../../domain/account/account.ts';
import { periodUnits } from '../../domain/kpis/period.ts';
import { priorities } from '../../domain/tasks/priority.ts';
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

export const toolsByName: ReadonlyMap<Tool['name'], Tool> = /* @__PURE__ */ new Map(
  tools.map((tool) => [tool.name, tool]),
);
