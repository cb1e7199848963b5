import type { Evaluation, EvaluationInput } from '../evaluation/evaluate.ts';
import { aboutOf } from '../plays/about.ts';
import { dataSnapshot } from '../plays/data-snapshot.ts';
import { signalData } from '../plays/signal-data.ts';
import type { OpenTask } from '../tasks/open-task.ts';
import type { AccountView } from './digest.ts';

/** How the account stands now with what the task was raised for. */
export function accountView(
  input: EvaluationInput,
  evaluation: Evaluation,
  { signal, subject }: Pick<OpenTask, 'signal' | 'subject'>,
): AccountView {
  const { account } = input;
  const reading = evaluation.signals.find((one) => one.signal === signal && one.subject === subject);
  const { measures } = signalData(input, evaluation, { signal, subject });
  return {
    account: { id: account.id, name: account.name },
    about: aboutOf(input, { signal, subject, person: reading?.person }),
    evidence: { ...reading?.evidence },
    data: {
      weeklyLogins: dataSnapshot(input, evaluation).weeklyLogins,
      // One is drawn.
      ...(measures !== undefined && { measures: measures.slice(0, 1) }),
    },
  };
}
