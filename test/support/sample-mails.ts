import type { HealthLine } from '../../domain/health-list/health-line.ts';
import type { KpiName } from '../../domain/kpis/definitions.ts';
import { usualKpiRules } from '../../domain/kpis/kpi-rules.ts';
import type { Language } from '../../domain/locale/locale.ts';
import type { CustomerNews } from '../../domain/mail/customer-page-mail.ts';
import type {
  CustomerAnswer,
  CustomerMailContent,
  DataSnapshot,
  DigestContent,
  HealthListContent,
  KpiReportContent,
  LateTaskMailContent,
  MovedTaskMailContent,
  MoveMailContent,
  NotificationContent,
  OperatorMailContent,
  TaskMailContent,
} from '../../domain/mail/mail-content.ts';
import { reasonToPause } from '../../domain/mail/sender-reputation.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';

const names = {
  ja: {
    account: '東雲商事',
    csm: '白石 葵',
    champion: '佐藤 花',
    admin: '田中 誠',
    newcomer: '鈴木 蓮',
    company: '株式会社みらい',
    plan: 'スタンダード',
  },
  en: {
    account: 'Shinonome Trading',
    csm: 'Aoi Shiraishi',
    champion: 'Hana Sato',
    admin: 'Makoto Tanaka',
    newcomer: 'Ren Suzuki',
    company: 'Mirai Inc.',
    plan: 'Standard',
  },
} satisfies Record<Language, Record<string, string>>;

export function sampleData(language: Language): DataSnapshot {
  const { champion, admin, plan } = names[language];
  return {
    asOf: '2026-06-01',
    plan,
    mrr: 120000,
    currency: 'JPY',
    stage: 'adoption',
    renewalDate: '2026-09-01',
    health: { score: 52.4, grade: 'watch', stale: false, change: -11.3 },
    weeklyLogins: [9, 11, 10, 12, 9, 10, 11, 9, 10, 11, 9, 10, 8, 6, 6, 4],
    activeUsers28: 7,
    licenses: 20,
    people: [
      { id: 'hana', name: champion, role: 'champion', lastActive: '2026-05-12' },
      { id: 'makoto', name: admin, role: 'admin', lastActive: '2026-05-29' },
    ],
  };
}

const base = (language: Language): Omit<OutboxMail, 'id' | 'kind' | 'content' | 'from' | 'replyTo' | 'to'> => ({
  account: 'shinonome',
  playbook: 'v3',
  language,
  status: 'pending',
  createdAt: '2026-06-01T00:00:00.000Z',
});

const csmOf = (language: Language) => ({ name: names[language].csm, address: 'aoi@mirai.example' });
const system = { name: 'Sakimawari', address: 'sakimawari@mirai.example' };

/** The mail of an episode's tasks to the account's CSM. */
export function sampleTaskMail(language: Language, changes: Partial<TaskMailContent> = {}): OutboxMail {
  const content: TaskMailContent = {
    type: 'task',
    account: { id: 'shinonome', name: names[language].account },
    episode: 'shinonome/logins-fell/-/2026-06-01',
    signal: 'logins-fell',
    subject: null,
    evidence: { window: 24, baseline: 40, ratio: 0.6 },
    tasks: [
      { id: 't1', template: 'check-in-look', priority: 'high', due: '2026-06-02', assigneeName: names[language].csm },
      { id: 't2', template: 'check-in-call', priority: 'high', due: '2026-06-04', assigneeName: names[language].csm },
      { id: 't3', template: 'check-in-plan', priority: 'normal', due: '2026-06-08', assigneeName: names[language].csm },
    ],
    othersTasks: [],
    done: [],
    next: [],
    lacks: [],
    data: sampleData(language),
    ...changes,
  };
  return {
    ...base(language),
    id: `${content.episode}/task-${content.tasks[0]?.template}/aoi`,
    kind: 'task',
    person: 'aoi',
    from: system,
    replyTo: system,
    to: csmOf(language),
    content,
  };
}

