import type { TeamRole } from '../../domain/account/account.ts';
import type { RenewalAnswer } from '../../domain/answers/renewal-answer.ts';
import type { TaskAct } from '../../domain/links/link.ts';
import { inLocale } from '../../domain/locale/words.ts';
import type { MailKind } from '../../domain/mail/mail-kinds.ts';
import type { FeedbackVerdict, TaskStatus } from '../../domain/tasks/task.ts';
import type { TaskRefusal } from '../../domain/tasks/task-changes.ts';
import type { TaskOutcome } from '../../domain/tasks/task-outcome.ts';
import type { Day } from '../../domain/time/day.ts';
import { words } from '../mail/words.ts';

/** Every word of the pages. */
export interface PageWords {
  unknownLink: { heading: string; lead: string };
  expiredLink: { heading: string; lead: string };
  trouble: { heading: string; lead: string };
  unreadableForm: { heading: string; lead: string };
  /** Too many do something at once. */
  busy: { heading: string; lead: string };
  /** Above the form, with what was filled in. */
  notStoredYet: string;
  /** What somebody sent by a link of no use. */
  notStored: string;
  task: {
    about(account: string, due: Day): string;
    /** Whoever did it, as the reader would call them. */
    you: string;
    somebody: string;
    person(name: string): string;
    acts: Record<TaskAct, { lead: string; button: string }>;
    outcome: string;
    outcomes: Record<TaskOutcome, string>;
    minutes: string;
    minutesShown(minutes: number): string;
    note: string;
    noteForReceiver: string;
    optional: string;
    until: string;
    inDays(businessDays: number, day: Day): string;
    dayOff(day: Day): string;
    anotherDay: string;
    to: string;
    choose: string;
    people: string;
    roles: string;
    role: Record<TeamRole, string>;
    others: string;
    backOn(day: Day): string;
    snoozedNow: string;
    feedback: Record<FeedbackVerdict, string>;
    feedbackGiven: string;
    done: Record<TaskAct, { heading: string; lead: string }>;
    /** What comes once the task is done, before it is and right after. */
    follows: {
      before(title: string, who: string[]): string;
      after(title: string, who: string[]): string;
      waitsFor(who: string[]): string;
      none: string;
      unknown: string;
    };
    /** A mail of the play did not go, since nobody approved it. */
    notApproved: string;
    notApprovedSince(day: Day): string;
    closed: { heading: string } & Record<Exclude<TaskStatus, 'open'>, (who: string, day: Day) => string>;
    elsewhere: { heading(name: string): string; lead(who: string, day: Day): string; unknownLead: string };
    gone: { heading: string; lead: string };
    /** What was sent came after what the page tells. */
    notRecorded: string;
    refused: Record<TaskRefusal | 'nobody' | 'bad-minutes' | 'no-outcome' | 'too-long', string>;
  };
  approval: {
    heading(person: string): string;
    lead: string;
    from: string;
    to: string;
    subject: string;
    body: string;
    marks: string;
    answerLinks(place: string): string;
    /** Another one looks after the account by now. */
    elsewhere(csm: string, account: string): string;
    send: string;
    drop: string;
    approved(who: string): { heading: string; lead: string };
    sent(who: string): { heading: string; lead: string };
    held(who: string): { heading: string; lead: string };
    dropped(who: string): { heading: string; lead: string };
    expired: { heading: string; lead: string };
    notReady: { heading: string; lead: string };
    gone: { heading: string; lead: string };
    /** What was sent came after it was decided. */
    tooLate: string;
    refused: { empty: string; tooLong: string; choose: string };
  };
  customer: {
    comment: string;
    optional: string;
    refused: { choose: string; tooLong: string };
    /** They changed their answer so often that the next one is not taken; `stands`: the last one that was. */
    full: { heading: string; lead(stands: string, csm: string): string; written: string };
    renewal: {
      about(account: string): string;
      heading(day: Day): string;
      lead(csm: string): string;
      answers: Record<RenewalAnswer, string>;
      send: string;
      legend: string;
      said: {
        you(day: Day, answer: string): string;
        colleague(day: Day, answer: string): string;
        recorded(csm: string, day: Day, answer: string): string;
      };
      thanks: Record<RenewalAnswer, { heading: string; lead(csm: string): string }>;
      changeIt: string;
    };
    survey: {
      heading(company: string): string;
      ends: { low: string; high: string };
      legend: string;
      why: string;
      send: string;
      said(value: number): string;
      thanks: { heading: string; lead(csm: string): string };
    };
    fit: { heading: string; send: string; legend: string; thanks: { heading: string; lead: string } };
    preferences: {
      heading(company: string): string;
      lead: string;
      legend: string;
      kinds: Record<MailKind, { label: string; hint: string }>;
      send: string;
      saved: { heading: string; none: string; some(kinds: string[]): string };
      contract: string;
    };
  };
}

