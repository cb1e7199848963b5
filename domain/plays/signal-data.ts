import type { Evaluation, EvaluationInput } from '../evaluation/evaluate.ts';
import type { DataSnapshot } from '../mail/mail-content.ts';
import { taskDataOf } from '../signals/conditions.ts';
import type { LiveEpisode } from '../signals/reading.ts';
import type { SignalData } from '../signals/signal-data.ts';
import { cappedList, nameInRow } from '../tasks/row-bounds.ts';
import { aboutOf } from './about.ts';

type Scored = Pick<Evaluation, 'health' | 'stage' | 'next'>;

/** What one looks at for just this episode: everything that its condition lives on, as it stood on the day. */
export function episodeData(
  input: EvaluationInput,
  evaluation: Scored,
  episode: Pick<LiveEpisode, 'signal' | 'subject' | 'person'>,
): SignalData & Pick<DataSnapshot, 'about' | 'renewalDate'> {
  const about = aboutOf(input, episode);
  const { name, lastSeen, products } = about ?? {};
  const isNamed = name !== undefined || lastSeen !== undefined || products !== undefined;
  return {
    ...signalData(input, evaluation, episode),
    ...(about !== null && isNamed && { about }),
    // The day that it is about, not the next one of another product.
    ...(products !== undefined && { renewalDate: about?.id }),
  };
}

export function signalData(
  input: EvaluationInput,
  { health, stage, next }: Scored,
  { signal, subject }: Pick<LiveEpisode, 'signal' | 'subject'>,
): SignalData {
  const rule = input.playbook.signals[signal];
  if (rule === undefined) return {};
  const data = taskDataOf(rule.when, { ...input, health, stage, scores: next.scores }, subject);
  const { holds = [] } = input.account;
  if (rule.side !== 'opportunity' || holds.length === 0) return data;
  const { listed, more } = cappedList(holds);
  return { ...data, holds: listed.map((held) => nameInRow(held)), ...(more > 0 && { moreHolds: more }) };
}
