import type { Company } from '../company/company.ts';
import type { Assignment, Team } from '../company/team.ts';
import type { EvaluationInput } from '../evaluation/evaluate.ts';
import type { About, CustomerAnswer, DataSnapshot, Obstacle } from '../mail/mail-content.ts';
import type { OutboxMail } from '../outbox/outbox.ts';
import type { Evidence, LiveEpisode } from '../signals/reading.ts';
import type { BusinessCalendar } from '../time/business-days.ts';
import { aboutOf } from './about.ts';
import type { Addressee } from './addressee.ts';
import type { FinishedTask } from './play-steps.ts';

export interface PlanContext {
  company: Company;
  team: Team;
  calendar: BusinessCalendar;
  /** e.g. `v3` */
  playbookVersion: string;
  /** When this is decided; ISO. */
  now: string;
  /**
   * The day is caught up with, long after it: what opened and closed is put on record, and nobody gets a task or a mail
   * for it.
   */
  isHistory?: boolean;
  /**
   * Only who gets which task is asked, which mail customers get, and when: the figures in them are left out, and so are
   * what the team is written about its tasks, and that it was reminded of late ones.
   */
  isOutline?: boolean;
  /** What is open of the account beside the episodes that are planned, where these are not all. */
  openBeside?(): readonly LiveEpisode[];
  /** Whether nothing of an episode can have fallen due, so that it stays as it is unless its signal moves it. */
  isAtRest?(episode: LiveEpisode): boolean;
}

/** One episode on one day, with all that its tasks and mails are made of. */
export interface EpisodeWork {
  /** The episode's id. */
  id: string;
  episode: LiveEpisode;
  finished: FinishedTask[];
  evidence(): Evidence;
  /** What the customer said that it is about. */
  said(): CustomerAnswer | undefined;
  data(): DataSnapshot;
  /** Whose team works on it, and whose contacts are written to. */
  addressee: Addressee;
  input: EvaluationInput;
  context: PlanContext;
}

export function assignmentOf({ addressee, input: { playbook, usage } }: EpisodeWork): Assignment {
  return { account: addressee.account, day: usage.asOf, roles: playbook.roles };
}

/** What stands in the way of the whole play. */
export function obstaclesOf({ addressee, input, context }: EpisodeWork): Obstacle[] {
  const isWithoutCsm = context.team.csmOf(addressee.account, input.usage.asOf) === null;
  return [...(addressee.lacksParent ? (['no-parent'] as const) : []), ...(isWithoutCsm ? (['no-csm'] as const) : [])];
}

/** Whom or what the episode is about, with their name where it is a person we know. */
export function subjectOf({ episode, input }: EpisodeWork): About | null {
  return aboutOf(input, episode);
}

/** What all mails of an episode have in common. */
export function mailOf(
  { input, context }: EpisodeWork,
  id: string,
  { name, email }: { name: string; email: string },
): Pick<OutboxMail, 'id' | 'account' | 'playbook' | 'to' | 'status' | 'createdAt' | 'asOf'> {
  return {
    id,
    account: input.account.id,
    playbook: context.playbookVersion,
    to: { name, address: email },
    status: 'pending',
    createdAt: context.now,
    asOf: input.usage.asOf,
  };
}
