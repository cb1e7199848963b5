import type { Playbook, Signal } from '../../../domain/playbook/playbook.ts';
import {
  type NumberProblem,
  type NumbersWanted,
  numbersOf,
  problemsOfNumbers,
  type SignalNumber,
} from '../../../domain/playbook/signal-numbers.ts';
import { numbersWanted } from './number-text.ts';

/** The playbook that runs. */
export interface Running {
  version: string;
  playbook: Playbook;
}

/** Other numbers of a signal, as somebody tries them. */
export interface Trial {
  signal: string;
  /** The version that they are tried against. */
  version: string;
  numbers: readonly SignalNumber[];
  wanted: NumbersWanted;
  problems: readonly NumberProblem[];
}

/** What an address or a form tries, against what runs. */
export function trialOf(signal: string, { version, playbook }: Running, asked: URLSearchParams): Trial {
  const numbers = numbersOf(playbook.signals[signal] as Signal);
  const wanted = numbersWanted(asked, numbers);
  return { signal, version, numbers, wanted, problems: problemsOfNumbers(playbook, signal, wanted) };
}
