import type { Speak } from '../../../domain/locale/words.ts';
import type { TaskOutcome } from '../../../domain/tasks/task-outcome.ts';
import type { Day } from '../../../domain/time/day.ts';
import type {
  ChatWords,
  CustomerPageMailWords,
  CustomersWordWords,
  LetterWords,
  LinkWords,
  MailWords,
  MoveWords,
  NameWords,
  PlayWords,
  SignInWords,
  TaskDataWords,
} from './sections.ts';

export const general: Speak<MailWords> = (style) => {
  const by = (day: Day) => `${style.day(day)}まで`;
  return {
    side: { risk: 'リスク', opportunity: 'チャンス', service: '予定' },
    ...style,
    by,
    customer: (account) => `${account} 様`,
    person: (name) => `${name} 様`,
    subject: (side, account, headline, due) => `【${side}】${account}：${headline}｜${by(due)}`,
    firstLine: (account, title) => `${account} 様：${title}`,
    about: (whose, title) => `${whose}：${title}`,
    // A bar would stay behind at the end of a line.
    pause: '\u3000',
    moreTasks: (count) => `このあとに続くタスクが${count}件あります。`,
    morePeople: (count) => `ほか${style.number(count)}名`,
    moreThings: (count) => `ほか${style.number(count)}件`,
    sections: {
      why: '理由',
      toDo: 'すること',
      colleagues: '同じ件で動いている方',
      people: '利用者',
      data: (asOf) => `データ（${style.day(asOf)}時点）`,
    },
    days: (count) => `${style.number(count)}日`,
    championLast: (name, day) => `チャンピオンの${name}の最終利用は${style.day(day)}です。`,
    weeklyLogins: {
      caption: '週ごとのログイン数',
      first: '16週間前',
      last: (count) => `直近1週間：${style.number(count)}回`,
      none: '過去16週間、ログインがありません。',
    },
    priority: { high: '優先度：高', normal: '優先度：中', low: '優先度：低' },
    colleague: (name, title, due) => `${name}：${title}｜${by(due)}`,
    nobody: '担当未定',
    lacks: {
      'no-csm':
        'このお客様には担当CSMが登録されていないため、お客様へのメールをお送りできていません。担当CSMを登録してください。',
      'no-parent':
        '本来は親アカウントの案件ですが、親アカウントが登録されていないか、親子関係が循環しているため、このアカウントで扱っています。親アカウントを取り込むか、`parent` を直してください。',
      'no-address':
        '宛先の方のメールアドレスが分からず、お送りできていないメールがあります。連絡先を確認し、直接ご連絡ください。',
      'address-dead':
        '登録されているアドレスに届かないため、お送りできていないメールがあります。正しい連絡先を確認し、直接ご連絡ください。',
      'mail-off': 'お客様へのメール送信は停止中です。お客様には何もお送りしていません。直接ご連絡ください。',
      'mail-approve':
        'お客様へのメールは、まだお送りしていません。担当CSMが、別にお届けしたメールのボタンから承認すると送信されます。',
      'mail-draft':
        'お客様へのメールは、下書きとして担当CSMにお送りしています。担当CSMが送るまで、お客様には届きません。',
    },
    data: {
      health: '健康度',
      grade: { healthy: '良好', watch: '要注意', 'at-risk': '危険' },
      stale: '最後に分かっている値',
      changeIn7Days: (points) => `7日間で${points}`,
      activeUsers: '利用者数（28日間）',
      activatedUsers: '活用中のライセンス',
      users: (count, licenses) =>
        licenses === undefined
          ? `${style.number(count)}名`
          : `${style.number(count)}名 / ${style.number(licenses)}ライセンス`,
      plan: 'プラン',
      mrr: '月額（MRR）',
      stage: 'ステージ',
      renewal: '更新日',
      renewing: '更新する製品',
      lastActive: (day) => (day === null ? '利用なし' : `最終利用 ${style.day(day)}`),
    },
    stages: {
      'onboarding-1': '導入1：キックオフ',
      'onboarding-2': '導入2：設定',
      'onboarding-3': '導入3：最初の一巡',
      adoption: '定着',
      expansion: '拡大',
      renewal: '更新',
    },
    roles: { champion: 'チャンピオン', admin: '管理者', executive: '役員', user: '利用者' },
    teamRoles: {
      csm: 'CSM',
      sales: '営業',
      support: 'サポート',
      marketing: 'マーケティング',
      'customer-marketing': 'カスタマーマーケティング',
      'cs-operations': 'CSオペレーション',
      engineer: 'エンジニア',
      manager: 'マネージャー',
    },
    raisedBecause: (signal, playbook) =>
      `プレイブック（${playbook}）の「${signal}」に該当したため、お送りしています。お知らせは一度だけで、状況が戻れば自動で閉じます。`,
    draft: {
      subject: (person, account) => `【送信待ち】${account}：${person}へのメール`,
      title: (person, account) => `${account}の${person}へ、このメールを送る`,
      lead: 'このままお送りいただけます。ご自身の一言を添えると、より伝わります。あなたが送るまで、お客様には届きません。',
      toPage: '確認して送信する',
      open: 'メールソフトで開く',
      tooLong: '本文が長いため、自動では入りません。下の本文をコピーして貼り付けてください。',
      to: '宛先',
      subjectLine: '件名',
      text: '本文',
    },
    approval: {
      subject: (person, account) => `【承認待ち】${account}：${person}へのメール`,
      title: (person, account) => `${account}の${person}へ、このメールを送ってよいですか`,
      lead: (days) =>
        `あなたのアドレスから、このまま、または手直しした内容で送られます。承認するまでお客様には届きません。${days}日のあいだ返事がなければ、送らずに取りやめます。`,
      open: '確認して決める',
    },
    sourceStale: {
      subject: (source, since) => `【運用】「${source}」からのイベントが止まっています｜最終 ${since}`,
      title: (source) => `「${source}」からイベントが届かない原因を調べる`,
      since: (moment) => `最後のイベント：${moment}`,
      whyTitle: '影響',
      why: 'データが届かないことは、利用がないことではありません。届くまでのあいだ、健康度は最後の値のまま保たれ、減少や未利用のお知らせは出しません。製品から後で送り直された分は、失われません。',
      toDoTitle: '確認すること',
      toDo: [
        '製品と、イベントを送る処理は動いているか',
        'Webhookがエラーを返していないか（401：署名の鍵、その他の4xx：送信内容）',
        '`npx sakimawari doctor` と `npx sakimawari quarantine list` で、こちら側の状況を確認できます',
      ],
      footer: 'このお知らせは、停止のたびに一度だけお送りします。',
    },
  };
};

