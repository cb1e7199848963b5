import { readFileSync } from 'node:fs';
import type { Language } from '../../domain/account.ts';
import type {
  CustomerMailContent,
  DataSnapshot,
  LateTaskMailContent,
  MovedTaskMailContent,
  TaskMailContent,
} from '../../domain/mail-content.ts';
import type { OutboxMail } from '../../domain/outbox.ts';
import { loadPlaybook } from '../../playbooks/load.ts';

export const defaultPlaybook = loadPlaybook(
  readFileSync(new URL('../../playbooks/default.yaml', import.meta.url), 'utf8'),
  'default.yaml',
);

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

export function sampleOperatorMail(language: Language): OutboxMail {
  return {
    ...base(language),
    account: '',
    id: 'source-stale/app/2026-05-29T07:30:00.000Z',
    kind: 'operator',
    from: system,
    replyTo: system,
    to: { name: 'Operator', address: 'ops@mirai.example' },
    content: { type: 'operator', notice: 'source-stale', source: 'app', lastEventAt: '2026-05-29T07:30:00.000Z' },
  };
}