export function sampleHandOverMail(language: Language): OutboxMail {
  const { newcomer, csm } = names[language];
  const data = sampleData(language);
  return sampleTaskMail(language, {
    signal: 'hand-over',
    subject: { id: 'ren', name: newcomer },
    episode: 'shinonome/hand-over/ren/2026-06-01',
    evidence: { days: 3, value: 2 },
    tasks: [
      { id: 't1', template: 're-onboard-look', priority: 'high', due: '2026-06-02', assigneeName: csm },
      { id: 't2', template: 're-onboard-kickoff', priority: 'high', due: '2026-06-08', assigneeName: csm },
      { id: 't3', template: 're-onboard-set-up', priority: 'normal', due: '2026-06-15', assigneeName: csm },
    ],
    lacks: ['no-address'],
    data: { ...data, people: [...data.people, { id: 'ren', name: newcomer, lastActive: '2026-05-31' }] },
  });
}

/** The answer that nobody hopes for, to the CSM who takes care of it. */
export function sampleLeavingMail(language: Language): OutboxMail {
  const { csm } = names[language];
  const task = {
    id: 't1',
    template: 'renewal-leaving',
    assignee: 'aoi',
    assigneeName: csm,
    due: '2026-06-02',
  } as const;
  return sampleTaskMail(language, {
    ...{ signal: 'renewal-due', subject: { id: '2026-09-01' }, episode: 'shinonome/renewal-due/2026-09-01/2026-06-01' },
    evidence: { days: 92 },
    tasks: [{ ...task, priority: 'high' }],
    data: { ...sampleData(language), said: leavingWord(language) },
  });
}

/** The same to their manager, who is to know of it. */
export function sampleNotificationMail(language: Language, changes: Partial<NotificationContent> = {}): OutboxMail {
  const mail = sampleLeavingMail(language);
  const { othersTasks: _, done: __, next: ___, lacks: ____, ...content } = mail.content as TaskMailContent;
  return {
    ...mail,
    kind: 'told',
    person: 'boss',
    to: { name: 'Boss', address: 'boss@mirai.example' },
    content: { ...content, type: 'told', closed: ['renewal-unanswered'], ...changes },
  };
}

function leavingWord(language: Language): CustomerAnswer {
  return {
    ...{ about: 'renewal', answer: 'not-renewing', renewalDate: '2026-09-01', mrr: 120000, currency: 'JPY' },
    name: names[language].admin,
    comment: {
      ja: '来期から別の製品に統一する方針になりました。これまで丁寧にご対応いただき、ありがとうございました。',
      en: 'From next term on we are to use one product for everything. Thank you for the good care all along.',
    }[language],
    day: '2026-06-01',
  };
}

/** A colleague's part of joint work that follows from what the CSM did. */
export function sampleFollowUpMail(language: Language): OutboxMail {
  const { csm, admin } = names[language];
  const note = { ja: '来週、部長に話していただけます', en: 'They will speak to their head of department' }[language];
  return sampleTaskMail(language, {
    tasks: [
      {
        id: 't2',
        template: 'check-in-call',
        priority: 'high',
        due: '2026-06-04',
        assigneeName: admin,
        togetherWith: [csm],
      },
    ],
    done: [{ template: 'check-in-look', byName: csm, outcome: 'helped', note }],
    next: ['check-in-plan'],
  });
}

/** To whoever has a late task, or to their manager. */
export function sampleLateMail(
  language: Language,
  type: LateTaskMailContent['type'],
  changes: Partial<LateTaskMailContent> = {},
): OutboxMail {
  const { account, csm } = names[language];
  const episode = 'shinonome/logins-fell/-/2026-06-01';
  const content: LateTaskMailContent = {
    type,
    account: { id: 'shinonome', name: account },
    episode,
    signal: 'logins-fell',
    subject: null,
    task: {
      id: `${episode}/check-in-call`,
      template: 'check-in-call',
      due: '2026-06-04',
      assignee: 'aoi',
      assigneeName: csm,
    },
    lateInBusinessDays: type === 'reminder' ? 1 : 3,
    ...changes,
  };
  return {
    ...base(language),
    id: `${content.task.id}/${type}/aoi`,
    kind: type,
    person: 'aoi',
    from: system,
    replyTo: system,
    to: csmOf(language),
    content,
  };
}

