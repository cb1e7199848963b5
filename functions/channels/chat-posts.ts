import type { Language } from '../../domain/account/account.ts';
import type { HealthListContent } from '../../domain/mail/mail-content.ts';
import type { SlackBlock, SlackMessage } from '../../domain/outbox/outbox.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { PlayNote } from '../../domain/plays/play-note.ts';
import { toneShapes } from '../mail/layout/blocks.ts';
import { onOneLine } from '../mail/layout/plain-text.ts';
import { sparkline } from '../mail/layout/sparkline.ts';
import { linkWords } from '../mail/link-words.ts';
import { accountIn, shortName, taskTitle } from '../mail/names.ts';
import {
  actionText,
  changeText,
  contractText,
  countsText,
  gradeText,
  partsText,
} from '../mail/team/health-list-mail.ts';
import { healthListWords } from '../mail/team/health-list-words.ts';
import { whatMoved } from '../mail/team/what-moved.ts';
import { words } from '../mail/words.ts';

/** As many as one reads in a channel. */
const MOST_LINES = 10;

/** Text for Slack's own markdown: nobody's name makes a link or calls the whole channel. */
function plain(text: string): string {
  return onOneLine(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

const name = (text: string) => plain(shortName(text));

/** What a play has just asked for: of whom, why, until when. */
export function playPost(note: PlayNote, language: Language, playbook: Playbook): SlackMessage {
  const general = words[language];
  const signal = playbook.signals[note.signal];
  const tone = signal?.side ?? 'service';
  const moved = signal && whatMoved(signal, note, language, playbook);
  const what = moved?.headline ?? signal?.label[language];
  const tasks = note.tasks.map(({ id, template, assigneeName, due }): SlackBlock => {
    const who = assigneeName === '' ? general.nobody : name(assigneeName);
    const title = plain(taskTitle({ template }, language, playbook));
    const leadsTo = { label: linkWords[language].read, task: id };
    return { type: 'section', text: `• ${general.colleague(who, title, due)}`, leadsTo };
  });
  const account = plain(accountIn(language, note.account));
  const title = `${toneShapes[tone]} ${general.side[tone]} · ${account}${what === undefined ? '' : `: ${plain(what)}`}`;
  const why = moved ? `${plain(moved.number)}  ${plain(moved.text)}` : plain(signal?.label[language] ?? '');
  return {
    text: title,
    blocks: [{ type: 'section', text: [`*${title}*`, why].join('\n') }, ...tasks],
  };
}

/** The week's list, as short as a channel wants it. */
export function healthListPost(content: HealthListContent, language: Language, playbook: Playbook): SlackMessage {
  const say = healthListWords[language];
  const { lines, more, day, lastWeek } = content;
  const shown = lines.slice(0, MOST_LINES);
  const rest = lines.length - shown.length + more;
  const title = say.subject(lines.length + more, null, day);
  const recovered = lastWeek.recovered.map((recovered) => plain(accountIn(language, { name: recovered })));
  const blocks: SlackBlock[] = [
    { type: 'header', text: title },
    {
      type: 'section',
      text: [
        plain(countsText(content, language)),
        say.lastWeek(lastWeek),
        ...(recovered.length > 0 ? [say.recovered(recovered)] : []),
      ].join('\n'),
    },
    ...shown.map((line): SlackBlock => {
      const score = `${words[language].number(line.score)} · ${plain(gradeText(line, language))}`;
      const change = changeText(line, language);
      const { trend = [] } = line;
      const drawn = trend.length < 2 ? '' : `  ${sparkline(trend)}`;
      return {
        type: 'section',
        text: [
          `*${plain(accountIn(language, line))}*  ${score}${change === '' ? '' : ` · ${change}`}${drawn}`,
          plain(contractText(line, day, language)),
          `${say.whatMoved}: ${plain(partsText(line, language, playbook))}`,
          `${say.owner}: ${line.owner === null ? say.nobody : name(line.owner.name)} · ${say.tasks}: ${say.taskCount(line.openTasks, line.lateTasks)}`,
          `${say.nextAction}: ${plain(actionText(line, language))}`,
        ].join('\n'),
      };
    }),
    ...(rest > 0 ? [{ type: 'section', text: say.more(rest) } as const] : []),
  ];
  return { text: title, blocks };
}
