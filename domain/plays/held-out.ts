import { renewalDatesOf } from '../account/products.ts';
import type { EvaluationInput } from '../evaluation/evaluate.ts';
import { isComplaint } from '../signals/conditions.ts';
import type { LiveEpisode } from '../signals/reading.ts';
import { addMonths } from '../time/day.ts';
import { isTaskStep } from './play-steps.ts';
import { asksForRenewal } from './renewal-work.ts';
import { stepsOfAllWays } from './trials.ts';
import { isUrgentWork } from './urgent-work.ts';

/** So near to its renewal nobody leaves a customer alone to learn something. */
const RENEWAL_IN_MONTHS = 3;

/**
 * Whether the account may be left alone with what the new episode is about. Never at its renewal, and never while
 * something about it is with a manager, urgent, or a complaint.
 */
export function mayBeHeldOut(
  { account, playbook, usage: { asOf } }: Pick<EvaluationInput, 'account' | 'playbook' | 'usage'>,
  open: readonly LiveEpisode[],
): boolean {
  const soon = addMonths(asOf, RENEWAL_IN_MONTHS);
  if (renewalDatesOf(account).some((date) => date >= asOf && date <= soon)) return false;
  return !open.some(({ signal: name, tasks = [], recoveredOn }) => {
    const signal = playbook.signals[name];
    if (signal === undefined || recoveredOn !== undefined) return false;
    const steps = stepsOfAllWays(playbook.plays[signal.play]);
    const tellsManager = steps.some((step) => isTaskStep(step) && step.tell?.includes('manager'));
    return (
      tellsManager ||
      asksForRenewal(signal) ||
      isComplaint(signal.when) ||
      tasks.some(({ late }) => late === 'escalated') ||
      isUrgentWork({ signal: name, tasks: tasks.map(({ template }) => ({ template })) }, playbook)
    );
  });
}
