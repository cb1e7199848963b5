import { describe, expect, it } from 'vitest';
import {
  bundled,
  installation,
  makeInstallation,
  readConfigText,
  resourcesOf,
  type Stage,
  stages,
} from './installation.ts';

const readsAndWritesAccounts = [
  'accounts: BatchGetItem, GetItem, PutItem, Query, UpdateItem',
  'accounts, listed: Query',
];
const looksWhoWasErased = 'accounts, who was erased only: Query';
const readsPages = ['accounts, pages only: GetItem, Query', 'accounts, listed, team only: Query'];
const sendsMail = [
  'address of the mail domain, from the domain: SendRawEmail',
  'anything: GetSendQuota',
  'configuration set, from the domain: SendRawEmail',
  'mail domain, from the domain: SendRawEmail',
];
/** Reads what could not be done, and takes out what is about somebody who is erased. */
const opensLetters = 'ChangeMessageVisibility, DeleteMessage';
const putsOnBus = 'company bus: PutEvents';
const looksAtMailService =
  'anything: GetAccountSendingEnabled, GetIdentityDkimAttributes, GetIdentityMailFromDomainAttributes, GetIdentityVerificationAttributes, GetSendQuota, GetSendStatistics';
const opensLinks = 'secret of links: GetSecretValue';
const follows = (stream: string) => [
  'anything: ListStreams',
  `${stream}: DescribeStream, GetRecords, GetShardIterator`,
];

