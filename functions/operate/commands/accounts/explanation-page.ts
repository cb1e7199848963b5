import type { Explanation } from '../../../../domain/evaluation/explanation.ts';

/** An explanation, of whose signals a page holds some. */
export interface ExplanationPage extends Explanation {
  /** Where the next page of its signals begins; absent after the last one. */
  next?: string;
}

/**
 * The signals from one on, as many as fit, one at least: a signal about persons has one entry for each, and an answer of
 * Lambda holds 6 MB.
 */
export function pageOfSignals(explanation: Explanation, from: number, mostBytes: number): ExplanationPage {
  let bytes = 0;
  const left = explanation.signals.slice(from);
  const over = left.findIndex((signal, i) => {
    bytes += Buffer.byteLength(JSON.stringify(signal));
    return i > 0 && bytes > mostBytes;
  });
  if (over < 0) return { ...explanation, signals: left };
  return { ...explanation, signals: left.slice(0, over), next: String(from + over) };
}
