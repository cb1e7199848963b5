import type { LoggedKind } from '../../../../domain/activities/activity.ts';
import type { ClosingReason } from '../../../../domain/episodes/episodes.ts';
import type { FleetSeen } from '../../../../domain/fleet/beyond-fleet.ts';
import type { HealthIndicator } from '../../../../domain/health/health-rules.ts';
import type { CustomerStatus, LedgerFact } from '../../../../domain/ledger/ledger-entry.ts';
import type { LedgerLine } from '../../../../domain/ledger/ledger-page.ts';
import type { MailKind } from '../../../../domain/mail/mail-kinds.ts';
import type { Requirement } from '../../../../domain/playbook/playbook.ts';
import type { StepStatus } from '../../../../domain/stages/stage-steps.ts';
import type { Day } from '../../../../domain/time/day.ts';
import type { ActivityComplaint } from '../../../work/log-activity.ts';
import type { AccountPart } from '../account-facts.ts';

/** The sections of an account's page, in their order. */
export const accountSections = [
  'work',
  'health',
  'episodes',
  'usage',
  'people',
  'goal',
  'roadmap',
  'customer-page',
  'contract',
  'group',
  'mails',
  'activities',
  'done',
  'history',
] as const;
export type AccountSection = (typeof accountSections)[number];

export interface AccountWords {
  unknown: { heading: string; lead: string };
  unreadable: { heading: string; lead: string };
  merged(into: string): string;
  churned(day: Day): string;
  /** Who looks after it. */
  about(csm: string | undefined): string;
  lead: {
    tasks(count: number, first: string, due: Day): string;
    late(count: number, first: string, due: Day): string;
    nextAction(text: string): string;
    renewal(day: Day, days: number): string;
    nothing: string;
  };
  menu: string;
  sections: Record<AccountSection, string>;
  parts: Record<AccountPart, string>;
  back(account: string): string;
  /** Leads to the whole of a list. */
  all(count: number, isCut: boolean): string;
  figures: { health: string; stage: string; mrr: string; renewal: string; csm: string; users: string };
  nobody: string;
  unknownValue: string;
  since(day: Day): string;
  standsOut(days: number): string;
  nextAction: { heading: string; none: string; noted(who: string, day: Day): string };
  renewal: {
    heading: string;
    none: string;
    on(day: Day, days: number): string;
    auto: string;
    noAnswer: string;
    answered(answer: string, who: string | undefined, day: Day): string;
  };
  tasks: { open: string; none: string; title: string; who: string; due: string; state: string };
  health: {
    none: string;
    asOf(day: Day): string;
    stale(day: Day): string;
    table: string;
    parts: { indicator: string; value: string; mark: string; weight: string; points: string; change: string };
    unknown: string;
    value(kind: HealthIndicator['kind'], value: number, windowInDays: number): string;
    /** Of a value that all customers' change was taken out of. */
    withoutFleet(percent: number): string;
    points(value: number): string;
    signed(value: number): string;
    percent(share: number): string;
    change(points: string): string;
    noChange: string;
    course: { title: string; last(score: string): string; desc: string; day: string; score: string };
    grades: { healthy: string; watch: string };
    products: string;
  };
  episodes: {
    open: string;
    none: string;
    past: string;
    signal: string;
    what: string;
    since(day: Day): string;
    when: string;
    from(opened: Day, closed: Day | null): string;
    closed: Record<ClosingReason, string>;
    ended: string;
    /** Nothing was raised of it, so that it can be told what the play does. */
    heldOut: string;
    wasHeldOut: string;
  };
  usage: {
    none: string;
    since(day: Day): string;
    counters: string;
    event: string;
    logins: string;
    last28: string;
    usual: string;
    inDays(days: number): string;
    /** What all customers did alike, and what is left of the account's own change. */
    fleet(seen: FleetSeen): string;
    /** What is compared by business days, and how many the window of so many days had. */
    byBusinessDays(names: string[], days: number, windowInDays: number): string;
    course: string;
    tooEarly: string;
    features: string;
    feature: string;
    users: string;
    days: string;
    never: string;
    mustHave: string;
    more(count: number): string;
  };
  people: {
    none: string;
    name: string;
    role: string;
    lastSeen: string;
    nps: string;
    mail: string;
    key: string;
    isAbout: string;
    neverSeen: string;
    score(score: number, day: Day): string;
    fine: string;
    noAddress: string;
    dead: string;
    optedOut(kinds: string[]): string;
    kinds: Record<MailKind, string>;
  };
  goal: {
    none: string;
    value: string;
    target: string;
    start: string;
    by: string;
    share: string;
    expected: string;
    daysLeft(days: number): string;
    noValue: string;
    incomplete: string;
  };
  roadmap: {
    none: string;
    goal: string;
    reached: string;
    notReached: string;
    byPerson: string;
    requirement(requirement: Requirement): string;
    far(value: number | null, limit: number, isShare: boolean): string;
    groups: { joint: string; customer: string; own: string };
    status: Record<StepStatus, string>;
    positive: string;
    challenge: string;
    open: string;
    quiet(labels: string[]): string;
  };
  contract: {
    plan: string;
    licenses: string;
    start: string;
    autoRenews: string;
    yes: string;
    no: string;
    segment: string;
    country: string;
    holds: string;
    parent: string;
    products: string;
    product: string;
    reason: string;
    ledger: string;
    noLedger: string;
    fact: string;
    value: string;
    from: string;
    known: string;
    facts: Record<LedgerFact, string>;
    ofProduct(fact: string, product: string): string;
    status: Record<CustomerStatus, string>;
    corrected: Record<Exclude<LedgerLine['status'], 'stands'>, string>;
  };
  group: {
    none: string;
    count(accounts: number): string;
    /** What is paid together with the account itself, a text for each currency. */
    withOwn(amounts: string[]): string;
    asOf(moment: string): string;
    inList: string;
  };
  mails: {
    none: string;
    subject: string;
    to: string;
    day: string;
    state: string;
  };
  activities: {
    none: string;
    what: string;
    by: string;
    customer: string;
    minutes: string;
    kinds: Record<LoggedKind, string>;
    task: string;
    moved: string;
    stage(stage: string): string;
  };
  done: { none: string };
  history: { none: string };
}