/** To whom a task was handed over, or to whom it comes back. */
export function sampleMovedMail(language: Language, type: MovedTaskMailContent['type']): OutboxMail {
  const { account, csm, admin } = names[language];
  const episode = 'shinonome/logins-fell/-/2026-06-01';
  const id = `${episode}/check-in-call`;
  const note = { ja: '来週から産休に入るため、お願いします', en: 'I am away from next week on; they know you' }[
    language
  ];
  const content: MovedTaskMailContent = {
    type,
    account: { id: 'shinonome', name: account },
    episode,
    signal: 'logins-fell',
    subject: null,
    task: { id, template: 'check-in-call', priority: 'high', due: '2026-06-04', assignee: 'aoi', assigneeName: csm },
    ...(type === 'handed-over' && { byName: admin, note }),
    data: sampleData(language),
  };
  return {
    ...base(language),
    id: `${id}/${type}/aoi`,
    kind: type,
    person: 'aoi',
    from: system,
    replyTo: system,
    to: csmOf(language),
    content,
  };
}

export function sampleCustomerMail(
  language: Language,
  template: string,
  changes: Partial<CustomerMailContent> = {},
): OutboxMail {
  const { account, csm, newcomer, company } = names[language];
  const content: CustomerMailContent = {
    type: 'customer',
    template,
    contact: { name: newcomer },
    account: { name: account },
    csm: { name: csm, email: csmOf(language).address },
    company: { name: company },
    renewalDate: '2026-09-01',
    ...changes,
  };
  return {
    ...base(language),
    id: `shinonome/renewal-due/2026-09-01/2026-06-01/${template}/ren`,
    kind: template,
    from: csmOf(language),
    replyTo: csmOf(language),
    to: { name: content.contact.name, address: 'ren@shinonome.example' },
    contact: 'ren',
    cause: { signal: 'renewal-due', episode: 'shinonome/renewal-due/2026-09-01/2026-06-01' },
    content,
  };
}

export function sampleDraftMail(language: Language, template = 'win-back'): OutboxMail {
  const mail = sampleCustomerMail(language, template);
  return {
    ...mail,
    kind: 'draft',
    from: system,
    to: csmOf(language),
    content: { type: 'draft', mail: mail.content as CustomerMailContent, language, to: mail.to },
  };
}

/** To the CSM: the very mail, to be approved. */
export function sampleApprovalMail(language: Language, template = 'renewal-intent'): OutboxMail {
  const { cause: _, ...mail } = sampleCustomerMail(language, template);
  return {
    ...mail,
    id: `${mail.id}/approval`,
    kind: 'approval',
    person: 'aoi',
    from: system,
    replyTo: system,
    to: csmOf(language),
    content: {
      type: 'approval',
      approves: mail.id,
      mail: mail.content as CustomerMailContent,
      language,
      to: mail.to,
    },
  };
}

const sourceStale: OperatorMailContent = {
  type: 'operator',
  notice: 'source-stale',
  source: 'app',
  lastEventAt: '2026-05-29T07:30:00.000Z',
};

export function sampleOperatorMail(language: Language, content: OperatorMailContent = sourceStale): OutboxMail {
  return {
    ...base(language),
    account: '',
    id: 'source-stale/app/2026-05-29T07:30:00.000Z',
    kind: 'operator',
    from: system,
    replyTo: system,
    to: { name: 'Operator', address: 'ops@mirai.example' },
    content,
  };
}

/** To the manager of a sender whose mails come back. */
export function samplePauseMail(language: Language): OutboxMail {
  const { name, address } = csmOf(language);
  return sampleOperatorMail(language, {
    type: 'operator',
    notice: 'sender-paused',
    sender: address,
    senderName: name,
    reason: reasonToPause({ sent: 120, bounced: 5, complained: 0 }) as string,
  });
}

/** To the operator, about a source whose event names are without end. */
export function sampleOverLimitMail(language: Language): OutboxMail {
  return sampleOperatorMail(language, {
    type: 'operator',
    notice: 'source-over-limit',
    source: 'app',
    limit: 'names',
    from: '2026-05-29',
  });
}

/** To the operator, about log-ins that fell everywhere at once. */
export function sampleFleetMovedMail(language: Language, percent = -37): OutboxMail {
  return sampleOperatorMail(language, {
    type: 'operator',
    notice: 'fleet-moved',
    event: 'login',
    percent,
    accounts: 214,
    since: '2026-05-29',
  });
}

