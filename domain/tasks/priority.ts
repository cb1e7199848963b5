/** The most urgent first. */
export const priorities = ['high', 'normal', 'low'] as const;
export type Priority = (typeof priorities)[number];

/** For sorting: what is more urgent comes first. */
export const byPriority = (a: { priority: Priority }, b: { priority: Priority }) =>
  rankOf(a.priority) - rankOf(b.priority);

/** 0 for the most urgent. */
export const rankOf = (priority: Priority) => priorities.indexOf(priority);
