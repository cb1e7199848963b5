import type { Locale } from '../../../domain/locale/locale.ts';
import type {
  FleetMovedNotice,
  OperatorMailContent,
  SenderPausedNotice,
  SendingWorseNotice,
  SourceOverLimitNotice,
  SourceStaleNotice,
} from '../../../domain/mail/mail-content.ts';
import { LOGIN } from '../../../domain/usage/well-known-events.ts';
import type { Block } from '../layout/blocks.ts';
import { onOneLine, shorten } from '../layout/plain-text.ts';
import { mailWords } from '../words/words.ts';
import type { NoticeWords } from './words/sections.ts';
import { noticeWords, overLimitWords } from './words/words.ts';

interface WrittenMail {
  subject: string;
  blocks: Block[];
}

const MOST_CHARACTERS_OF_A_NAME = 60;

export function operatorMail(content: OperatorMailContent, locale: Locale, timeZone: string): WrittenMail {
  switch (content.notice) {
    case 'source-stale':
      return sourceStaleMail(content, locale, timeZone);
    case 'source-over-limit':
      return sourceOverLimitMail(content, locale);
    case 'fleet-moved':
      return fleetMovedMail(content, locale);
    case 'sender-paused':
      return senderPausedMail(content, locale);
    case 'sending-worse':
      return sendingWorseMail(content, locale);
  }
}

function sourceStaleMail({ source, lastEventAt }: SourceStaleNotice, locale: Locale, timeZone: string): WrittenMail {
  const { sourceStale: say, moment } = mailWords(locale);
  const since = moment(lastEventAt, timeZone);
  return {
    subject: say.subject(source, since),
    blocks: [
      { type: 'ask', text: say.title(source), more: say.since(since) },
      { type: 'heading', text: say.whyTitle },
      { type: 'paragraph', text: say.why },
      { type: 'heading', text: say.toDoTitle },
      { type: 'markdown', markdown: say.toDo.map((item) => `- ${item}`).join('\n') },
      { type: 'footer', text: say.footer },
    ],
  };
}

function sourceOverLimitMail({ source, limit, from }: SourceOverLimitNotice, locale: Locale): WrittenMail {
  const { sourceStale, day } = mailWords(locale);
  const { footer, limits } = overLimitWords(locale);
  const say = limits[limit];
  return {
    subject: say.subject(source),
    blocks: [
      { type: 'ask', text: say.title(source), more: overLimitWords(locale).since(day(from)) },
      { type: 'heading', text: sourceStale.whyTitle },
      { type: 'paragraph', text: say.why },
      { type: 'heading', text: sourceStale.toDoTitle },
      { type: 'markdown', markdown: say.toDo.map((item) => `- ${item}`).join('\n') },
      { type: 'footer', text: footer },
    ],
  };
}

function fleetMovedMail({ event, percent, accounts, since }: FleetMovedNotice, locale: Locale): WrittenMail {
  const { sourceStale, day } = mailWords(locale);
  const { fleetMoved: say } = noticeWords(locale);
  const what = event === LOGIN ? say.logins : shorten(onOneLine(event), MOST_CHARACTERS_OF_A_NAME);
  const { subject, title, why, toDo } = percent < 0 ? say.fell : say.rose;
  return {
    subject: subject(what, Math.abs(percent)),
    blocks: [
      { type: 'ask', text: title(what), more: say.more(say.percent(percent), accounts, day(since)) },
      { type: 'heading', text: sourceStale.whyTitle },
      { type: 'paragraph', text: why },
      { type: 'heading', text: sourceStale.toDoTitle },
      { type: 'markdown', markdown: toDo.map((item) => `- ${item}`).join('\n') },
      { type: 'footer', text: say.footer },
    ],
  };
}

function senderPausedMail({ sender, senderName, reason }: SenderPausedNotice, locale: Locale): WrittenMail {
  const say = noticeWords(locale).senderPaused;
  const name = shorten(onOneLine(senderName), MOST_CHARACTERS_OF_A_NAME);
  return {
    subject: say.subject(name),
    blocks: [
      { type: 'ask', text: say.title(name), more: countsIn(reason, say) },
      { type: 'heading', text: mailWords(locale).sourceStale.whyTitle },
      { type: 'paragraph', text: say.why },
      { type: 'heading', text: mailWords(locale).sourceStale.toDoTitle },
      { type: 'markdown', markdown: say.toDo.map((item) => `- ${item}`).join('\n') },
      { type: 'facts', rows: [{ label: say.address, value: sender }] },
      { type: 'footer', text: say.footer },
    ],
  };
}

/** The reason is stored as the operator's command says it, in English; its reader here may be a Japanese manager. */
function countsIn(reason: string, say: NoticeWords['senderPaused']): string {
  const counts = /^(\d+) of (\d+) mails (came back|were marked)/.exec(reason);
  if (counts === null) return reason;
  const [, count, of, what] = counts;
  return what === 'came back' ? say.cameBack(Number(count), Number(of)) : say.unwanted(Number(count), Number(of));
}

function sendingWorseMail({ findings }: SendingWorseNotice, locale: Locale): WrittenMail {
  const say = noticeWords(locale).sendingWorse;
  return {
    subject: say.subject(findings.length),
    blocks: [
      { type: 'ask', text: say.title },
      { type: 'heading', text: mailWords(locale).sourceStale.whyTitle },
      { type: 'paragraph', text: say.why },
      ...findings.flatMap(({ check, detail, mend }): Block[] => {
        const known = Object.hasOwn(say.checks, check) ? say.checks[check] : undefined;
        return [
          { type: 'heading', text: known?.name ?? check },
          { type: 'paragraph', text: known?.explains ?? detail },
          { type: 'copy', text: known?.explains === undefined ? mend : `${detail}\n\n${mend}`.trimEnd() },
        ];
      }),
      { type: 'footer', text: say.footer },
    ],
  };
}
