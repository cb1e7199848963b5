import { type Expectation, expectations } from '../answers/activity-answer.ts';
import { type RenewalAnswer, renewalAnswers } from '../answers/renewal-answer.ts';
import { type MailKind, mailKinds } from '../mail/mail-kinds.ts';
import { SIGN_IN_LINK_GOOD_FOR_IN_MINUTES } from '../sign-in/sign-in-asks.ts';
import { type Day, isDay } from '../time/day.ts';

export const taskActs = ['done', 'snooze', 'hand-over', 'useful', 'too-early', 'false-alarm'] as const;
/** What the assignee of a task can answer from the mail. */
export type TaskAct = (typeof taskActs)[number];

export const helpAmounts = ['too-much', 'just-right', 'not-enough'] as const;
/** What a customer says of a mail that asks whether it was the right amount of help. */
export type HelpAmount = (typeof helpAmounts)[number];

/** What a link in a mail is good for: one act, of one person, on one thing. */
export type LinkAction =
  /** `assignee`: who had the task when the mail was written; once it is somebody else's, the link is of no use. */
  | { to: 'task'; account: string; task: string; person: string; assignee: string | null; act: TaskAct }
  /** To read a task whole. `person`: who reads it; `null` where many do, as in a channel: nobody acts from there. */
  | { to: 'read'; account: string; task: string; person: string | null }
  /** `change`: which change in the task's history is to be taken back. */
  | { to: 'undo'; account: string; task: string; person: string; change: number }
  /** To agree on what is to be done about an account next. */
  | { to: 'next-action'; account: string; person: string }
  | { to: 'renewal'; account: string; contact: string; renewalDate: Day; answer: RenewalAnswer }
  /** `asked`: what all mails have in common that ask for the same answer. */
  | { to: 'survey'; account: string; contact: string; asked: string; value: number }
  | { to: 'fit'; account: string; contact: string; mail: string; template: string; fit: HelpAmount }
  | { to: 'activity'; account: string; contact: string; mail: string; activity: string; expectation: Expectation }
  /** How likely they are to recommend us for what we do; never about the product. */
  | { to: 'cs-nps'; account: string; contact: string; mail: string; score: number }
  /** `person`: whose word is asked for. */
  | { to: 'approval'; account: string; mail: string; person: string }
  /** `mail`: the draft that `person` got. */
  | { to: 'draft'; account: string; mail: string; person: string }
  | { to: 'preferences'; account: string; contact: string; kind: MailKind }
  /** A customer's own page: where their account is on its way, and what is theirs to do. */
  | { to: 'roadmap'; account: string; contact: string }
  /** Into the team's pages, once. `account`: that of whatever belongs to none. */
  | { to: 'sign-in'; account: string; person: string; ask: string };

/** Gives the address of the page where an action is done. */
export interface AddressOf {
  (linkAction: LinkAction): string;
  /** And of one of the team's pages, where those who are signed in see the whole. */
  page?(path: string): string;
}

/** `expiresAt`: seconds since 1970. */
export type Link = LinkAction & { expiresAt: number };
export type SignInLink = Extract<Link, { to: 'sign-in' }>;
/** All that lead to a page of their own. */
export type PageLink = Exclude<Link, SignInLink>;

const DAY_IN_SECONDS = 86_400;
const DAY_IN_MINUTES = 1440;
/** Mails are kept and come up again; an unsubscribe link has to work for as long as somebody may look for it. */
const GOOD_FOR_IN_DAYS: Record<LinkAction['to'], number> = {
  task: 90,
  read: 90,
  undo: 90,
  'next-action': 90,
  renewal: 180,
  survey: 60,
  fit: 60,
  activity: 60,
  'cs-nps': 60,
  approval: 90,
  draft: 90,
  preferences: 1095,
  roadmap: 90,
  'sign-in': SIGN_IN_LINK_GOOD_FOR_IN_MINUTES / DAY_IN_MINUTES,
};

/** The link for an action out of a mail that is written at the given moment. */
export function linkFor(linkAction: LinkAction, writtenAtInMs: number): Link {
  const expiresAt = Math.floor(writtenAtInMs / 1000) + GOOD_FOR_IN_DAYS[linkAction.to] * DAY_IN_SECONDS;
  return { ...linkAction, expiresAt };
}

