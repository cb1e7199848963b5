import type { DirectoryTools } from '../directory/upsert-records.ts';
import { DynamoDirectory } from '../store/accounts/directory.ts';
import type { DynamoDBClient } from '../store/client.ts';
import { DynamoLinks } from '../store/user-links/link-records.ts';

/** What the team is written with, as a file of it would be. */
export function openDirectory({
  client,
  table,
  ...tools
}: { client: DynamoDBClient; table: string } & Pick<DirectoryTools, 'ledger' | 'clock' | 'now'>): DirectoryTools {
  return {
    ...tools,
    directory: new DynamoDirectory(client, table),
    links: new DynamoLinks(client, table, tools.now),
  };
}
