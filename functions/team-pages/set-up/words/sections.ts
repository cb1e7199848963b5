import type { MemberRole, TeamRole } from '../../../../domain/account/account.ts';
import type { SignalRow } from '../../../../domain/data-map/data-map.ts';
import type { Day } from '../../../../domain/time/day.ts';
import type { SourceState } from '../set-up-facts.ts';

/** What is not in order, and what comes next. */
export interface GapWords {
  what: string;
  next: string;
}

export type MailCheck = 'sender-identities' | 'sender-dkim' | 'sender-mail-from' | 'sending-account' | 'sending-quota';

export interface SetUpWords {
  heading: string;
  lead(gaps: number): string;
  allWell: { heading: string; lead: string };
  gaps: {
    heading: string;
    noPlaybook: GapWords;
    noSource: GapWords;
    neverSent(source: string): GapWords;
    silent(source: string, since: string): GapWords;
    longSilent(source: string): GapWords;
    mail: Record<MailCheck, (what: string) => GapWords>;
    paused: GapWords;
    sandbox: GapWords;
    senderPaused(sender: string): GapWords;
    noManager: GapWords;
    noAdmin: GapWords;
    leaver(name: string): GapWords;
    away(name: string): GapWords;
    withoutCsm(accounts: number, all: number): GapWords;
    signalsOff(signals: number, all: number): GapWords;
    /** To whoever has a command line. */
    doctor: string;
  };
  data: {
    heading: string;
    lead(accounts: number): string;
    notYet: string;
    columns: { signal: string; state: string; arrives: string; missing: string };
    states: Record<SignalRow['state'], string>;
    kinds: Record<string, string>;
    accounts(have: number, all: number): string;
    last(day: Day): string;
    nothing: string;
  };
  sources: {
    heading: string;
    columns: { name: string; state: string; last: string };
    states: Record<SourceState['state'], string>;
    never: string;
    longAgo: string;
    none: string;
  };
  mail: { heading: string; well: string; lead: string };
  signIn: { heading: string; byMail: string; byProvider: string; noProvider: string };
  people: { heading: string; lead(present: number): string; all: string };
  assistants: { heading: string; lead: string; all: string };
  changes: { heading: string; all: string };
  personalData: { heading: string; lead: string; all: string };
}

export interface PeopleWords {
  heading: string;
  /** Leads to where somebody is added. */
  add: string;
  lead(present: number): string;
  columns: { name: string; role: string; language: string; manager: string; state: string };
  /** Beside those that mails name. */
  roles: Record<Exclude<MemberRole, TeamRole>, string>;
  languages: Record<string, string>;
  states: {
    here: string;
    away(until: Day | undefined): string;
    awayFrom(day: Day): string;
    leaves(lastDay: Day): string;
    left(lastDay: Day): string;
  };
  /** Who does their work meanwhile, or from then on. */
  instead(name: string): string;
  back: string;
  none: { heading: string; lead: string };
}
