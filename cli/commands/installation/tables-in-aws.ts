import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  RestoreTableToPointInTimeCommand,
  DynamoDBClient as SdkClient,
} from '@aws-sdk/client-dynamodb';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { type DynamoDBClient, dynamoClient } from '../../../functions/store/client.ts';
import type { CopiedTable } from '../../../functions/store/restoring/put-back.ts';
import { stackName } from './made.ts';

/** Both tables of a stage, and copies of them as they were at some time. */
export interface TablesInAws {
  stage: string;
  /** For rows. */
  client: DynamoDBClient;
  /** What takes hours outlives the caller's credentials. */
  refreshCredentials(): Promise<void>;
  /** Orders copies of both as of then, where they were not ordered before. */
  copy(at: Date): Promise<void>;
  /** How far each copy is, `ACTIVE` once it is there; absent where none was ordered. */
  statusOf(at: Date): Promise<(CopiedTable & { status: string | undefined })[]>;
  removeCopies(at: Date): Promise<string[]>;
}

const outputNames = { accounts: 'AccountsTableName', events: 'EventsTableName' } as const;
const ORDER = ['accounts', 'events'] as const;

/** Its name says of which table and of when it is, and `remove` finds it by that. */
const copyOf = (live: string, at: Date) => `${live}-at-${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

export async function tablesInAws(stage: string): Promise<TablesInAws> {
  const sdk = new SdkClient({});
  const live = await liveTables(stage);
  let credentials = await sdk.config.credentials();
  const endpoint = process.env.AWS_ENDPOINT_URL_DYNAMODB ?? process.env.AWS_ENDPOINT_URL;
  const client = dynamoClient({
    region: await sdk.config.region(),
    credentials: () => credentials,
    ...(endpoint !== undefined && { endpoint }),
  });
  const copies = (at: Date): CopiedTable[] =>
    ORDER.map((table) => ({ table, live: live[table], copy: copyOf(live[table], at) }));
  const describe = async (TableName: string) =>
    (await sdk.send(new DescribeTableCommand({ TableName })).catch(nothingIf('ResourceNotFoundException')))?.Table;

  return {
    stage,
    client,
    async refreshCredentials() {
      credentials = await sdk.config.credentials();
    },
    async copy(at) {
      for (const { live: SourceTableName, copy: TargetTableName } of copies(at)) {
        const order = { SourceTableName, TargetTableName, RestoreDateTime: at };
        await sdk.send(new RestoreTableToPointInTimeCommand(order)).catch(async (error: Error) => {
          if (OUT_OF_REACH.includes(error.name)) throw await outOfReach(sdk, SourceTableName, at, error);
          // It was ordered before: whoever runs this again waits on.
          return nothingIf('TableAlreadyExistsException')(error);
        });
      }
    },
    statusOf: (at) =>
      Promise.all(copies(at).map(async (one) => ({ ...one, status: (await describe(one.copy))?.TableStatus }))),
    async removeCopies(at) {
      const removed: string[] = [];
      for (const { copy } of copies(at)) {
        if ((await describe(copy)) === undefined) continue;
        await sdk.send(new DeleteTableCommand({ TableName: copy }));
        removed.push(copy);
      }
      return removed;
    },
  };
}

async function liveTables(stage: string): Promise<Record<(typeof ORDER)[number], string>> {
  const StackName = stackName(stage, 'data');
  const answer = await new CloudFormationClient({})
    .send(new DescribeStacksCommand({ StackName }))
    .catch((error: Error) => {
      throw new OperatorError(
        'stack-unreadable',
        `The tables of stage ${stage} were not found.`,
        `AWS says of ${StackName}: ${error.message || error.name}.`,
        'Check --stage, AWS_REGION and your AWS credentials; they need the rights of who deploys.',
        { cause: error },
      );
    });
  const outputs = answer.Stacks?.[0]?.Outputs ?? [];
  const outputOf = (name: string) => outputs.find(({ OutputKey }) => OutputKey === name)?.OutputValue as string;
  return { accounts: outputOf(outputNames.accounts), events: outputOf(outputNames.events) };
}

const OUT_OF_REACH = ['InvalidRestoreTimeException', 'PointInTimeRecoveryUnavailableException'];

/** Within the last 35 days, and some minutes ago. */
async function outOfReach(sdk: SdkClient, TableName: string, at: Date, cause: Error): Promise<OperatorError> {
  const { ContinuousBackupsDescription } = await sdk.send(new DescribeContinuousBackupsCommand({ TableName }));
  const { EarliestRestorableDateTime: first, LatestRestorableDateTime: last } =
    ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {};
  return new OperatorError(
    'out-of-reach',
    `There is no copy of ${TableName} as of ${at.toISOString()}.`,
    first === undefined || last === undefined
      ? 'Point-in-time recovery is off for this table.'
      : `It can be had from ${first.toISOString()} to ${last.toISOString()}; the last minutes are not there yet.`,
    'Name a time in between with --at, just before the damage was done.',
    { cause },
  );
}

const nothingIf = (name: string) => (error: Error) => {
  if (error.name === name) return undefined;
  throw error;
};
