import type { PlaybookChange } from '../../../../domain/playbook/changes.ts';
import type { Playbook, Signal } from '../../../../domain/playbook/playbook.ts';
import type { ReasonedMovement } from '../../../../domain/playbook/reasoned-movements.ts';
import type { NumberProblem } from '../../../../domain/playbook/signal-numbers.ts';
import type { NumberUnit } from '../../../../domain/signals/condition-number.ts';

/** What of a playbook is named where its versions are told apart. */
export type ChangedArea =
  | Exclude<keyof Playbook, 'playbook' | 'labels' | 'reasons'>
  | `reasons.${ReasonedMovement}`
  | 'indicators'
  | 'weights';

export interface SignalPageWords {
  /** What a number is, with its unit; and what stands behind a field for one. */
  value: Record<NumberUnit, (number: string, value: number) => string>;
  unit: Record<NumberUnit, string>;
  says: { heading: string; play: string; version(version: string): string; nothing: string };
  tune: {
    lead: string;
    slider(label: string): string;
    over: string;
    weeks(count: number): string;
    button: string;
  };
  /** What stands against a number: the bound as it is written there. */
  refused: Record<NumberProblem['limit']['is'], (bound: string) => string>;
  tried: {
    heading: string;
    lead(version: string): string;
    /** It was tried, and cannot be. */
    unfit: string;
    /** What was tried is so already. */
    same: string;
    forManagers: string;
    ask: string;
    reason: string;
    /** Heads the form, or opens it for whoever has not looked yet. */
    publishing: string;
    withoutLooking: string;
    publish: string;
    keep: string;
  };
  back: {
    heading(version: string): string;
    lead(version: string): string;
    same(version: string): string;
    unknown(version: string): string;
    reason: string;
    button: string;
  };
  published(version: string, signal: string): string;
  rolledBack(version: string, to: string): string;
  /** What a version is called that may be taken back, and why it came back. */
  name(version: string): string;
  undone(version: string): string;
  overtaken: { heading: string; lead(version: string, who: string): string; theirs: string; yours: string };
  complaint: Record<'no-reason' | 'too-long', string>;
  /** The playbook as a whole can't be published as it would be. */
  problems: { heading: string; lead: string; tooLarge: string };
  field(field: string, change: string): string;
  change(before: string, after: string): string;
  notSet: string;
  otherwise: string;
  fields: Record<Exclude<keyof Signal, 'renamedFrom'>, string>;
  changes: Record<PlaybookChange['change'], string>;
  areas: Record<ChangedArea, string>;
  ofArea(area: string, name: string | null, change: string): string;
  more(count: number): string;
  history: {
    heading: string;
    none: string;
    when: string;
    who: string;
    what: string;
    why: string;
    acts: string;
    running: string;
    tryBefore: string;
    back(version: string): string;
    backTo(version: string): string;
    earlier: string;
  };
  gone: { heading: string; lead: string };
}
