import { hashOfPart } from '../../domain/crm/crm-changes.ts';
import type { CrmMapping, CrmPart } from '../../domain/crm/crm-mapping.ts';
import type { CrmRun } from '../../domain/crm/crm-run.ts';
import { kpiSettingsSchema } from '../../domain/kpis/kpi-settings.ts';
import type { LinkAction } from '../../domain/links/link.ts';
import { linkFor, packLink } from '../../domain/links/link.ts';
import { personalKeyText } from '../../domain/sign-in/personal-key.ts';
import type { Session } from '../../domain/sign-in/session.ts';
import { addDays } from '../../domain/time/day.ts';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import { encodeChangedAccount } from '../../functions/aws/changed-accounts-queue.ts';
import { sealLink } from '../../functions/links/link-seal.ts';
import { encodeCsm, encodeTask } from '../../functions/store/accounts/account-items.ts';
import { crmMappingRecord, crmRunRecord } from '../../functions/store/crm/crm-rows.ts';
import { EventRows } from '../../functions/store/events/events.ts';
import type { Item } from '../../functions/store/item.ts';
import {
  ACCOUNT_BUCKETS,
  accountBucket,
  CRM_MAPPING_ROW_KEY,
  CRM_RUN_ROW_KEY,
  crmDueKey,
  crmStateRowKey,
  issuedKeyRowKey,
  linkRowKey,
  playbookRowKey,
  sessionRowKey,
  userKey,
} from '../../functions/store/keys.ts';
import { encodeMail } from '../../functions/store/outbox/outbox-items.ts';
import { PlaybookRecord } from '../../functions/store/playbooks/playbook-record.ts';
import { runningRow } from '../../functions/store/playbooks/running-row.ts';
import { encodePersonalKey, hashOfPersonalKey } from '../../functions/store/sign-in/personal-keys.ts';
import { sessionRecord } from '../../functions/store/sign-in/sessions.ts';
import { hashOfKey } from '../../functions/store/sources/source-keys.ts';
import { NONCE_BYTES } from '../../functions/team-pages/sealed-cookie.ts';
import { formTokenOf, sessionCookie } from '../../functions/team-pages/session-cookie.ts';
import { playbookReader } from '../../lib/bundle-functions.ts';
import { sampleTaskMail } from '../../test/support/sample-mails.ts';
import { sampleTask } from '../../test/support/sample-task.ts';
import { SECRET, signedDelivery } from '../../test/support/signed-delivery.ts';
import { projectRoot } from './project.ts';
import { AS_OF, clock, company, csm, playbook, SampleAccount } from './sample-account.ts';

/** What a function is called with first, and what AWS must have been asked for by then. */
export interface FirstCall {
  name: string;
  event: unknown;
  /** Shows that it did its work: an operation, or where it answers a request the status. */
  done: { asked: string } | { status: number } | 'nothing due';
}

const ACCOUNT = 'shinonome';
const API_KEY = `ska_${'A'.repeat(32)}`;
const PERSONAL_KEY = personalKeyText('A'.repeat(43), csm.id);
/** Of sources, of links, and of the edge: each function finds its own under the one name. */
export const SECRETS = JSON.stringify({ current: SECRET });
const LINK_KEY = Buffer.from(SECRET);

const sample = new SampleAccount(ACCOUNT);
const task = sampleTask({ account: ACCOUNT, assignee: csm.id });
const mail = { ...sampleTaskMail('ja'), person: csm.id, to: { name: csm.name, address: csm.email } };
const event = { id: 'e1', account: ACCOUNT, user: 'u1', event: 'login', source: 'demo', time: Date.now() };
const eventRow = new EventRows(clock, new RawRetention(clock, 400)).encode(event);

const READER = playbookReader(projectRoot);
const asBundlesWriteIt = new PlaybookRecord(READER);

const session: Session = {
  id: 's1',
  person: csm.id,
  role: csm.role,
  signedInAt: Date.now(),
  seenAt: Date.now(),
};
const https = { headers: { 'x-forwarded-proto': 'https', 'accept-language': 'ja' } };
const sealing = { keys: { current: LINK_KEY, all: [LINK_KEY] }, nonce: Buffer.alloc(NONCE_BYTES) };
const signedIn = {
  cookies: [sessionCookie(session, https, sealing).split(';')[0]],
  headers: { ...https.headers, 'content-type': 'application/x-www-form-urlencoded' },
};

const crmMapping: CrmMapping = {
  hubspot: {
    object: 'companies',
    record: { field: 'sakimawari_id' },
    fields: { cs_open_tasks: { direction: 'ours', value: 'open-tasks' } },
  },
};

/** Of today all accounts were gone through: what is left is what changed, as in most minutes. */
const crmRun: CrmRun = {
  pass: { day: new Date().toISOString().slice(0, 10), bucket: ACCOUNT_BUCKETS },
  crms: { hubspot: { mapping: hashOfPart(crmMapping.hubspot as CrmPart) } },
};