/** To the operator, about what the check of the night before found. */
export function sampleSendingWorseMail(language: Language): OutboxMail {
  return sampleOperatorMail(language, {
    type: 'operator',
    notice: 'sending-worse',
    findings: [
      {
        check: 'sender-dkim',
        detail: 'mails from mirai.example are not signed with DKIM: many land among the unwanted',
        mend: 'Enter into the DNS: k2lq._domainkey.mirai.example CNAME k2lq.dkim.amazonses.com.',
      },
    ],
  });
}

const moreNames = {
  ja: { koa: 'コア物流', minato: 'みなと食品', hayama: '葉山メディカル', kei: '森 慧', mika: '佐々木 美香' },
  en: { koa: 'Koa Logistics', minato: 'Minato Foods', hayama: 'Hayama Medical', kei: 'Kei Mori', mika: 'Mika Sasaki' },
} satisfies Record<Language, Record<string, string>>;

/** What the team changes about its own work, to who sees to it. */
export function sampleMoveMail(language: Language, changes: Partial<MoveMailContent> = {}): OutboxMail {
  const note = {
    ja: '個別の研修を月1回の合同勉強会にまとめる。資料は先月のものを使う',
    en: 'One session a month for all, in the place of one for each. Last month’s slides will do',
  }[language];
  return {
    ...base(language),
    ...{ account: '', id: 'move/m1/given/aoi', kind: 'move', person: 'aoi' },
    ...{ from: system, replyTo: system, to: csmOf(language) },
    content: {
      ...{ type: 'move', news: 'given', byName: moreNames[language].kei },
      move: { id: 'm1', activity: 'training', kind: 'streamline', what: 'make', due: '2026-06-19', note },
      ...changes,
    },
  };
}

/** What a CSM has to do on a Wednesday. */
export function sampleDigestMail(language: Language, changes: Partial<DigestContent> = {}): OutboxMail {
  const { account, csm, newcomer } = names[language];
  const { koa, minato, kei } = moreNames[language];
  const { weeklyLogins } = sampleData(language);
  const content: DigestContent = {
    type: 'digest',
    reader: csm,
    day: '2026-06-03',
    since: '2026-06-02',
    open: 8,
    late: 1,
    fresh: 3,
    accounts: [
      {
        account: { id: 'shinonome', name: account },
        signal: 'logins-fell',
        about: null,
        evidence: { window: 24, baseline: 40, ratio: 0.6 },
        data: { weeklyLogins },
        tasks: [
          {
            id: 't1',
            template: 'check-in-look',
            title: '',
            priority: 'high',
            due: '2026-06-02',
            assignee: 'aoi',
            isNew: false,
          },
          {
            id: 't2',
            template: 'check-in-call',
            title: '',
            priority: 'high',
            due: '2026-06-04',
            assignee: 'aoi',
            isNew: false,
          },
        ],
        moreTasks: 0,
        lacks: [],
      },
      {
        account: { id: 'koa', name: koa },
        signal: 'hand-over',
        about: { id: 'ren', name: newcomer },
        evidence: { days: 3, value: 2 },
        data: { weeklyLogins: [12, 12, 11, 13, 12, 10, 12, 11, 9, 8, 7, 3, 0, 0, 2, 5] },
        tasks: [
          {
            id: 't3',
            template: 're-onboard-look',
            title: '',
            priority: 'high',
            due: '2026-06-03',
            assignee: 'aoi',
            isNew: true,
          },
          {
            id: 't4',
            template: 're-onboard-kickoff',
            title: '',
            priority: 'high',
            due: '2026-06-08',
            assignee: 'aoi',
            isNew: true,
          },
        ],
        moreTasks: 0,
        lacks: ['no-address'],
      },
      {
        account: { id: 'minato', name: minato },
        signal: 'usage-growing',
        about: null,
        evidence: { window: 160, baseline: 100, ratio: 1.6 },
        data: { weeklyLogins: [20, 22, 21, 24, 23, 25, 26, 25, 28, 30, 33, 35, 36, 40, 41, 43] },
        tasks: [
          {
            id: 't5',
            template: 'growth-ask',
            title: '',
            priority: 'normal',
            due: '2026-06-09',
            assignee: 'aoi',
            isNew: true,
          },
        ],
        moreTasks: 2,
        lacks: [],
      },
    ],
    more: { accounts: 1, tasks: 1 },
    moves: {
      shown: [{ id: 'm1', activity: 'training', kind: 'streamline', what: 'make', due: '2026-06-02' }],
      more: 0,
    },
    team: [{ name: kei, late: 4 }],
    ...changes,
  };
  return {
    ...base(language),
    account: '',
    id: `digest/aoi/${content.day}`,
    kind: 'digest',
    person: 'aoi',
    from: system,
    replyTo: system,
    to: csmOf(language),
    content,
  };
}

