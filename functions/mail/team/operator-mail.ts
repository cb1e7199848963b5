import type { Locale } from '../../../domain/locale/locale.ts';
import { inLocale } from '../../../domain/locale/words.ts';
import type {
  OperatorMailContent,
  SenderPausedNotice,
  SendingWorseNotice,
  SourceOverLimitNotice,
  SourceStaleNotice,
} from '../../../domain/mail/mail-content.ts';
import type { Block } from '../layout/blocks.ts';
import { onOneLine, shorten } from '../layout/plain-text.ts';
import { words } from '../words.ts';
import { overLimitWords } from './over-limit-words.ts';

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
    case 'sender-paused':
      return senderPausedMail(content, locale);
    case 'sending-worse':
      return sendingWorseMail(content, locale);
  }
}

function sourceStaleMail({ source, lastEventAt }: SourceStaleNotice, locale: Locale, timeZone: string): WrittenMail {
  const { sourceStale: say, moment } = words(locale);
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
  const { sourceStale, day } = words(locale);
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

function senderPausedMail({ sender, senderName, reason }: SenderPausedNotice, locale: Locale): WrittenMail {
  const say = noticeWords(locale).senderPaused;
  const name = shorten(onOneLine(senderName), MOST_CHARACTERS_OF_A_NAME);
  return {
    subject: say.subject(name),
    blocks: [
      { type: 'ask', text: say.title(name), more: countsIn(reason, say) },
      { type: 'heading', text: words(locale).sourceStale.whyTitle },
      { type: 'paragraph', text: say.why },
      { type: 'heading', text: words(locale).sourceStale.toDoTitle },
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
      { type: 'heading', text: words(locale).sourceStale.whyTitle },
      { type: 'paragraph', text: say.why },
      ...findings.flatMap(({ check, detail, mend }): Block[] => {
        const known = Object.hasOwn(say.checks, check) ? say.checks[check] : undefined;
        return [
          { type: 'heading', text: known?.name ?? check },
          { type: 'paragraph', text: known?.tells ?? detail },
          { type: 'copy', text: known?.tells === undefined ? mend : `${detail}\n\n${mend}`.trimEnd() },
        ];
      }),
      { type: 'footer', text: say.footer },
    ],
  };
}

interface NoticeWords {
  senderPaused: {
    subject(name: string): string;
    title(name: string): string;
    cameBack(count: number, of: number): string;
    unwanted(count: number, of: number): string;
    address: string;
    why: string;
    toDo: string[];
    footer: string;
  };
  sendingWorse: {
    subject(count: number): string;
    title: string;
    why: string;
    /** What a check is called; and what it found, where the finding's own words, which are English, don't do. */
    checks: Record<string, { name: string; tells?: string }>;
    footer: string;
  };
}

const noticeWords = inLocale<NoticeWords>({
  en: () => ({
    senderPaused: {
      subject: (name) => `Mail paused · nothing goes out from ${name} for now`,
      title: (name) => `Find out why mail from ${name} comes back`,
      cameBack: (count, of) => `${count} of ${of} mails in 30 days came back for good`,
      unwanted: (count, of) => `${count} of ${of} mails in 30 days were marked as unwanted`,
      address: 'Sender',
      why: 'Mail services judge a sender by what comes back and by what its readers mark as unwanted; past a limit they deliver nothing of it any more. Before that happens, this sender pauses: what is owed in their name is held, and nothing is lost.',
      toDo: [
        'Whom did they write to? Whoever runs Sakimawari at your company has the list of what came back and what was marked as unwanted.',
        'Are the addresses of the contacts old or guessed? Have the right ones imported.',
        'Then ask them to let this sender go on. What was held goes out.',
      ],
      footer: 'You get this once per pause.',
    },
    sendingWorse: {
      subject: (count) =>
        `Operator · sending mail: ${count === 1 ? 'one thing is' : `${count} things are`} worse than last night`,
      title: 'Mend what mail needs before the next mails are due',
      why: 'What is not mended holds mails back, or has them land among the unwanted. Nothing is lost: what is held goes out once it is mended and released.',
      checks: {
        'sender-identities': { name: 'Senders that SES knows as yours' },
        'sender-dkim': { name: 'Signatures (DKIM)' },
        'sender-mail-from': { name: 'Bounce domains (MAIL FROM)' },
        'sending-account': { name: 'Your account with SES' },
        'sending-quota': { name: 'Sending quota' },
      },
      footer:
        'You get this when something gets worse, not every night. npx sakimawari doctor shows how things stand now.',
    },
  }),
  ja: () => ({
    senderPaused: {
      subject: (name) => `【運用】${name}さん名義のメール送信を一時停止しました`,
      title: (name) => `${name}さんのメールが戻ってくる原因を調べる`,
      cameBack: (count, of) => `30日間に送った${of}通のうち、${count}通が届かずに戻っています`,
      unwanted: (count, of) => `30日間に送った${of}通のうち、${count}通が迷惑メールと報告されています`,
      address: '差出人',
      why: '戻ってくるメールや、迷惑メールと報告されたメールが増えると、その差出人のメールはどこにも届かなくなります。そうなる前に、この差出人からの送信を止めました。送るはずだったメールは保留され、失われません。',
      toDo: [
        '誰に送ったか。戻ってきたメールと迷惑メールの報告の一覧は、Sakimawariの運用担当の方が確認できます',
        '連絡先のアドレスが古い、または推測ではないか。正しいアドレスの取り込みを依頼してください',
        '確認できたら、運用担当の方に送信の再開を依頼します。保留中のメールも送られます',
      ],
      footer: 'このお知らせは、停止のたびに一度だけお送りします。',
    },
    sendingWorse: {
      subject: (count) => `【運用】メール送信の設定に問題があります（${count}件）`,
      title: '次のメールを送る前に、送信の設定を直す',
      why: '直すまでは、メールが保留されたり、迷惑メールに分類されたりします。失われることはありません。直してから、保留中のメールを送ってください。',
      checks: {
        'sender-identities': {
          name: '差出人の確認（SES）',
          tells:
            'SESで自社のものと確認できていない差出人があり、その方からのメールは保留されます。次の内容（英語）に沿って確認を済ませてください。',
        },
        'sender-dkim': {
          name: '電子署名（DKIM）',
          tells:
            'DKIM署名のないメールが送られており、迷惑メールに分類されるおそれがあります。次の内容（英語）に沿って設定してください。',
        },
        'sender-mail-from': {
          name: '返送先のドメイン（MAIL FROM）',
          tells:
            '返送先のドメインがDNSに見つからず、SESのドメインから送られています。次の内容（英語）に沿って登録してください。',
        },
        'sending-account': {
          name: 'SESアカウントの状態',
          tells:
            'SESがサンドボックスのままで、確認済みの宛先にしか送れないか、送信そのものが停止されています。次の内容（英語）に沿って、本番利用の申請、または停止の解除をお願いします。差出人の設定を直す必要はありません。',
        },
        'sending-quota': {
          name: '送信数の上限（SES）',
          tells:
            '1日に送れる数が足りなくなりそうです。次の内容（英語）を確認し、AWSに上限の引き上げを申請してください。',
        },
      },
      footer:
        'このお知らせは、状態が悪くなったときだけお送りします。現在の状態は npx sakimawari doctor で確認できます。',
    },
  }),
});