/** All there is in either table. */
export const rows: Item[] = [
  ...sample.items(),
  encodeCsm(csm),
  encodeTask(task),
  { ...sessionRowKey(session.person, session.id), ...sessionRecord.encode(session) },
  encodeMail(mail),
  runningRow('v3', playbook, READER),
  {
    ...playbookRowKey('v3'),
    pushedAt: { S: '2026-05-01T00:00:00.000Z' },
    ...asBundlesWriteIt.encode('v3', playbook),
  },
  {
    ...issuedKeyRowKey(hashOfKey(API_KEY)),
    source: { S: 'demo' },
    kind: { S: 'api' },
    createdAt: { S: '2026-05-01T00:00:00.000Z' },
  },
  encodePersonalKey(hashOfPersonalKey(PERSONAL_KEY), {
    ...{ person: csm.id, role: csm.role, name: 'Bench', hint: 'AAAA' },
    madeAt: new Date().toISOString(),
  }),
  eventRow,
  { ...CRM_MAPPING_ROW_KEY, ...crmMappingRecord.encode(crmMapping) },
  { ...CRM_RUN_ROW_KEY, ...crmRunRecord.encode(crmRun) },
  { ...crmStateRowKey(ACCOUNT), assignee: { S: crmDueKey(ACCOUNT) }, dueBy: { S: '2026-05-01T00:00:00.000Z' } },
];

const streamed = (item: Item, NewImage?: Item) => ({
  Records: [
    {
      eventID: '1',
      eventName: 'INSERT',
      dynamodb: { Keys: { pk: item.pk, sk: item.sk }, ...(NewImage && { NewImage }), SequenceNumber: '1' },
    },
  ],
});
const tokenTo = (action: LinkAction) => sealLink(packLink(linkFor(action, Date.now())), LINK_KEY);
const request = (method: string, path: string, more: object = {}) => ({
  version: '2.0',
  rawPath: path,
  rawQueryString: '',
  headers: { 'accept-language': 'ja', 'content-type': 'application/x-www-form-urlencoded' },
  pathParameters: { proxy: path.split('/').at(-1) },
  requestContext: { http: { method, path } },
  isBase64Encoded: false,
  ...more,
});
const toTask: LinkAction = {
  to: 'task',
  account: ACCOUNT,
  task: task.id,
  person: csm.id,
  assignee: csm.id,
  act: 'snooze',
};
const preferences: LinkAction = { to: 'preferences', account: ACCOUNT, contact: 'u0', kind: 'offers' };
const dynamo = (operation: string) => ({ asked: `DynamoDB_20120810.${operation}` });

export const firstCalls: FirstCall[] = [
  {
    name: 'act-from-web',
    event: request('POST', `/w/${tokenTo(toTask)}`, { body: `until=${addDays(clock.dayOf(Date.now()), 3)}` }),
    done: { status: 200 },
  },
  {
    name: 'act-for-team',
    event: request('POST', '/act/tasks/done', {
      ...signedIn,
      body: new URLSearchParams({
        form: formTokenOf(session, LINK_KEY),
        ...{ back: '/', task: task.id, outcome: 'helped', seen: '0' },
      }).toString(),
    }),
    done: dynamo('TransactWriteItems'),
  },
  { name: 'attribute-events', event: streamed(linkRowKey(userKey('u1'))), done: dynamo('Query') },
  { name: 'check-senders', event: {}, done: { asked: 'GetSendQuota' } },
  { name: 'write-to-crm', event: {}, done: { asked: 'POST /crm/v3/objects/companies/batch/update' } },
  { name: 'deliver-outbox', event: streamed(encodeMail(mail), encodeMail(mail)), done: { asked: 'SendRawEmail' } },
  { name: 'operate', event: { command: 'describe' }, done: 'nothing due' },
  { name: 'receive-events', event: delivery(), done: { status: 202 } },
  { name: 'record-mail-feedback', event: feedback(), done: dynamo('GetItem') },
  { name: 'roll-up-usage', event: streamed(eventRow), done: dynamo('PutItem') },
  {
    name: 'score-accounts',
    event: { buckets: [accountBucket(ACCOUNT)], startedAt: new Date().toISOString(), asOf: AS_OF },
    done: dynamo('PutItem'),
  },
  {
    name: 'score-changed',
    event: {
      Records: [
        {
          messageId: '1',
          body: encodeChangedAccount(ACCOUNT),
          attributes: { SentTimestamp: String(Date.now()) },
        },
      ],
    },
    done: dynamo('TransactWriteItems'),
  },
  // In the hour of somebody's digest: in most there is nobody to write to, and little is loaded.
  { name: 'send-digests', event: { at: '2026-06-01T08:00:00+09:00' }, done: dynamo('PutItem') },
  { name: 'send-health-list', event: {}, done: dynamo('Query') },
  { name: 'send-kpi-report', event: { at: '2026-06-01T09:00:00+09:00' }, done: dynamo('Query') },
  {
    name: 'serve-api',
    event: request('GET', `/v1/accounts/${ACCOUNT}`, { headers: { authorization: `Bearer ${API_KEY}` } }),
    done: { status: 200 },
  },
  {
    name: 'serve-assistants',
    event: request('POST', '/mcp', {
      headers: { 'content-type': 'application/json', authorization: `Bearer ${PERSONAL_KEY}` },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'who_needs_me' } }),
    }),
    done: { status: 200 },
  },
  {
    name: 'serve-team',
    event: request('GET', '/', signedIn),
    done: { status: 200 },
  },
  { name: 'serve-web', event: request('GET', `/w/${tokenTo(toTask)}`), done: { status: 200 } },
  { name: 'answer-data-request', event: { request: 'none' }, done: dynamo('GetItem') },
  { name: 'study-accounts', event: { study: 'none', attempt: 1, shard: 0 }, done: dynamo('BatchGetItem') },
  // As eleven of twelve sweeps are called; the one on the hour goes through the lists.
  { name: 'sweep-outbox', event: { at: '2026-06-01T00:10:00Z' }, done: { asked: 'SendRawEmail' } },
  {
    name: 'unsubscribe',
    event: request('POST', `/u/${tokenTo(preferences)}`, { body: 'List-Unsubscribe=One-Click' }),
    done: { status: 200 },
  },
  {
    name: 'admit-from-edge',
    event: { headers: { 'x-sakimawari-edge': SECRET } },
    done: 'nothing due',
  },
];

