import type { ChatMessage, ChatSection } from '../../domain/chat/chat-message.ts';
import { pageOf } from '../../domain/links/team-pages.ts';
import type { Locale } from '../../domain/locale/locale.ts';
import { textIn } from '../../domain/locale/text.ts';
import type { HealthListContent } from '../../domain/mail/mail-content.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { PlayNote } from '../../domain/plays/play-note.ts';
import { toneShapes } from '../mail/layout/blocks.ts';
import { onOneLine } from '../mail/layout/plain-text.ts';
import { sparkline } from '../mail/layout/sparkline.ts';
import { accountIn, shortName, taskTitle } from '../mail/names.ts';
import {
  actionText,
  changeText,
  contractText,
  countsText,
  gradeText,
  partsText,
} from '../mail/team/health-list-mail.ts';
import { whatMoved } from '../mail/team/what-moved.ts';
import { healthListWords } from '../mail/team/words/words.ts';
import { linkWords, mailWords } from '../mail/words/words.ts';

/** As many as one reads in a channel. */
const MOST_LINES = 10;

/** What a play has just asked for: of whom, why, until when. */
export function playPost(note: PlayNote, locale: Locale, playbook: Playbook): ChatMessage {
  const general = mailWords(locale);
  const signal = playbook.signals[note.signal];
  const tone = signal?.side ?? 'service';
  const moved = signal && whatMoved(signal, note, locale, playbook);
  const what = moved?.headline ?? textIn(signal?.label, locale);
  const items = note.tasks.map(({ id, template, assigneeName, due }) => {
    const who = assigneeName === '' ? general.nobody : shortName(assigneeName);
    const title = onOneLine(taskTitle({ template }, locale, playbook));
    return { text: general.colleague(who, title, due), leadsTo: { label: linkWords(locale).read, task: id } };
  });
  const account = accountIn(locale, note.account);
  const title = `${toneShapes[tone]} ${general.side[tone]} · ${account}${what === undefined ? '' : `: ${onOneLine(what)}`}`;
  const why = moved
    ? `${onOneLine(moved.number)}  ${onOneLine(moved.text)}`
    : onOneLine(textIn(signal?.label, locale) ?? '');
  return {
    text: title,
    blocks: [
      { type: 'section', title, lines: why === '' ? [] : [why] },
      { type: 'list', items },
    ],
  };
}

/** The week's list, as short as a channel wants it. */
export function healthListPost(content: HealthListContent, locale: Locale, playbook: Playbook): ChatMessage {
  const say = healthListWords(locale);
  const { lines, more, day, lastWeek } = content;
  const shown = lines.slice(0, MOST_LINES);
  const rest = lines.length - shown.length + more;
  const title = say.subject(lines.length + more, null, day);
  const recovered = lastWeek.recovered.map((recovered) => accountIn(locale, { name: recovered }));
  return {
    text: title,
    blocks: [
      { type: 'header', text: title },
      {
        type: 'section',
        lines: [
          onOneLine(countsText(content, locale)),
          say.lastWeek(lastWeek),
          ...(recovered.length > 0 ? [say.recovered(recovered)] : []),
        ],
      },
      ...shown.map(sectionOf),
      ...(rest > 0 ? [{ type: 'section' as const, lines: [say.more(rest)] }] : []),
      {
        type: 'list',
        items: [{ text: say.together, leadsTo: { label: linkWords(locale).toPage, page: pageOf('meeting') } }],
      },
    ],
  };

  function sectionOf(line: HealthListContent['lines'][number]): ChatSection {
    const score = `${mailWords(locale).number(line.score)} · ${onOneLine(gradeText(line, locale))}`;
    const change = changeText(line, locale);
    const { trend = [] } = line;
    const drawn = trend.length < 2 ? '' : `  ${sparkline(trend)}`;
    return {
      type: 'section',
      title: accountIn(locale, line),
      aside: `${score}${change === '' ? '' : ` · ${change}`}${drawn}`,
      lines: [onOneLine(contractText(line, day, locale))],
      fields: [
        [{ label: say.whatMoved, value: onOneLine(partsText(line, locale, playbook)) }],
        [
          { label: say.owner, value: line.owner === null ? say.nobody : shortName(line.owner.name) },
          { label: say.tasks, value: say.taskCount(line.openTasks, line.lateTasks) },
        ],
        [{ label: say.nextAction, value: onOneLine(actionText(line, locale)) }],
      ],
    };
  }
}