export const signIn: Speak<SignInWords> = () => ({
  subject: 'サインイン用のリンク',
  title: 'ボタンを押してサインインしてください',
  lead: (minutes) =>
    `このリンクは${minutes}分以内に一度だけ使えます。期限が過ぎたときは、サインインの画面で新しいリンクを受け取ってください。`,
  button: 'サインインへ進む',
  footer: 'お心当たりがない場合は、このメールを削除してください。リンクを開かないかぎり、何も起こりません。',
});

export const links: Speak<LinkWords> = () => ({
  acts: {
    done: '完了にする',
    snooze: '後日にする',
    'hand-over': '担当を変更',
    useful: '役に立った',
    'too-early': '早すぎた',
    'false-alarm': '誤報だった',
  },
  read: 'タスクの詳細を見る',
  nextAction: '次の一手を決める',
  judge: 'このお知らせはいかがでしたか。',
  toPage: 'チームの画面で見る',
  toLog: '活動を記録する',
  asksReason: (label) =>
    `「${label}」から開く画面で、解約の理由も選んでください。お客様の言葉は、そのままメモに残せます。`,
  renewal: { renew: '更新する', talk: '相談したい', 'not-renewing': '更新しない予定' },
  scale: { low: 'まったく薦めない', high: 'ぜひ薦めたい' },
  activityQuestion: '今回の対応は、ご期待に対していかがでしたか。',
  expectations: { less: '期待以下', 'as-expected': '期待どおり', more: '期待以上' },
  fitQuestion: 'このようなご案内の量はいかがでしょうか。',
  helpAmounts: { 'too-much': '多すぎる', 'just-right': 'ちょうどよい', 'not-enough': '物足りない' },
  preferences: { text: 'このようなご案内が不要な場合は、', label: '受け取るメールを選ぶ' },
});

export const names: Speak<NameWords> = (style) => ({
  person: (lastSeen) => `お名前が未登録の方${lastSeen === null ? '' : `（最終利用 ${style.day(lastSeen)}）`}`,
  account: '社名が未登録のお客様',
  yourAccount: '貴社',
  task: '以前のプレイブックのタスク',
  and: '・',
  personAt: (account, person) => ({ inText: `${account}の${person}`, inSubject: `${account}の${person}` }),
  thingOf: ({ account, customer }, thing) => ({
    inText: `${customer}の「${thing}」`,
    inSubject: `${account}「${thing}」`,
  }),
  ofProducts: (products, line) => `${line}｜${products}`,
});

