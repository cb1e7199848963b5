import type { KeptKind } from '../personal-data/kept-data.ts';

/**
 * What becomes of a row of an earlier point in time when data is put back. `told`: it comes back where it is gone, and where
 * that is asked for also as it was then; `where-gone`: what stands is newer, and stays; `left`: it was of its hour.
 */
export type OnRestoring = 'told' | 'where-gone' | 'left';

/** What others told, and the team wrote down: it may be wanted as it was. */
const told = [
  ...(['account', 'contact', 'user-link', 'anonymous-link', 'next-action', 'goal-proposal', 'activity'] as const),
  ...(['improvement-move', 'team-rating', 'proposal'] as const),
] as const satisfies KeptKind[];

/**
 * What went out, and what is remembered so that it goes out once. Where it had to be put back, what has gone out since then is
 * forgotten.
 */
const memoryOfSending = [
  ...(['state', 'episode', 'task', 'mail', 'chat', 'account-mails', 'address-mails', 'task-mails'] as const),
] as const satisfies KeptKind[];

/**
 * A session that has ended, a link that was used, a request about personal data with its file, which may be of somebody who was
 * erased since: nothing of it may come back.
 */
const left = [
  ...(['session', 'sign-in-asks', 'personal-key', 'last-act', 'flush-marker', 'running-erasure', 'failing'] as const),
  ...(['source-newcomers', 'source-newcomers-over', 'course-told', 'restored'] as const),
  ...(['data-request', 'export-part', 'crm-run'] as const),
] as const satisfies KeptKind[];

/**
 * What was decided or counted since then is newer: who wants no mail, who was erased, which key is shut, who has left the team.
 * Usage is made anew of its raw events; the figures of all accounts are made by the next night.
 */
const whereGone = [
  ...(['user-move', 'opt-out', 'address-opt-out', 'dead-address', 'suppression', 'invitation'] as const),
  ...(['customer-comment', 'mail-tag', 'survey-answers', 'mail-rating', 'activity-answer', 'cs-score'] as const),
  ...(['survey-ask', 'renewal-answer', 'raw-event', 'waiting-event', 'call', 'usage-hour', 'usage-day'] as const),
  ...(['overtaken-usage', 'lifetime', 'month-values', 'quarantined', 'signal-feedback', 'ledger-entry'] as const),
  ...(['bus-events', 'account-audit', 'audit', 'logged-work', 'unknown-account', 'board', 'coverage'] as const),
  ...(['fleet-day', 'fleet-counts', 'course-days', 'course-read', 'kpi-year', 'nps-days', 'nps-month'] as const),
  ...(['signal-work', 'study', 'playbook', 'member', 'sender-sent', 'sender-against', 'sender-pause'] as const),
  ...(['sending-problems', 'source-day', 'source-names', 'source-registration', 'source-key'] as const),
  ...(['source-arrived', 'secret-use', 'quarantine-count', 'quarantine-drop', 'backfill-checkpoint'] as const),
  ...(['erasure', 'crm-state', 'crm-mapping'] as const),
] as const satisfies KeptKind[];

/** In no copy of a table. */
const besideTables = [
  ...(['dead-letters', 'changed-accounts', 'logs', 'bus-archive', 'secrets', 'mails-out', 'ses-suppressed'] as const),
  ...(['backups', 'runs'] as const),
] as const satisfies KeptKind[];

/** A kind that is in none of the lists does not compile. */
const treatments: Record<KeptKind, OnRestoring> = {
  ...treated(told, 'told'),
  ...treated(memoryOfSending, 'where-gone'),
  ...treated(left, 'left'),
  ...treated(whereGone, 'where-gone'),
  ...treated(besideTables, 'left'),
};

function treated<Kind extends string>(kinds: readonly Kind[], treatment: OnRestoring): Record<Kind, OnRestoring> {
  return Object.fromEntries(kinds.map((kind) => [kind, treatment])) as Record<Kind, OnRestoring>;
}

export const onRestoring = (kind: KeptKind): OnRestoring => treatments[kind];

export const isMemoryOfSending = (kind: KeptKind): boolean => (memoryOfSending as readonly KeptKind[]).includes(kind);

/** Kinds that may be put as they were. */
export const overwritableKinds: readonly KeptKind[] = told;

/** What became of the rows of a kind since a point in time. */
export interface KindSince {
  /** So many rows there were then. */
  inCopy: number;
  /** Of them so many are not there now, and so many say something else. */
  gone: number;
  changed: number;
  /** Of them so many can't be read by this release. */
  unreadable: number;
}

export type SinceByKind = Partial<Record<KeptKind, KindSince>>;

export function addTo(counts: SinceByKind, kind: KeptKind, what: Partial<Record<keyof KindSince, boolean>>): void {
  const count = counts[kind] ?? { inCopy: 0, gone: 0, changed: 0, unreadable: 0 };
  counts[kind] = count;
  for (const name of ['inCopy', 'gone', 'changed', 'unreadable'] as const) if (what[name]) count[name] += 1;
}

/** That what went out since a point in time is forgotten: until a person has looked, nothing more goes out by itself. */
export interface Restored {
  /** Of when what was put back is; ISO. */
  to: string;
  /** When it was put back; ISO. */
  since: string;
}
