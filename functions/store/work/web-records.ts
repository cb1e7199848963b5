import type { GetItemCommandOutput, QueryCommandInput, QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import type { Csm } from '../../../domain/account/account.ts';
import { withSumOfProducts } from '../../../domain/account/products.ts';
import type { SurveyAnswers } from '../../../domain/answers/survey-answers.ts';
import type { CustomerComment } from '../../../domain/customer-page/comment.ts';
import type { Episode } from '../../../domain/episodes/episodes.ts';
import { lastWord, type OptOut } from '../../../domain/mail/mail-kinds.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { UnreadablePlaybookError } from '../../../domain/playbook/unreadable-playbook.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import type { Lifetime } from '../../../domain/usage/lifetime.ts';
import type { AwsJsonClient } from '../../aws/json-client.ts';
import {
  decodeAccount,
  decodeAnswer,
  decodeContact,
  decodeCsm,
  decodeNextAction,
  decodeOpening,
  decodeTask,
} from '../accounts/account-items.ts';
import { decodeState } from '../accounts/state-item.ts';
import type { Item } from '../item.ts';
import {
  accountKey,
  accountRowKey,
  activityAnswerRowKey,
  addressOptOutRowKey,
  answerRowKey,
  CSMS_LIST,
  CURRENT_PLAYBOOK_SORT_KEY,
  CUSTOMER_COMMENT_SORT_PREFIX,
  contactRowKey,
  csmRowKey,
  csScoreRowKey,
  episodeRowKey,
  goalProposalRowKey,
  invitationRowKey,
  mailFeedbackRowKey,
  monthValuesRowKey,
  nextActionRowKey,
  optOutRowKey,
  playbookRowKey,
  stateRowKey,
  surveyAnswersRowKey,
  taskRowKey,
  taskSortKey,
} from '../keys.ts';
import type { KnownRows } from '../known-rows.ts';
import { decodeEach } from '../left-out.ts';
import { underKey } from '../lists/spread-lists.ts';
import { decodeMail, outboxRowKey } from '../outbox/outbox-items.ts';
import { readPlaybook } from '../playbooks/read-playbook.ts';
import {
  activityAnswerRecord,
  addressOptOutRecord,
  csScoreRecord,
  customerCommentRecord,
  goalProposalRecord,
  invitationRecord,
  mailFeedbackRecord,
  optOutRecord,
  surveyRecord,
} from './customer-word-records.ts';

/** As many as a person writes in a day, of several people. */
const MOST_COMMENTS_READ = 100;
/** DynamoDB takes no longer one. */
const MOST_BYTES_OF_A_KEY = 2048;

const beginningWith = (account: string, prefix: string) => ({
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
  ExpressionAttributeValues: { ':pk': { S: accountKey(account) }, ':prefix': { S: prefix } },
  ConsistentRead: true,
});

/** The rows of an account and of what its last evaluation left; none of an id that no row can have. */
export const rowsOfAccount = (id: string): Item[] =>
  id === '' || Buffer.byteLength(accountKey(id)) > MOST_BYTES_OF_A_KEY ? [] : [accountRowKey(id), stateRowKey(id)];

/** What says which playbook runs. */
export const rowOfRunningPlaybook = playbookRowKey(CURRENT_PLAYBOOK_SORT_KEY);

/** What pages show, read one record at a time and as it stands now. It cannot write: it has no operation that does. */
export class WebRecords {
  constructor(
    private readonly client: Pick<AwsJsonClient, 'call'>,
    private readonly table: string,
    private readonly known?: KnownRows,
    /** The one read last: what was pushed under a version stays as it is, and most pages want the running one. */
    private readonly last: { playbook?: { version: string; playbook: Playbook } } = {},
  ) {}

  /** The same, but for rows that were read a moment ago: these are not read again. */
  knowing(known: KnownRows): Pick<WebRecords, Exclude<keyof WebRecords, 'knowing'>> {
    return new WebRecords(this.client, this.table, known, this.last);
  }

  task = (account: string, id: string) => this.read(taskRowKey(account, id), decodeTask);
  /** What opened it; what closed it stands beside that. */
  episode = (account: string, id: string) =>
    this.read<Pick<Episode, 'evidence' | 'person'>>(episodeRowKey(account, id), decodeOpening);
  account = (id: string) => this.read(accountRowKey(id), (item) => withSumOfProducts(decodeAccount(item)));
  /** As the last evaluation left it. */
  state = (account: string) => this.read(stateRowKey(account), (item) => decodeState(item).state);
  nextAction = (account: string) => this.read(nextActionRowKey(account), decodeNextAction);
  contact = (account: string, id: string) => this.read(contactRowKey(account, id), decodeContact);
  member = (id: string) => this.read(csmRowKey(id), decodeCsm);
  mail = (account: string, id: string) => this.read(outboxRowKey({ account, id }), decodeMail);
  answer = (account: string, renewalDate: string) => this.read(answerRowKey(account, renewalDate), decodeAnswer);
  /** The last word of the contact, or for the address that they have. */
  optOut = async (account: string, contact: string, address: string | undefined) =>
    lastWord<Pick<OptOut, 'kinds' | 'at'>>(
      ...(await Promise.all([
        this.read(optOutRowKey(account, contact), (item) => optOutRecord.decode(item)),
        address === undefined
          ? undefined
          : this.read(addressOptOutRowKey(address), (item) => addressOptOutRecord.decode(item)),
      ])),
    );
  mailFeedback = (account: string, mail: string) =>
    this.read(mailFeedbackRowKey(account, mail), (item) => mailFeedbackRecord.decode(item));
  activityAnswer = (account: string, mail: string) =>
    this.read(activityAnswerRowKey(account, mail), (item) => activityAnswerRecord.decode(item));
  csScore = (account: string, mail: string) =>
    this.read(csScoreRowKey(account, mail), (item) => csScoreRecord.decode(item));
  surveyAnswers = (account: string, asking: Pick<SurveyAnswers, 'asked' | 'contact'>) =>
    this.read(surveyAnswersRowKey(account, asking), (item) => surveyRecord.decode(item));

  invitation = (account: string, contact: string) =>
    this.read(invitationRowKey(account, contact), (item) => invitationRecord.decode(item));

  goalProposal = (account: string) => this.read(goalProposalRowKey(account), (item) => goalProposalRecord.decode(item));

  /** What the account's people wrote on their pages, the latest day first. */
  async comments(account: string): Promise<CustomerComment[]> {
    const items = await this.query(
      { ...beginningWith(account, CUSTOMER_COMMENT_SORT_PREFIX), ScanIndexForward: false },
      MOST_COMMENTS_READ,
    );
    return decodeEach(items, (item) => customerCommentRecord.decode(item));
  }

  /** What the account's measures were last, at the end of each month and by now; few pages show a goal. */
  async monthValues(account: string): Promise<Lifetime['values']> {
    const { decodeMonthValues } = await import('../usage/usage-codec.ts');
    return (await this.read(monthValuesRowKey(account), decodeMonthValues)) ?? new Map();
  }

  /** Every task whose id begins so, open or closed. */
  async tasksBeginning(account: string, beginning: string): Promise<Task[]> {
    return decodeEach(await this.query(beginningWith(account, taskSortKey(beginning))), decodeTask);
  }

  /** Everybody in the team. */
  async members(): Promise<Csm[]> {
    const items = await this.query(underKey(CSMS_LIST));
    return decodeEach(items, decodeCsm);
  }

  /** Every task of the episode, open or closed. */
  async tasksOf(account: string, episode: string): Promise<Task[]> {
    const tasks = await this.tasksBeginning(account, `${episode}/`);
    return tasks.filter((task) => task.episode === episode);
  }

  /** The playbook of that version; the running one where that isn't known. */
  async playbook(version: string | undefined): Promise<Playbook | undefined> {
    const named = version === undefined ? undefined : await this.playbookAt(version);
    if (named !== undefined) return named;
    return (await this.runningPlaybook())?.playbook;
  }

  /** The running playbook, and its version. */
  async runningPlaybook(): Promise<{ version: string; playbook: Playbook } | undefined> {
    const version = await this.read(rowOfRunningPlaybook, (item) => item.version?.S);
    const playbook = version === undefined ? undefined : await this.playbookAt(version);
    return version === undefined || playbook === undefined ? undefined : { version, playbook };
  }

  /** A page can do without its words: what can't be read is as good as none. */
  private async playbookAt(version: string): Promise<Playbook | undefined> {
    if (this.last.playbook?.version === version) return this.last.playbook.playbook;
    try {
      const playbook = await this.read(playbookRowKey(version), (item) => readPlaybook(version, item));
      if (playbook !== undefined) this.last.playbook = { version, playbook };
      return playbook;
    } catch (error) {
      if (error instanceof UnreadablePlaybookError) return undefined;
      throw error;
    }
  }

  /** @param most of what there is: all of it unless said */
  private async query(query: Omit<QueryCommandInput, 'TableName'>, most?: number): Promise<Item[]> {
    const items: Item[] = [];
    let from: Item | undefined;
    do {
      const request = { ...query, TableName: this.table, ExclusiveStartKey: from, ...(most && { Limit: most }) };
      const page: QueryCommandOutput = await this.client.call('Query', request);
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from !== undefined && (most === undefined || items.length < most));
    return items;
  }

  private async read<Stored>(Key: Item, decode: (item: Item) => Stored): Promise<Stored | undefined> {
    const item = this.known?.has(Key) ? this.known.get(Key) : await this.readRow(Key);
    return item && decode(item);
  }

  private async readRow(Key: Item): Promise<Item | undefined> {
    const request = { TableName: this.table, Key, ConsistentRead: true };
    const { Item } = await this.client.call<GetItemCommandOutput>('GetItem', request);
    return Item;
  }
}
