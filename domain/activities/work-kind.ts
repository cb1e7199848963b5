/** Whether we took it up ourselves, before anybody asked, or because somebody asked or something had gone wrong. */
export const initiatives = ['reactive', 'proactive'] as const;
export type Initiative = (typeof initiatives)[number];

/** Made for one customer, or the same for all. */
export const workScopes = ['custom', 'general'] as const;
export type WorkScope = (typeof workScopes)[number];

/** Whether it takes somebody who knows the trade, or anybody of the team can do it. */
export const skillLevels = ['basic', 'expert'] as const;
export type SkillLevel = (typeof skillLevels)[number];

/** What kind of work something is; what nobody said is absent. */
export interface WorkKind {
  initiative?: Initiative;
  scope?: WorkScope;
  skill?: SkillLevel;
}

/** Tasks come out of plays, which take things up before anybody asks, and are the same for all unless they say otherwise. */
export const TASK_WORK: Required<WorkKind> = { initiative: 'proactive', scope: 'general', skill: 'basic' };

/** What came of a touch. `none`: nothing did, and nothing was to. */
export const activityOutcomes = ['solved', 'open', 'agreed', 'declined', 'none'] as const;
export type ActivityOutcome = (typeof activityOutcomes)[number];