/** Who may do what, beside writing its own log. Whoever widens a grant widens this table with it. */
const signsIn = [
  'accounts, listed, team only: Query',
  'accounts, sessions only: BatchGetItem, GetItem',
  opensLinks,
  'secret of sessions: GetSecretValue',
];
const permissions: Record<string, string[]> = {
  'receive-events': [
    looksWhoWasErased,
    'accounts, links only: BatchGetItem',
    'accounts, quarantine only: BatchWriteItem, UpdateItem',
    'accounts, sources and keys only: GetItem',
    'accounts, when a key or secret was used only: UpdateItem',
    'events: BatchWriteItem',
    'secrets of sources: GetSecretValue',
  ],
  'serve-api': [
    looksWhoWasErased,
    'accounts, facts only: BatchGetItem, PutItem, Query',
    'accounts, listed, facts only: Query',
    'accounts, sources and keys only: GetItem',
    'accounts, when a key or secret was used only: UpdateItem',
  ],
  'serve-assistants': [
    'accounts, assigned, work of people and answers only: Query',
    'accounts, boards and studies only: BatchGetItem',
    'accounts, calls by keys for assistants only: UpdateItem',
    'accounts, course days only: BatchGetItem, Query',
    'accounts, listed, the team, its improvements and sources only: Query',
    'accounts, of an account only: BatchGetItem, GetItem, PutItem, Query, UpdateItem',
    'accounts, proposals only: PutItem, Query',
    'accounts, the log of work and entries of who changed what only: PutItem',
    'accounts, opt-outs only: BatchGetItem',
    'accounts, rows of sources only: GetItem, Query',
    'accounts, the team, the playbook and its signals only: GetItem',
    'accounts, the playbook and the fleet only: Query',
    'accounts, what customers recommend only: Query',
    'changed accounts: SendMessage',
  ],
  'serve-web': [...readsPages, opensLinks],
  'act-from-web': [
    ...readsPages,
    'accounts, of an account or the log of work only, in a transaction only: DeleteItem',
    'accounts, of an account only: PutItem, UpdateItem',
    'accounts, opt-outs only: PutItem',
    'accounts, the log of work only: PutItem',
    'changed accounts: SendMessage',
    'events: PutItem',
    opensLinks,
  ],
  unsubscribe: ['accounts, opt-outs and their people only: GetItem', 'accounts, opt-outs only: PutItem', opensLinks],
  'roll-up-usage': [
    ...readsAndWritesAccounts,
    'changed accounts: SendMessage',
    'events: Query',
    'failed roll-ups: GetQueueAttributes, GetQueueUrl, SendMessage',
    ...follows('stream of events'),
  ],
  'attribute-events': [
    ...readsAndWritesAccounts,
    'accounts, quarantine only: BatchWriteItem',
    'events: BatchGetItem, BatchWriteItem, Query',
    'failed attributions: GetQueueAttributes, GetQueueUrl, SendMessage',
    ...follows('stream of accounts'),
    ...follows('stream of events').slice(1),
  ],
  'score-changed': [
    ...readsAndWritesAccounts,
    'changed accounts: ChangeMessageVisibility, DeleteMessage, GetQueueAttributes, GetQueueUrl, ReceiveMessage',
  ],
  'serve-team': [
    ...signsIn,
    'accounts, assigned, work of people and answers only: Query',
    'accounts, board only: BatchGetItem',
    'accounts, listed, mails, who changed what, what customers said of it and improvements only: Query',
    'accounts, listed, sources and senders only: Query',
    'accounts, of an account only: BatchGetItem, GetItem, Query',
    'accounts, opt-outs only: BatchGetItem',
    'accounts, the fleet only: Query',
    'accounts, the log of work and its improvement only: Query',
    'accounts, the playbook only: Query',
    'accounts, studies only: BatchGetItem',
    'accounts, rows of sources only: GetItem, Query',
    'accounts, sending only: GetItem',
    'accounts, listed, keys for assistants only: Query',
    'accounts, what was asked about personal data only: GetItem, Query',
    'accounts, files of personal data only: BatchGetItem',
    'accounts, what became of signals only: GetItem',
    'accounts, what KPIs are made of only: BatchGetItem, Query',
  ].sort(),
  'act-for-team': [
    ...signsIn,
    'accounts, board only: BatchGetItem',
    'accounts, of an account or the log of work only, in a transaction only: DeleteItem',
    'accounts, of an account and sessions only: BatchGetItem',
    'accounts, of an account only: BatchGetItem, GetItem, Query',
    'accounts, of an account or sign-ins only: PutItem, UpdateItem',
    'accounts, the playbook only: PutItem, Query',
    'accounts, improvement only: PutItem, Query',
    'accounts, keys for assistants only: GetItem, PutItem, UpdateItem',
    'accounts, listed, keys for assistants only: Query',
    'accounts, studies only: BatchGetItem, PutItem',
    'accounts, what was asked about personal data only: PutItem',
    'requests about personal data: StartExecution',
    'accounts, entries of who changed what only: Query',
    'accounts, the team and entries of who changed what only: PutItem',
    'accounts, the log of work only: PutItem',
    'accounts, the team only: ConditionCheckItem',
    'accounts, who wants no mails only: GetItem',
    'changed accounts: SendMessage',
    'studies, their executions: DescribeExecution, StopExecution',
    'studies: StartExecution',
  ].sort(),
  'answer-data-request': [
    ...readsAndWritesAccounts.map((line) =>
      line.replace('GetItem, PutItem, Query', 'DeleteItem, GetItem, PutItem, Query, Scan'),
    ),
    'events: BatchWriteItem, Query, Scan',
    `failed attributions: ${opensLetters}, ReceiveMessage`,
    `failed roll-ups: ${opensLetters}, ReceiveMessage`,
    `missed runs: ${opensLetters}, ReceiveMessage`,
    `undelivered changed accounts: ${opensLetters}, ReceiveMessage`,
    `unrecorded mail feedback: ${opensLetters}, ReceiveMessage`,
  ].sort(),
  'study-accounts': [
    'accounts, listed: Query',
    'accounts, studies only: PutItem, UpdateItem',
    'accounts: BatchGetItem, GetItem, Query',
  ],
  'score-accounts': [...readsAndWritesAccounts, 'accounts, course days only: BatchWriteItem'],
  'deliver-outbox': [
    ...readsAndWritesAccounts,
    ...sendsMail.map((line) => line.replace('GetSendQuota', 'GetSendQuota, ListStreams')),
    ...follows('stream of accounts').slice(1),
    opensLinks,
    putsOnBus,
  ],
  'sweep-outbox': [
    ...readsAndWritesAccounts,
    'accounts, assigned, the outbox only: Query',
    ...sendsMail,
    opensLinks,
    putsOnBus,
  ].sort(),
  'record-mail-feedback': [...readsAndWritesAccounts, 'changed accounts: SendMessage'],
  'send-digests': readsAndWritesAccounts,
  'send-health-list': readsAndWritesAccounts,
  'send-kpi-report': readsAndWritesAccounts,
  'check-senders': [
    ...readsAndWritesAccounts,
    'accounts, of an account only, in a transaction only: DeleteItem',
    'accounts, of an account only: ConditionCheckItem',
    'accounts, of accounts, users and changes only: DeleteItem',
    looksAtMailService,
  ],
  operate: [
    ...readsAndWritesAccounts.map((line) =>
      line
        .replace('GetItem, PutItem', 'ConditionCheckItem, DeleteItem, GetItem, PutItem')
        .replace('PutItem, Query', 'PutItem, Query, Scan'),
    ),
    'accounts, assigned, what is due in CRMs only: Query',
    'accounts, marks only: BatchWriteItem',
    looksAtMailService,
    'changed accounts: GetQueueAttributes, SendMessage',
    'events: BatchWriteItem, Query, Scan',
    `failed attributions: ${opensLetters}, GetQueueAttributes, ReceiveMessage`,
    `failed roll-ups: ${opensLetters}, GetQueueAttributes, ReceiveMessage`,
    `missed runs: ${opensLetters}, GetQueueAttributes, ReceiveMessage`,
    'nightly run: StartExecution',
    'nightly run, its executions: DescribeExecution',
    'nightly schedule: GetSchedule',
    opensLinks,
    'secrets of sources: CreateSecret, GetSecretValue, PutSecretValue, UpdateSecretVersionStage',
    'studies, their executions: DescribeExecution, StopExecution',
    'studies: StartExecution',
    `undelivered changed accounts: ${opensLetters}, GetQueueAttributes, ReceiveMessage`,
    `unrecorded mail feedback: ${opensLetters}, GetQueueAttributes, ReceiveMessage`,
  ],
};

