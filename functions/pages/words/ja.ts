import type { Speak } from '../../../domain/locale/words.ts';
import { UNDOABLE_FOR_IN_MINUTES } from '../../../domain/tasks/task-changes.ts';
import { general, plays } from '../../mail/words/ja.ts';
import type {
  CustomerPageWords,
  DraftWords,
  NextActionWords,
  PageWords,
  UndoWords,
  WhoeverLeftWords,
  WholeTaskWords,
} from './sections.ts';

export const pages: Speak<PageWords> = (style) => ({
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
  openAgain: 'もう一度開く',
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
    about: (account, due) => `${account} 様 · ${general(style).by(due)}`,
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
    reasonQuestion: '解約の理由は何ですか',
    reason: '解約の理由',
    reasonShown: (label) => `解約の理由：${label}`,
    stays: '解約されない（継続いただける）',
    note: 'メモ',
    noteForReceiver: '伝えておきたいこと',
    optional: '任意',
    until: 'いつまで',
    inDays: (days, day) => `${days === 1 ? '翌営業日' : `${days}営業日後`} · ${style.day(day)}`,
    dayOff: (day) => `${style.day(day)}はお休みの日ですが、その日に再開します。`,
    anotherDay: 'ほかの日にする',
    to: '新しい担当',
    choose: '選んでください',
    people: '人を選ぶ',
    roles: '役割で選ぶ',
    others: 'ほかの操作',
    backOn: (day) => style.day(day),
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
    notApprovedSince: (day) => `期限までに承認がなく、${style.day(day)}に取りやめ`,
    closed: {
      heading: 'このタスクは終了しています',
      done: (who, day) => `${style.day(day)}に、${who}が完了にしました。`,
      answered: (_who, day) =>
        `お客様から新しいご返答があったため、${style.day(day)}に終了しました。必要な対応は新しいタスクになっています。`,
      recovered: (_who, day) => `状況が改善したため、${style.day(day)}に自動で終了しました。`,
      retired: (_who, day) => `プレイブックの変更により、${style.day(day)}に終了しました。`,
      churned: (_who, day) => `ご契約が終了したため、${style.day(day)}に終了しました。`,
    },
    elsewhere: {
      heading: (name) => `このタスクは、現在${name}さんが担当しています`,
      lead: (who, day) => `${style.day(day)}に、${who}が担当を変更しました。`,
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
      'no-reason': '解約の理由を選んでください。',
      'no-verdict': 'このお知らせの評価を選んでください。',
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
    takeBack: {
      approved: 'お間違えの場合は、送信されるまで（1分以上あります）取り消せます。',
      dropped: 'お間違えの場合は、取り消してもう一度お選びいただけます。',
      button: '取り消す',
      told: '取り消しました。お客様には何も届いていません。もう一度お選びください。',
      tooLate: '取り消せませんでした。すでに送信されたか、ほかの方が決め直しています。',
    },
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
      heading: (day) => `${style.longDay(day)}のご契約更新について`,
      lead: (csm) =>
        `このご回答で決定となるものではございません。現時点のお考えとして担当の${csm}が承り、後からご変更いただけます。`,
      answers: { renew: '更新する', talk: '更新前に相談したい', 'not-renewing': '更新しない予定' },
      send: '回答を送る',
      legend: '現時点のお考え',
      said: {
        you: (day, answer) => `${style.day(day)}に「${answer}」とのご回答をいただいています。`,
        colleague: (day, answer) => `${style.day(day)}に、貴社の別の方から「${answer}」とのご回答をいただいています。`,
        recorded: (csm, day, answer) => `${style.day(day)}に、担当の${csm}が「${answer}」とうかがっています。`,
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
    csNps: {
      heading: (csm) => `${csm}をはじめとする担当チームの対応を、同僚の方にどのくらい薦めたいと思われますか`,
      lead: '製品についてではなく、当社の対応についておうかがいしています。',
    },
    activity: {
      heading: '今回の対応は、ご期待に対していかがでしたか',
      send: '回答を送る',
      legend: '私にとっては',
      thanks: {
        heading: 'ご回答ありがとうございます',
        lead: 'お役に立つことを増やし、そうでないことを減らすために活用いたします。',
      },
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
});

export const draft: Speak<DraftWords> = () => ({
  heading: (person) => `${person} 様へ、このメールを送信しますか`,
  lead: 'あなたのアドレスから、下の内容で送信します。手直しもできます。まだお客様には届いていません。',
  ownOnly:
    'お客様へのメールは、ご自身のメールソフトから送る設定になっています。メールソフトで開くか、下の本文をコピーしてお使いください。',
  buttons: 'お客様が回答するボタンが追加されます。',
  twice: 'ご自身のメールソフトで送信済みの場合は、こちらから送らないでください。同じメールが2通届いてしまいます。',
  own: {
    heading: 'ご自身のメールソフトから送る場合',
    open: 'メールソフトで開く',
    copy: '本文が入っていないときは、上の本文をコピーして貼り付けてください。',
  },
});

export const nextAction: Speak<NextActionWords> = (style) => ({
  heading: (account) => `${account} 様について、次に何をしますか`,
  lead: '次回の週次リストに、その後の健康度の動きとあわせて載ります。',
  label: '次の一手',
  hint: '何を、誰が行うかを1行で',
  save: '保存する',
  soFar: '現在の内容',
  noted: (text, who, day) => `${text}\n${who === undefined ? '' : `${who}、`}${style.day(day)}`,
  saved: { heading: '保存しました', lead: '次回の週次リストに載ります。このページからいつでも変更できます。' },
  gone: { heading: 'このお客様の情報はもうありません', lead: '何も保存していません。' },
  refused: {
    empty: '次に何をするかを入力してください。',
    tooLong: '一覧の1行に収まるよう、300文字以内で入力してください。',
    changed: (who) =>
      `この間に${who ?? '別の方'}が内容を変更しました（上に表示しています）。置き換える場合は、もう一度保存してください。`,
  },
});

export const undo: Speak<UndoWords> = () => ({
  offer: `お間違えの場合は、${UNDOABLE_FOR_IN_MINUTES}分以内なら取り消せます。`,
  button: '取り消す',
  ask: { heading: 'このタスクを未完了に戻しますか', lead: '完了にする前の状態に戻ります。' },
  undone: { heading: 'タスクを未完了に戻しました', lead: 'このまま続けられます。' },
  gone: {
    heading: 'すでに続いていたタスクはそのまま残ります。待ってほしい場合は、担当の方にお伝えください。',
    item: (title, who) => `${title} · ${who}`,
  },
  tooLate: {
    heading: '取り消せる時間を過ぎました',
    lead: `取り消しは${UNDOABLE_FOR_IN_MINUTES}分以内に限られます。変更が必要な場合は、続きのタスクを担当する方にご相談ください。`,
  },
});

export const wholeTask: Speak<WholeTaskWords> = (style) => {
  const ja: WholeTaskWords = {
    about: (account, due, isLate) =>
      `${account} 様 · ${isLate ? plays(style).late.dueSince(due) : general(style).by(due)}`,
    with: {
      reader: 'あなたが担当しているタスクです',
      nobody: '担当者はまだ決まっていません',
      other: (name) => `${name}さんが担当しているタスクです`,
    },
    snoozed: (day) => `${style.day(day)}に再開します`,
    said: 'お客様の言葉',
    saidBy: (who, day) => `${who === undefined ? '' : `${who} 様、`}${style.day(day)}`,
    saidOfRenewal: (answer, who, day) => `「${answer}」 · ${ja.saidBy(who, day)}`,
    person: '対象の方',
    unnamed: 'お名前が未登録のご利用者',
    history: 'これまでの経過',
    customer: 'お客様',
    acts: {
      done: (who) => `${who}が完了にしました`,
      undone: (who) => `${who}が未完了に戻しました`,
      snoozed: (who, until) => `${who}が${style.day(until)}まで後回しにしました`,
      'handed-over': (who, to) => `${who}が担当を${to}に変更しました`,
      feedback: (who, verdict) => `${who}の評価：${ja.verdicts[verdict]}`,
      'approval-expired': () => 'お客様へのメールは、期限までに承認がなく取りやめになりました',
    },
    others: '同じ件のほかのタスク',
    other: (title, who, state) => `${title} · ${who} · ${state}`,
    doneOn: (day) => `${style.day(day)}に完了`,
    closedOn: (day) => `${style.day(day)}に終了`,
    verdicts: { useful: '役に立った', 'too-early': '早すぎた', 'false-alarm': '誤報だった' },
  };
  return ja;
};

export const whoeverLeft: Speak<WhoeverLeftWords> = () => ({
  heading: (successor) =>
    successor === null ? 'この件はチームが引き継いでいます' : `この件は${successor.name}さんが引き継いでいます`,
  lead: (one) =>
    `チームを離れられたため、このリンクはお使いいただけません。何も変更していません。お伝えいただくことがあれば、${one === null ? 'チームの方' : `${one.name}さん`}にご連絡ください。`,
});

const doneBy = { reader: 'ご自身で', colleague: '貴社の別の方が', us: '弊社で' };

export const customerPage: Speak<CustomerPageWords> = (style) => ({
  about: (account, reader) => (reader === null ? `${account} 様のページ` : `${account}　${reader} 様のページ`),
  heading: {
    next: (title) => `次にお願いしたいこと：${title}`,
    proposal: 'ご提案した目標をご確認ください',
    allDone: '今お願いしていることはすべて完了しています',
    nothing: '今お願いしていることはありません',
  },
  lead: {
    by: (day) => `${style.day(day)}までを予定しています。`,
    since: (day) => `${style.day(day)}までの予定でした。ご都合のよいときにお進めください。`,
    progress: (done, all) => `この段階の${style.number(all)}件のうち、${style.number(done)}件が完了しています。`,
    nothing: '次に進めることが決まりましたら、こちらに表示されます。',
  },
  way: { heading: '全体の流れ', states: { past: '完了', current: '現在', 'to-come': 'これから' } },
  goal: 'この段階で目指すこと',
  steps: {
    progress: (done, all) => `${style.number(all)}件中${style.number(done)}件完了`,
    groups: { joint: 'ご一緒に進めること', customer: '貴社にお願いしたいこと', own: '弊社で進めること' },
    by: (day) => `${style.day(day)}まで`,
    since: (day) => `${style.day(day)}までの予定でした`,
    done: (day, who) => `${style.day(day)}に${doneBy[who]}完了`,
    toCome: 'このあと',
    tick: '完了にする',
    tickNext: 'この項目を完了にする',
    ofStep: (title) => `「${title}」`,
    undo: '取り消す',
    undoHint: '1分以内でしたら取り消せます。',
  },
  success: {
    heading: '成功の目標',
    none: 'まだ決まっていません。どのような成果を目指されるか、担当までお聞かせください。',
    value: '現在',
    noValue: 'まだ測定されていません',
    start: '開始時',
    target: '目標',
    by: '期日',
    proposed: '成功の目標のご提案',
    agree: 'この目標で進める',
    orWrite: '変更をご希望の際は、下の欄からお知らせください。',
    far: (share) => `目標までの${style.number(share * 100, 0)}%`,
  },
  comments: {
    heading: '担当へのご連絡',
    label: (csm) => `担当の${csm}へのメッセージ`,
    hint: '2,000文字まで。すぐに担当へ届きます。',
    send: '送信する',
    earlier: 'これまでにお送りいただいたもの',
    on: (day) => style.day(day),
  },
  csm: {
    heading: '担当',
    none: (company) => `担当者が決まり次第、${company}からご連絡いたします。`,
    write: 'メールを送る',
  },
  until: (day) =>
    `このページは、上記の方のために発行したリンクで開いています。サインインは不要です。リンクは${style.longDay(day)}まで有効です。`,
  told: {
    ticked: (title) => `「${title}」を完了にしました。担当にも伝わります。`,
    already: (title, who, day) =>
      `「${title}」は、${style.day(day)}に${doneBy[who]}完了しています。今回の操作では何も変わっていません。`,
    undone: (title) => `「${title}」の完了を取り消しました。`,
    agreed: (goal) => `「${goal}」を目標とすることを承りました。`,
    otherGoal: 'ご提案の内容が、その間に変わりました。次の内容をご確認ください。',
    tooLate: '取り消せる時間を過ぎています。変更をご希望の際は、下の欄から担当へお知らせください。',
    gone: 'この項目は、その間に変更されました。現在の内容は次のとおりです。',
    commented: (csm) => `担当の${csm}に送信しました。`,
    empty: 'メッセージを入力してください。まだ送信されていません。',
    tooLong: '恐れ入りますが、2,000文字以内でお願いいたします。まだ送信されていません。',
    tooMany: (csm) =>
      `本日はこれ以上送信いただけません。恐れ入りますが、担当の${csm}へメールでご連絡ください。まだ送信されていません。`,
  },
  revoked: {
    heading: 'このリンクは無効になりました',
    lead: '新しいリンクについては、担当までお問い合わせください。メールへのご返信で承ります。',
  },
  expired: {
    heading: 'このリンクの有効期限が切れています',
    lead: (csm) =>
      csm === null
        ? '安全のため、リンクには有効期限を設けております。これまでのメールにご返信いただければ、新しいリンクをお送りいたします。'
        : `安全のため、リンクには有効期限を設けております。担当の${csm}までご連絡いただければ、新しいリンクをお送りいたします。`,
  },
  gone: {
    heading: 'このページは現在ご利用いただけません',
    lead: 'ご不明な点は、担当までお問い合わせください。メールへのご返信で承ります。',
  },
  churned: {
    heading: 'ご利用ありがとうございました',
    lead: 'ご契約の終了に伴い、このページの表示も終了いたしました。ご不明な点がございましたら、これまでのメールへのご返信で承ります。',
  },
});
