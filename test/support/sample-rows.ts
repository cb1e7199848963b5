import { readFileSync } from 'node:fs';
import { memberOf, operatorNamed, programOf } from '../../domain/audit/audit.ts';
import type { BoardEntry } from '../../domain/board/board-entry.ts';
import type { BusEvent } from '../../domain/bus/bus-events.ts';
import { busPost } from '../../domain/bus/work-events.ts';
import type { AccountState } from '../../domain/evaluation/evaluate.ts';
import type { AccountCourse, CourseDay } from '../../domain/kpis/course-days.ts';
import { usualKpiRules } from '../../domain/kpis/kpi-rules.ts';
import { yearParts } from '../../domain/kpis/year-summary.ts';
import type { LedgerEntry } from '../../domain/ledger/ledger-entry.ts';
import { newDataRequest } from '../../domain/personal-data/data-request.ts';
import { storiesSchema } from '../../domain/stories/story.ts';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import { encodeNumberedTally } from '../../domain/usage/tally/numbered-tally.ts';
import { TallyBuilder, type UsageDay } from '../../domain/usage/tally/usage-tally.ts';
import {
  decodeActivity,
  decodeAnswer,
  decodeDeadAddress,
  decodeEpisode,
  decodeTask,
  encodeAccount,
  encodeActivity,
  encodeAnswer,
  encodeContact,
  encodeCsm,
  encodeDeadAddress,
  encodeEpisode,
  encodeSignalFeedback,
  encodeTask,
} from '../../functions/store/accounts/account-items.ts';
import { DynamoNextActions } from '../../functions/store/accounts/next-actions.ts';
import { decodeReportedFacts, withReportedAt } from '../../functions/store/accounts/reported-facts.ts';
import { decodeState, encodeState } from '../../functions/store/accounts/state-item.ts';
import { decodeWork, encodeWork } from '../../functions/store/activities/work-log.ts';
import { decodeAuditEntry } from '../../functions/store/audit/audit-items.ts';
import { decodeBoard, encodeBoard } from '../../functions/store/board/board-items.ts';
import { PutItemCommand } from '../../functions/store/client.ts';
import {
  crmMappingRecord,
  crmRunRecord,
  crmStateRecord,
  DynamoCrm,
  decodeRecordStates,
} from '../../functions/store/crm/crm-rows.ts';
import { decodeCoverage, encodeCoverage } from '../../functions/store/data-map/coverage-items.ts';
import { DynamoBackfills } from '../../functions/store/events/backfills.ts';
import { DynamoCalls } from '../../functions/store/events/calls.ts';
import { DynamoEvents, EventRows } from '../../functions/store/events/events.ts';
import {
  decodeFleetCounts,
  decodeFleetDay,
  encodeFleetCounts,
  encodeFleetDay,
} from '../../functions/store/fleet/fleet-days.ts';
import { encodeMove, moveRecord, teamRatingRecord } from '../../functions/store/improvement/improvements.ts';
import { proposalRecord } from '../../functions/store/improvement/proposals.ts';
import type { Item } from '../../functions/store/item.ts';
import {
  CRM_MAPPING_ROW_KEY,
  CRM_RUN_ROW_KEY,
  crmStateRowKey,
  erasureRowKey,
  pauseRowKey,
  playbookRowKey,
  proposalRowKey,
  runningErasureRowKey,
  STORIES_SORT_KEY,
  teamRatingRowKey,
  usageKey,
} from '../../functions/store/keys.ts';
import { decodeCourseVolume, encodeCourseVolume } from '../../functions/store/ledger/course-volume-items.ts';
import { decodeYear, encodeYear } from '../../functions/store/ledger/kpi-years-reader.ts';
import { DynamoLedger } from '../../functions/store/ledger/ledger.ts';
import { encodeLedgerEntry } from '../../functions/store/ledger/ledger-items.ts';
import { decodeNpsDays, encodeNpsDays } from '../../functions/store/ledger/nps-days.ts';
import { decodeNpsMonth, encodeNpsMonth } from '../../functions/store/ledger/nps-months.ts';
import { DynamoAddresses, decodePause, decodeSuppression } from '../../functions/store/outbox/addresses.ts';
import { DynamoMailHistory } from '../../functions/store/outbox/mail-history.ts';
import { DynamoOptOuts } from '../../functions/store/outbox/opt-outs.ts';
import { decodeRow, encodeRow } from '../../functions/store/outbox/outbox-items.ts';
import { DynamoSendingProblems } from '../../functions/store/outbox/sending-problems.ts';
import { dataRequestRecord, encodeDataRequest } from '../../functions/store/personal-data/data-requests.ts';
import { erasureRecord, runningErasureRecord } from '../../functions/store/personal-data/erasures.ts';
import { DynamoPlaybooks, storiesRecord } from '../../functions/store/playbooks/playbooks.ts';
import { decodeQuarantined, encodeQuarantined } from '../../functions/store/quarantine/quarantine-items.ts';
import { DynamoQuarantinedEvents, decodeDrop } from '../../functions/store/quarantine/quarantined-events.ts';
import { RestoredMark } from '../../functions/store/restoring/restored-mark.ts';
import { DynamoPersonalKeys, encodePersonalKey } from '../../functions/store/sign-in/personal-keys.ts';
import { DynamoSessions } from '../../functions/store/sign-in/sessions.ts';
import { DynamoSignIns } from '../../functions/store/sign-in/sign-ins.ts';
import { decodeRegistration, encodeRegistration } from '../../functions/store/sources/registration-record.ts';
import { DynamoSourceArrivals, readLastDays } from '../../functions/store/sources/source-arrivals.ts';
import { DynamoSourceRegistry } from '../../functions/store/sources/source-registry.ts';
import {
  decodeStudy,
  decodeStudyAnswer,
  decodeStudyPart,
  encodeStudy,
  encodeStudyAnswer,
  encodeStudyPart,
  type StudyRecord,
} from '../../functions/store/studies/studies.ts';
import { DynamoLifetime } from '../../functions/store/usage/lifetime.ts';
import { markIfLate, overtaking } from '../../functions/store/usage/overtaken-usage.ts';
import { DynamoUsage } from '../../functions/store/usage/usage.ts';
import {
  decodeKnown,
  decodeOvertakenDays,
  decodeUsageDays,
  encodeTallyRows,
} from '../../functions/store/usage/usage-codec.ts';
import { DynamoLinks } from '../../functions/store/user-links/link-records.ts';
import { DynamoCustomerAnswers, encodeCsScore } from '../../functions/store/work/customer-answers.ts';
import { DynamoCustomerPages } from '../../functions/store/work/customer-pages.ts';
import { csScoreRecord, customerCommentRecord } from '../../functions/store/work/customer-word-records.ts';
import { decodeSignalWork, encodeSignalWork } from '../../functions/store/work/signal-work.ts';
import { encodeSurveyAsk, surveyAskRecord } from '../../functions/store/work/surveys.ts';
import { WebRecords } from '../../functions/store/work/web-records.ts';
import { keptRows } from './kept-rows.ts';
import { namesRule } from './names-rule.ts';
import { sampleApprovalMail, sampleTaskMail } from './sample-mails.ts';
import { sampleTask } from './sample-task.ts';
import { defaultPlaybook, tokyo } from './story.ts';

