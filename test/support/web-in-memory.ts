import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Account, Contact, Csm } from '../../domain/account/account.ts';
import type { ActivityAnswer } from '../../domain/answers/activity-answer.ts';
import type { CsScore } from '../../domain/answers/cs-score.ts';
import type { MailRating } from '../../domain/answers/mail-rating.ts';
import type { Answer } from '../../domain/answers/renewal-answer.ts';
import type { SurveyAnswers } from '../../domain/answers/survey-answers.ts';
import { companySchema } from '../../domain/company/company.ts';
import type { CustomerComment } from '../../domain/customer-page/comment.ts';
import { type GoalProposal, withAgreedGoal } from '../../domain/customer-page/goal-proposal.ts';
import type { Invitation } from '../../domain/customer-page/invitation.ts';
import type { Episode } from '../../domain/episodes/episodes.ts';
import type { AccountState } from '../../domain/evaluation/evaluate.ts';
import type { NextAction } from '../../domain/health-list/health-list.ts';
import { type LedgerEntry, ledgerOf } from '../../domain/ledger/ledger-entry.ts';
import { type LinkAction, linkFor, packLink } from '../../domain/links/link.ts';
import type { OptOut } from '../../domain/mail/mail-kinds.ts';
import type { ChatPost, OutboxMail, OutboxRow, ReleasedFrom } from '../../domain/outbox/outbox.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { Task } from '../../domain/tasks/task.ts';
import type { ChangedTask } from '../../domain/tasks/task-changes.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import type { Lifetime } from '../../domain/usage/lifetime.ts';
import type { UsageEvent } from '../../domain/usage/usage-event.ts';
import { takeAct, type WebActions } from '../../functions/act-from-web/take-act.ts';
import { sealLink } from '../../functions/links/link-seal.ts';
import { WebLinks } from '../../functions/links/web-links.ts';
import type { WebReads } from '../../functions/pages/read-facts.ts';
import { showPage } from '../../functions/serve-web/show-page.ts';
import type { DecidableRow, Leaving } from '../../functions/store/outbox/outbox.ts';
import type { OutboxKey } from '../../functions/store/outbox/outbox-items.ts';
import { defaultPlaybook } from './default-playbook.ts';

export const key = Buffer.from('k'.repeat(64));
export const noon = Date.parse('2026-06-02T03:00:00.000Z');

export const company = companySchema.parse({
  name: 'Mirai Inc.',
  timeZone: 'Asia/Tokyo',
  language: 'en',
  country: 'JP',
  mailCeiling: 'send',
  systemSender: { name: 'Sakimawari', address: 'sakimawari@mirai.example' },
  operator: { name: 'Operator', address: 'operator@mirai.example' },
});

export interface World {
  account: Account;
  parent: Account | undefined;
  playbook: Playbook;
  contact: Contact;
  members: Csm[];
  tasks: Map<string, Task>;
  episodes: Map<string, Pick<Episode, 'evidence' | 'person'>>;
  state: AccountState | undefined;
  nextActions: Map<string, NextAction>;
  answers: Map<string, Answer>;
  surveys: Map<string, SurveyAnswers>;
  mailRatings: Map<string, MailRating>;
  activityAnswers: Map<string, ActivityAnswer>;
  csScores: Map<string, CsScore>;
  optOuts: Map<string, OptOut>;
  invitations: Map<string, Invitation>;
  comments: CustomerComment[];
  proposal: GoalProposal | undefined;
  values: Lifetime['values'];
  mails: OutboxMail[];
  posts: ChatPost[];
  /** Mails that are to be approved or sent, and what was sent of them. */
  toApprove: Map<string, OutboxMail>;
  events: UsageEvent[];
  evaluated: string[];
  /** Again, once what was done can no longer be taken back. */
  evaluatedLater: string[];
  changes: ChangedTask[];
  ledger: LedgerEntry[];
  now: number;
}