export const moves: Speak<MoveWords> = () => ({
  stop: { name: 'やめる', means: 'やめて困る人がいるかを確かめます。' },
  reduce: { name: '減らす', means: '頻度、時間、対象のお客様を絞ります。' },
  signal: { name: 'シグナルに置き換える', means: '必要になる瞬間をシグナルで捉え、そのときだけ対応します。' },
  improve: { name: '尋ねて改善する', means: '期待以下と答えたお客様に、何が足りなかったかを尋ねます。' },
  streamline: { name: '効率化する', means: 'ひな型や自動化を使い、個別の対応をまとめて行います。' },
});

export const taskData: Speak<TaskDataWords> = (style) => ({
  features: (days) => `機能の利用（直近${style.number(days)}日間）`,
  featureUse: ({ users, days, everUsed, mustHave }) =>
    [
      everUsed ? `${style.number(users)}名・${general(style).days(days)}` : '未利用',
      ...(mustHave ? ['導入期の必須機能'] : []),
    ].join('｜'),
  measures: (measure) => `${measure}の推移`,
  now: '本日',
  valueNow: (value) => `本日：${value}`,
  ofLimit: (value, limit) => `${value} / 上限${style.number(limit)}`,
  monthEnd: (month) => `${style.month(month)}末`,
  goal: 'お客様の目標',
  goalNow: '本日の値',
  goalTarget: '目標値',
  goalBy: '期日',
  answers: '最近のご回答',
  answer: (value, day, comment) =>
    `${value === null ? '点数なし' : `${value}点`}（${style.day(day)}）${comment === undefined ? '' : `「${comment}」`}`,
  notLoggedIn: '招待済みで、まだご利用のない方',
  invitedOn: (day) => `${style.day(day)}に招待`,
  topics: (days) => `ご覧になったもの（直近${style.number(days)}日間）`,
  times: (count) => `${style.number(count)}回`,
  cases: {
    heading: { invoice: 'お支払いができていない請求', subscription: '対象のご契約', ticket: '対応中のお問い合わせ' },
    row: (amount, since) => `${amount === undefined ? '' : `${amount}・`}${style.day(since)}から`,
  },
  holds: 'すでにご利用中',
  parts: '健康度の内訳（各100点満点）',
  part: (mark, before) =>
    before === null ? `${style.number(mark)}点` : `${style.number(mark)}点・28日前は${style.number(before)}点`,
  scores: '健康度の推移（週ごと）',
  scoreNow: (score) => `本日：${style.number(score)}`,
  activeDays: (person) => `${person}の利用日数（週ごと）`,
  lastWeek: (count) => `直近1週間：${general(style).days(count)}`,
  weeksAgo: (weeks) => `${style.number(weeks)}週間前`,
  weekly: (event) => `「${event}」の回数（週ごと）`,
  level: {
    caption: (what, days, perDay) =>
      `${perDay ? '1営業日あたりの' : ''}${what}（${days === 7 ? '週ごと' : `${style.number(days)}日ごと`}）`,
    logins: 'ログイン数',
    event: (event) => `「${event}」の回数`,
    first: (days) => (days % 7 === 0 ? `${style.number(days / 7)}週間前` : `${style.number(days)}日前`),
    last: (value, days, perDay) =>
      `直近${days === 7 ? '1週間' : `${style.number(days)}日間`}：${perDay ? '1営業日あたり' : ''}${value}回`,
    noDay: '営業日なし',
  },
  none: '不明',
  separator: '、',
});

const outcomes: Record<TaskOutcome, string> = {
  won: '成約・合意',
  helped: '効果あり',
  'no-effect': '効果なし',
  'not-needed': '不要だった',
  'false-alarm': '誤報だった',
};

