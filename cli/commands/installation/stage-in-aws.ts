import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  paginateDescribeStacks,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DeleteLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteArchiveCommand,
  DeleteEventBusCommand,
  DescribeArchiveCommand,
  DescribeEventBusCommand,
  EventBridgeClient,
  ListRulesCommand,
} from '@aws-sdk/client-eventbridge';
import {
  DeleteSecretCommand,
  DescribeSecretCommand,
  ListSecretsCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { edgePart, type Kind, type Left, type Made, type StageInAws, stackName, stackParts } from './made.ts';

const SECONDS_BETWEEN_LOOKS = 3;
const LONGEST_WAIT_IN_SECONDS = 1800;

/**
 * Looks for what a stage consists of by its names, not by what its stacks say: what a deployment keeps on purpose, and
 * what a removal that broke off has left, belongs to no stack any more.
 */
export function stageInAws(stage: string, sleep: (milliseconds: number) => Promise<void>): StageInAws {
  const ofStage = new CloudFormationClient({});
  const ofEdge = new CloudFormationClient({ region: edgePart.region });
  const dynamo = new DynamoDBClient({});
  const events = new EventBridgeClient({});
  const logs = new CloudWatchLogsClient({});
  const secrets = new SecretsManagerClient({});
  const bus = `sakimawari-${stage}`;
  const edgeName = stackName(stage, edgePart.part);
  const cloudFormationOf = (name: string) => (name === edgeName ? ofEdge : ofStage);

  async function find() {
    const stacks = await allStacks();
    const own = stackParts.flatMap((part) => stacks.filter(({ StackName }) => StackName === stackName(stage, part)));
    const others = otherStages(stacks, stage);
    const { edge, unread } = await findEdge();
    const made: Made[] = [];
    // What stands before the API goes before it.
    for (const stack of [...edge, ...own]) made.push(await describeStack(stack));
    const { rules, ...busAndArchive } = await findBus();
    made.push(...busAndArchive.made, ...(await findTables()));
    const found = await findSecrets(edge.length > 0);
    made.push(...found.ours, ...(await findLogGroups(others)));
    const left: Left[] = [
      ...unread,
      ...rules.map((rule) => ({
        what: `the rule ${rule} on the event bus ${bus}`,
        why: 'It is yours: remove it, then run this again. Until then the bus stays too.',
      })),
      ...found.others.map((name) => ({
        what: `the secret ${name}`,
        why: 'It was made by hand: remove it by hand if nothing else needs it.',
      })),
      ...dnsRecords(own).map((record) => ({
        what: `the DNS record ${record}`,
        why: 'Remove it where your domain is kept.',
      })),
    ];
    const mail = own.some(({ StackName }) => StackName === stackName(stage, 'mail'));
    if (mail && others.length > 0) {
      left.push({
        what: `the ${others.length === 1 ? 'stage' : 'stages'} ${others.join(', ')}`,
        why: 'Where it says identities: existing and sends from the same domain, its mail stops: deploy it with create.',
      });
    }
    const somewhere = own[0]?.StackId ?? edge[0]?.StackId;
    return { where: somewhere === undefined ? undefined : whereOf(somewhere), made, left };
  }

  async function findEdge(): Promise<{ edge: Stack[]; unread: Left[] }> {
    try {
      const stack = await describe(edgeName);
      return { edge: stack === undefined || stack.StackStatus === 'DELETE_COMPLETE' ? [] : [stack], unread: [] };
    } catch (error) {
      // Some companies shut all regions but their own; most stages have no edge, and what is here can go all the same.
      const { name, message } = error as Error;
      const why = `AWS does not let it be looked for there: ${message || name}.`;
      return { edge: [], unread: [{ what: `the stack ${edgeName} in ${edgePart.region}, if there is one`, why }] };
    }
  }

  async function allStacks(): Promise<Stack[]> {
    const stacks: Stack[] = [];
    for await (const page of paginateDescribeStacks({ client: ofStage }, {})) stacks.push(...(page.Stacks ?? []));
    return stacks.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
  }

  async function describeStack({ StackName = '', StackStatus }: Stack): Promise<Made> {
    let count = 0;
    let NextToken: string | undefined;
    do {
      const page = await cloudFormationOf(StackName).send(new ListStackResourcesCommand({ StackName, NextToken }));
      count += (page.StackResourceSummaries ?? []).filter(
        ({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE',
      ).length;
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    const state = StackStatus?.endsWith('_COMPLETE') ? '' : `, ${StackStatus}`;
    return {
      kind: 'stack',
      name: StackName,
      detail: `${count} resources${state}`,
      isData: StackName === stackName(stage, 'data'),
    };
  }

  async function findBus(): Promise<{ made: Made[]; rules: string[] }> {
    const made: Made[] = [];
    const archive = await events.send(new DescribeArchiveCommand({ ArchiveName: bus })).catch(nothingIf(NOT_FOUND));
    if (archive) made.push({ kind: 'archive', name: bus, detail: `${archive.EventCount ?? 0} events`, isData: true });
    if (!(await events.send(new DescribeEventBusCommand({ Name: bus })).catch(nothingIf(NOT_FOUND)))) {
      return { made, rules: [] };
    }
    made.push({ kind: 'event-bus', name: bus, detail: '', isData: true });
    const { Rules = [] } = await events.send(new ListRulesCommand({ EventBusName: bus }));
    // The archive's own rule is managed by EventBridge, and goes with it.
    return { made, rules: Rules.filter(({ ManagedBy }) => !ManagedBy).map(({ Name = '' }) => Name) };
  }

  async function findTables(): Promise<Made[]> {
    // With the copies that `restore` made. Whole, so that the tables of a stage whose name goes on after this one's are left alone.
    const ours = new RegExp(
      `^${stackName(stage, 'data')}-(Events|Accounts)Table[0-9A-F]{8}-[0-9A-Za-z]+(-at-[0-9TZ]+)?$`,
    );
    const names: string[] = [];
    let ExclusiveStartTableName: string | undefined;
    do {
      const page = await dynamo.send(new ListTablesCommand({ ExclusiveStartTableName }));
      names.push(...(page.TableNames ?? []).filter((name) => ours.test(name)));
      ExclusiveStartTableName = page.LastEvaluatedTableName;
    } while (ExclusiveStartTableName !== undefined);
    const tables: Made[] = [];
    for (const name of names) {
      const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: name }));
      if (Table?.TableStatus === 'DELETING') continue;
      tables.push({ kind: 'table', name, detail: `about ${Table?.ItemCount ?? 0} rows`, isData: true });
    }
    return tables;
  }

  async function findSecrets(hasEdge: boolean): Promise<{ ours: Made[]; others: string[] }> {
    const prefix = `sakimawari/${stage}/`;
    const names: string[] = [];
    let NextToken: string | undefined;
    do {
      // One that waits for its deletion still holds its name.
      const page = await secrets.send(
        new ListSecretsCommand({
          Filters: [{ Key: 'name', Values: [prefix] }],
          IncludePlannedDeletion: true,
          NextToken,
        }),
      );
      names.push(...(page.SecretList ?? []).map(({ Name = '' }) => Name).filter((name) => name.startsWith(prefix)));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    const named = ['links', 'sessions', 'oidc'].map((name) => prefix + name);
    const isOurs = (name: string) => named.includes(name) || name.startsWith(`${prefix}source/`);
    return {
      ours: names.filter(isOurs).map((name) => ({ kind: 'secret', name, detail: '', isData: true })),
      // The edge's key, or its copy in this region, goes with the edge's stack.
      others: names.filter((name) => !isOurs(name) && !(hasEdge && name === `${prefix}edge`)),
    };
  }

  /** Those of the stacks go with them; a function that ran to the last may have made its own anew. */
  async function findLogGroups(others: readonly string[]): Promise<Made[]> {
    const names: string[] = [];
    for (const folder of ['/aws/lambda/', '/aws/vendedlogs/', '/aws/vendedlogs/states/']) {
      let nextToken: string | undefined;
      do {
        const logGroupNamePrefix = `${folder}sakimawari-${stage}-`;
        const page = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix, nextToken }));
        names.push(
          ...(page.logGroups ?? [])
            .map(({ logGroupName = '' }) => logGroupName)
            .filter((name) => !others.some((other) => name.startsWith(`${folder}sakimawari-${other}-`))),
        );
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
    }
    return names.map((name) => ({ kind: 'log-group', name, detail: '', isData: false }));
  }

  const removers: Record<Kind, (name: string, onStatus: (status: string) => void) => Promise<void>> = {
    stack: removeStack,
    async archive(name) {
      await events.send(new DeleteArchiveCommand({ ArchiveName: name })).catch(nothingIf(NOT_FOUND));
    },
    async 'event-bus'(name) {
      await events.send(new DeleteEventBusCommand({ Name: name })).catch(nothingIf(NOT_FOUND));
    },
    table: removeTable,
    secret: removeSecret,
    async 'log-group'(logGroupName) {
      await logs.send(new DeleteLogGroupCommand({ logGroupName })).catch(nothingIf(NOT_FOUND));
    },
  };

  async function removeStack(StackName: string, onStatus: (status: string) => void): Promise<void> {
    const stack = await describe(StackName);
    if (stack === undefined) return;
    if (stack.StackStatus !== 'DELETE_IN_PROGRESS') {
      if (stack.StackStatus?.endsWith('_IN_PROGRESS')) {
        throw new OperatorError(
          'stack-busy',
          `${StackName} is being changed (${stack.StackStatus}).`,
          'A stack can only be removed once it stands still.',
          'Wait for it to end, then run this again.',
        );
      }
      await cloudFormationOf(StackName).send(new DeleteStackCommand({ StackName }));
    }
    // By its id, since a stack that is gone is known by that alone.
    await until(StackName, async () => {
      const { StackStatus } = (await describe(StackName, stack.StackId)) ?? {};
      if (StackStatus === 'DELETE_FAILED') throw await failedStack(StackName);
      onStatus(`${StackName}: ${StackStatus ?? 'gone'}`);
      return StackStatus === undefined || StackStatus === 'DELETE_COMPLETE';
    });
  }

  async function describe(name: string, id = name): Promise<Stack | undefined> {
    const asked = cloudFormationOf(name).send(new DescribeStacksCommand({ StackName: id }));
    const answer = await asked.catch((error: Error) => {
      // CloudFormation has no error of its own for a stack that isn't there.
      if (error.name === 'ValidationError' && /does not exist/.test(error.message)) return undefined;
      throw error;
    });
    return answer?.Stacks?.[0];
  }

  async function failedStack(StackName: string): Promise<OperatorError> {
    const { StackEvents = [] } = await cloudFormationOf(StackName).send(new DescribeStackEventsCommand({ StackName }));
    const failed = StackEvents.find(
      ({ ResourceStatus, LogicalResourceId }) => ResourceStatus === 'DELETE_FAILED' && LogicalResourceId !== StackName,
    );
    return new OperatorError(
      'stack-stays',
      `${StackName} could not be removed.`,
      `CloudFormation says of ${failed?.LogicalResourceId ?? 'it'}: ${failed?.ResourceStatusReason ?? 'no reason'}`,
      'Mend that, then run this again: it goes on where it stopped.',
    );
  }

  async function removeTable(TableName: string): Promise<void> {
    const read = async () =>
      (await dynamo.send(new DescribeTableCommand({ TableName })).catch(nothingIf(NOT_FOUND)))?.Table;
    const table = await read();
    if (table === undefined) return;
    if (table.DeletionProtectionEnabled) {
      await dynamo.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
      await until(TableName, async () => (await read())?.TableStatus === 'ACTIVE');
    }
    await dynamo.send(new DeleteTableCommand({ TableName })).catch(nothingIf(NOT_FOUND));
    await until(TableName, async () => (await read()) === undefined);
  }

  async function removeSecret(SecretId: string): Promise<void> {
    const read = () => secrets.send(new DescribeSecretCommand({ SecretId })).catch(nothingIf(NOT_FOUND));
    const secret = await read();
    if (secret === undefined) return;
    if (secret.DeletedDate !== undefined) await secrets.send(new RestoreSecretCommand({ SecretId }));
    await secrets.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
    // Until then nothing of the same name can be made.
    await until(SecretId, async () => (await read()) === undefined);
  }

  async function until(name: string, isDone: () => Promise<boolean>): Promise<void> {
    for (let waited = 0; !(await isDone()); waited += SECONDS_BETWEEN_LOOKS) {
      if (waited >= LONGEST_WAIT_IN_SECONDS) {
        throw new OperatorError(
          'still-there',
          `${name} is still there after ${LONGEST_WAIT_IN_SECONDS / 60} minutes.`,
          'AWS has taken the order to remove it, and has not carried it out yet.',
          'Look into the AWS console, or run this again later.',
        );
      }
      await sleep(SECONDS_BETWEEN_LOOKS * 1000);
    }
  }

  return { stage, find, remove: ({ kind, name }, onStatus) => removers[kind](name, onStatus) };
}

const NOT_FOUND = /^(ResourceNotFoundException|ResourceNotFound)$/;

const nothingIf = (names: RegExp) => (error: Error) => {
  if (names.test(error.name)) return undefined;
  throw error;
};

/** Stages that stand in the same account and region. */
export function otherStages(stacks: readonly Pick<Stack, 'StackName'>[], stage: string): string[] {
  const stages = stacks.flatMap(
    ({ StackName = '' }) => /^sakimawari-(.+)-(app|mail|data|edge|domain)$/.exec(StackName)?.[1] ?? [],
  );
  return [...new Set(stages)].filter((other) => other !== stage).sort();
}

/** As the mail stack told them when it was made. */
function dnsRecords(stacks: readonly Stack[]): string[] {
  return stacks
    .flatMap(({ Outputs = [] }) => Outputs)
    .filter(({ OutputKey = '' }) => /Dns\d+$/.test(OutputKey))
    .map(({ OutputValue = '' }) => OutputValue);
}

/** Of a stack's ARN. */
function whereOf(arn: string): string {
  const [, , , region, account] = arn.split(':');
  return `account ${account}, ${region}`;
}
