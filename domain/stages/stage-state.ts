import type { Stage } from '../account/account.ts';
import type { Day } from '../time/day.ts';

/** Where the account is on its way, and since when. */
export interface StageState {
  stage: Stage;
  since: Day;
  /** The day it left onboarding; absent while it is in there. */
  pastOnboardingSince?: Day;
}

/** The stage that an account is in: as it was last evaluated, and until then as its facts say. */
export const currentStage = (
  facts: { stage?: Stage },
  state: { stage?: StageState | null } | null | undefined,
): Stage | undefined => state?.stage?.stage ?? facts.stage;