/** What every function is told by its environment, those of others beside. */
export const environment: Record<string, string> = {
  STAGE: 'bench',
  EVENTS_TABLE: 'events',
  ACCOUNTS_TABLE: 'accounts',
  COMPANY: JSON.stringify(company),
  TIME_ZONE: company.timeZone,
  TRAITS: '{"accounts":{},"contacts":{}}',
  KPIS: JSON.stringify(kpiSettingsSchema.parse({})),
  RAW_RETENTION_IN_DAYS: '400',
  QUARANTINED_PER_SOURCE_AND_DAY: '10000',
  WAITING_PER_SOURCE_AND_DAY: '100000',
  NEW_NAMES_PER_SOURCE_AND_DAY: '500',
  NEW_USERS_PER_SOURCE_AND_DAY: '10000',
  NEW_ACCOUNTS_PER_SOURCE_AND_DAY: '500',
  QUARANTINE_KEPT_IN_DAYS: '90',
  KEPT_IN_DAYS: '{"retention.unknownAccountsInDays":90}',
  SOURCES: '["demo"]',
  SOURCE_SECRETS_PREFIX: 'sources/',
  API_URL: 'https://api.example.com',
  WEB_URL: 'https://api.example.com',
  CHANGED_ACCOUNTS_QUEUE_URL: 'https://sqs.example.com/1/changed-accounts',
  SCORING_STATE_MACHINE_ARN: 'arn:aws:states:ap-northeast-1:1:stateMachine:scoring',
  STUDIES_STATE_MACHINE_ARN: 'arn:aws:states:ap-northeast-1:1:stateMachine:studies',
  DATA_REQUESTS_STATE_MACHINE_ARN: 'arn:aws:states:ap-northeast-1:1:stateMachine:data-requests',
  SCORING_SCHEDULE_NAME: 'scoring',
  BUS_EVENTS: 'on',
  EVENT_BUS: 'sakimawari',
  CONFIGURATION_SET: 'sakimawari',
  LINK_KEYS: 'links',
  SESSION_KEYS: 'sessions',
  EDGE_KEYS: 'edge',
  IDENTITY_PROVIDER: '',
  CLIENT_SECRET: '',
  CHAT_PLACES: '[]',
  CHAT_CHANNELS: '{}',
  FEEDS_CRM: 'off',
  CRM_NAMES: '[]',
  DEAD_LETTER_QUEUES: '{}',
};

function delivery() {
  const now = Date.now();
  return signedDelivery(JSON.stringify({ ...event, source: undefined, time: new Date(now).toISOString() }), now);
}

function feedback() {
  return {
    source: 'aws.ses',
    'detail-type': 'Email Delivered',
    detail: {
      eventType: 'Delivery',
      mail: {
        timestamp: new Date().toISOString(),
        messageId: 'm',
        source: 'sato@example.com',
        destination: ['u@example.com'],
        tags: { mail: ['tag'] },
      },
      delivery: { timestamp: new Date().toISOString(), recipients: ['u@example.com'] },
    },
  };
}
