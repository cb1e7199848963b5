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

/**
 * Of what the team changes about its own work. To its owner: it is theirs, it is due, or it is time to look at what came
 * of it. To their manager: it is late.
 */
export function moveMail(
  { news, move, byName = '', late }: MoveMailContent,
  locale: Locale,
  playbook: Playbook,
  { today, addressOf }: { today: Day; addressOf: AddressOf | undefined },
): { subject: string; blocks: Block[] } {
  const say = moveMailWords(locale);
  const general = mailWords(locale);
  const { what, kind, note } = move;
  const due = dueOf(move, locale, today);
  const line = moveLine(move, locale, playbook);
  const page = addressOf?.page?.(MOVES_PAGE);
  const owner = shortName(late?.ownerName ?? '');
  const toMake = [moveWords(locale)[kind].means, ...say.toDo.make];
  const toDo = late ? say.late.toDo(owner) : what === 'make' ? toMake : say.toDo.look;
  const blocks: Block[] = [
    {
      type: 'ask',
      text: line,
      ...((what === 'make' || late) && { by: { pause: general.pause, day: due } }),
      more: late
        ? playWords(locale).late.lateBy(late.inBusinessDays)
        : news === 'given'
          ? say.given(shortName(byName))
          : say.why[what],
    },
    ...(late
      ? ([
          { type: 'heading', text: general.sections.why },
          { type: 'paragraph', text: say.late.why[what](owner) },
        ] as const)
      : []),
    ...(note === undefined
      ? []
      : ([
          { type: 'heading', text: say.note },
          { type: 'note', text: note },
        ] as const)),
    { type: 'heading', text: general.sections.toDo },
    { type: 'list', items: toDo },
    ...(page === undefined ? [] : ([{ type: 'button', label: say.toMap, url: page }] as const)),
    { type: 'footer', text: late ? say.late.footer : say.footer },
  ];
  // What it is about stands first: whoever reads no more than the subject knows what to do.
  const about = moveLine({ ...move, what: 'make' }, locale, playbook);
  const subject = late
    ? say.late.subject(about, owner, due)
    : say.subject[news === 'given' ? 'given' : what](about, due);
  return { subject, blocks };
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
