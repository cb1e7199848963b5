import { type Account, stages } from '../account/account.ts';
import type { Playbook, Requirement } from '../playbook/playbook.ts';
import { mustHaveFeatures } from '../playbook/vocabulary.ts';
import type { SignalContext } from '../signals/reading.ts';
import { addDays, type Day } from '../time/day.ts';
import type { UsageHistory } from '../usage/usage-history.ts';
import { LOGIN } from '../usage/well-known-events.ts';
import { moveOn, type StageProgress } from './progress.ts';

/** Whether a requirement of a stage's goal holds, and how far it is. */
export interface RequirementReading {
  requirement: Requirement;
  isMet: boolean;
  /** How much there is of what is asked for; in the requirement's own unit. */
  value: number | null;
  limit: number;
}

interface RequirementContext extends Pick<SignalContext, 'account' | 'activities' | 'contacts' | 'usage' | 'scores'> {
  playbook: Playbook;
  stage: NonNullable<SignalContext['stage']>;
}

/** `null` when the stage has no requirements: then only a person moves the account on. */
export function isGoalReached(readings: RequirementReading[]): boolean | null {
  return readings.length === 0 ? null : readings.every(({ isMet }) => isMet);
}

export function readRequirements(context: RequirementContext): RequirementReading[] {
  const requirements = context.playbook.stages[context.stage.stage]?.reachedWhen ?? [];
  return requirements.map((requirement) => {
    const { value, limit } = measure(requirement, context);
    return { requirement, isMet: value !== null && limit > 0 && value >= limit, value, limit };
  });
}

/**
 * The account on its next stage when the goal of its own is reached, and past those whose goals are reached as well: a
 * second look at the same day would find nothing more to move.
 */
export function movedOn(stage: StageProgress, input: Omit<RequirementContext, 'stage'>): StageProgress {
  let current = stage;
  for (const _ of stages) {
    // Most stages have no goal of their own, and this is asked of every account and day.
    if ((input.playbook.stages[current.stage]?.reachedWhen ?? []).length === 0) break;
    if (!isGoalReached(readRequirements({ ...input, stage: current }))) break;
    current = moveOn(current, input.playbook, input.usage.asOf);
  }
  return current;
}

function measure(requirement: Requirement, context: RequirementContext): { value: number | null; limit: number } {
  const { account, activities, contacts, usage, playbook, scores, stage } = context;
  if ('tasksDone' in requirement) {
    const done = activities.flatMap(({ day, task }) => (task !== undefined && day >= stage.since ? [task] : []));
    // Of joint work each role has a task of its own.
    const isDone = (template: string) => {
      const roles = new Set([playbook.tasks[template]?.assign ?? []].flat());
      const ids = new Set(done.filter((task) => task.template === template).map(({ id }) => id));
      return ids.size >= Math.max(1, roles.size);
    };
    const { tasksDone } = requirement;
    return { value: tasksDone.filter(isDone).length, limit: tasksDone.length };
  }
  if ('accountHas' in requirement) {
    const { accountHas } = requirement;
    return { value: accountHas.filter((field) => account[field] !== undefined).length, limit: accountHas.length };
  }
  if ('firstLoginShareAtLeast' in requirement) {
    const invited = contacts.filter(({ invitedAt }) => invitedAt !== undefined && invitedAt <= usage.asOf);
    const arrived = invited.filter(({ id }) => usage.everDid(id, LOGIN));
    const limit = requirement.firstLoginShareAtLeast;
    return { value: invited.length === 0 ? null : arrived.length / invited.length, limit };
  }
  if ('mustHaveFeatures' in requirement) {
    const mustHave = mustHaveFeatures(playbook);
    const since = featuresCountSince(account, usage);
    const used = mustHave.filter((feature) => usage.featureDays(feature, since, usage.asOf) >= requirement.usedOnDays);
    return {
      value: used.length,
      limit: requirement.mustHaveFeatures === 'all' ? mustHave.length : requirement.mustHaveFeatures,
    };
  }
  // A score from before the stage was made of other weights.
  let days = 0;
  for (let day = usage.asOf; days < requirement.onDaysInARow && day >= stage.since; day = addDays(day, -1)) {
    const score = scores[day];
    if (score === undefined || score < requirement.healthAtLeast * 10) break;
    days += 1;
  }
  return { value: days, limit: requirement.onDaysInARow };
}

/** A contract that has not begun says nothing of what is used until then. */
function featuresCountSince({ contractStart }: Account, { asOf, firstEventDay }: UsageHistory): Day {
  return contractStart !== undefined && contractStart <= asOf ? contractStart : (firstEventDay ?? asOf);
}
