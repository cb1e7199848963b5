import type { IsErased } from '../../../domain/personal-data/late-arrivals.ts';
import { PersonMarks } from '../../../domain/personal-data/person-marks.ts';
import type { DynamoDBClient } from '../client.ts';
import {
  ACCOUNT_KEY_PREFIX,
  ACCOUNT_SORT_KEY,
  accountIdOf,
  accountKey,
  CONTACT_SORT_PREFIX,
  USER_KEY_PREFIX,
} from '../keys.ts';
import { isOwnRow, treatmentOfAccount } from '../personal-data/account-in-row.ts';
import { treatmentOf } from '../personal-data/person-in-row.ts';
import { personOf } from '../personal-data/person-of.ts';
import type { LookedAtRow, PersonalTable } from '../personal-data/row-pages.ts';
import { scanAnswers } from '../query.ts';

/** Only asks whether somebody is in a row. */
const NOBODY = 'erased-nobody';

/**
 * Tells rows of a copy in which somebody is who was erased after it was made: they must not come back. Of an account of whose
 * people one was erased nothing does, since they may be named in words that only a person would know for theirs.
 */
export async function erasedSince(
  client: DynamoDBClient,
  copies: Record<PersonalTable, string>,
  isErased: IsErased,
): Promise<(row: LookedAtRow) => boolean> {
  const people = new Map<string, { account: string; id: string }>();
  const accounts = new Set<string>();
  const look = (account: string, id?: string) => {
    // Whose account was erased is as good as erased.
    if (!isErased(account, id)) return;
    if (id === undefined) accounts.add(account);
    else people.set(JSON.stringify([account, id]), { account, id });
  };
  for await (const { Items = [] } of scanAnswers(client, {
    TableName: copies.accounts,
    FilterExpression: 'begins_with(sk, :contact) OR begins_with(pk, :user) OR sk = :account',
    ExpressionAttributeValues: {
      ':contact': { S: CONTACT_SORT_PREFIX },
      ':user': { S: USER_KEY_PREFIX },
      ':account': { S: ACCOUNT_SORT_KEY },
    },
  })) {
    for (const { pk, sk, account } of Items) {
      const [partition, sort] = [pk?.S ?? '', sk?.S ?? ''];
      if (partition.startsWith(USER_KEY_PREFIX)) {
        if (account?.S !== undefined) look(account.S, partition.slice(USER_KEY_PREFIX.length));
      } else if (partition.startsWith(ACCOUNT_KEY_PREFIX)) {
        const id = accountIdOf(partition);
        look(id, sort === ACCOUNT_SORT_KEY ? undefined : sort.slice(CONTACT_SORT_PREFIX.length));
      }
    }
  }
  const marks = await Promise.all(
    [...people.values()].map(async ({ account, id }) => new PersonMarks(await personOf(client, copies, account, id))),
  );
  const marksOfAccounts = [...accounts].map((id) => PersonMarks.ofAccount(id));
  const partitions = new Set([...people.values()].map(({ account }) => accountKey(account)));
  return (row) =>
    partitions.has(`${row.item.pk?.S}`) ||
    marks.some((one) => treatmentOf(row.kind, row.item, one, NOBODY) !== undefined) ||
    marksOfAccounts.some(
      (one) =>
        treatmentOfAccount({ ...row, isOwn: isOwnRow(row, one) }, one, NOBODY) !== undefined || isOwnRow(row, one),
    );
}
