import type { Playbook, Signal } from '../playbook/playbook.ts';
import { subjectOf } from '../signals/conditions.ts';

/** Whether the signal is the question to the customer whether they renew. */
export function asksForRenewal(signal: Signal | undefined): boolean {
  return signal !== undefined && subjectOf(signal.when) === 'renewal';
}

/** Whether its work belongs to a renewal: the question, or the stage that an account is in while its renewal is due. */
export function isRenewalWork(signal: Signal | undefined, stages: Playbook['stages']): boolean {
  const { when } = signal ?? {};
  const isStage = when?.kind === 'stage-entered' && stages[when.stage]?.monthsBeforeRenewal !== undefined;
  return isStage || asksForRenewal(signal);
}
