import { type Grade, gradeOf } from '../health/health.ts';
import type { Playbook } from '../playbook/playbook.ts';

/** What decides whether an account is on the weekly list; scores in tenths. */
export interface ListedBy {
  grade: Grade;
  /** Of its products, where it has several. */
  productScores: readonly number[];
  /** Signals of the episodes that are open. */
  openSignals: Iterable<string>;
}

/** Whether the team talks about an account this week: in bad health, with a product that is, or fallen steeply and not back. */
export function isTalkedAbout(
  { grade, productScores, openSignals }: ListedBy,
  { health, signals }: Pick<Playbook, 'health' | 'signals'>,
): boolean {
  if (grade !== 'healthy' || productScores.some((score) => gradeOf(health, score) !== 'healthy')) return true;
  return hasFallen(openSignals, signals);
}

/** Whether its score fell steeply and has not come back. */
export const hasFallen = (openSignals: Iterable<string>, signals: Playbook['signals']) =>
  [...openSignals].some((signal) => signals[signal]?.when.kind === 'score-drop');
