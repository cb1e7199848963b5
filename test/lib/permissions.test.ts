import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundled, installation, resourcesOf, stages } from './installation.ts';

const projectRoot = join(import.meta.dirname, '../..');

const readsAndWritesAccounts = [
  'accounts: BatchGetItem, BatchWriteItem, GetItem, PutItem, Query, UpdateItem',
  'accounts, listed: Query',
];
const sendsMail = 'mail domain, from the domain: SendRawEmail';
const opensLinks = 'secret of links: GetSecretValue';
const follows = (stream: string) => [
  'anything: ListStreams',
  `${stream}: DescribeStream, GetRecords, GetShardIterator`,
];

/** Who may do what, beside writing its own log. Whoever widens a grant widens this table with it. */
const permissions: Record<string, string[]> = {
  'receive-events': [
    'accounts, quarantine only: BatchWriteItem',
    'events: BatchWriteItem',
    'secrets of sources: GetSecretValue',
  ],
  'serve-web': ['accounts, listed: Query', 'accounts: BatchGetItem, GetItem, Query', opensLinks],
  'act-from-web': [...readsAndWritesAccounts, 'changed accounts: SendMessage', 'events: BatchWriteItem', opensLinks],
  'roll-up-usage': [
    ...readsAndWritesAccounts,
    'changed accounts: SendMessage',
    'events: Query',
    'failed roll-ups: GetQueueAttributes, GetQueueUrl, SendMessage',
    ...follows('stream of events'),
  ],
  'score-changed': [
    ...readsAndWritesAccounts,
    'changed accounts: ChangeMessageVisibility, DeleteMessage, GetQueueAttributes, GetQueueUrl, ReceiveMessage',
  ],
  'score-accounts': readsAndWritesAccounts,
  'deliver-outbox': [...readsAndWritesAccounts, ...follows('stream of accounts'), sendsMail, opensLinks],
  'sweep-outbox': [...readsAndWritesAccounts, sendsMail, opensLinks],
  operate: [
    ...readsAndWritesAccounts.map((line) => line.replace('BatchWriteItem, ', 'BatchWriteItem, DeleteItem, ')),
    'anything: GetIdentityVerificationAttributes, GetSendQuota',
    'changed accounts: GetQueueAttributes, SendMessage',
    'events: BatchWriteItem',
    'failed roll-ups: GetQueueAttributes',
    'missed runs: GetQueueAttributes',
    'nightly run: StartExecution',
    'nightly run, its executions: DescribeExecution',
    'nightly schedule: GetSchedule',
    'undelivered changed accounts: GetQueueAttributes',
  ],
};

