import type { CustomerRules } from '../backtest/question.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { PlaybookProblem } from '../playbook/problem.ts';
import { numbersOf, type SignalNumber } from '../playbook/signal-numbers.ts';
import type { Day } from '../time/day.ts';
import { changedPlaybook } from '../what-if/changed-playbook.ts';
import { customersCountedBy, MOST_VALUES, type SensitivityQuestion } from './question.ts';

/** Several values of one number, as somebody names them; `path` as in the playbook: `signals.logins-fell.when.tripsAtOrBelow`. */
export interface ValuesAsked {
  path: string;
  values: readonly unknown[];
}

/** A value that the playbook would not take. */
export interface UnfitValue {
  value: unknown;
  problems: PlaybookProblem[];
}

export type ValuesRefusal =
  /** Only numbers that a signal is tuned by are compared; `comparable`: the paths of that signal's, where there is one. */
  | { why: 'no-number'; comparable: string[] }
  | { why: 'unfit'; unfit: UnfitValue[] }
  | { why: 'too-many'; most: number }
  /** There is none beside the one that runs. */
  | { why: 'same'; runs: number };

/** The question about just these values beside the one that runs; all of them have to fit, or none is asked. */
export function askValues(
  playbook: Playbook,
  { path, values }: ValuesAsked,
  { from, to, rules }: { from: Day; to: Day; rules: CustomerRules },
): { question: SensitivityQuestion } | { refused: ValuesRefusal } {
  const signal = signalIn(playbook, path);
  const numbers = signal === undefined ? [] : numbersOfSignal(playbook, signal);
  const number = numbers.find((one) => pathOf(signal as string, one) === path);
  if (signal === undefined || number === undefined) {
    return { refused: { why: 'no-number', comparable: numbers.map((one) => pathOf(signal as string, one)) } };
  }
  const unfit = values.flatMap((value) => {
    const problems = problemsOf(playbook, path, value);
    return problems.length === 0 ? [] : [{ value, problems }];
  });
  if (unfit.length > 0) return { refused: { why: 'unfit', unfit } };
  const others = [...new Set(values as readonly number[])].filter((value) => value !== number.value);
  if (others.length === 0) return { refused: { why: 'same', runs: number.value } };
  if (others.length > MOST_VALUES) return { refused: { why: 'too-many', most: MOST_VALUES } };
  others.sort((a, b) => a - b);
  return { question: { from, to, signal, path: number.path, values: others, rules: customersCountedBy(rules) } };
}

/** A signal's own name may hold no dot, so that the second part of a path is one. */
function signalIn({ signals }: Playbook, path: string): string | undefined {
  const [group, name = ''] = path.split('.');
  return group === 'signals' && Object.hasOwn(signals, name) ? name : undefined;
}

const numbersOfSignal = ({ signals }: Playbook, signal: string): SignalNumber[] => {
  const known = signals[signal];
  return known === undefined ? [] : numbersOf(known);
};

const pathOf = (signal: string, { path }: SignalNumber) => `signals.${signal}.${path}`;

function problemsOf(playbook: Playbook, path: string, value: unknown): PlaybookProblem[] {
  // A word that the playbook takes there lies on no scale.
  if (typeof value !== 'number') return [{ path: path.split('.'), message: 'is no number: ask it by itself' }];
  const changed = changedPlaybook(playbook, [{ path, value }]);
  return 'problems' in changed ? changed.problems : [];
}