function sampleLines(language: Language): HealthLine[] {
  const { account, csm } = names[language];
  const { koa, hayama, mika } = moreNames[language];
  const action = { ja: '部長との打合せを設定する', en: 'Arrange a meeting with their head of department' }[language];
  const line: HealthLine = {
    account: 'shinonome',
    name: account,
    mrr: 360_000,
    currency: 'JPY',
    renewalDate: '2026-09-01',
    owner: { id: 'aoi', name: csm },
    score: 38.2,
    grade: 'at-risk',
    stale: false,
    change: -11.3,
    trend: [71.4, 70.2, 66, 61.5, 58.1, 52.3, 49.5, 38.2],
    parts: [
      { indicator: 'login-level', change: -7.1 },
      { indicator: 'key-person-days', change: -4.2 },
    ],
    openTasks: 3,
    lateTasks: 1,
    nextAction: { text: action, by: csm, day: '2026-05-25', improved: false },
    isListed: true,
    wasListed: true,
    improved: false,
  };
  return [
    line,
    {
      ...line,
      account: 'hayama',
      name: hayama,
      mrr: 1_450,
      currency: 'EUR',
      renewalDate: undefined,
      owner: { id: 'mika', name: mika },
      score: 52.4,
      grade: 'watch',
      change: 6.5,
      trend: [45.9, 52.4],
      parts: [{ indicator: 'must-have-features', change: 6.5 }],
      openTasks: 1,
      lateTasks: 0,
      nextAction: { text: action, by: mika, day: '2026-05-25', improved: true },
      improved: true,
    },
    {
      ...line,
      account: 'koa',
      name: koa,
      mrr: undefined,
      renewalDate: '2026-05-20',
      owner: null,
      score: 74,
      grade: 'healthy',
      change: -15,
      trend: [74],
      parts: [{ indicator: 'active-users', change: -15 }],
      openTasks: 0,
      lateTasks: 0,
      nextAction: null,
      wasListed: false,
      improved: false,
    },
  ];
}

/** The week's list of all accounts, or of one CSM's. */
export function sampleHealthList(language: Language, changes: Partial<HealthListContent> = {}): HealthListContent {
  return {
    type: 'health-list',
    day: '2026-06-01',
    csm: null,
    lines: sampleLines(language),
    more: 2,
    atRisk: 1,
    watch: 3,
    money: [
      { mrr: 1_450, currency: 'EUR' },
      { mrr: 512_000, currency: 'JPY' },
    ],
    lastWeek: { listed: 5, improved: 2, recovered: [moreNames[language].minato] },
    ...changes,
  };
}

export function sampleHealthListMail(language: Language, changes: Partial<HealthListContent> = {}): OutboxMail {
  return {
    ...base(language),
    account: '',
    id: 'health-list/2026-06-01/boss',
    kind: 'health-list',
    from: system,
    replyTo: system,
    to: { name: 'Boss', address: 'boss@mirai.example' },
    person: 'boss',
    content: sampleHealthList(language, changes),
  };
}

