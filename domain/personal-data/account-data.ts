import type { KeptKind } from './kept-data.ts';

/**
 * What becomes of it when a whole account is erased. `moved`: its own stands under a pseudonym, since figures of past days
 * are made of it; `replaced`: the pseudonym stands where it is named; `counted-anew`: what is over stays as it was counted, and
 * what nights count anew is without it; `expires`: it can't be changed one by one, and goes by itself; `where-alone`: it is
 * kept by address, and goes where reading everything has shown that no other account has the address; `not-ours`: it is not
 * ours to change; `untouched`: no account is in it.
 */
export const onErasingAccount = [
  'deleted',
  'moved',
  'replaced',
  'counted-anew',
  'expires',
  'where-alone',
  'not-ours',
  'untouched',
] as const;
export type OnErasingAccount = (typeof onErasingAccount)[number];

const kindsBy = {
  deleted: [
    ...['contact', 'user-link', 'anonymous-link', 'user-move', 'opt-out', 'dead-address', 'invitation'],
    ...['customer-comment', 'mail', 'mail-tag', 'account-mails', 'survey-answers', 'mail-rating', 'activity-answer'],
    ...['cs-score', 'survey-ask', 'renewal-answer', 'goal-proposal', 'raw-event', 'waiting-event', 'call'],
    ...['usage-hour', 'usage-day', 'overtaken-usage', 'lifetime', 'month-values', 'quarantined', 'account', 'episode'],
    ...[
      'task',
      'state',
      'activity',
      'next-action',
      'signal-feedback',
      'chat',
      'bus-events',
      'account-audit',
      'failing',
      'crm-state',
    ],
    ...['unknown-account', 'board', 'course-told', 'running-erasure', 'data-request', 'export-part', 'dead-letters'],
  ],
  moved: ['ledger-entry'],
  replaced: ['audit', 'logged-work', 'course-days', 'kpi-year'],
  'counted-anew': ['coverage', 'fleet-day', 'fleet-counts', 'nps-days', 'nps-month', 'signal-work'],
  expires: [
    ...['study', 'last-act', 'task-mails', 'source-newcomers', 'changed-accounts'],
    ...['bus-archive', 'backups', 'flush-marker', 'quarantine-count', 'backfill-checkpoint', 'runs'],
  ],
  'where-alone': ['address-opt-out', 'suppression', 'address-mails'],
  'not-ours': ['ses-suppressed'],
  untouched: [
    ...[
      'course-read',
      'improvement-move',
      'team-rating',
      'proposal',
      'playbook',
      'member',
      'sign-in-asks',
      'session',
      'personal-key',
    ],
    ...['sender-sent', 'sender-against', 'sender-pause', 'sending-problems', 'restored', 'source-day', 'source-names'],
    ...[
      'source-newcomers-over',
      'source-registration',
      'source-key',
      'source-arrived',
      'secret-use',
      'quarantine-drop',
    ],
    ...['erasure', 'logs', 'secrets', 'mails-out', 'crm-mapping', 'crm-run'],
  ],
} as const satisfies Record<OnErasingAccount, readonly KeptKind[]>;

type Listed = (typeof kindsBy)[OnErasingAccount][number];
type Missing = Exclude<KeptKind, Listed>;
/** A kind that is in none of the lists does not compile. */
const treatmentOfKind: Record<Listed | Missing, OnErasingAccount> = Object.fromEntries(
  (Object.entries(kindsBy) as [OnErasingAccount, readonly Listed[]][]).flatMap(([treatment, kinds]) =>
    kinds.map((kind) => [kind, treatment]),
  ),
) as Record<Listed, OnErasingAccount>;

export const erasingAccount = (kind: KeptKind): OnErasingAccount => treatmentOfKind[kind];

/** No key of the account leads to all of them: users of whom nothing was counted, and work that is logged longer than its account tells of it. */
const ONLY_BY_SEARCHING: readonly KeptKind[] = ['user-link', 'anonymous-link', 'call', 'user-move', 'logged-work'];

/** What reading both tables whole finds, and keys may not. */
export const foundBySearching = (kind: KeptKind): boolean =>
  ONLY_BY_SEARCHING.includes(kind) || erasingAccount(kind) === 'where-alone';

/** What a run has not looked into: it goes by itself, is not ours, or only reading both tables whole finds it and says whose it is. */
export const notLookedAtOfAccount = (isEverywhere = false): KeptKind[] => [
  ...(isEverywhere ? [] : [...ONLY_BY_SEARCHING, ...kindsBy['where-alone']]),
  ...kindsBy.expires,
  ...kindsBy['not-ours'],
];