const en: PageWords = {
  unknownLink: {
    heading: 'This link does not lead anywhere',
    lead: 'It may have been cut off by a mail program. Open it from the mail again, or reply to the mail.',
  },
  expiredLink: {
    heading: 'This link is too old',
    lead: 'Links in mails are good for some weeks only. Reply to the mail, and a person will see to it.',
  },
  trouble: {
    heading: 'That did not work',
    lead: 'It is our fault, and nothing was lost: please try it again in a minute.',
  },
  unreadableForm: {
    heading: 'That did not arrive whole',
    lead: 'So nothing was changed. Go back and send it again; if it was a long text, make it shorter.',
  },
  busy: {
    heading: 'Please try again in a moment',
    lead: 'We are very busy right now. Nothing was changed, and what was saved before is safe.',
  },
  notStoredYet: 'We are very busy right now, so this has not been saved yet. Please try again in a moment.',
  notStored: 'What you have just sent was not saved.',
  task: {
    about: (account, due) => `${account} · ${words('en').by(due)}`,
    you: 'you',
    somebody: 'a colleague',
    person: (name) => name,
    acts: {
      done: {
        lead: 'Say what came of it.',
        button: 'Mark as done',
      },
      snooze: {
        lead: 'Nobody reminds you before. On that day it comes back to you by mail.',
        button: 'Snooze',
      },
      'hand-over': { lead: 'They get it by mail at once, with your note and the data.', button: 'Hand over' },
      useful: { lead: 'This helps the team decide when to raise such a task.', button: 'It was useful' },
      'too-early': {
        lead: 'This helps the team decide when to raise such a task. It stays open.',
        button: 'It came too early',
      },
      'false-alarm': {
        lead: 'The task closes, and nobody is asked for anything more in this matter.',
        button: 'It was a false alarm',
      },
    },
    outcome: 'What came of it',
    outcomes: {
      won: 'Won: they agreed to something new',
      helped: 'It helped',
      'no-effect': 'No effect so far',
      'not-needed': 'It was not needed',
      'false-alarm': 'False alarm',
    },
    minutes: 'Minutes it took',
    minutesShown: (minutes) => `${minutes} min`,
    note: 'Note',
    noteForReceiver: 'What they should know',
    optional: 'optional',
    until: 'Until when?',
    inDays: (days, day) => `${days === 1 ? 'Next working day' : `In ${days} working days`} · ${words('en').day(day)}`,
    dayOff: (day) => `${words('en').day(day)} is a day off for you. The task comes back then all the same.`,
    anotherDay: 'Or another day',
    to: 'To whom?',
    choose: 'Choose …',
    people: 'People',
    roles: 'Whoever holds the role',
    role: {
      csm: 'CSM',
      sales: 'Sales',
      support: 'Support',
      marketing: 'Marketing',
      'customer-marketing': 'Customer marketing',
      'cs-operations': 'CS operations',
      engineer: 'Engineer',
      manager: 'Manager',
    },
    others: 'Or something else:',
    backOn: (day) => words('en').day(day),
    snoozedNow: 'Put off to',
    feedback: { useful: 'Useful', 'too-early': 'Too early', 'false-alarm': 'False alarm' },
    feedbackGiven: 'Your word on the signal',
    done: {
      done: { heading: 'Done. Thank you.', lead: '' },
      snooze: { heading: 'Put off', lead: 'It comes back to you by mail on that day.' },
      'hand-over': { heading: 'Handed over', lead: 'They have it by mail in a moment.' },
      useful: { heading: 'Thank you', lead: 'Your word is on record. The task stays as it is.' },
      'too-early': { heading: 'Thank you', lead: 'Your word is on record. The task stays as it is.' },
      'false-alarm': {
        heading: 'Thank you',
        lead: 'The task is closed. Nobody is asked for anything more in this matter.',
      },
    },
    follows: {
      before: (title, who) => `Once it is done, “${title}” goes to ${who.join(' and ')}.`,
      after: (title, who) => `Next, “${title}” goes to ${who.join(' and ')}.`,
      waitsFor: (who) => `What comes next also waits for ${who.join(' and ')}.`,
      none: 'No other task follows from it.',
      unknown: 'Whatever comes next reaches whoever has it by mail.',
    },
    notApproved: 'Mail to the customer',
    notApprovedSince: (day) => `Not approved in time: dropped on ${words('en').day(day)}`,
    closed: {
      heading: 'This task is closed',
      done: (who, day) => `Marked as done by ${who} on ${words('en').day(day)}.`,
      answered: (_who, day) =>
        `It closed on ${words('en').day(day)}: the customer has answered anew, and their answer is a task of its own where one is needed.`,
      recovered: (_who, day) => `It closed by itself on ${words('en').day(day)}: what it was about has recovered.`,
      retired: (_who, day) => `It closed on ${words('en').day(day)}: the playbook no longer asks for it.`,
      churned: (_who, day) => `It closed on ${words('en').day(day)}: the account is no customer any more.`,
    },
    elsewhere: {
      heading: (name) => `This task is with ${name} now`,
      lead: (who, day) => `Handed over by ${who} on ${words('en').day(day)}.`,
      unknownLead: 'It has changed hands since this mail was written.',
    },
    gone: { heading: 'This task is no longer here', lead: 'There is nothing left to do about it.' },
    notRecorded: 'What you have just sent was not recorded: this came before it.',
    refused: {
      closed: 'It was closed in the meantime.',
      'not-a-later-day': 'Choose a day that is still to come.',
      'too-far-off': 'Choose a day within the next three months. If it is later, close the task as not needed.',
      'has-it-already': 'They have it already. Choose somebody else.',
      'changed-too-often':
        'So much was done to this task that its record is full, so this was not recorded. Please close it.',
      nobody: 'Choose who gets it.',
      'bad-minutes': 'Write whole minutes, 1 to 1,440, or leave it empty.',
      'no-outcome': 'Choose what came of it.',
      'too-long': 'The note is too long: 2,000 characters at most.',
    },
  },
  approval: {
    heading: (person) => `May this mail go to ${person}?`,
    lead: 'It goes as it stands below, with whatever you change. Nothing has gone out yet.',
    from: 'From',
    to: 'To',
    subject: 'Subject',
    body: 'Text',
    marks: 'An empty line begins a new paragraph; **two stars** make it bold.',
    answerLinks: (place) => `The buttons by which they answer stand in the place of ${place}.`,
    elsewhere: (csm, account) => `${csm} looks after ${account} now. Talk to them before you send it.`,
    send: 'Send',
    drop: 'Don’t send',
    approved: (who) => ({ heading: 'It is on its way', lead: `Approved by ${who}. It goes out within a few minutes.` }),
    sent: (who) => ({ heading: 'This mail has gone out', lead: `Approved by ${who}.` }),
    held: (who) => ({
      heading: 'This mail could not go out',
      lead: `Approved by ${who}, but something stands in its way. Whoever runs Sakimawari sees why.`,
    }),
    dropped: (who) => ({ heading: 'This mail does not go out', lead: `Decided by ${who}. The customer got nothing.` }),
    expired: {
      heading: 'This mail was dropped',
      lead: 'Nobody approved it in time. The customer got nothing; write to them yourself if it still matters.',
    },
    notReady: { heading: 'This mail is not ready yet', lead: 'Please try it again in a minute.' },
    tooLate: 'It was decided before you pressed the button: what you have just sent changed nothing.',
    gone: { heading: 'This mail is no longer here', lead: 'There is nothing left to decide about it.' },
    refused: {
      empty: 'A mail needs a subject and a text.',
      tooLong: 'That is too long: 200 characters for the subject, 10,000 for the text.',
      choose: 'Press one of the two buttons. Nothing has been sent yet.',
    },
  },
  customer: {
    comment: 'Would you like to add something?',
    optional: 'optional',
    refused: {
      choose: 'Please choose an answer. Nothing has been sent yet.',
      tooLong: 'That is a little too long: please keep it to 2,000 characters. Nothing has been sent yet.',
    },
    full: {
      heading: 'This answer was not saved',
      lead: (stands, csm) =>
        `You have changed your answer so often that it cannot be changed here any more. The last one we have is: ${stands}. If it should be another, please reply to the mail, and ${csm} will see to it.`,
      written: 'What you wrote, to be copied',
    },
    renewal: {
      about: (account) => account,
      heading: (day) => `Your renewal on ${words('en').longDay(day)}`,
      lead: (csm) => `Nothing is binding: it tells ${csm} how you see it today, and you can change it.`,
      answers: {
        renew: 'Yes, we would like to renew',
        talk: 'We would like to talk about it first',
        'not-renewing': 'We are not planning to renew',
      },
      send: 'Send the answer',
      legend: 'How do you see it?',
      said: {
        you: (day, answer) => `Your answer of ${words('en').day(day)}: ${answer}.`,
        colleague: (day, answer) => `A colleague of yours answered on ${words('en').day(day)}: ${answer}.`,
        recorded: (csm, day, answer) => `Noted by ${csm} on ${words('en').day(day)}: ${answer}.`,
      },
      thanks: {
        renew: {
          heading: 'Thank you. We are glad.',
          lead: (csm) => `${csm} takes it from here and sends you what is needed. There is nothing else for you to do.`,
        },
        talk: {
          heading: 'Thank you. Let’s talk.',
          lead: (csm) => `${csm} will get in touch to find a time that suits you.`,
        },
        'not-renewing': {
          heading: 'Thank you for telling us',
          lead: (csm) => `${csm} will get in touch about what you need for the time after. You get no more reminders.`,
        },
      },
      changeIt: 'Changed your mind? Open the link in the mail again.',
    },
    survey: {
      heading: (company) => `How likely are you to recommend ${company} to a colleague?`,
      ends: { low: '0 = not at all', high: '10 = certainly' },
      legend: 'From 0 to 10',
      why: 'What is the main reason?',
      send: 'Send',
      said: (value) => `So far you have answered ${value}. You can change it here.`,
      thanks: {
        heading: 'Thank you. It has arrived.',
        lead: (csm) => `${csm} reads every answer. You won’t be asked again about this.`,
      },
    },
    fit: {
      heading: 'Is such a mail too much, just right, or not enough?',
      send: 'Send',
      legend: 'For me it is',
      thanks: { heading: 'Thank you', lead: 'We take it into account when we decide what to write to you.' },
    },
    preferences: {
      heading: (company) => `Which mails would you like from ${company}?`,
      lead: 'Your choice takes effect at once.',
      legend: 'I would like to get',
      kinds: {
        guidance: { label: 'Guidance', hint: 'Help with getting started and with using the product' },
        offers: { label: 'Offers', hint: 'Proposals of other plans, options and products' },
        surveys: { label: 'Surveys', hint: 'Short questions about how satisfied you are' },
      },
      send: 'Save',
      saved: {
        heading: 'Saved',
        none: 'You will get no more automatic mails from us.',
        some: (kinds) => `You will get: ${kinds.join(', ')}. Nothing else.`,
      },
      contract: 'Mails about your contract, such as its renewal, reach you in any case.',
    },
  },
};