type Table = ReturnType<typeof keptRows>;

/** One kind of row: what writes it in the product, and what reads it there. */
interface SampleRows {
  write(table: Table): Promise<unknown> | Item[];
  read(rows: Item[], table: Table): unknown;
}

const NAME = 'accounts';
const EXPIRES_AT = 1_790_000_000;
const AT = '2026-06-01T09:30:00.000Z';
const AT_IN_MS = Date.parse(AT);

const study: StudyRecord = {
  id: 'Rk3uJ0yR6m1cQ2vX9sPzAg',
  kind: 'what-if',
  question: {
    from: '2025-06-01',
    to: '2026-05-31',
    change: { set: [{ path: 'signals.logins-fell.when.tripsAtOrBelow', value: 0.7 }] },
  },
  playbook: 'v3',
  today: '2026-06-01',
  askedBy: 'aya',
  askedAt: AT,
  attempt: 2,
  shards: 32,
  state: 'running',
};

const account = {
  id: 'koa',
  name: 'Koa Design',
  plan: 'team',
  seats: 20,
  mrr: 120_000,
  currency: 'JPY',
  renewalDate: '2026-09-30',
  csm: 'aoi',
} as never;
const contact = { id: 'rin', account: 'koa', name: 'Rin', email: 'rin@koa.example', role: 'champion' } as never;
const csm = { id: 'aoi', name: 'Aoi', email: 'aoi@tool.example', role: 'csm' } as never;

const liveEpisode = {
  signal: 'logins-fell',
  subject: null,
  openedOn: '2026-05-20',
  baseline: 10,
  baselineBusinessDays: 19,
  steps: ['task:check-in-call'],
  tasks: [
    { id: 'koa/logins-fell/-/2026-05-20/check-in-call', template: 'check-in-call', due: '2026-05-24', assignee: 'aoi' },
  ],
};
const state: AccountState = {
  lastScoredDay: '2026-05-31',
  watchedSince: '2026-01-05',
  stage: { stage: 'adopted', since: '2026-02-01', by: 'fact', fact: 'adopted', past: [] } as never,
  health: { score: 612, parts: [], stale: false, day: '2026-05-31' } as never,
  scores: { '2026-05-30': 611, '2026-05-31': 612 },
  episodes: [liveEpisode],
  rules: 'a1b2c3',
};

const day = (): UsageDay => {
  const builder = new TallyBuilder();
  builder.add('login', 'rin');
  builder.add('login', 'sora');
  builder.add('records.total', 'rin', { value: 70, time: AT_IN_MS, id: 'e1', source: 'app' });
  return { day: '2026-06-01', ...builder.build() };
};

const events = () => new EventRows(tokyo, new RawRetention(tokyo, 35));
const arrived = { source: 'app', id: 'e1', time: AT_IN_MS };
const web = (table: Table) => new WebRecords(table.json, NAME);
const each =
  <Value>(decode: (row: Item) => Value) =>
  (rows: Item[]) =>
    rows.map(decode);

