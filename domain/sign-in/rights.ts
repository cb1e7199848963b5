import type { MemberRole } from '../account/account.ts';

/** Each includes those before it. */
const rights = ['read', 'work', 'manage', 'administer'] as const;
/**
 * `work`: on tasks and accounts. `manage`: playbook, thresholds, plays, and what is agreed of others' accounts.
 * `administer`: people, sources, personal data.
 */
export type Right = (typeof rights)[number];

const highestOf = (role: MemberRole): Right => {
  switch (role) {
    case 'viewer':
      return 'read';
    case 'manager':
      return 'manage';
    case 'admin':
      return 'administer';
    default:
      return 'work';
  }
};

export const may = (role: MemberRole, right: Right) => rights.indexOf(right) <= rights.indexOf(highestOf(role));