export const plays: Speak<PlayWords> = (style) => {
  const ja: PlayWords = {
    togetherWith: (names) =>
      `${names.map((name) => (name === ja.nobodyElse ? name : `${name}さん`)).join('、')}と一緒に`,
    nobodyElse: '担当未定の方',
    doneBefore: 'ここまでに済んだこと',
    done: (title, name, outcome, note) => {
      const came = [name && `${name}さん`, outcome && outcomes[outcome]].filter(Boolean).join('、');
      return `${title}${came === '' ? '' : `（${came}）`}${note === undefined ? '' : `：${note}`}`;
    },
    comesNext: 'このあとに続くこと',
    late: {
      reminder: {
        subject: (account, title, due) => `【リマインド】${account}：${title}｜${style.day(due)}期限`,
        why: (days) =>
          `このタスクはまだ完了していません。期限から${days}営業日を過ぎると、マネージャーにもお知らせします。`,
        footer: 'リマインドは、ひとつのタスクにつき一度だけお送りします。',
      },
      escalation: {
        subject: (account, title, name, due) =>
          `【期限超過】${account}：${title}（${ja.late.nobody === name ? name : `${name}さん`}）｜${style.day(due)}期限`,
        ask: (account, title, name) =>
          `${account}：「${title}」が進んでいない理由を確認する（${ja.late.nobody === name ? name : `${name}さん`}）`,
        why: (name) => `${name}さんに一度リマインドしましたが、まだ完了していません。`,
        whyNobody: 'このタスクには担当者がいません。作成時に、お願いできる方がチームにいませんでした。',
        footer: '期限超過のお知らせは、ひとつのタスクにつき一度だけお送りします。',
      },
      nobody: '担当未定',
      dueSince: (day) => `${style.day(day)}が期限でした`,
      lateBy: (days) => `期限から${style.number(days)}営業日過ぎています`,
      toDo: {
        reminder: [
          '今日のうちに進めるか、いつご連絡できるかをお客様にお伝えします。',
          '手が回らないときは、誰が引き受けるかを同僚やマネージャーと決めます。',
          'もう必要がなければ、結果を「不要だった」として完了にします。そもそも誤りだった場合は「誤報だった」を選びます。この件では、もう誰にもお願いしません。',
        ],
        escalation: (name) => [
          name === ja.late.nobody
            ? '担当する方を決めます。'
            : `${name}さんに、何が妨げになっているか（時間・返答待ち・進め方）を聞きます。`,
          '今日中に行う、別の方が引き受ける、不要とする、のいずれかを一緒に決めます。',
          'たびたび起きるようなら、プレイブックの求める量がチームの手に余っています。しきい値を見直すか、手順を減らします。',
        ],
      },
      recordIt: '完了したら、結果をSakimawariの運用担当の方にお知らせください。記録に残ります。',
    },
  };
  return ja;
};

export const letters: Speak<LetterWords> = () => ({ answerPlace: '［回答ボタン］' });

export const chat: Speak<ChatWords> = () => ({
  canPost: (company) => `${company}のSakimawariから、このチャンネルに投稿できます。`,
});

export const customerAnswer: Speak<CustomersWordWords> = () => ({
  pressed: (label) => `「${label}」`,
  rated: (value) => `10点中${value}点`,
  quoted: (comment) => `「${comment}」`,
  by: (name, about, day) => `${name}（${about}、${day}）`,
  nobodyNamed: 'お客様',
  about: { renewal: '更新についてのご返答', survey: 'アンケートへのご回答' },
  headline: {
    renew: '更新するとのご返答',
    talk: '更新前に相談したいとのご返答',
    'not-renewing': '更新しないとのご返答',
  },
  leaving: (renewalDay, mrr) => `更新しないとのご返答（${mrr === undefined ? '' : `月額${mrr}、`}更新日${renewalDay}）`,
});

export const customerPageMail: Speak<CustomerPageMailWords> = (style) => ({
  comment: {
    subject: (account, person) => `【ご連絡】${account}：${person}からメッセージが届きました`,
    ask: (account, person) => `${account} ${person}から、お客様ページでメッセージが届きました`,
    said: 'お客様からのメッセージ',
  },
  ticked: {
    subject: (account, title) => `【完了】${account}：「${title}」`,
    ask: (account, person, title) => `${account} ${person}が「${title}」を完了にされました`,
    left: (steps) => `お客様ページに表示している項目は、あと${style.number(steps)}件です。`,
    all: 'お客様ページに表示している項目は、すべて完了しました。',
    isGoalReached:
      'お客様ページに表示している項目は、すべて完了しました。このステージの目標は達成できていますか。達成していれば、アカウントのページでステージを進めてください。',
  },
  agreed: {
    subject: (account) => `【合意】${account}：成功の目標が決まりました`,
    ask: (account, person) => `${account} ${person}が、ご提案した成功の目標に合意されました`,
  },
  answer: (person) => `このメールに返信すると、${person}に直接届きます。`,
  noAddress: 'この方のメールアドレスは登録されていないため、このメールへの返信はお客様に届きません。',
});