/** How a resource shows in a policy, the more special first. */
const resourceNames: [RegExp, string][] = [
  [/^"\*"$/, 'anything'],
  [/AccountsTable.*StreamArn/, 'stream of accounts'],
  [/EventsTable.*StreamArn/, 'stream of events'],
  [/index\/listed/, 'accounts, listed'],
  [/AccountsTable/, 'accounts'],
  [/EventsTable/, 'events'],
  [/:secret:sakimawari\/\w+\/source\/[\w-]+-\?{6}"/, 'secrets of sources'],
  [/:secret:sakimawari\/\w+\/links-\?{6}"/, 'secret of links'],
  [/ChangedAccountsWorkDeadLettersQueue/, 'undelivered changed accounts'],
  [/ChangedAccountsWorkQueue/, 'changed accounts'],
  [/UsageFailuresQueue/, 'failed roll-ups'],
  [/MissedRunsQueue/, 'missed runs'],
  [/:execution:sakimawari-\w+-scoring:\*"/, 'nightly run, its executions'],
  [/NightlyScoringRun/, 'nightly run'],
  [/:schedule\/default\/sakimawari-\w+-nightly-scoring/, 'nightly schedule'],
  [/:identity\/(example\.com|demo\.example)"/, 'mail domain'],
];

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: unknown;
}

/** Functions by name, with what their roles allow. */
function statementsByFunction(stage: (typeof stages)[number]): Map<string, Statement[]> {
  const template = installation(stage).template('app');
  const policies = resourcesOf(template, 'AWS::IAM::Policy');
  const statementsOf = (role: string): Statement[] =>
    policies
      .filter(([, { Properties }]) => Properties.Roles.some((one: { Ref: string }) => one.Ref === role))
      .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
  return new Map(
    resourcesOf(template, 'AWS::Lambda::Function').map(([, { Properties }]) => [
      Properties.FunctionName.replace(`sakimawari-${stage}-`, ''),
      statementsOf(Properties.Role['Fn::GetAtt'][0]),
    ]),
  );
}

function asLines(statements: Statement[]): string[] {
  const actions = new Map<string, string[]>();
  for (const { Effect, Action, Resource, Condition } of statements) {
    expect(Effect).toBe('Allow');
    const names = [Action].flat().map((action) => action.replace(/^.*:/, ''));
    for (const resource of [Resource].flat()) {
      const name = `${nameOf(resource)}${conditionName(Condition)}`;
      actions.set(name, [...(actions.get(name) ?? []), ...names]);
    }
  }
  actions.delete('own log');
  return [...actions].map(([name, names]) => `${name}: ${[...new Set(names)].sort().join(', ')}`).sort();
}

function nameOf(resource: unknown): string {
  const text = JSON.stringify(resource);
  if (/Logs[0-9A-F]{8}/.test(text)) return 'own log';
  return resourceNames.find(([pattern]) => pattern.test(text))?.[1] ?? text;
}

function conditionName(condition: unknown): string {
  switch (JSON.stringify(condition)) {
    case undefined:
      return '';
    case '{"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["quarantine#*"]}}':
      return ', quarantine only';
    case '{"StringLike":{"ses:FromAddress":["*@example.com"]}}':
    case '{"StringLike":{"ses:FromAddress":["*@demo.example"]}}':
      return ', from the domain';
    default:
      return ` where ${JSON.stringify(condition)}`;
  }
}

describe.each(stages)('what functions may do (%s)', (stage) => {
  const functions = statementsByFunction(stage);

  it('is known of every function', () => {
    expect([...functions.keys()].sort()).toEqual(Object.keys(permissions).sort());
  });

  it.each(Object.entries(permissions))('%s may do what it is there for, and no more', (name, expected) => {
    expect(asLines(functions.get(name) as Statement[])).toEqual([...expected].sort());
  });

  it('never lets anybody send mail through an identity or from an address that is not the company’s', () => {
    const { config } = installation(stage);
    const sending = [...functions.values()]
      .flat()
      .filter(({ Action }) => [Action].flat().some((action) => /^(ses:(Send.*(Email|Bounce)|\*)|\*)/.test(action)));
    expect(sending).toHaveLength(2);
    for (const { Action, Resource, Condition } of sending) {
      expect(Action).toBe('ses:SendRawEmail');
      const identities = [Resource]
        .flat()
        .map((resource) => JSON.stringify(resource).match(/:identity\/([^"]+)"/)?.[1]);
      expect(identities).toEqual(config.mail.domains);
      expect(Condition).toEqual({
        StringLike: { 'ses:FromAddress': config.mail.domains.map((domain) => `*@${domain}`) },
      });
    }
  });
});

/** The service of a client, as IAM calls it. */
const iamPrefixes: Record<string, string> = {
  dynamodb: 'dynamodb',
  scheduler: 'scheduler',
  'secrets-manager': 'secretsmanager',
  ses: 'ses',
  sfn: 'states',
  sqs: 'sqs',
};

/** Where the permission has another name than the call. */
const iamActions: Record<string, string[]> = {
  'dynamodb:TransactWriteItems': ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
  'sqs:SendMessageBatch': ['sqs:SendMessage'],
};

/** Whose the operations are that are called by their name alone. */
const servicesOfOperations: Record<string, string> = {
  BatchWriteItem: 'dynamodb',
  GetItem: 'dynamodb',
  Query: 'dynamodb',
  GetQueueAttributes: 'sqs',
  GetSecretValue: 'secretsmanager',
  SendMessageBatch: 'sqs',
};

/** The operations that a bundle asks an AwsJsonClient for. */
function namedCalls(bundle: string): string[] {
  const code = readFileSync(join(projectRoot, bundle), 'utf8');
  return [...code.matchAll(/\.call(?:Once)?\(["'`](\w+)["'`]/g)].map(
    ([, operation]) => `${servicesOfOperations[operation as string]}:${operation}`,
  );
}

/** In every bundle of the client, and never called for the regional endpoint. */
const UNUSED = 'dynamodb:DescribeEndpoints';

it('opening a page can change nothing, whatever the code says', () => {
  for (const stage of stages) {
    const statements = statementsByFunction(stage).get('serve-web') as Statement[];
    const actions = statements.flatMap(({ Action }) => Action).filter((action) => !action.startsWith('logs:'));
    expect(actions.filter((action) => !/:(Get|BatchGet|Query)/.test(action))).toEqual([]);
  }
});

describe('what functions call', () => {
  const granted = statementsByFunction('prod');
  const called = Object.entries(bundled.outputs).map(([file, { inputs }]) => {
    const calls = Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .flatMap(([input]) => {
        const [, client, command] = /client-([\w-]+)\/.*\/commands\/(\w+)Command\.js$/.exec(input) ?? [];
        return client === undefined ? [] : [`${iamPrefixes[client] ?? client}:${command}`];
      })
      .filter((call) => call !== UNUSED);
    return [basename(dirname(file)), [...calls, ...namedCalls(file)]] as const;
  });

  it.each(called)('%s may call all that its code calls', (name, calls) => {
    expect(calls).not.toEqual([]);
    const allowed = (granted.get(name) as Statement[]).flatMap(({ Action }) => Action);
    expect(calls.flatMap((call) => iamActions[call] ?? [call]).filter((action) => !allowed.includes(action))).toEqual(
      [],
    );
  });
});