/** By the name of the record in errors; attributes that have no record by that of their row. */
const sampleSession = { id: 's1', person: 'aoi', role: 'manager', signedInAt: AT_IN_MS, seenAt: AT_IN_MS } as const;
const sampleAsk = { id: 'one', askedAt: AT_IN_MS, by: 'mail' } as const;

export const sampleRows: Record<string, SampleRows> = {
  account: {
    write: () => [withReportedAt(encodeAccount(account), { facts: account, reportedAt: { mrr: AT_IN_MS } as never })],
    read: each((row) => decodeReportedFacts('accounts', row)),
  },
  contact: {
    write: () => [
      withReportedAt(encodeContact(contact), {
        facts: contact,
        reportedAt: { email: AT_IN_MS } as never,
        reportedBy: { email: 'app' } as never,
      }),
    ],
    read: each((row) => decodeReportedFacts('contacts', row)),
  },
  csm: {
    write: () => [withReportedAt(encodeCsm(csm), { facts: csm, reportedAt: {} as never })],
    read: each((row) => decodeReportedFacts('csms', row)),
  },
  'account-state': {
    write: () => [
      encodeState('koa', { version: 7, state }),
      encodeState('lio', { version: 3, state: { ...state, episodes: [], quiet: { 'nps-low': 'd1q2w3' } } }),
    ],
    read: each(decodeState),
  },
  episode: {
    write: () => {
      const opened = {
        id: 'koa/logins-fell/-/2026-05-20',
        account: 'koa',
        signal: 'logins-fell',
        subject: null,
        openedOn: '2026-05-20',
        arm: { play: 'check-in', name: 'call-at-once', trial: 'k3x9p1' },
        evidence: { baseline: 10, recent: 4 } as never,
        recoveredOn: null,
        closedAs: null,
        cooldownInDays: 30,
      };
      const id = 'koa/nps-low/n1/2026-04-02';
      const closed = { ...opened, id, signal: 'nps-low', subject: 'n1', person: 'rin', openedOn: '2026-04-02' };
      return [encodeEpisode(opened), encodeEpisode({ ...closed, recoveredOn: '2026-05-02', closedAs: 'recovered' })];
    },
    read: each(decodeEpisode),
  },
  task: {
    write: () => [
      encodeTask(sampleTask()),
      encodeTask(
        sampleTask({
          id: 'shinonome/logins-fell/-/2026-06-01/check-in-call/sales',
          status: 'done',
          outcome: { type: 'reached' } as never,
          note: 'Back in July',
          minutes: 20,
          closedOn: '2026-06-03',
          playbook: 'v3',
        }),
      ),
    ],
    read: each(decodeTask),
  },
  'signal-feedback': {
    write: () => [
      encodeSignalFeedback({
        account: 'koa',
        task: 'koa/logins-fell/-/2026-05-20/check-in-call',
        episode: 'koa/logins-fell/-/2026-05-20',
        signal: 'logins-fell',
        subject: null,
        template: 'check-in-call',
        verdict: 'useful',
        by: 'aoi',
        day: '2026-05-22',
      }),
    ],
    // People look at these rows; the product reads what the task says.
    read: (rows) => rows.length,
  },
  'renewal-answer': {
    write: () => [
      encodeAnswer('koa', {
        renewalDate: '2026-09-30',
        answer: 'undecided',
        comment: null,
        day: '2026-07-02',
        earlier: [{ answer: 'renew', comment: 'Gladly', day: '2026-07-01' }],
      } as never),
    ],
    read: each(decodeAnswer),
  },
  activity: {
    write: () => [
      encodeActivity('koa', { id: 'a1', day: '2026-05-22', kind: 'call', by: 'aoi', minutes: 15 }, EXPIRES_AT),
    ],
    read: each(decodeActivity),
  },
  'improvement-move': {
    write: () => [
      {
        ...encodeMove({
          ...{ id: 'm1', activity: 'monthly-call', kind: 'reduce', from: 'O-3', stage: 'adoption', owner: 'aoi' },
          ...{ due: '2026-06-30', note: 'Every other month', agreedOn: '2026-05-22', doneOn: '2026-06-01' },
        }),
      },
    ],
    read: each((item) => moveRecord.decode(item)),
  },
  'survey-ask': {
    write: () => [
      encodeSurveyAsk({
        ...{ account: 'koa', contact: 'ren', mail: 'm1', survey: 'activity', activity: 'training', day: '2026-06-01' },
        ...{ segment: 'fan', role: 'admin' },
      }),
    ],
    read: each((item) => surveyAskRecord.decode(item)),
  },
  'cs-score': {
    write: () => [
      encodeCsScore({
        ...{ account: 'koa', contact: 'ren', mail: 'm2', score: 6, day: '2026-06-01', comment: 'Slow' },
        hasLeft: true,
      }),
    ],
    read: each((item) => csScoreRecord.decode(item)),
  },
  proposal: {
    write: () => [
      {
        ...proposalRowKey('20260601-1a2b3c4d5e'),
        ...proposalRecord.encode({
          id: '20260601-1a2b3c4d5e',
          idea: { kind: 'early', activity: 'training', at: { stage: 'adoption' } },
          ...{ from: { move: 'm1', activity: 'training' }, by: 'aoi', proposedAt: '2026-06-01T01:00:00.000Z' },
          why: 'They ask in the first month',
          tried: { version: 'v3', content: 'hash', stories: 's1', whatIf: 'w1', at: '2026-06-01T01:00:01.000Z' },
          decided: { how: 'published', by: 'mia', at: '2026-06-02T01:00:00.000Z', why: 'Let us try', version: 'v4' },
        }),
      },
    ],
    read: each((item) => proposalRecord.decode(item)),
  },
  'playbook-stories': {
    write: () => [
      {
        ...playbookRowKey(STORIES_SORT_KEY),
        ...storiesRecord.encode([
          {
            file: 'no-login.yaml',
            stories: storiesSchema.parse({
              stories: [{ story: 'Quiet for long', expect: [{ on: '2026-06-01', opens: 'no-login' }] }],
            }),
          },
        ]),
      },
    ],
    read: each((item) => storiesRecord.decode(item)),
  },
  'team-rating': {
    write: () => [
      {
        ...teamRatingRowKey({ activity: 'training', by: 'aoi' }),
        ...teamRatingRecord.encode({ activity: 'training', by: 'aoi', expectation: 'as-expected', day: '2026-05-22' }),
      },
    ],
    read: each((item) => teamRatingRecord.decode(item)),
  },
  'logged-work': {
    write: () => [
      encodeWork({
        ...{ id: 'a1', account: 'koa', day: '2026-05-22', at: '2026-05-22T01:00:00.000Z', by: 'aoi', medium: 'call' },
        ...{ activity: 'answer-inquiry', initiative: 'reactive', scope: 'general', skill: 'basic' },
        ...{ minutes: 15, outcome: 'solved', replies: 1, stage: 'adoption' },
      }),
    ],
    read: each(decodeWork),
  },
  erasure: {
    write: () => [
      {
        ...erasureRowKey('q1w2'),
        ...erasureRecord.encode({ id: 'r1', askedBy: 'aya', askedAt: AT, finishedAt: AT, erased: { contact: 1 } }),
      },
    ],
    read: each((item) => erasureRecord.decode(item)),
  },
  'data-request': {
    write: () => [
      encodeDataRequest({
        ...newDataRequest(
          {
            id: 'q1',
            what: 'export',
            subject: { account: 'koa', person: 'rin' },
            isEverywhere: false,
            askedBy: 'sora',
          },
          AT,
        ),
        ...{ from: '{"look":"usage"}', found: { contact: 1 }, parts: [1] },
      }),
    ],
    read: each((item) => dataRequestRecord.decode(item)),
  },
  'running-erasure': {
    write: () => [
      {
        ...runningErasureRowKey('q1w2'),
        ...runningErasureRecord.encode({
          person: { account: 'koa', id: 'rin', addresses: ['rin@koa.example'], names: ['Rin'] },
          pseudonym: 'erased-Zx81mQpLw0aB',
          record: 'r1',
        }),
      },
    ],
    read: each((item) => runningErasureRecord.decode(item)),
  },
  'dead-address': {
    write: () => [encodeDeadAddress('koa', { contact: 'rin', address: 'rin@koa.example', day: '2026-05-22' } as never)],
    read: each(decodeDeadAddress),
  },
  'course-volume': {
    write: () => {
      const step: CourseDay['steps'][number] = [
        'koa',
        { state: { kind: 'paying', mrr: { JPY: 120_000 }, attributes: { plan: 'team' } }, reason: 'more' },
      ];
      const days: CourseDay[] = [{ day: '2026-03-01', steps: [step], links: [['koa', { parent: 'world' }]] }];
      return ['2026-03', '2027'].flatMap((of) => encodeCourseVolume(7, { of, days }));
    },
    read: each(decodeCourseVolume),
  },
  study: { write: () => [encodeStudy(study)], read: each(decodeStudy) },
  'study-part': {
    write: () => [
      encodeStudyPart(study, 7, {
        part: { accounts: 2, accountDays: 730 },
        accounts: 2,
        failed: [{ reason: 'unreadable-record', accounts: 1, examples: ['torn'] }],
        computedInMs: 41,
      }),
    ],
    read: each(decodeStudyPart),
  },
  'study-answer': {
    write: () => [
      encodeStudyAnswer(study, { attempt: 2, answer: { accountDays: 730 }, accounts: 2, failed: [], computedInMs: 41 }),
    ],
    read: each(decodeStudyAnswer),
  },
  'signal-work': {
    write: () => [
      encodeSignalWork({
        countedAt: '2026-05-22T18:00:00.000Z',
        weeks: [
          {
            week: '2026-05-18',
            signals: {
              'logins-fell': {
                raised: 3,
                done: 1,
                ignored: 1,
                words: { useful: 1, 'too-early': 0, 'false-alarm': 1 },
              },
            },
          },
        ],
        data: { 'logins-fell': { state: 'partly', missing: ['login'] } },
      }),
    ],
    read: each(decodeSignalWork),
  },
  'fleet-day': {
    write: () => [
      encodeFleetDay('2026-05-31', {
        'login/28/3/businessDay': { median: 0.63, accounts: 214, moved: { way: 'down', since: '2026-05-29' } },
      }),
    ],
    read: each(decodeFleetDay),
  },
  'fleet-counts': {
    write: () => [encodeFleetCounts('2026-05-31', 7, { 'login/28/3/businessDay': { '-46': 2, '0': 1 } })],
    read: each(decodeFleetCounts),
  },
  'nps-days': {
    write: () => [
      encodeNpsDays(7, {
        '2026-05-30': { promoters: 8, passives: 2, detractors: 1 },
        '2026-05-31': { promoters: 8, passives: 3, detractors: 1 },
      }),
    ],
    read: each(decodeNpsDays),
  },
  'nps-month': {
    write: () => [encodeNpsMonth('2026-05', { promoters: 8, passives: 2, detractors: 1 })],
    read: each(decodeNpsMonth),
  },
  'kpi-year': {
    write: () => {
      const state = { kind: 'paying', mrr: { JPY: 120_000 }, attributes: { plan: 'team' } } as const;
      const one: AccountCourse = { account: 'koa', course: [{ day: '2025-03-01', state }], links: [] };
      const other: AccountCourse = {
        account: 'umi',
        course: [{ day: '2026-02-01', state, reason: 'more' }],
        links: [{ day: '2026-02-01', parent: 'world' }],
      };
      return yearParts([one, other], '2026-05-22', usualKpiRules).map((year, part) => encodeYear(7, part, year));
    },
    read: each(decodeYear),
  },
  'ledger-entry': {
    write: () =>
      [
        { fact: 'mrr', from: '2026-03-01', value: { amount: 120_000, currency: 'JPY' }, reason: 'more people' },
        { fact: 'mrr', product: 'chat', from: '2026-04-01', value: null },
        { fact: 'status', from: '2026-06-01', value: null, withdrawn: true, note: 'stays after all' },
      ].map((said) =>
        encodeLedgerEntry('koa', {
          ...said,
          recordedAt: AT_IN_MS,
          door: 'import',
          who: 'import by aoi',
        } as LedgerEntry),
      ),
    read: (_, { client }) => new DynamoLedger(client, NAME).read('koa'),
  },
  board: {
    write: () => {
      const entries: BoardEntry[] = [
        { account: 'koa', name: 'Koa', score: null, change: null, openTasks: 0 },
        {
          account: 'shinonome',
          name: '株式会社東雲',
          csm: 'aoi',
          stage: 'adoption',
          segment: 'enterprise',
          mrr: 120_000,
          currency: 'JPY',
          renewal: '2026-12-31',
          churnedOn: '2027-01-01',
          parent: 'koa',
          openSignals: ['logins-fell', 'no-login'],
          productScore: 410,
          score: 612,
          change: -38,
          openTasks: 2,
        },
      ];
      return [encodeBoard(7, { asOf: AT_IN_MS, entries }, 3)];
    },
    read: each(decodeBoard),
  },
  coverage: {
    write: () => [
      encodeCoverage(7, {
        accounts: 2,
        events: { login: { accounts: 2, lastMonth: '2026-06' } },
        measures: { licenses: { accounts: 1, lastMonth: '2026-05' } },
        accountFields: { id: 2, renewalDate: 1 },
        contactFields: { role: 1, 'role=champion': 1 },
        records: { activities: 1 },
      }),
    ],
    read: each(decodeCoverage),
  },
  'next-action': {
    write: ({ client }) =>
      new DynamoNextActions(client, NAME).save('koa', {
        text: 'Call in July',
        by: 'aoi',
        day: '2026-06-01',
        score: 612,
      }),
    read: (_, { client }) => new DynamoNextActions(client, NAME).find(['koa']),
  },
  'crm-state': {
    write: () => [
      {
        ...crmStateRowKey('koa'),
        ...crmStateRecord.encode({
          hubspot: { record: '101', mapping: 'm-1', written: { cs_score: 'a-1' }, at: AT },
          salesforce: { record: 'koa', mapping: 'm-2', written: {}, gone: { since: AT } },
          kintone: { record: '7', mapping: 'm-3', written: {}, refused: { since: AT, code: 'CB_VA01', fields: 'b-2' } },
        }),
      },
      { ...crmStateRowKey('hayama'), assignee: { S: 'crm-due#3' }, dueBy: { S: AT } },
    ],
    read: each(decodeRecordStates),
  },
  'crm-mapping': {
    write: () => [
      {
        ...CRM_MAPPING_ROW_KEY,
        ...crmMappingRecord.encode({
          hubspot: {
            object: 'companies',
            record: { field: 'sakimawari_id' },
            fields: {
              cs_score: { direction: 'ours', value: 'score' },
              cs_grade: { direction: 'ours', value: 'grade', as: { 'at-risk': 'RED' }, most: 20 },
              lifecyclestage: { direction: 'theirs' },
            },
          },
          salesforce: { object: 'Account', record: 'account', fields: {} },
          kintone: { app: 42, record: 'account', fields: {} },
        }),
      },
    ],
    read: (_, { client }) => new DynamoCrm(client, NAME).mapping(),
  },
  'crm-run': {
    write: () => [
      {
        ...CRM_RUN_ROW_KEY,
        ...crmRunRecord.encode({
          pass: { day: '2026-06-01', bucket: 12 },
          lookedUntil: AT,
          crms: {
            hubspot: {
              ...{ mapping: 'm-1', notBefore: AT, failures: 2, isBehind: true, isShut: true },
              ...{ waiting: { since: AT, code: 'http-401' }, wroteAt: AT },
              fields: { cs_reasons: { since: AT, code: 'PROPERTY_DOESNT_EXIST' } },
              calls: { day: '2026-06-01', count: 3 },
            },
          },
        }),
      },
    ],
    read: (_, { client }) => new DynamoCrm(client, NAME).run(),
  },
  invitation: {
    write: ({ client }) =>
      new DynamoCustomerPages(client, NAME).replaceInvitation('koa', undefined, {
        contact: 'ren',
        invitedAt: '2026-06-01T03:00:00.000Z',
        by: 'aoi',
        revokedUntil: 1_780_000_000,
        openedOn: '2026-06-02',
      }),
    read: (_, table) => web(table).invitation('koa', 'ren'),
  },
  'goal-proposal': {
    write: ({ client }) =>
      new DynamoCustomerPages(client, NAME).propose(
        'koa',
        undefined,
        {
          ...{ name: 'Invoices out in 2 days', measure: 'days', start: 5, target: 2, date: '2026-12-25' },
          ...{ at: AT, day: '2026-06-01', by: 'aoi', agreed: { contact: 'ren', day: '2026-06-02' } },
        },
        { at: AT, who: memberOf('aoi'), door: 'page', what: 'goal-proposed', about: {}, before: null, after: null },
      ),
    read: (_, table) => web(table).goalProposal('koa'),
  },
  'customer-comment': {
    write: ({ client }) =>
      new DynamoCustomerPages(client, NAME).addComment(
        'koa',
        { contact: 'ren', day: '2026-06-01', at: '2026-06-01T03:00:00.000Z', number: 1, text: 'Could we start later?' },
        1_800_000_000,
        {},
      ),
    read: each((item) => customerCommentRecord.decode(item)),
  },
  'sign-in-asks': {
    write: ({ client }) =>
      new DynamoSignIns(client, NAME).keep('aoi', undefined, {
        asks: [
          { id: 'one', askedAt: AT_IN_MS, by: 'mail', page: '/tasks/koa', usedAt: AT_IN_MS + 1 },
          { id: 'two', askedAt: AT_IN_MS, by: 'operator' },
        ],
      }),
    read: (_, { client }) => new DynamoSignIns(client, NAME).asks('aoi'),
  },
  'last-act': {
    write: ({ client }) =>
      new DynamoSignIns(client, NAME).remember({
        session: sampleSession,
        act: {
          at: AT_IN_MS,
          text: 'Done: Koa Design · Call the champion',
          left: ['Lio · Write to them: closed in the meantime'],
          undo: [{ account: 'koa', task: 'koa/logins-fell/-/2026-05-20/call', change: 2, name: 'Koa Design · Call' }],
        },
      }),
    read: async (_, { client }) => {
      const { lastAct } = await new DynamoSessions(client, NAME).read(sampleSession);
      return lastAct === undefined ? [] : [lastAct];
    },
  },
  'personal-key': {
    write: () => [
      encodePersonalKey('hash', { person: 'aoi', role: 'csm', name: 'My assistant', hint: 'a1b2', madeAt: AT }),
    ],
    read: (_, { client }) => new DynamoPersonalKeys(client, NAME).find('hash'),
  },
  session: {
    write: ({ client }) => new DynamoSignIns(client, NAME).begin(sampleSession, { asks: [] }, { asks: [sampleAsk] }),
    read: (_, { client }) => new DynamoSessions(client, NAME).read(sampleSession),
  },
  'outbox-row': {
    write: () => [
      encodeRow(sampleTaskMail('en')),
      encodeRow(sampleApprovalMail('ja')),
      encodeRow({
        channel: 'chat',
        id: 'koa/logins-fell/-/2026-05-20',
        account: 'koa',
        status: 'pending',
        createdAt: AT,
        message: { text: 'Logins fell', blocks: [{ type: 'section', title: 'Koa Design', lines: ['Logins fell'] }] },
      }),
      encodeRow({
        channel: 'chat',
        place: 'enterprise',
        id: 'koa/logins-fell/-/2026-05-20/chat/enterprise',
        account: 'koa',
        status: 'pending',
        createdAt: AT,
        message: { text: 'Logins fell' },
      }),
      encodeRow(
        busPost('koa', 'evaluation-7', [
          { id: 'b1', name: 'account.health-dropped', at: AT, account: 'koa', data: {} } as unknown as BusEvent,
        ]),
      ),
    ],
    read: each(decodeRow),
  },
  'mail-history': {
    write: async ({ client }) => {
      const history = new DynamoMailHistory(client, NAME);
      const whose = { account: 'koa', address: 'Rin@koa.example' };
      const sent = [{ mail: 'koa/m1', contact: 'rin', at: AT_IN_MS }];
      const seen = await history.read(whose);
      await history.write(whose, { account: sent, address: sent }, seen, { at: AT_IN_MS });
    },
    read: (_, { client }) => new DynamoMailHistory(client, NAME).read({ account: 'koa', address: 'rin@koa.example' }),
  },
  'opt-out': {
    write: ({ client }) => new DynamoOptOuts(client, NAME).save('koa', { contact: 'rin', kinds: ['offers'], at: AT }),
    read: (_, table) => web(table).optOut('koa', 'rin', undefined),
  },
  'address-opt-out': {
    write: ({ client }) =>
      new DynamoOptOuts(client, NAME).save('koa', {
        contact: 'rin',
        kinds: ['offers'],
        at: AT,
        address: 'rin@koa.example',
      }),
    read: (_, table) => web(table).optOut('lio', 'rin', 'rin@koa.example'),
  },
  'survey-answers': {
    write: ({ client }) =>
      new DynamoCustomerAnswers(client, NAME).replaceSurveyAnswers('koa', undefined, {
        contact: 'rin',
        asked: 'nps/2026-06-01/',
        given: [{ value: 9, comment: 'Fast', atInMs: AT_IN_MS }],
      }),
    read: (_, table) => web(table).surveyAnswers('koa', { contact: 'rin', asked: 'nps/2026-06-01/' }),
  },
  'mail-feedback': {
    write: ({ client }) =>
      new DynamoCustomerAnswers(client, NAME).saveMailRating({
        account: 'koa',
        contact: 'rin',
        mail: 'koa/m1',
        template: 'win-back',
        fit: 'too-much' as never,
        day: '2026-06-01',
      }),
    read: (_, table) => web(table).mailFeedback('koa', 'koa/m1'),
  },
  'activity-answer': {
    write: ({ client }) =>
      new DynamoCustomerAnswers(client, NAME).saveActivityAnswer({
        ...{ account: 'koa', contact: 'rin', mail: 'koa/m1', activity: 'training', expectation: 'as-expected' },
        ...{ day: '2026-06-01', comment: 'Just right' },
      }),
    read: (_, table) => web(table).activityAnswer('koa', 'koa/m1'),
  },
  'user-link and audit-entry': {
    write: async ({ client }) => {
      const links = new DynamoLinks(client, NAME, () => AT_IN_MS);
      await links.linkUsers([{ user: 'rin', account: 'lio', by: 'call', who: programOf('app') }]);
      await links.linkUsers([{ user: 'rin', account: 'koa', by: 'import', run: 'r1', who: operatorNamed('aya') }]);
      await links.linkAnonymous([{ anonymousId: 'anon-1', user: 'rin' }]);
    },
    read: async (rows, { client }) => {
      const links = new DynamoLinks(client, NAME, () => AT_IN_MS);
      return {
        links: await links.linksOf(['rin']),
        behind: await links.usersBehind(['anon-1']),
        moves: rows.filter(({ sk }) => sk?.S?.startsWith('audit#')).map(decodeAuditEntry),
      };
    },
  },
  suppression: {
    write: ({ client }) =>
      new DynamoAddresses(client, NAME).suppress({ address: 'rin@koa.example', reason: 'bounced', since: AT }),
    read: each(decodeSuppression),
  },
  'sender-pause': {
    // Made by an update, of a row that a release to come may have written.
    write: () => [
      {
        ...pauseRowKey('aoi@tool.example'),
        list: { S: 'senders#paused' },
        listedAt: { S: AT },
        reason: { S: 'too many came back' },
      },
    ],
    read: each(decodePause),
  },
  'source-registration': {
    write: () => [
      encodeRegistration({ name: 'app', addedAt: AT, secret: { version: 's1', changedAt: AT } }, 1),
      encodeRegistration({ name: 'web', disabledAt: AT }, 2),
    ],
    read: each(decodeRegistration),
  },
  'source-key': {
    write: ({ client }) =>
      new DynamoSourceRegistry(client, NAME).issueKey('app', 'write', `skw_${'a'.repeat(32)}`, AT, {
        rights: 'events',
        expiresAt: EXPIRES_AT,
      }),
    read: (_, { client }) => new DynamoSourceRegistry(client, NAME).keysOf('app'),
  },
  'source-names': {
    write: ({ client }) =>
      new DynamoSourceArrivals(client, NAME).widen(
        'app',
        {
          names: new Map([['login', '2026-06-01']]),
          lastDays: new Map([['login', '2026-06-10']]),
          days: new Map([['2026-06-01', { first: AT_IN_MS, last: AT_IN_MS + 5_000 }]]),
        },
        namesRule,
      ),
    read: (_, { client }) => readLastDays(client, NAME, ['app']),
  },
  playbook: {
    write: async ({ client }) => {
      const f = { S: readFileSync(new URL('stored-playbooks/first-release.json', import.meta.url), 'utf8') };
      await client.send(
        new PutItemCommand({ TableName: NAME, Item: { ...playbookRowKey('v1'), pushedAt: { S: AT }, f } }),
      );
      await new DynamoPlaybooks(client, NAME, 'the rules of this release').noteChecks();
    },
    read: (_, { client }) => new DynamoPlaybooks(client, NAME).version('v1'),
  },
  'playbook-names': {
    write: async (table) => {
      const playbooks = keptRows();
      await new DynamoPlaybooks(playbooks.client, NAME).push(defaultPlaybook, undefined, 'v1', AT, { by: 'aya' });
      await table.client.send({
        operation: 'PutItem',
        input: { Item: playbooks.allRows().find(({ sk }) => sk?.S === 'names') },
      } as never);
    },
    read: (_, { client }) => new DynamoPlaybooks(client, NAME).names(),
  },
  'playbook-told': {
    write: async (table) => {
      const rows = keptRows();
      const who = memberOf('aoi');
      const fields = [{ path: 'when.tripsAtOrBelow', before: 0.6, after: 0.5 }];
      const signals = [{ signal: 'logins-fell', change: 'changed' as const, fields }];
      const told = { version: 'v2', at: AT, who, why: 'Too many', signals };
      await new DynamoPlaybooks(rows.client, NAME).push(defaultPlaybook, 'v1', 'v2', AT, { told });
      await table.client.send({
        operation: 'PutItem',
        input: { Item: rows.allRows().find(({ sk }) => sk?.S?.startsWith('told#')) },
      } as never);
    },
    read: (_, { client }) => new DynamoPlaybooks(client, NAME).latestTold(9),
  },
  drop: {
    write: ({ client }) =>
      new DynamoQuarantinedEvents(client, NAME).recordDrop({
        id: 'd1',
        at: AT,
        by: 'aya',
        count: 2,
        groups: [{ source: 'app', reason: 'no-account' as never, count: 2 }],
      }),
    read: each(decodeDrop),
  },
  quarantined: {
    write: () => [
      encodeQuarantined({
        source: 'app',
        dialect: 'segment' as never,
        raw: '{"event":"login"}',
        reason: 'no-account' as never,
        detail: 'no account',
        receivedAt: AT,
        limitedKey: 'k1',
      }),
    ],
    read: each(decodeQuarantined),
  },
  'sending-problems': {
    write: ({ client }) => new DynamoSendingProblems(client, NAME).save(['in-sandbox']),
    read: (_, { client }) => new DynamoSendingProblems(client, NAME).known(),
  },
  restored: {
    write: ({ client }) => new RestoredMark(client, NAME).note({ to: AT, since: AT }),
    read: (_, { client }) => new RestoredMark(client, NAME).read(),
  },
  'backfill-checkpoint': {
    write: ({ client }) =>
      new DynamoBackfills(client, NAME).keep('b1', { source: 'app', part: 'past', lines: 1_000 }, AT_IN_MS),
    read: (_, { client }) => new DynamoBackfills(client, NAME).find('b1'),
  },
  'raw-event': {
    write: () => [
      events().encode({ ...arrived, account: 'koa', user: 'rin', event: 'login' }),
      events().encode({
        ...arrived,
        id: 'e2',
        account: 'koa',
        event: 'nps.answered',
        value: 9,
        subject: 's1',
        comment: 'Fast',
      }),
    ],
    read: async (_, { client }) => {
      const told = [];
      for await (const page of new DynamoEvents(client, NAME).hour('koa', { day: '2026-06-01', hour: 18 })) {
        told.push(...page);
      }
      return told;
    },
  },
  call: {
    write: () => [
      events().encode({ ...arrived, kind: 'identify', userId: 'rin', groupId: 'koa', traits: { name: 'Rin' } }),
      events().encode({ ...arrived, id: 'e2', kind: 'alias', userId: 'rin', anonymousId: 'anon-1', traits: {} }),
    ],
    read: async (_, { client }) => {
      const told = [];
      for await (const page of new DynamoCalls(client, NAME).about('user#rin')) told.push(...page);
      return told.map(({ item: _, ...call }) => call);
    },
  },
  usage: {
    write: async ({ client }) => {
      const numbers = await new DynamoLifetime(client, NAME).learn('koa', [day()]);
      const usage = new DynamoUsage(client, NAME);
      await usage.putHour('koa', { day: '2026-06-01', hour: 18 }, day(), EXPIRES_AT);
      await usage.putDay('koa', day(), numbers, '2026-06-01');
      const [head] = encodeTallyRows('account#koa', usageKey('2026-05-20'), encodeNumberedTally(day(), numbers));
      markIfLate(head, '2026-06-01');
      const { overtaken } = overtaking({ ...head, n: { N: '5' } }, { ...head, late: { S: '2026-05-30' } });
      await client.send(new PutItemCommand({ TableName: NAME, Item: overtaken }));
    },
    read: async (rows, { client }) => {
      const ofAccount = rows.filter(({ pk }) => pk?.S === 'account#koa');
      const { lifetime, numbers } = decodeKnown(ofAccount);
      const hours = await new DynamoUsage(client, NAME).sumHours('koa', '2026-06-01');
      const overtaken = decodeOvertakenDays(ofAccount, numbers);
      return { lifetime, days: decodeUsageDays(ofAccount, numbers), overtaken, hours };
    },
  },
};