/** Why a stage is not set as it was filled in. */
export type StageComplaint = 'no-stage' | 'no-reason' | 'too-long' | 'there-already' | 'no-renewal';

/** About the pages that customers have of their own. */
export interface CustomerPagesWords {
  lead: string;
  none: string;
  who: string;
  pick: string;
  byMail: string;
  byLink: string;
  /** Of somebody who has one. */
  invited(day: Day, who: string | undefined): string;
  /** The link came in a mail of a play, or stands in a draft. */
  mailed(day: Day): string;
  notInvited: string;
  opened(day: Day): string;
  notOpened: string;
  until(day: Day): string;
  noLink: string;
  /** Opens what may be done with the link. */
  manage: string;
  copy: string;
  revoke: string;
  comments: string;
  told: { mailed(name: string): string; given(name: string): string; revoked(name: string): string };
  heading: string;
  /** Of the goal that is proposed to them. */
  goal: {
    heading: string;
    name: string;
    measure: string;
    noMeasure: string;
    start: string;
    target: string;
    date: string;
    button: string;
    waits(name: string, day: Day): string;
    agreed(name: string, who: string, day: Day): string;
    told(name: string): string;
    refused: Record<'no-name' | 'no-number' | 'no-day', string>;
  };
  refused: Record<
    'nobody' | 'no-address' | 'opted-out' | 'mail-off' | 'no-template' | 'no-csm' | 'churned' | 'mailed-today',
    string
  >;
}

/** What is done on an account's page, and said of it. */
export interface AccountActWords {
  log: {
    heading: string;
    what: string;
    note: string;
    minutes: string;
    kinds: Record<LoggedKind, string>;
    told(name: string): string;
    refused: Record<ActivityComplaint, string>;
  };
  stage: {
    /** Opens the form. */
    open: string;
    heading: string;
    to: string;
    pick: string;
    reason: string;
    button: string;
    told(name: string): string;
    /** Of an account that stays where it is until its renewal is over. */
    toldLater(name: string, current: string): string;
    changed(stands: string | null): string;
    refused: Record<StageComplaint, string>;
  };
  /** Opens the form of the next action. */
  agree: string;
  /** As what is told of it calls it. */
  action: string;
  agreed(name: string): string;
  noted(who: string | undefined, day: Day): string;
  notYet: string;
  leave: string;
}
