import type { AddressOf } from '../../../domain/links/link.ts';
import { pageOf } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import type { MoveLine, MoveMailContent } from '../../../domain/mail/mail-content.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { Day } from '../../../domain/time/day.ts';
import type { Block } from '../layout/blocks.ts';
import { activityIn, shortName } from '../names.ts';
import { mailWords, moveWords, playWords } from '../words/words.ts';
import { digestWords, moveMailWords } from './words/words.ts';

/** To the owner of what the team changes about its own work: it is theirs, it is due, or it is time to look at what came of it. */
export function moveMail(
  { news, move, byName = '' }: MoveMailContent,
  locale: Locale,
  playbook: Playbook,
  { today, addressOf }: { today: Day; addressOf: AddressOf | undefined },
): { subject: string; blocks: Block[] } {
  const say = moveMailWords(locale);
  const general = mailWords(locale);
  const { what, kind, note } = move;
  const due = dueOf(move, locale, today);
  const line = moveLine(move, locale, playbook);
  const toDo = what === 'make' ? [moveWords(locale)[kind].means, ...say.toDo.make] : say.toDo.look;
  const page = addressOf?.page?.(MOVES_PAGE);
  const blocks: Block[] = [
    {
      type: 'ask',
      text: line,
      ...(what === 'make' && { by: { pause: general.pause, day: due } }),
      more: news === 'given' ? say.given(shortName(byName)) : say.why[what],
    },
    ...(note === undefined
      ? []
      : ([
          { type: 'heading', text: say.note },
          { type: 'note', text: note },
        ] as const)),
    { type: 'heading', text: general.sections.toDo },
    { type: 'list', items: toDo },
    ...(page === undefined ? [] : ([{ type: 'button', label: say.toMap, url: page }] as const)),
    { type: 'footer', text: say.footer },
  ];
  // What it is about stands first: whoever reads no more than the subject knows what to do.
  const about = moveLine({ ...move, what: 'make' }, locale, playbook);
  return { subject: say.subject[news === 'given' ? 'given' : what](about, due), blocks };
}

/** Where what the team changes stands, with what can be done about it. */
const MOVES_PAGE = `${pageOf('map')}#moves`;

/** What is to be done about a move, in a line. */
export function moveLine({ activity, kind, what }: MoveLine, locale: Locale, playbook: Playbook): string {
  const name = activityIn(locale, activity, playbook);
  return digestWords(locale).moves.line[what](name, moveWords(locale)[kind].name);
}

/** Until when, or since when it is late. */
export const dueOf = ({ due }: MoveLine, locale: Locale, today: Day): string =>
  due < today ? playWords(locale).late.dueSince(due) : mailWords(locale).by(due);