export const hasExpired = ({ expiresAt }: Link, nowInMs: number) => nowInMs >= expiresAt * 1000;

/** As short as it goes, since it becomes part of an address. */
export function packLink(link: Link): string {
  return JSON.stringify([letters[link.to], link.expiresAt, link.account, ...detailsOf(link)]);
}

const letters: Record<LinkAction['to'], string> = {
  task: 't',
  read: 'v',
  undo: 'u',
  'next-action': 'n',
  renewal: 'r',
  survey: 's',
  fit: 'f',
  activity: 'e',
  'cs-nps': 'c',
  approval: 'a',
  draft: 'd',
  preferences: 'p',
  roadmap: 'm',
  'sign-in': 'i',
};

function detailsOf(link: Link): unknown[] {
  switch (link.to) {
    case 'task':
      return [link.task, link.person, link.assignee, link.act];
    case 'read':
      return [link.task, link.person];
    case 'undo':
      return [link.task, link.person, link.change];
    case 'next-action':
      return [link.person];
    case 'renewal':
      return [link.contact, link.renewalDate, link.answer];
    case 'survey':
      return [link.contact, link.asked, link.value];
    case 'fit':
      return [link.contact, link.mail, link.template, link.fit];
    case 'activity':
      return [link.contact, link.mail, link.activity, link.expectation];
    case 'cs-nps':
      return [link.contact, link.mail, link.score];
    case 'approval':
    case 'draft':
      return [link.mail, link.person];
    case 'preferences':
      return [link.contact, link.kind];
    case 'roadmap':
      return [link.contact];
    case 'sign-in':
      return [link.person, link.ask];
  }
}

/** `null` for what no version of `packLink` writes. */
export function unpackLink(text: string): Link | null {
  const parts = parse(text);
  if (parts === null) return null;
  const [letter, expiresAt, account, a, b, c, d] = parts;
  if (typeof expiresAt !== 'number' || !isText(account) || !isText(a)) return null;
  const common = { expiresAt, account };
  switch (letter) {
    case 't':
      if (!isText(b) || !(c === null || isText(c)) || !isOneOf(taskActs, d)) return null;
      return { to: 'task', ...common, task: a, person: b, assignee: c, act: d };
    case 'v':
      if (!(b === null || isText(b))) return null;
      return { to: 'read', ...common, task: a, person: b };
    case 'u':
      if (!isText(b) || typeof c !== 'number') return null;
      return { to: 'undo', ...common, task: a, person: b, change: c };
    case 'n':
      return { to: 'next-action', ...common, person: a };
    case 'r':
      if (!isText(b) || !isDay(b) || !isOneOf(renewalAnswers, c)) return null;
      return { to: 'renewal', ...common, contact: a, renewalDate: b, answer: c };
    case 's':
      if (!isText(b) || typeof c !== 'number') return null;
      return { to: 'survey', ...common, contact: a, asked: b, value: c };
    case 'f':
      if (!isText(b) || !isText(c) || !isOneOf(helpAmounts, d)) return null;
      return { to: 'fit', ...common, contact: a, mail: b, template: c, fit: d };
    case 'e':
      if (!isText(b) || !isText(c) || !isOneOf(expectations, d)) return null;
      return { to: 'activity', ...common, contact: a, mail: b, activity: c, expectation: d };
    case 'c':
      if (!isText(b) || typeof c !== 'number') return null;
      return { to: 'cs-nps', ...common, contact: a, mail: b, score: c };
    case 'a':
      if (!isText(b)) return null;
      return { to: 'approval', ...common, mail: a, person: b };
    case 'd':
      if (!isText(b)) return null;
      return { to: 'draft', ...common, mail: a, person: b };
    case 'p':
      if (!isOneOf(mailKinds, b)) return null;
      return { to: 'preferences', ...common, contact: a, kind: b };
    case 'm':
      return { to: 'roadmap', ...common, contact: a };
    case 'i':
      if (!isText(b)) return null;
      return { to: 'sign-in', ...common, person: a, ask: b };
    default:
      return null;
  }
}

function parse(text: string): unknown[] | null {
  try {
    const parts: unknown = JSON.parse(text);
    return Array.isArray(parts) ? parts : null;
  } catch {
    // Not ours: the caller is told so.
    return null;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';

function isOneOf<Value extends string>(values: readonly Value[], value: unknown): value is Value {
  return values.some((one) => one === value);
}