/** The example of a month that the KPIs are defined by, in thousands of yen, of a company with a hundred more who stay. */
export function sampleKpiReport(changes: Partial<KpiReportContent> = {}): KpiReportContent {
  const money = (kpi: KpiName, value: number, before: number[] = []) => ({
    kpi,
    definition: 'free-is-churn' as const,
    value,
    before,
  });
  const share = { before: [0.982, 0.991, 0.975, 1.004, 1.012, 0.99, 0.968, 0.985] };
  return {
    type: 'kpi-report',
    month: '2026-05',
    currency: 'JPY',
    rules: usualKpiRules,
    figures: [
      money('opening-customers', 106),
      money('customers-gained', 1),
      money('customers-lost', 1),
      money('closing-customers', 106),
      money('opening-mrr', 12_700_000),
      money('new-mrr', 50_000),
      money('expansion-mrr', 80_000),
      money('contraction-mrr', 110_000),
      money('churned-mrr', 200_000),
      money('reactivation-mrr', 100_000),
      money(
        'closing-mrr',
        12_620_000,
        [9_800_000, 10_150_000, 10_900_000, 11_200_000, 11_850_000, 12_100_000, 12_400_000, 12_700_000],
      ),
      money('average-mrr', 119_057),
      {
        ...share,
        kpi: 'customer-churn',
        definition: 'churn-end-to-end',
        value: 1 / 106,
        part: 1,
        whole: 106,
        customers: 106,
        interval: [0.0017, 0.0515],
        before: [0.012, 0.02, 0, 0.031, 0.011, 0, 0.019, 0.01],
      },
      {
        ...share,
        kpi: 'gross-revenue-retention',
        definition: 'gross-cohort',
        value: 12_570 / 12_700,
        part: 12_570_000,
        whole: 12_700_000,
        customers: 106,
        before: [0.97, 0.981, 0.969, 0.985, 0.99, 0.979, 0.96, 0.981],
      },
      {
        ...share,
        kpi: 'net-revenue-retention',
        definition: 'net-cohort',
        value: 12_600 / 12_700,
        part: 12_600_000,
        whole: 12_700_000,
        customers: 106,
      },
      {
        kpi: 'lifetime-value',
        definition: 'lifetime-fitted',
        value: 3_934_000,
        interval: [3_450_000, 4_486_000],
        before: [3_610_000, 3_655_000, 3_720_000, 3_702_000, 3_790_000, 3_868_000, 3_880_000, 3_915_000],
      },
      {
        kpi: 'nps',
        definition: 'nps-of-product',
        value: (100 * (38 - 17)) / 84,
        interval: [8.2, 40.4],
        before: [],
      },
    ],
    reasons: [
      { movement: 'churn', reason: 'price', customers: 1 },
      { movement: 'contraction', reason: 'fewer-users', customers: 1 },
      { movement: 'contraction', reason: null, customers: 1 },
      { movement: 'expansion', reason: 'another-department', customers: 2 },
      { movement: 'win-back', reason: null, customers: 1 },
    ],
    lifetime: { months: 41.3, churned: 57 },
    nps: { promoters: 38, passives: 29, detractors: 17 },
    targets: [
      {
        target: { kpi: 'customer-churn', role: 'csm', atMost: 0.01 },
        value: 1 / 106,
        isReached: true,
        missing: 0,
      },
      {
        target: { kpi: 'net-revenue-retention', role: 'manager', atLeast: 1.01 },
        value: 12_600 / 12_700,
        isReached: false,
        missing: 1.01 - 12_600 / 12_700,
      },
      {
        target: { kpi: 'closing-mrr', role: 'sales', atLeast: 13_000_000 },
        value: 12_620_000,
        isReached: false,
        missing: 380_000,
      },
    ],
    apart: { customers: 3, changedAccounts: 1 },
    joinedAndLeft: 1,
    ...changes,
  };
}

export function sampleKpiReportMail(language: Language, changes: Partial<KpiReportContent> = {}): OutboxMail {
  return {
    ...base(language),
    account: '',
    id: 'kpi-report/2026-05/boss',
    kind: 'kpi-report',
    from: system,
    replyTo: system,
    to: { name: 'Boss', address: 'boss@mirai.example' },
    person: 'boss',
    content: sampleKpiReport(changes),
  };
}

export function sampleSignInMail(language: Language): OutboxMail {
  return {
    ...base(language),
    account: '',
    id: 'sign-in/aoi/ask',
    kind: 'sign-in',
    from: system,
    replyTo: system,
    to: { name: 'Aoi', address: 'aoi@mirai.example' },
    person: 'aoi',
    content: { type: 'sign-in', ask: 'ask' },
  };
}

