import { type Account, hasChurned } from '../../domain/account/account.ts';
import { renewalDateOf } from '../../domain/account/products.ts';
import { answerAsOf } from '../../domain/answers/renewal-answer.ts';
import type { CrmWords } from '../../domain/crm/crm-changes.ts';
import { type AccountInCrm, costliest, tasksFoundOpen } from '../../domain/crm/crm-values.ts';
import type { AccountState } from '../../domain/evaluation/evaluate.ts';
import { gradeOf } from '../../domain/health/health.ts';
import type { Locale } from '../../domain/locale/locale.ts';
import { textIn } from '../../domain/locale/text.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { Day } from '../../domain/time/day.ts';
import { labelOf } from '../mail/names.ts';
import { decodeAccount, decodeAnswer, decodeNextAction, decodeTask } from '../store/accounts/account-items.ts';
import { decodeState } from '../store/accounts/state-item.ts';
import { batchGet } from '../store/batches.ts';
import type { DynamoDBClient } from '../store/client.ts';
import { type CrmRecordStates, decodeRecordStates } from '../store/crm/crm-rows.ts';
import { type Item, keyText } from '../store/item.ts';
import {
  accountRowKey,
  answerRowKey,
  crmStateRowKey,
  nextActionRowKey,
  stateRowKey,
  taskRowKey,
} from '../store/keys.ts';
import { LeftOut } from '../store/left-out.ts';
import { crmWords } from './words/words.ts';

/** What is to be written of an account, and what was. */
export interface ReadAccount {
  id: string;
  values: AccountInCrm;
  recordStates: CrmRecordStates;
}

export interface AccountReading {
  client: DynamoDBClient;
  table: string;
  playbook: Playbook;
  locale: Locale;
  today: Day;
}

/** What of accounts is to be written, and in which words. */
export interface AccountReader {
  words: CrmWords;
  read(ids: readonly string[]): Promise<ReadAccount[]>;
}

/** @param playbook without one nothing has been scored, and there is nothing to say */
export const openReader = (
  reading: Omit<AccountReading, 'playbook'>,
  playbook: Playbook | undefined,
): AccountReader => ({
  words: crmWords(reading.locale),
  read: async (ids) => (playbook === undefined ? [] : readAccounts({ ...reading, playbook }, ids)),
});

/** Accounts by id; without those that nobody imported, and those of which a row can't be read. */
export async function readAccounts(reading: AccountReading, ids: readonly string[]): Promise<ReadAccount[]> {
  const { client, table } = reading;
  const keysOf = (id: string) => [accountRowKey(id), stateRowKey(id), nextActionRowKey(id), crmStateRowKey(id)];
  const rows = rowsByKey(await batchGet(client, table, ids.flatMap(keysOf)));
  const leftOut = new LeftOut();
  const known = ids.flatMap((id) => {
    const [account, ...others] = keysOf(id).map((key) => rows.get(keyText(key)));
    if (account === undefined) return [];
    const [state, nextAction, recordStates] = others;
    return leftOutUnless(account, leftOut, () => ({
      id,
      facts: decodeAccount(account),
      state: state === undefined ? null : decodeState(state).state,
      nextAction: nextAction === undefined ? null : decodeNextAction(nextAction).text,
      recordStates: recordStates === undefined ? {} : decodeRecordStates(recordStates),
    }));
  });
  const answerKeys = known.map(({ facts }) => answerKeyOf(facts, reading.today)).filter((key) => key !== undefined);
  const more = rowsByKey(await batchGet(client, table, [...answerKeys, ...known.flatMap(taskKeysOf)]));
  const read = known.flatMap((one) => {
    const { id, facts, state, nextAction, recordStates } = one;
    const key = answerKeyOf(facts, reading.today);
    const answer = key && more.get(keyText(key));
    const tasks = taskKeysOf(one).map((taskKey) => more.get(keyText(taskKey)));
    return leftOutUnless(answer ?? key ?? {}, leftOut, () => {
      const openTasks = tasks.filter((task) => task !== undefined && decodeTask(task).status === 'open').length;
      return { id, recordStates, values: valuesOf(reading, { facts, state, nextAction, answer, openTasks }) };
    });
  });
  leftOut.log();
  return read;
}

interface Known {
  facts: Account;
  state: AccountState | null;
  nextAction: string | null;
  answer: Item | undefined;
  openTasks: number;
}

function valuesOf(
  { playbook, locale, today }: AccountReading,
  { facts, state, nextAction, answer, openTasks }: Known,
): AccountInCrm {
  const words = crmWords(locale);
  const health = hasChurned(facts, today) ? null : (state?.health ?? null);
  const said = answer && answerAsOf([decodeAnswer(answer)], renewalDateOf(facts, null, today) ?? null, today);
  const { indicators } = playbook.health;
  return {
    score: health && health.score / 10,
    grade: health && gradeOf(playbook.health, health.score),
    reasons: costliest(health).map(({ indicator, mark }) => {
      const label = textIn(indicators[indicator]?.label, locale) ?? labelOf(indicator, locale, playbook);
      return words.reason(label, mark);
    }),
    openTasks,
    nextAction,
    renewalAnswer: said?.answer ?? null,
  };
}

/** Somebody may have finished one since the account was evaluated. */
const taskKeysOf = ({ id, state }: { id: string; state: AccountState | null }): Item[] =>
  tasksFoundOpen(state).map((task) => taskRowKey(id, task.id));

function answerKeyOf(facts: Account, today: Day): Item | undefined {
  const renewal = renewalDateOf(facts, null, today);
  return renewal === undefined ? undefined : answerRowKey(facts.id, renewal);
}

const rowsByKey = (items: Item[]) => new Map(items.map((item) => [keyText(item), item]));

/** What can't be read costs this account alone. */
function leftOutUnless<Value>(item: Item, leftOut: LeftOut, read: () => Value): Value[] {
  try {
    return [read()];
  } catch (error) {
    leftOut.note(item, error);
    return [];
  }
}
