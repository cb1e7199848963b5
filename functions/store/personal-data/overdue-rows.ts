import pMap from 'p-map';
import { addMonths, type Day, monthOf } from '../../../domain/time/day.ts';
import { DeleteItemCommand, type DynamoDBClient } from '../client.ts';
import { hasLost } from '../conditional-write.ts';
import type { Item } from '../item.ts';
import {
  ACTIVITY_ANSWERS_LIST,
  auditList,
  BUS_SORT_PREFIX,
  CLOSED_TASKS_LIST,
  CS_SCORES_LIST,
  DONE_MAILS_LIST,
  DONE_POSTS_LIST,
  MAIL_FEEDBACK_LIST,
  SIGNAL_FEEDBACK_LIST,
  SURVEY_ANSWERS_LIST,
  SURVEY_ASKS_LIST,
} from '../keys.ts';
import { readListed } from '../lists/listed-rows.ts';
import { keysOfList } from '../lists/spread-lists.ts';

/** Ten years: a setting that is new finds what came before it, and a night asks for what is gone next to nothing. */
const MONTHS_LOOKED_BACK = 120;

/** Lists that are in the order of time and hold all rows of the kinds that a setting is about. */
const lists = {
  'retention.mailsInDays': () => [DONE_MAILS_LIST, DONE_POSTS_LIST],
  'retention.answersInDays': () => [
    SURVEY_ANSWERS_LIST,
    MAIL_FEEDBACK_LIST,
    ACTIVITY_ANSWERS_LIST,
    CS_SCORES_LIST,
    SURVEY_ASKS_LIST,
  ],
  'retention.tasksInDays': () => [CLOSED_TASKS_LIST, SIGNAL_FEEDBACK_LIST],
  'retention.auditInDays': (before: Day) =>
    Array.from({ length: MONTHS_LOOKED_BACK }, (_, back) => auditList(monthOf(addMonths(before, -back)))),
} satisfies Partial<Record<`retention.${string}`, (before: Day) => string[]>>;

export type ForgottenBySetting = keyof typeof lists;
export const forgottenBySetting = Object.keys(lists) as ForgottenBySetting[];
/** Where what came before that day may lie. */
export const listsForgotten = (setting: ForgottenBySetting, before: Day): string[] => lists[setting](before);

const ROWS_AT_A_TIME = 100;
const KEYS_IN_FLIGHT = 8;
const DELETIONS_IN_FLIGHT = 8;

/** How many rows went. */
export type GoneBySetting = Partial<Record<ForgottenBySetting, number>>;

/** What is kept for so many days as a stage says, and is older. */
export class OverdueRows {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /**
   * Deletes what came before that day. Not done: there may be more of it, since there was no time left; done again, it
   * goes on.
   */
  async forget(
    setting: ForgottenBySetting,
    before: Day,
    hasTime: () => boolean,
  ): Promise<{ gone: number; isDone: boolean }> {
    const keys = listsForgotten(setting, before).flatMap(keysOfList);
    const done = await pMap(keys, (key) => this.forgetUnder(key, before, hasTime), { concurrency: KEYS_IN_FLIGHT });
    return { gone: done.reduce((sum, { gone }) => sum + gone, 0), isDone: done.every(({ isDone }) => isDone) };
  }

  private async forgetUnder(key: string, before: Day, hasTime: () => boolean) {
    const read = readListed(this.client, this.table, { until: before });
    let gone = 0;
    let after: Item | undefined;
    do {
      if (!hasTime()) return { gone, isDone: false };
      const { items, next } = await read(key, after, ROWS_AT_A_TIME);
      const removed = await pMap(items.filter(isForgotten), (item) => this.remove(item), {
        concurrency: DELETIONS_IN_FLIGHT,
      });
      gone += removed.filter((isGone) => isGone).length;
      after = next;
    } while (after !== undefined);
    return { gone, isDone: true };
  }

  /** Unless it has become something else since the index saw it: put back, reopened, answered anew. */
  private async remove({ pk, sk, list, listedAt }: Item): Promise<boolean> {
    try {
      await this.client.send(
        new DeleteItemCommand({
          TableName: this.table,
          Key: { pk, sk } as Item,
          ConditionExpression: '#list = :list AND listedAt = :at',
          ExpressionAttributeNames: { '#list': 'list' },
          ExpressionAttributeValues: { ':list': list, ':at': listedAt } as Item,
        }),
      );
      return true;
    } catch (error) {
      if (hasLost(error)) return false;
      throw error;
    }
  }
}

/** What the bus was told lies beside messages to the chat, and has an end of its own. */
const isForgotten = ({ sk }: Item) => !`${sk?.S}`.startsWith(BUS_SORT_PREFIX);