function sampleCustomerPageMail(language: Language, news: CustomerNews): OutboxMail {
  const contact = { id: 'ren', name: language === 'ja' ? '鈴木 蓮' : 'Ren Suzuki', mayAnswer: true };
  return {
    ...base(language),
    id: 'customer-page/shinonome/comment/2026-06-02/ren/1',
    kind: 'customer-page',
    from: system,
    replyTo: { name: contact.name, address: 'ren@shinonome.example' },
    to: { name: 'Aoi', address: 'aoi@mirai.example' },
    person: 'aoi',
    content: {
      type: 'customer-page',
      account: { id: 'shinonome', name: names[language].account },
      contact,
      day: '2026-06-02',
      news,
    },
  };
}

const sampleTicked: CustomerNews = {
  what: 'ticked',
  task: {
    id: 'shinonome/stage/x/y/kickoff-people',
    template: 'kickoff-people',
    title: 'Customer: name who takes part',
  },
  left: 2,
  asksForGoal: false,
};

/** One of every kind of mail, by the name of its picture. */
export const sampleMails: Record<string, (language: Language) => OutboxMail> = {
  'task-mail': sampleTaskMail,
  'hand-over-mail': sampleHandOverMail,
  'follow-up-mail': sampleFollowUpMail,
  'leaving-mail': sampleLeavingMail,
  'told-mail': sampleNotificationMail,
  'reminder-mail': (language) => sampleLateMail(language, 'reminder'),
  'escalation-mail': (language) => sampleLateMail(language, 'escalation'),
  'handed-over-mail': (language) => sampleMovedMail(language, 'handed-over'),
  'returned-mail': (language) => sampleMovedMail(language, 'returned'),
  'move-mail': sampleMoveMail,
  'move-due-mail': (language) =>
    sampleMoveMail(language, {
      ...{
        news: 'due',
        move: { id: 'm2', activity: 'monthly-call', kind: 'reduce', what: 'make', due: '2026-06-03' },
      },
    }),
  'move-look-mail': (language) =>
    sampleMoveMail(language, {
      ...{
        news: 'due',
        move: { id: 'm3', activity: 'answer-inquiry', kind: 'signal', what: 'look', due: '2026-06-03' },
      },
    }),
  'move-late-mail': (language) =>
    sampleMoveMail(language, {
      news: 'late',
      move: { id: 'm2', activity: 'monthly-call', kind: 'reduce', what: 'make', due: '2026-05-29' },
      late: { ownerName: moreNames[language].mika, inBusinessDays: 3 },
    }),
  'digest-mail': sampleDigestMail,
  'health-list-mail': sampleHealthListMail,
  'kpi-report-mail': (language) => sampleKpiReportMail(language),
  'sign-in-mail': sampleSignInMail,
  'customer-ticked-mail': (language) => sampleCustomerPageMail(language, sampleTicked),
  'customer-agreed-mail': (language) =>
    sampleCustomerPageMail(language, {
      ...{ what: 'goal-agreed', date: '2026-12-25' },
      name: language === 'ja' ? '請求書を2日で発行する' : 'Invoices out within 2 days',
    }),
  'customer-comment-mail': (language) =>
    sampleCustomerPageMail(language, {
      what: 'comment',
      text:
        language === 'ja'
          ? '参加者が決まりました。経理の佐藤も参加したいとのことです。\nキックオフは来週の火曜日以降でお願いできますか。'
          : 'We have decided who takes part. Sato of accounting would like to join as well.\nCould the kickoff be on Tuesday of next week or later?',
    }),
  'draft-mail': sampleDraftMail,
  'approval-mail': sampleApprovalMail,
  'operator-mail': sampleOperatorMail,
  'pause-mail': samplePauseMail,
  'over-limit-mail': sampleOverLimitMail,
  'fleet-moved-mail': sampleFleetMovedMail,
  'sending-worse-mail': sampleSendingWorseMail,
  'renewal-mail': (language) => sampleCustomerMail(language, 'renewal-intent'),
  'page-invitation-mail': (language) => sampleCustomerMail(language, 'page-invitation'),
  'survey-mail': (language) => sampleCustomerMail(language, 'nps-resend'),
  're-onboarding-mail': (language) => sampleCustomerMail(language, 're-onboarding'),
};
