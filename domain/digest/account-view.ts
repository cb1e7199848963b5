import type { Evaluation, EvaluationInput } from '../evaluate.ts';
import { dataSnapshot } from '../plays/data-snapshot.ts';
import { signalData } from '../plays/signal-data.ts';
import type { AccountView, OpenTask } from './digest.ts';

/** How the account stands now with what the task was raised for. */
export function accountView(
  input: EvaluationInput,
  evaluation: Evaluation,
  { signal, subject }: Pick<OpenTask, 'signal' | 'subject'>,
): AccountView {
  const { account, contacts } = input;
  const reading = evaluation.signals.find((one) => one.signal === signal && one.subject === subject);
  const person = reading?.person ?? subject;
  const { measures } = signalData(input, signal);
  return {
    account: { id: account.id, name: account.name },
    about:
      subject === null
        ? null
        : { id: subject, name: contacts.find(({ id }) => id === person)?.name ?? reading?.person },
    evidence: { ...reading?.evidence },
    data: {
      weeklyLogins: dataSnapshot(input, evaluation).weeklyLogins,
      // One is drawn.
      ...(measures !== undefined && { measures: measures.slice(0, 1) }),
    },
  };
}
