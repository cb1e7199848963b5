import type { ActivityKind } from '../playbook/activity-kinds.ts';
import type { Activity } from './activity.ts';
import type { ActivityOutcome, Initiative } from './work-kind.ts';

/** What somebody says of a touch beside how it was. */
export interface TouchSaid {
  /** The kind of activity, as the playbook lists it, and what the playbook says of that. */
  activity?: { name: string; kind: ActivityKind } | undefined;
  initiative?: Initiative | null | undefined;
  outcome?: ActivityOutcome | null | undefined;
}

/** What kind of work a touch was, and what came of it. Where nothing else is said it is as its kind mostly is. */
export function workOfTouch({
  activity,
  initiative,
  outcome,
}: TouchSaid): Pick<Activity, 'activity' | 'initiative' | 'scope' | 'skill' | 'outcome'> {
  const begun = initiative ?? activity?.kind.initiative;
  return {
    ...(activity && { activity: activity.name, scope: activity.kind.scope, skill: activity.kind.skill }),
    ...(begun && { initiative: begun }),
    ...(outcome && { outcome }),
  };
}
