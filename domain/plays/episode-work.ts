import type { Company } from '../company/company.ts';
import type { Assignment, Team } from '../company/team.ts';
import type { EvaluationInput } from '../evaluation/evaluate.ts';
import type { About, CustomerAnswer, DataSnapshot } from '../mail/mail-content.ts';
import type { OutboxMail } from '../outbox/outbox.ts';
import type { Evidence, LiveEpisode } from '../signals/reading.ts';
import type { BusinessCalendar } from '../time/business-days.ts';
import { aboutOf } from './about.ts';
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
}

/** One episode on one day, with all that its tasks and mails are made of. */
export interface EpisodeWork {
  /** The episode's id. */
  id: string;
  episode: LiveEpisode;
  finished: FinishedTask[];
  evidence: Evidence;
  /** What the customer said that it is about. */
  said(): CustomerAnswer | undefined;
  data(): DataSnapshot;
  input: EvaluationInput;
  context: PlanContext;
}

export function assignmentOf({ input: { account, playbook, usage } }: EpisodeWork): Assignment {
  return { account, day: usage.asOf, roles: playbook.roles };
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
