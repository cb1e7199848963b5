import { whenAsked } from '../../runtime/when-asked.ts';
import type { DynamoDBClient } from '../client.ts';
import type { DynamoAccounts } from './accounts.ts';

/** What may be asked and written of accounts by whoever evaluates them. */
export type EvaluatedAccounts = Pick<DynamoAccounts, 'data' | 'episodesOf' | 'load' | 'save'>;

/** Accounts that perhaps nobody asks for: what reads them knows every kind of condition, and is loaded by the first question. */
export function accountsWhenAsked(client: DynamoDBClient, table: string): EvaluatedAccounts {
  const open = async () => new (await import('./accounts.ts')).DynamoAccounts(client, table);
  return whenAsked<EvaluatedAccounts, keyof EvaluatedAccounts>(open, 'data', 'episodesOf', 'load', 'save');
}