const ja: PageWords = {
  unknownLink: {
    heading: 'このリンクは開けません',
    lead: 'メールソフトでリンクが途中で切れたのかもしれません。メールからもう一度開くか、メールにご返信ください。',
  },
  expiredLink: {
    heading: 'このリンクの有効期限が切れています',
    lead: 'メールのリンクには期限があります。メールにご返信いただければ、担当者が対応いたします。',
  },
  trouble: {
    heading: '処理できませんでした',
    lead: 'こちら側の不具合です。ご不便をおかけします。少し待ってから、もう一度お試しください。',
  },
  unreadableForm: {
    heading: '内容を受け取れませんでした',
    lead: '何も変更していません。前のページに戻って、もう一度お送りください。長い文章の場合は、短くしてお試しください。',
  },
  busy: {
    heading: '少し待ってから、もう一度お試しください',
    lead: 'ただいま混み合っています。何も変更していません。これまでに保存された内容はそのままです。',
  },
  notStoredYet: 'ただいま混み合っているため、まだ保存されていません。少し待ってから、もう一度お試しください。',
  notStored: '今回お送りいただいた内容は保存されていません。',
  task: {
    about: (account, due) => `${account} 様 · ${words('ja').by(due)}`,
    you: 'あなた',
    somebody: '同僚の方',
    person: (name) => `${name}さん`,
    acts: {
      done: { lead: '結果を記録します。', button: '完了にする' },
      snooze: {
        lead: 'その日まではリマインドしません。当日、あらためてメールでお知らせします。',
        button: '後日にする',
      },
      'hand-over': {
        lead: 'メモとデータを添えて、新しい担当の方にすぐメールでお知らせします。',
        button: '担当を変更する',
      },
      useful: { lead: 'お知らせするタイミングの見直しに役立てます。', button: '役に立った' },
      'too-early': {
        lead: 'お知らせするタイミングの見直しに役立てます。タスクは未完了のままです。',
        button: '早すぎた',
      },
      'false-alarm': {
        lead: 'タスクを終了します。この件で、ほかの方にお願いすることもありません。',
        button: '誤報だった',
      },
    },
    outcome: '結果',
    outcomes: {
      won: '成約・合意につながった',
      helped: '効果があった',
      'no-effect': 'まだ効果はない',
      'not-needed': '必要なかった',
      'false-alarm': '誤報だった',
    },
    minutes: 'かかった時間（分）',
    minutesShown: (minutes) => `${minutes}分`,
    note: 'メモ',
    noteForReceiver: '伝えておきたいこと',
    optional: '任意',
    until: 'いつまで',
    inDays: (days, day) => `${days === 1 ? '翌営業日' : `${days}営業日後`} · ${words('ja').day(day)}`,
    dayOff: (day) => `${words('ja').day(day)}はお休みの日ですが、その日に再開します。`,
    anotherDay: 'ほかの日にする',
    to: '新しい担当',
    choose: '選んでください',
    people: '人を選ぶ',
    roles: '役割で選ぶ',
    role: {
      csm: 'CSM',
      sales: '営業',
      support: 'サポート',
      marketing: 'マーケティング',
      'customer-marketing': 'カスタマーマーケティング',
      'cs-operations': 'CSオペレーション',
      engineer: 'エンジニア',
      manager: 'マネージャー',
    },
    others: 'ほかの操作',
    backOn: (day) => words('ja').day(day),
    snoozedNow: '再開予定',
    feedback: { useful: '役に立った', 'too-early': '早すぎた', 'false-alarm': '誤報だった' },
    feedbackGiven: 'お知らせへの評価',
    done: {
      done: { heading: '完了しました。お疲れさまでした。', lead: '' },
      snooze: { heading: '後日に回しました', lead: '当日、あらためてメールでお知らせします。' },
      'hand-over': { heading: '担当を変更しました', lead: 'まもなく、新しい担当の方にメールが届きます。' },
      useful: { heading: 'ありがとうございます', lead: '評価を記録しました。タスクはそのままです。' },
      'too-early': { heading: 'ありがとうございます', lead: '評価を記録しました。タスクはそのままです。' },
      'false-alarm': {
        heading: 'ありがとうございます',
        lead: 'タスクを終了しました。この件で、ほかの方にお願いすることもありません。',
      },
    },
    follows: {
      before: (title, who) => `完了にすると、次のタスク「${title}」が${who.join('と')}に届きます。`,
      after: (title, who) => `次のタスク「${title}」は、まもなく${who.join('と')}に届きます。`,
      waitsFor: (who) => `続きのタスクは、${who.join('と')}の分も完了してから始まります。`,
      none: 'このタスクに続くタスクはありません。',
      unknown: '次のタスクがあれば、担当の方にメールで届きます。',
    },
    notApproved: 'お客様へのメール',
    notApprovedSince: (day) => `期限までに承認がなく、${words('ja').day(day)}に取りやめ`,
    closed: {
      heading: 'このタスクは終了しています',
      done: (who, day) => `${words('ja').day(day)}に、${who}が完了にしました。`,
      answered: (_who, day) =>
        `お客様から新しいご返答があったため、${words('ja').day(day)}に終了しました。必要な対応は新しいタスクになっています。`,
      recovered: (_who, day) => `状況が改善したため、${words('ja').day(day)}に自動で終了しました。`,
      retired: (_who, day) => `プレイブックの変更により、${words('ja').day(day)}に終了しました。`,
      churned: (_who, day) => `ご契約が終了したため、${words('ja').day(day)}に終了しました。`,
    },
    elsewhere: {
      heading: (name) => `このタスクは、現在${name}さんが担当しています`,
      lead: (who, day) => `${words('ja').day(day)}に、${who}が担当を変更しました。`,
      unknownLead: 'このメールが届いた後に、担当が変わりました。',
    },
    gone: { heading: 'このタスクはもうありません', lead: '対応いただくことはありません。' },
    notRecorded: 'この操作の前に状況が変わっていたため、今回の内容は記録されていません。',
    refused: {
      closed: 'この間に終了しました。',
      'not-a-later-day': '明日以降の日を選んでください。',
      'too-far-off': '3か月以内の日を選んでください。それより先なら「必要なかった」として完了にしてください。',
      'has-it-already': 'すでに担当している方です。ほかの方を選んでください。',
      'changed-too-often': '操作の記録がいっぱいのため、今回の内容は記録されていません。タスクを完了にしてください。',
      nobody: '新しい担当を選んでください。',
      'bad-minutes': '1から1,440までの整数で入力するか、空欄にしてください。',
      'no-outcome': '結果を選んでください。',
      'too-long': 'メモが長すぎます。2,000文字以内で入力してください。',
    },
  },
  approval: {
    heading: (person) => `${person} 様へ、このメールを送信しますか`,
    lead: '下の内容で送信します。手直しもできます。まだお客様には届いていません。',
    from: '差出人',
    to: '宛先',
    subject: '件名',
    body: '本文',
    marks: '空行で段落が変わります。**星2つ**で囲むと太字になります。',
    answerLinks: (place) => `${place} の場所に、お客様が回答するボタンが入ります。`,
    elsewhere: (csm, account) => `${account} 様の担当は、現在${csm}さんです。送信の前にご相談ください。`,
    send: '送信する',
    drop: '送らない',
    approved: (who) => ({ heading: 'まもなく送信されます', lead: `${who}が承認しました。数分以内に送信されます。` }),
    sent: (who) => ({ heading: 'このメールは送信済みです', lead: `${who}が承認しました。` }),
    held: (who) => ({
      heading: 'このメールは送信できていません',
      lead: `${who}が承認しましたが、送信できない事情があります。運用担当の方が理由を確認できます。`,
    }),
    dropped: (who) => ({
      heading: 'このメールは送りません',
      lead: `${who}が送らないことに決めました。お客様には何も届いていません。`,
    }),
    expired: {
      heading: 'このメールは取りやめました',
      lead: '期限までに承認がありませんでした。お客様には何も届いていません。必要であれば、直接ご連絡ください。',
    },
    notReady: { heading: 'このメールはまだ準備中です', lead: '少し待ってから、もう一度お試しください。' },
    tooLate: 'ボタンを押す前に決まっていたため、今回の操作では何も変わっていません。',
    gone: { heading: 'このメールはもうありません', lead: '対応いただくことはありません。' },
    refused: {
      empty: '件名と本文を入力してください。',
      tooLong: '長すぎます。件名は200文字、本文は10,000文字までです。',
      choose: 'どちらかのボタンを押してください。まだ送信されていません。',
    },
  },
  customer: {
    comment: '補足がございましたらお聞かせください',
    optional: '任意',
    refused: {
      choose: '回答をお選びください。まだ送信されていません。',
      tooLong: '恐れ入りますが、2,000文字以内でお願いいたします。まだ送信されていません。',
    },
    full: {
      heading: '今回のご回答は保存されていません',
      lead: (stands, csm) =>
        `変更の回数が上限に達したため、こちらではこれ以上変更いただけません。保存されている最後のご回答は「${stands}」です。変更をご希望の際は、メールにご返信ください。担当の${csm}が承ります。`,
      written: 'ご入力いただいた内容（コピーしてお使いください）',
    },
    renewal: {
      about: (account) => `${account} 様`,
      heading: (day) => `${words('ja').longDay(day)}のご契約更新について`,
      lead: (csm) =>
        `このご回答で決定となるものではございません。現時点のお考えとして担当の${csm}が承り、後からご変更いただけます。`,
      answers: { renew: '更新する', talk: '更新前に相談したい', 'not-renewing': '更新しない予定' },
      send: '回答を送る',
      legend: '現時点のお考え',
      said: {
        you: (day, answer) => `${words('ja').day(day)}に「${answer}」とのご回答をいただいています。`,
        colleague: (day, answer) =>
          `${words('ja').day(day)}に、貴社の別の方から「${answer}」とのご回答をいただいています。`,
        recorded: (csm, day, answer) => `${words('ja').day(day)}に、担当の${csm}が「${answer}」とうかがっています。`,
      },
      thanks: {
        renew: {
          heading: 'ご回答ありがとうございます',
          lead: (csm) => `必要なお手続きは、担当の${csm}からご案内いたします。今していただくことはございません。`,
        },
        talk: {
          heading: 'ご回答ありがとうございます',
          lead: (csm) => `担当の${csm}から、日程のご相談をさせていただきます。`,
        },
        'not-renewing': {
          heading: 'お知らせいただきありがとうございます',
          lead: (csm) =>
            `今後のお手続きについて、担当の${csm}からご連絡いたします。これ以降、確認のメールはお送りしません。`,
        },
      },
      changeIt: 'ご変更の際は、メールのリンクをもう一度お開きください。',
    },
    survey: {
      heading: (company) => `${company}を、同僚の方にどのくらい薦めたいと思われますか`,
      ends: { low: '0＝まったく薦めない', high: '10＝ぜひ薦めたい' },
      legend: '0から10でお答えください',
      why: 'よろしければ、理由をお聞かせください',
      send: '回答を送る',
      said: (value) => `これまでのご回答は${value}です。こちらで変更いただけます。`,
      thanks: {
        heading: 'ご回答ありがとうございます',
        lead: (csm) => `担当の${csm}が拝見します。この件で再度おうかがいすることはございません。`,
      },
    },
    fit: {
      heading: 'このようなご案内の量はいかがでしょうか',
      send: '回答を送る',
      legend: '私にとっては',
      thanks: { heading: 'ご回答ありがとうございます', lead: '今後お送りするご案内の参考にいたします。' },
    },
    preferences: {
      heading: (company) => `${company}からお送りするメールの設定`,
      lead: '保存すると、すぐに反映されます。',
      legend: '受け取るメール',
      kinds: {
        guidance: { label: '活用のご案内', hint: '導入や使い方についてのお手伝い' },
        offers: { label: 'ご提案', hint: 'プラン・オプション・ほかの製品のご紹介' },
        surveys: { label: 'アンケート', hint: 'ご満足度についての短い質問' },
      },
      send: '保存する',
      saved: {
        heading: '保存しました',
        none: '今後、自動のご案内はお送りしません。',
        some: (kinds) => `今後お送りするのは、${kinds.join('、')}のみです。`,
      },
      contract: 'ご契約の更新など、契約に関するメールは設定にかかわらずお送りします。',
    },
  },
};

export const pageWords = inLocale<PageWords>({ en: () => en, ja: () => ja });