/** From now on a millisecond passes whenever somebody looks at the clock. */
export function letTimePass(world: { now: number }): void {
  let { now } = world;
  Object.defineProperty(world, 'now', {
    get: () => {
      now += 1;
      return now;
    },
  });
}

/** The pages over plain maps, with the store's conditions: a change takes place only where nobody was faster. */
export function webInMemory(given: Partial<World> = {}) {
  const world: World = {
    account: { id: 'shinonome', name: 'Shinonome Trading', csm: 'aoi', renewalDate: '2026-09-01' },
    parent: undefined,
    playbook: defaultPlaybook,
    contact: { id: 'ren', account: 'shinonome', name: 'Ren Suzuki', email: 'ren@shinonome.example' },
    members: [
      { id: 'aoi', name: 'Aoi Shiraishi', email: 'aoi@mirai.example', role: 'csm' },
      { id: 'ken', name: 'Ken Mori', email: 'ken@mirai.example', role: 'csm', language: 'ja' },
      { id: 'stig', name: 'Stig Berg', email: 'stig@mirai.example', role: 'sales' },
    ],
    tasks: new Map(),
    episodes: new Map(),
    state: undefined,
    nextActions: new Map(),
    answers: new Map(),
    surveys: new Map(),
    mailRatings: new Map(),
    activityAnswers: new Map(),
    csScores: new Map(),
    optOuts: new Map(),
    invitations: new Map(),
    comments: [],
    proposal: undefined,
    values: new Map(),
    mails: [],
    posts: [],
    toApprove: new Map(),
    events: [],
    evaluated: [],
    evaluatedLater: [],
    changes: [],
    ledger: [],
    now: noon,
    ...given,
  };
  const decide = ({ id }: OutboxKey, change: Partial<OutboxMail>) => {
    const stored = world.toApprove.get(id);
    if (stored?.status !== 'approval') return false;
    world.toApprove.set(id, { ...stored, ...change });
    return true;
  };
  const decideByHand = ({ id, status }: OutboxRow, change: object) => {
    const stored = [...world.mails, ...world.posts, ...world.toApprove.values()].find(
      (row) => row.id === id && row.status === status,
    );
    if (stored === undefined) return false;
    const changed = { ...stored, ...change };
    world.mails = world.mails.map((mail) => (mail === stored ? (changed as OutboxMail) : mail));
    world.posts = world.posts.map((post) => (post === stored ? (changed as ChatPost) : post));
    if (world.toApprove.has(id)) world.toApprove.set(id, changed as OutboxMail);
    return true;
  };
  const releasedBy = ({ status, reason, notBefore }: OutboxRow, by: string, at: string) => ({
    ...{ decidedBy: by, releasedAt: at },
    releasedFrom: { status, reason, notBefore } as ReleasedFrom,
  });
  const stores = {
    tasks: {
      get: async (_account: string, id: string) => world.tasks.get(id),
      stageOf: async () => world.state?.stage?.stage,
      change: async (before: Task, change: ChangedTask, { mail }: { mail?: OutboxMail }) => {
        if (world.tasks.get(before.id) !== before) return false;
        world.tasks.set(before.id, change.task);
        world.changes.push(change);
        if (change.entry) world.ledger.push(change.entry);
        if (mail) world.mails.push(mail);
        world.mails = world.mails.filter(({ id }) => id !== change.untold?.mail);
        return true;
      },
    },
    ledger: { read: async () => ledgerOf(world.ledger) },
    nextActions: {
      replace: async (account: string, before: NextAction | undefined, action: NextAction) => {
        if (world.nextActions.get(account) !== before) return false;
        world.nextActions.set(account, action);
        return true;
      },
      takeBack: async (account: string, asItStands: NextAction) =>
        world.nextActions.get(account) === asItStands && world.nextActions.delete(account),
    },
    directory: {
      findAnswer: async (_account: string, date: string) => world.answers.get(date),
      replaceAnswer: async (_account: string, before: Answer | undefined, answer: Answer) => {
        if (world.answers.get(answer.renewalDate) !== before) return false;
        world.answers.set(answer.renewalDate, answer);
        return true;
      },
    },
    optOuts: {
      save: async (_account: string, optOut: OptOut) => void world.optOuts.set(optOut.contact, optOut),
    },
    outbox: {
      add: async (row: OutboxRow) => {
        if (world.toApprove.has(row.id)) return false;
        world.toApprove.set(row.id, row as OutboxMail);
        return true;
      },
      findMail: async ({ id }: OutboxKey) => world.mails.find((mail) => mail.id === id) ?? world.toApprove.get(id),
      dropUnapproved: async (mail: OutboxKey, reason: string, _at: string, by?: string) =>
        decide(mail, { status: 'dropped', reason, ...(by && { decidedBy: by, droppedFrom: 'approval' }) }),
      findPost: async ({ id }: OutboxKey) => world.posts.find((post) => post.id === id),
      approve: async (mail: OutboxMail, by: string, { at, leavesAt }: Leaving) =>
        decide(mail, { ...mail, ...releasedBy(mail, by, at), status: 'waiting', notBefore: leavesAt }),
      releaseAs: async (row: DecidableRow, by: string, { at, leavesAt }: Leaving) => {
        const status = row.channel === 'chat' ? 'pending' : 'waiting';
        return decideByHand(row, { ...releasedBy(row, by, at), status, notBefore: leavesAt });
      },
      dropAs: async (row: DecidableRow, by: string) =>
        decideByHand(row, { status: 'dropped', decidedBy: by, droppedFrom: row.status }),
      putBack: async (row: OutboxRow) =>
        decideByHand(row, { status: ('droppedFrom' in row && row.droppedFrom) || 'held' }),
      takeBack: async (row: OutboxRow) => {
        const before = row.status === 'dropped' ? { status: row.droppedFrom } : row.releasedFrom;
        return decideByHand(row, { ...before, decidedBy: undefined, releasedFrom: undefined } as Partial<OutboxMail>);
      },
    },
    customerPages: {
      propose: async (_account: string, before: GoalProposal | undefined, proposal: GoalProposal) => {
        if (world.proposal !== before) return false;
        world.proposal = proposal;
        return true;
      },
      agree: async (
        _account: string,
        before: GoalProposal,
        agreed: GoalProposal,
        _recording: unknown,
        { mail }: { mail?: OutboxMail | undefined },
      ) => {
        if (world.proposal !== before || agreed.agreed === undefined) return false;
        world.proposal = agreed;
        world.account = withAgreedGoal(world.account, agreed, agreed.agreed.day);
        if (mail) world.mails.push(mail);
        return true;
      },
      replaceInvitation: async (
        _account: string,
        before: Invitation | undefined,
        after: Invitation,
        { mail }: { mail?: OutboxMail | undefined } = {},
      ) => {
        if (world.invitations.get(after.contact) !== before) return false;
        world.invitations.set(after.contact, after);
        if (mail) world.mails.push(mail);
        return true;
      },
      addComment: async (
        _account: string,
        comment: CustomerComment,
        _expiresAt: number,
        { mail }: { mail?: OutboxMail | undefined },
      ) => {
        const isSame = ({ day, contact, number }: CustomerComment) =>
          day === comment.day && contact === comment.contact && number === comment.number;
        if (world.comments.some(isSame)) return false;
        world.comments.push(comment);
        if (mail) world.mails.push(mail);
        return true;
      },
    },
    customerAnswers: {
      replaceSurveyAnswers: async (_account: string, before: SurveyAnswers | undefined, answers: SurveyAnswers) => {
        if (world.surveys.get(answers.asked + answers.contact) !== before) return false;
        world.surveys.set(answers.asked + answers.contact, answers);
        return true;
      },
      saveActivityAnswer: async (answer: ActivityAnswer) => void world.activityAnswers.set(answer.mail, answer),
      saveCsScore: async (score: CsScore) => void world.csScores.set(score.mail, score),
      saveMailRating: async (feedback: MailRating) => void world.mailRatings.set(feedback.mail, feedback),
    },
  };
  const reads: WebReads = {
    company: { ...company },
    records: {
      knowing: () => reads.records,
      task: async (account, id) => [world.tasks.get(id)].find((task) => task?.account === account),
      account: async (id) => [world.account, world.parent].find((one) => one?.id === id),
      contact: async (account, id) =>
        account === world.account.id && id === world.contact.id ? world.contact : undefined,
      mail: async (_account, id) => world.toApprove.get(id),
      member: async (id) => world.members.find((member) => member.id === id),
      members: async () => world.members,
      answer: async (_account, date) => world.answers.get(date),
      optOut: async (_account, contact) => world.optOuts.get(contact),
      csScore: async (_account, mail) => world.csScores.get(mail),
      activityAnswer: async (_account, mail) => world.activityAnswers.get(mail),
      mailFeedback: async (_account, mail) => world.mailRatings.get(mail),
      episode: async (_account, id) => world.episodes.get(id),
      tasksOf: async (_account, episode) => [...world.tasks.values()].filter((task) => task.episode === episode),
      playbook: async () => world.playbook,
      runningPlaybook: async () => world.playbook && { version: 'v1', playbook: world.playbook },
      state: async () => world.state,
      nextAction: async (account) => world.nextActions.get(account),
      surveyAnswers: async (_account, { asked, contact }) => world.surveys.get(asked + contact),
      invitation: async (_account, contact) => world.invitations.get(contact),
      comments: async () => [...world.comments],
      goalProposal: async () => world.proposal,
      monthValues: async () => world.values,
      tasksBeginning: async (_account, beginning) =>
        [...world.tasks.values()].filter(({ id }) => id.startsWith(beginning)),
    },
  };
  const now = () => world.now;
  let ticks = 0;
  const keys = { current: key, all: [key], leaked: [] };
  const links = new WebLinks({ read: async () => keys, refreshed: async () => keys }, now);
  const clock = localClock(company.timeZone);
  const calendar = businessCalendar(company.holidays);
  const show = showPage({ links, reads, calendar, clock, now });
  const tools = {
    links,
    reads,
    ...stores,
    playbooks: { current: async () => ({ version: 'v3', playbook: defaultPlaybook, pushedAt: '' }) },
    changedAccounts: {
      send: async (accounts, delay) =>
        void (delay === undefined ? world.evaluated : world.evaluatedLater).push(...accounts),
    },
    events: { put: async (event) => void world.events.push(event) },
    publishesToBus: false,
    // A second goes by whenever somebody looks at the clock.
    retryTiming: { sleep: async () => {}, random: () => 0, monotonic: () => (ticks += 1000) },
    calendar,
    clock,
    now,
  } satisfies WebActions;
  const act = takeAct(tools);
  const tokenOf = (linkAction: LinkAction) => sealLink(packLink(linkFor(linkAction, noon)), key);
  return {
    world,
    /** To make them fail. */
    stores,
    tools,
    company: reads.company,
    show,
    act,
    tokenOf,
    open: (linkAction: LinkAction, headers = {}) => show(requestFor('GET', tokenOf(linkAction), '', headers)),
    press: (linkAction: LinkAction, form: Record<string, string> = {}) =>
      act(requestFor('POST', tokenOf(linkAction), new URLSearchParams(form).toString())),
  };
}

export function requestFor(method: string, token: string, body = '', headers = {}): APIGatewayProxyEventV2 {
  return {
    pathParameters: { proxy: token },
    requestContext: { http: { method } },
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body,
    isBase64Encoded: false,
  } as never;
}
