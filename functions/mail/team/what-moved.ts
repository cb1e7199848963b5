import type { Locale } from '../../../domain/locale/locale.ts';
import type { TaskMailContent } from '../../../domain/mail/mail-content.ts';
import type { Playbook, Signal } from '../../../domain/playbook/playbook.ts';
import type { Moved, Phrases } from '../../../domain/signals/condition-kind.ts';
import { movedOf, subjectOf } from '../../../domain/signals/conditions.ts';
import { aboutIn, labelOf, ofProducts } from '../names.ts';
import { mailWords } from '../words/words.ts';

/** The number behind a signal, in words; `null` where its evidence lacks what they need: then its name stands alone. */
export function whatMoved(
  signal: Signal,
  { subject, evidence }: Pick<TaskMailContent, 'subject' | 'evidence'>,
  locale: Locale,
  playbook: Playbook,
): Moved | null {
  // Of a renewal the words tell the day.
  const name = subjectOf(signal.when) === 'renewal' ? '' : aboutIn(locale, signal, subject, playbook);
  const about = name || (subject?.id ?? '');
  const moved = movedOf({ condition: signal.when, evidence, about }, locale, phrasesIn(locale, playbook));
  const withProducts = (line: string) => ofProducts(locale, signal, subject, line);
  return moved && { ...moved, headline: withProducts(moved.headline), text: withProducts(moved.text) };
}

function phrasesIn(locale: Locale, playbook: Playbook): Phrases {
  const { number, days, day, longDay, stages } = mailWords(locale);
  return {
    number,
    days,
    day,
    longDay,
    stage: (stage) => stages[stage],
    label: (name) => labelOf(name, locale, playbook),
  };
}