/** How a resource shows in a policy, the more special first. */
const resourceNames: [RegExp, string][] = [
  [/^"\*"$/, 'anything'],
  [/AccountsTable.*StreamArn/, 'stream of accounts'],
  [/EventsTable.*StreamArn/, 'stream of events'],
  [/index\/listed/, 'accounts, listed'],
  [/index\/assigned/, 'accounts, assigned'],
  [/AccountsTable/, 'accounts'],
  [/EventsTable/, 'events'],
  [/:secret:sakimawari\/\w+\/source\/\*"/, 'secrets of sources'],
  [/:secret:sakimawari\/\w+\/edge-\?{6}"/, 'secret of the edge'],
  [/:secret:sakimawari\/\w+\/oidc-\?{6}"/, 'secret of the identity provider'],
  [/:secret:sakimawari\/\w+\/hubspot-\?{6}"/, 'secret of a CRM'],
  [/:secret:sakimawari\/\w+\/links-\?{6}"/, 'secret of links'],
  [/:secret:sakimawari\/\w+\/sessions-\?{6}"/, 'secret of sessions'],
  [/ChangedAccountsWorkDeadLettersQueue/, 'undelivered changed accounts'],
  [/ChangedAccountsWorkQueue/, 'changed accounts'],
  [/AttributionFailuresQueue/, 'failed attributions'],
  [/UsageFailuresQueue/, 'failed roll-ups'],
  [/MissedRunsQueue/, 'missed runs'],
  [/:execution:sakimawari-\w+-scoring:\*"/, 'nightly run, its executions'],
  [/NightlyScoringRun/, 'nightly run'],
  [/DataRequestsRun/, 'requests about personal data'],
  [/:execution:sakimawari-\w+-studies:\*"/, 'studies, their executions'],
  [/StudiesRun/, 'studies'],
  [/:schedule\/default\/sakimawari-\w+-nightly-scoring/, 'nightly schedule'],
  [/MailFeedbackFailuresQueue/, 'unrecorded mail feedback'],
  [/CompanyBus/, 'company bus'],
  [/:configuration-set\//, 'configuration set'],
  [/:identity\/(kaede-works\.jp|demo\.example)"/, 'mail domain'],
  [/:identity\/\*@(kaede-works\.jp|demo\.example)"/, 'address of the mail domain'],
];

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: unknown;
}

/** Functions by name, with what their roles allow. */
function statementsByFunction(stage: string, template = installation(stage as Stage).template('app')) {
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

const sortedKeys = (condition: unknown) =>
  JSON.stringify(Object.fromEntries(Object.entries(condition ?? {}).sort(([one], [other]) => (one < other ? -1 : 1))));

const ofKeys = (keys: string[], more: object = {}) =>
  sortedKeys({
    ...more,
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  });

/** What a condition leaves of a table. All of them refuse a request that names no key. */
const conditionNames: Record<string, string> = {
  [ofKeys(['quarantine#*'])]: 'quarantine only',
  [ofKeys(['courses#*'])]: 'course days only',
  [ofKeys(['study#*'])]: 'studies only',
  [ofKeys(['data-requests'])]: 'what was asked about personal data only',
  [ofKeys(['data-export#*'])]: 'files of personal data only',
  [ofKeys(['flush#*'])]: 'marks only',
  [ofKeys(['user#*', 'anonymous#*'])]: 'links only',
  [ofKeys(['account#*', 'csm#*', 'user#*'])]: 'facts only',
  [ofKeys(['accounts#*', 'csms'])]: 'facts only',
  [ofKeys(['account#*', 'csm#*', 'opt-out#*', 'playbook'])]: 'pages only',
  [ofKeys(['csms'])]: 'team only',
  [ofKeys(['csm#*', 'nobody#*', 'closed#*', 'approval#*', 'answered#*'])]: 'work of people and answers only',
  [ofKeys(['sweep#*'])]: 'the outbox only',
  [ofKeys(['crm-due#*'])]: 'what is due in CRMs only',
  [ofKeys(['board#*'])]: 'board only',
  [ofKeys(['courses#*', 'nps#days', 'nps#months'])]: 'what KPIs are made of only',
  [ofKeys(['signals'])]: 'what became of signals only',
  [ofKeys(['account#*', 'audit#*', 'user#*'])]: 'of accounts, users and changes only',
  [ofKeys(['erasures'])]: 'who was erased only',
  [ofKeys(['fleet'])]: 'the fleet only',
  [ofKeys(['playbook'])]: 'the playbook only',
  [ofKeys(['source#*'])]: 'rows of sources only',
  [ofKeys([
    'mails#open*',
    'mails#approval*',
    'mails#waiting*',
    'mails#held*',
    'mails#done*',
    'posts#held*',
    'audit#*',
    'feedback#activities',
    'feedback#cs-scores',
    'feedback#asked',
    'moves#open',
  ])]: 'mails, who changed what, what customers said of it and improvements only',
  [ofKeys(['sending'])]: 'sending only',
  [ofKeys(['personal-key#*'], {
    'ForAllValues:StringEquals': {
      'dynamodb:Attributes': ['pk', 'sk', 'usedAt', 'calls', 'callsIn', 'endedAt'],
    },
  })]: 'calls by keys for assistants only',
  [ofKeys(['board#*', 'study#*'])]: 'boards and studies only',
  [ofKeys(['csms', 'moves#open', 'sources'])]: 'the team, its improvements and sources only',
  [ofKeys(['csm#*', 'playbook', 'signals'])]: 'the team, the playbook and its signals only',
  [ofKeys(['playbook', 'fleet'])]: 'the playbook and the fleet only',
  [ofKeys(['nps#days', 'nps#months'])]: 'what customers recommend only',
  [ofKeys(['personal-key#*'])]: 'keys for assistants only',
  [ofKeys(['personal-keys'])]: 'keys for assistants only',
  [ofKeys(['sources', 'senders#paused'])]: 'sources and senders only',
  [ofKeys(['csm#*', 'sign-in#*', 'playbook'])]: 'sessions only',
  [ofKeys(['account#*', 'csm#*', 'sign-in#*', 'playbook'])]: 'of an account and sessions only',
  [ofKeys(['account#*', 'sign-in#*'])]: 'of an account or sign-ins only',
  [ofKeys(['audit#*'])]: 'entries of who changed what only',
  [ofKeys(['audit#*', 'csm#*'])]: 'the team and entries of who changed what only',
  [ofKeys(['csm#*'])]: 'the team only',
  [ofKeys(['account#*'])]: 'of an account only',
  [ofKeys(['account#*'], {
    'ForAnyValue:StringEquals': { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] },
  })]: 'of an account only, in a transaction only',
  [ofKeys(['work-log#*'])]: 'the log of work only',
  [ofKeys(['work-log#*', 'audit#*'])]: 'the log of work and entries of who changed what only',
  [ofKeys(['proposals'])]: 'proposals only',
  [ofKeys(['work-log#*', 'improvement', 'proposals'])]: 'the log of work and its improvement only',
  [ofKeys(['improvement', 'proposals'])]: 'improvement only',
  [ofKeys(['account#*', 'work-log#*'], {
    'ForAnyValue:StringEquals': { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] },
  })]: 'of an account or the log of work only, in a transaction only',
  [ofKeys(['opt-out#*'])]: 'who wants no mails only',
  [ofKeys(['account#*', 'opt-out#*'])]: 'opt-outs only',
  [ofKeys(['account#*', 'csm#*', 'opt-out#*'])]: 'opt-outs and their people only',
  [ofKeys(['key#*', 'source#*'])]: 'sources and keys only',
  [ofKeys(['key#*', 'used#*'], {
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'usedAt'] },
    StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE'] },
  })]: 'when a key or secret was used only',
};

function conditionName(condition: unknown): string {
  const named = conditionNames[sortedKeys(condition)];
  if (named !== undefined) return `, ${named}`;
  switch (JSON.stringify(condition)) {
    case undefined:
      return '';
    case '{"StringLike":{"ses:FromAddress":["*@kaede-works.jp"]}}':
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
        .map((resource) => JSON.stringify(resource))
        .filter((resource) => !resource.includes(':configuration-set/'))
        .map((resource) => resource.match(/:identity\/([^"]+)"/)?.[1]);
      expect(identities).toEqual(config.mail.domains.flatMap((domain) => [`*@${domain}`, domain]));
      expect(Condition).toEqual({
        StringLike: { 'ses:FromAddress': config.mail.domains.map((domain) => `*@${domain}`) },
      });
    }
  });
});

/** The service of a client, as IAM calls it. */
const iamPrefixes: Record<string, string> = {
  eventbridge: 'events',
  scheduler: 'scheduler',
  sfn: 'states',
};

/** Where the permission has another name than the call. */
const iamActions: Record<string, string[]> = {
  // What it is made of is asked for one by one: transactedBy().
  'dynamodb:TransactWriteItems': [],
  'sqs:SendMessageBatch': ['sqs:SendMessage'],
  'sqs:DeleteMessageBatch': ['sqs:DeleteMessage'],
  'sqs:ChangeMessageVisibilityBatch': ['sqs:ChangeMessageVisibility'],
};

/** What transactions of a bundle may hold, with the permission that each asks for, as its single operation does. */
const transacted: [RegExp, string][] = [
  [/\bPut:[{\w]/, 'dynamodb:PutItem'],
  [/\bUpdate:[{\w]/, 'dynamodb:UpdateItem'],
  [/\bDelete:\{/, 'dynamodb:DeleteItem'],
  [/\bConditionCheck:\{/, 'dynamodb:ConditionCheckItem'],
];

function transactedBy(code: string): string[] {
  return transacted.flatMap(([pattern, action]) => (pattern.test(code) ? [action] : []));
}

/** Code that a function carries and never runs. */
const neverRun: Record<string, string[]> = {
  // Of what it shares with the operator's command it takes single rows.
  'act-from-web': ['dynamodb:BatchGetItem'],
  // It looks up one person, and lists nobody.
  unsubscribe: ['dynamodb:Query'],
  // What is taken back is taken back on pages, and the log of work is made anew by the operator.
  'serve-assistants': ['dynamodb:ConditionCheckItem', 'dynamodb:DeleteItem'],
  // It evaluates accounts as scoring does, and saves nothing.
  'serve-team': ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
  // It answers marks, and places none.
  'roll-up-usage': ['dynamodb:BatchWriteItem'],
  // It reads what was agreed on for accounts, and takes nothing of it back.
  'send-health-list': ['dynamodb:DeleteItem'],
  // It remembers that a task was reminded of, and takes nothing back.
  'sweep-outbox': ['dynamodb:DeleteItem'],
};

/** Whose the operations are that are called by their name alone. */
const servicesOfOperations: Record<string, string> = {
  BatchGetItem: 'dynamodb',
  BatchWriteItem: 'dynamodb',
  CreateSecret: 'secretsmanager',
  DeleteItem: 'dynamodb',
  DescribeExecution: 'states',
  GetAccountSendingEnabled: 'ses',
  GetIdentityDkimAttributes: 'ses',
  GetIdentityMailFromDomainAttributes: 'ses',
  GetIdentityVerificationAttributes: 'ses',
  GetItem: 'dynamodb',
  GetSendQuota: 'ses',
  GetSendStatistics: 'ses',
  Query: 'dynamodb',
  GetQueueAttributes: 'sqs',
  GetSecretValue: 'secretsmanager',
  PutItem: 'dynamodb',
  PutSecretValue: 'secretsmanager',
  Scan: 'dynamodb',
  SendMessageBatch: 'sqs',
  ReceiveMessage: 'sqs',
  DeleteMessageBatch: 'sqs',
  ChangeMessageVisibilityBatch: 'sqs',
  SendRawEmail: 'ses',
  StartExecution: 'states',
  StopExecution: 'states',
  TransactWriteItems: 'dynamodb',
  UpdateItem: 'dynamodb',
  UpdateSecretVersionStage: 'secretsmanager',
};

/** The operations that a bundle asks our own clients for: by their names, or by commands of the store's client. */
function namedCalls(code: string): string[] {
  const commands = [...code.matchAll(/\bsuper\(["'`](\w+)["'`],/g)].map(([, operation]) => operation as string);
  const calls = [...code.matchAll(/\.call(?:Once)?\(["'`](\w+)["'`]/g)].map(([, operation]) => operation as string);
  const asked = [...commands.filter((operation) => !operation.endsWith('Exception')), ...calls];
  return asked.map((operation) => `${servicesOfOperations[operation]}:${operation}`);
}

it('opening a page can change nothing, whatever the code says', () => {
  for (const stage of stages) {
    for (const name of ['serve-web', 'serve-team']) {
      const statements = statementsByFunction(stage).get(name) as Statement[];
      const actions = statements.flatMap(({ Action }) => Action).filter((action) => !action.startsWith('logs:'));
      expect(actions.filter((action) => !/:(Get|BatchGet|Query)/.test(action))).toEqual([]);
    }
  }
});

describe('what functions call', () => {
  // With everything that a stage may have.
  const edge =
    '{ api: "https://a1b2.execute-api.eu-west-1.amazonaws.com", certificate: "arn:aws:acm:us-east-1:123456789012:certificate/0b7a", onlyWay: all }';
  const whole = makeInstallation(
    'whole',
    `${readConfigText('prod')}\nchat: { secret: sakimawari/whole/chat, places: { big: { channel: teams, secret: sakimawari/whole/chat } } }\ncrm: { hubspot: { secret: sakimawari/whole/hubspot } }\nweb: { url: "https://cs.kaede-works.jp", edge: ${edge} }\nsignIn: { oidc: { name: Google, issuer: "https://accounts.google.com", clientId: c } }\n`,
  );
  const granted = statementsByFunction('whole', whole.template('app'));
  const called = bundled.map(({ name, texts, inputs }) => {
    const code = texts.join('\n');
    const calls = inputs.flatMap((input) => {
      const [, client, command] = /client-([\w-]+)\/.*\/commands\/(\w+)Command\.js$/.exec(input) ?? [];
      return client === undefined ? [] : [`${iamPrefixes[client] ?? client}:${command}`];
    });
    const all = [...calls, ...namedCalls(code)];
    return [name, [...all, ...(all.includes('dynamodb:TransactWriteItems') ? transactedBy(code) : [])]] as const;
  });

  it.each(called)('%s may call all that its code calls', (name, calls) => {
    expect(calls).not.toEqual([]);
    const allowed = (granted.get(name) as Statement[]).flatMap(({ Action }) => Action);
    const needed = calls
      .flatMap((call) => iamActions[call] ?? [call])
      .filter((call) => !neverRun[name]?.includes(call));
    expect(needed.filter((action) => !allowed.includes(action))).toEqual([]);
  });

  it('looks up whether a request comes from the edge, and nothing besides', () => {
    expect(asLines(granted.get('admit-from-edge') as Statement[])).toEqual(['secret of the edge: GetSecretValue']);
  });

  it('writes into a CRM by its own secret, and finds what is due there', () => {
    expect(asLines(granted.get('write-to-crm') as Statement[])).toEqual([
      'accounts, assigned, what is due in CRMs only: Query',
      'accounts, listed: Query',
      'accounts: BatchGetItem, ConditionCheckItem, GetItem, PutItem, Query, UpdateItem',
      'secret of a CRM: GetSecretValue',
    ]);
  });

  it('learns by what secret the identity provider knows us only where somebody is signed in by it', () => {
    const secret = 'secret of the identity provider: GetSecretValue';
    const knowing = [...granted].filter(([, statements]) => asLines(statements).includes(secret));
    expect(knowing.map(([name]) => name)).toEqual(['act-for-team']);
  });

  it('deletes in batches where an event waits for its account, where the operator asks for it, and what KPIs look at by day', () => {
    const deleting = bundled.filter(({ texts }) => texts.join('\n').includes('DeleteRequest:{Key'));
    expect(deleting.map(({ name }) => name)).toEqual([
      'answer-data-request',
      'attribute-events',
      'operate',
      'score-accounts',
    ]);
  });
});
