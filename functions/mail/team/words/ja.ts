import type { LifetimeRefusal } from '../../../../domain/kpis/lifetime-value.ts';
import { answersOf, type NpsTally } from '../../../../domain/kpis/net-promoter-score.ts';
import type { Style } from '../../../../domain/locale/style.ts';
import type { Speak } from '../../../../domain/locale/words.ts';
import type {
  DigestWords,
  HealthListWords,
  KpiReportWords,
  MovedTaskWords,
  MoveMailWords,
  NoticeWords,
  NotificationWords,
  OverLimitWords,
} from './sections.ts';

/** Typographic minus, so that it is as wide as the plus and never breaks from its number. */
const signed = (text: string, value: number) => (value < 0 ? `−${text}` : `+${text}`);

export const digest: Speak<DigestWords> = (style) => ({
  subject: ({ open, late }, day) =>
    `【今日のタスク】${style.number(open)}件${late === 0 ? '' : `（うち期限超過${style.number(late)}件）`}｜${style.day(day)}`,
  subjectOfTeam: (late, day) => `【チームのタスク】期限超過${style.number(late)}件｜${style.day(day)}`,
  askOfTeam: (late) => `チームで期限を過ぎたタスク${style.number(late)}件の状況を確認する`,
  counts: ({ open, accounts, late, fresh }, since) =>
    [
      `未完了のタスク${style.number(open)}件（${style.number(accounts)}社）`,
      ...(late > 0 ? [`期限超過${style.number(late)}件`] : []),
      ...(since !== null && fresh > 0 ? [`${style.day(since)}以降の新着${style.number(fresh)}件`] : []),
    ].join('・'),
  late: '期限超過',
  dueSince: (day) => `${style.day(day)}が期限でした`,
  fresh: '新着',
  moreTasks: (count) => `このお客様のタスクは、ほかに${style.number(count)}件あります`,
  rest: 'このほかのタスク',
  restText: (accounts, tasks) =>
    `ほかに${style.number(accounts)}社、${style.number(tasks)}件のタスクがあります。上のタスクほど急ぎではなく、完了するごとに繰り上がります。`,
  subjectOfMoves: (moves, day) => `【今日のタスク】業務の改善${style.number(moves)}件｜${style.day(day)}`,
  moves: {
    heading: '業務の改善',
    line: {
      make: (activity, move) => `${activity}：${move}`,
      look: (activity, move) => `結果の確認：${activity}（${move}）`,
    },
    more: (count) => `ほかに${style.number(count)}件あります（改善マップ）`,
  },
  team: 'チームで期限を過ぎているタスク',
  lateOf: (name, late) => `${name}：${style.number(late)}件`,
  footer:
    'タスクのある営業日に、1日1回お送りします。届く時刻や、タスクごとのメールの受け取り方は変えられます。社内のSakimawari担当者にお知らせください。',
});

export const healthList: Speak<HealthListWords> = (style) => ({
  subject: (accounts, csm, day) =>
    `【健康度】注意が必要なお客様${style.number(accounts)}社${csm === null ? '' : `（${csm}）`}｜${style.day(day)}`,
  ask: (account, csm) => `まず${account} 様${csm === null ? 'について話し合う' : 'の次の一手を決める'}`,
  askNobody: 'すべてのお客様が良好に戻りました',
  counts: (atRisk, watch) => `危険${style.number(atRisk)}社・要注意${style.number(watch)}社`,
  money: (amounts) => `月額合計 ${amounts.join('、')}`,
  lastWeek: ({ listed, improved }) =>
    listed === 0
      ? '先週の対象はありませんでした。'
      : `先週の${style.number(listed)}社のうち、${style.number(improved)}社が改善しました。`,
  recovered: (names) => `良好に戻ったお客様：${names.join('、')}`,
  outruns: (signal, ignored, raised) =>
    `「${signal}」のタスクに手が回っていません。直近4週間の${style.number(raised)}件のうち${style.number(ignored)}件が、手つかずのままでした。発生を減らすか、担当を見直しましょう。`,
  dropped: '急落',
  productIll: '製品に注意',
  score: '健康度',
  points: (change) => signed(style.number(Math.abs(change)), change),
  inAWeek: (points) => `1週間で${points}`,
  asBefore: '1週間前と同じ',
  trend: {
    caption: '健康度の推移（週ごと）',
    weeksAgo: (score, weeks) => `${style.number(weeks)}週間前は${style.number(score)}`,
  },
  whatMoved: '動いた指標',
  byProduct: '製品別',
  ofProduct: (product, score, grade) => `${product} ${score}（${grade}）`,
  nothingMoved: 'この1週間の動きなし',
  contract: '契約',
  aMonth: (amount) => `月額${amount}`,
  noMrr: '月額は未登録',
  renews: (day, days) => {
    if (days < 0) return `更新日（${style.longDay(day)}）を過ぎています`;
    return `${style.longDay(day)}更新（${days === 0 ? '本日' : `あと${style.number(days)}日`}）`;
  },
  noRenewal: '更新日は未登録',
  owner: '担当CSM',
  nobody: '未定',
  tasks: '未完了のタスク',
  taskCount: (open, late) => `${style.number(open)}件${late === 0 ? '' : `（うち期限超過${style.number(late)}件）`}`,
  nextAction: '次の一手',
  noNextAction: '未定',
  action: ({ text, by, day }) => `${text}（${by === null ? '' : `${by}、`}${style.day(day)}）`,
  sinceThen: { better: 'その後、改善しています', notBetter: 'その後、改善していません' },
  more: (count) => `このほか、影響の小さい${style.number(count)}社は省いています。`,
  together: '先週と見比べながら、次の一手を決められます。',
  footer:
    '週に1度お送りします。「危険」「要注意」のお客様と、健康度が急に下がったお客様を載せています。並び順は影響の大きさ、つまり（100−健康度）×月額です。月額が未登録のお客様は標準的な金額とみなし、異なる通貨の金額をそのまま比べることはありません。',
  separator: '、',
});

export const kpiReport: Speak<KpiReportWords> = (style) => ({
  subject: (month, mrr, retention) =>
    `【月次KPI】${style.month(month)}｜${retention === null ? '' : `売上継続率${retention}・`}MRR ${mrr}`,
  ask: (mrr, month) => `${style.month(month)}末のMRRは${mrr}`,
  customers: (gained, lost) =>
    `獲得${style.number(gained)}社・解約${style.number(lost)}社。背景をチームで確かめましょう`,
  monthBefore: (value) => `前月は${value}でした。`,
  byMonth: (label) => `${label}の推移（月ごと）`,
  monthsAgo: (months, value) => `${style.number(months)}か月前は${value}`,
  ofCustomers: (part, whole) => `${whole}社中${part}社`,
  ofMoney: (part, whole) => `${whole}のうち${part}`,
  interval: (low, high) => `この顧客数では、偶然だけでも${low}～${high}の幅があります（95%信頼区間）。`,
  tooFew: (least) => `（率で示すには${style.number(least)}社以上が必要です）`,
  overMonths: (months) => `見込み継続期間は${months}か月`,
  lifetimeInterval: (low, high, churned) =>
    `これまでの解約${style.number(churned)}社からの見積もりのため、偶然だけでも${low}～${high}の幅があります（95%信頼区間）。`,
  noLifetimeValue: (because) => noLifetimeValue(style, because),
  answers: (count) => `回答${style.number(count)}件`,
  ofAnswers: (nps) => `回答${style.number(answersOf(nps))}件：${kindsOfAnswers(style, nps)}`,
  npsInterval: (low, high) => `この回答数では、偶然だけでも${low}～${high}の幅があります（95%信頼区間）。`,
  fewAnswers: (nps, least) =>
    `${kindsOfAnswers(style, nps)}（スコアで示すには${style.number(least)}件以上の回答が必要です）`,
  targets: '目標',
  target: (role, label) => `${role}：${label}`,
  atLeast: (value) => `${value}以上`,
  atMost: (value) => `${value}以下`,
  reached: (value, bound) => `${value}（目標${bound}：達成）`,
  missed: (value, bound, missing) => `${value}（目標${bound}：あと${missing}）`,
  noFigure: (bound) => `数値なし（目標${bound}）`,
  points: (count) => `${count}ポイント`,
  why: '理由の内訳',
  movements: { churn: '解約', contraction: '縮小', expansion: '拡大', 'win-back': '復活' },
  reason: (label, customers) => `${label} ${style.number(customers)}社`,
  otherReasons: (customers) => `そのほかの理由 ${style.number(customers)}社`,
  noReason: (customers) => `理由未記録 ${style.number(customers)}社`,
  whatMoved: 'MRRの増減',
  howMany: '顧客数の増減',
  apart: ({ customers, changedAccounts }, currency) =>
    `${currency === null ? '' : `${currency}での`}金額がわからないため、${[
      ...(customers > 0 ? [`期首の顧客${style.number(customers)}社`] : []),
      ...(changedAccounts > 0 ? [`変動のあった${style.number(changedAccounts)}社`] : []),
    ].join('と')}は、金額に含めていません。`,
  joinedAndLeft: (accounts) =>
    `月内に契約して解約した顧客が${style.number(accounts)}社あります。率は期首の顧客を対象とするため、含めていません。`,
  footer:
    '毎月の第1営業日に、前月分を本日時点の記録でお送りします。後から訂正があれば数値も変わります。kpisコマンドで、どの月もあらためて、数値の内訳の顧客とあわせて確認できます。',
});

const kindsOfAnswers = (style: Style, { promoters, passives, detractors }: NpsTally) =>
  `推奨者${style.number(promoters)}・中立者${style.number(passives)}・批判者${style.number(detractors)}`;

function noLifetimeValue(style: Style, because: LifetimeRefusal): string {
  switch (because.code) {
    case 'too-few-churned':
      return `まだ計算できません。これまでに解約した顧客は${style.number(because.churned)}社で、${style.number(because.needed)}社に満たないうちは、継続期間を見積もれないためです。`;
    case 'no-gross-margin':
      return '計算できません。粗利率が設定されていないためです。設定の kpis.rules.grossMargin に書くよう、運用担当者にご依頼ください。';
    case 'no-average-mrr':
      return '計算できません。月末に支払いのある顧客がいないためです。';
    case 'no-fit':
      return '計算できません。継続月数が長くなっても解約率が下がっておらず、継続期間を見積もれないためです。';
  }
}

export const movedTask: Speak<MovedTaskWords> = () => ({
  subject: {
    'handed-over': (whose, title, due) => `【担当変更】${whose}：${title}｜${due}`,
    returned: (whose, title, due) => `【再開】${whose}：${title}｜${due}`,
  },
  handedOver: (by) =>
    by === ''
      ? 'このタスクの担当が、あなたに変わりました。'
      : `${by}さんから、このタスクの担当があなたに変わりました。`,
  returned: '後日に回していたタスクの再開日になりました。',
  note: (by, note) => (by === '' ? note : `${by}さんからの申し送り：${note}`),
  footer: 'このお知らせは一度だけお送りします。これまでの経過はタスクの詳細に残っています。',
});

export const moveMail: Speak<MoveMailWords> = () => ({
  subject: {
    given: (what, due) => `【改善の担当】${what}｜${due}`,
    make: (what, due) => `【改善の期限】${what}｜${due}`,
    look: (what) => `【結果の確認】${what}`,
  },
  given: (by) =>
    by === '' ? 'この改善の担当が、あなたに決まりました。' : `${by}さんが、この改善の担当をあなたに決めました。`,
  why: {
    make: '期限の日になりましたが、まだ完了になっていません。',
    look: '始めてから8週間がたち、前後を比べられるようになりました。',
  },
  note: '決めた内容',
  toDo: {
    make: [
      '実施できたら、改善マップで「今日で完了にする」を押してください。その日を境に、前後の変化を集計します。',
      '必要がなくなった場合は、改善マップで取りやめてください。',
    ],
    look: [
      'その後の件数、1回あたりの時間、お客様の声がどう変わったかを、改善マップでご確認ください。',
      '確認できたら「結果を確認した」を押してください。効果があれば、そこからプレイブックの変更を提案し、チーム全体の進め方にできます。',
    ],
  },
  toMap: '改善マップを開く',
  footer: 'このお知らせは、改善の担当の方に一度だけお送りします。',
  late: {
    subject: (what, owner, due) => `【改善の遅れ】${what}｜${owner === '' ? '担当者なし' : `${owner}さん`}｜${due}`,
    why: {
      make: (owner) =>
        owner === ''
          ? 'チームで決めた改善ですが、担当の方が退職し、今は担当者がいません。'
          : `チームで決めた改善ですが、担当の${owner}さんから、まだ完了の連絡がありません。`,
      look: (owner) =>
        owner === ''
          ? '改善は始まっていますが、担当の方が退職し、結果がまだ確認されていません。'
          : `改善は始まっていますが、担当の${owner}さんが、まだ結果を確認していません。`,
    },
    toDo: (owner) => [
      owner === ''
        ? '今も必要な改善かどうかを決めてください。'
        : `${owner}さんに、何が妨げになっているかをお聞きください。`,
      '進められない場合は、改善マップでいったん取りやめ、必要であれば担当者と期限を改めて決めてください。',
    ],
    footer: 'このお知らせは、担当の方の責任者に一度だけお送りします。',
  },
});

export const notification: Speak<NotificationWords> = () => ({
  subject: (side, account, headline) => `【${side}】${account}：${headline}`,
  ask: (account, headline) => `${account} 様：${headline}`,
  nothingToDo: 'ご参考までにお知らせします。ご対応は不要です。',
  closed: (title) => `あなたのタスク「${title}」は、その後お客様からご返答があったため閉じました。`,
  whoHasIt: '対応する人',
  nobodyHasIt: 'この件のタスクは、どなたにも割り当てられていません。',
  aTask: 'タスク',
  news: 'お客様からのご返答',
  footer: 'お客様のご返答があなたにも関わるため、お送りしています。お知らせは、ご返答1件につき一度だけです。',
});

export const overLimit: Speak<OverLimitWords> = () => ({
  since: (day) => `${day}から`,
  footer: 'このお知らせは一度だけお送りします。いったん収まった後に再び起きたときは、改めてお知らせします。',
  limits: {
    names: {
      subject: (source) => `【運用】「${source}」から届くイベント名の種類が多すぎます`,
      title: (source) => `「${source}」のイベント名が増え続ける原因を調べる`,
      why: 'プレイブックで使うイベントは、これまでどおり集計しています。それ以外のイベントのうち上限を超えた分は、まとめて1つとして数えるため、個別の集計はできません。元のイベントは、保存期間中は失われません。',
      toDo: [
        'イベント名にID、アドレス、日付などが入っていないか。入っている場合は、subjectとして送るよう製品側の修正を依頼してください',
        'すべて必要な名前であれば、設定の `limits` で上限を引き上げてください',
        '後から必要になった名前は、プレイブックに加えてから `npx sakimawari rebuild` を実行すると、過去の分も集計し直せます',
      ],
    },
    users: {
      subject: (source) => `【運用】「${source}」から、新しいユーザーのイベントが大量に届いています`,
      title: (source) => `「${source}」で新しいユーザーが急増した原因を調べる`,
      why: 'イベントはすべて集計しており、以前から分かっているユーザーの集計は変わりません。新しいユーザーのうち1日の上限を超えた分は、アカウントごとに1人のユーザーとしてまとめて数えるため、アクティブユーザー数が実際より少なく表示されることがあります。元のイベントは、保存期間中は失われません。',
      toDo: [
        '製品が、訪問やセッションのたびに別のIDを付けていないか。付けている場合は、1人に1つの変わらないIDを送るよう、製品側の修正を依頼してください',
        'すべて実在の利用者であれば、コンタクトとして取り込むか、設定の `limits` で上限を引き上げてください',
        'その後 `npx sakimawari rebuild` を実行すると、過去の分も集計し直せます',
      ],
    },
    accounts: {
      subject: (source) => `【運用】「${source}」から、取り込まれていないアカウントのイベントが大量に届いています`,
      title: (source) => `「${source}」がどのアカウントのイベントを送っているかを調べる`,
      why: '取り込み済みのアカウントと、以前から届いているアカウントの集計は変わりません。取り込まれていない新しいアカウントのうち1日の上限を超えた分は、まだ集計していません。元のイベントは、保存期間中は失われません。',
      toDo: [
        '製品は、アカウントごとに1つの変わらないIDを送っているか。それは、取り込むアカウントのIDと同じか',
        'すべて顧客であれば、アカウントとして取り込むか、設定の `limits` で上限を引き上げてください',
        'その後 `npx sakimawari rebuild` を実行すると、過去の分も集計し直せます',
      ],
    },
    quarantine: {
      subject: (source) => `【運用】「${source}」から、使えないイベントが大量に届いています`,
      title: (source) => `「${source}」のイベントの誤りを調べる`,
      why: '使えないイベントは隔離しています。1日の上限を超えた分は、理由ごとの件数だけを残すため、後から再処理できません。製品からの再送が必要です。使えるイベントは、これまでどおり保存、集計しています。',
      toDo: [
        '`npx sakimawari quarantine list` で、誤りの内容と最初に届いた分を確認できます',
        '製品側を修正し、届かなかった分の再送を依頼してください',
        'すべて残す必要があれば、設定の `limits` で上限を引き上げてください',
      ],
    },
    waiting: {
      subject: (source) => `【運用】「${source}」から、アカウントの分からないユーザーのイベントが大量に届いています`,
      title: (source) => `「${source}」のイベントが誰のものかを調べる`,
      why: 'アカウントがまだ分からないユーザーのイベントは、分かるまで保留しています。1日の上限を超えた分は件数だけを残すため、製品からの再送が必要です。アカウントの分かるイベントは、これまでどおり保存、集計しています。',
      toDo: [
        '製品は、アカウントを送っているか、またはユーザーがどのアカウントに属するかを一度伝えているか。ログインしない訪問者のイベントは、送る必要がありません',
        'どのユーザーがどのアカウントに属するかを取り込み、届かなかった分の再送を依頼してください',
        'すべて保留する必要があれば、設定の `limits` で上限を引き上げてください',
      ],
    },
  },
});

export const notices: Speak<NoticeWords> = (style) => ({
  fleetMoved: {
    logins: 'ログイン',
    percent: (percent) => `${percent < 0 ? '−' : '+'}${style.number(Math.abs(percent))}%`,
    more: (percent, accounts, day) => `${style.number(accounts)}社の中央値で${percent}（${day}から）`,
    fell: {
      subject: (what, percent) => `【運用】お客様全体で${what}が${percent}%減っています`,
      title: (what) => `${what}が一斉に減った原因を調べる`,
      why: 'すべてのお客様で同時に減ったときは、個々のお客様の事情ではなく、データの欠落、製品の停止、時期的な要因が考えられます。全体に共通する減少は除いて判定しているため、これだけを理由にタスクは作られません。全体より大きく減ったお客様は、これまでどおりお知らせします。',
      toDo: [
        '製品はすべてのイベントを送り続けているか。リリースでイベントがなくなったり、名前が変わったりしていないか',
        '製品の停止や、カレンダーにない休業日ではないか。休業日は設定の `holidays` に加えてください',
        '欠けた分を送り直せる場合は、送り直しを依頼してください。該当の日は集計し直されます',
      ],
    },
    rose: {
      subject: (what, percent) => `【運用】お客様全体で${what}が${percent}%増えています`,
      title: (what) => `${what}が一斉に増えた原因を調べる`,
      why: 'すべてのお客様で同時に増えたときは、個々のお客様の伸びではなく、イベントの二重送信や、リリースによる送信内容の変化が考えられます。全体に共通する増加は除いて判定しているため、これだけを理由に提案のタスクは作られません。全体より大きく増えたお客様は、これまでどおりお知らせします。',
      toDo: [
        '製品は各イベントを固有のIDで一度だけ送っているか',
        'リリース後、これまで送っていなかったものを同じ名前で送り始めていないか',
        '時期的な増加であれば、対応は不要です。数週間で普段の水準になります',
      ],
    },
    footer: 'このお知らせは一度だけお送りします。いったん収まった後に再び起きたときは、改めてお知らせします。',
  },
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
        explains:
          'SESで自社のものと確認できていない差出人があり、その方からのメールは保留されます。次の内容（英語）に沿って確認を済ませてください。',
      },
      'sender-dkim': {
        name: '電子署名（DKIM）',
        explains:
          'DKIM署名のないメールが送られており、迷惑メールに分類されるおそれがあります。次の内容（英語）に沿って設定してください。',
      },
      'sender-mail-from': {
        name: '返送先のドメイン（MAIL FROM）',
        explains:
          '返送先のドメインがDNSに見つからず、SESのドメインから送られています。次の内容（英語）に沿って登録してください。',
      },
      'sending-account': {
        name: 'SESアカウントの状態',
        explains:
          'SESがサンドボックスのままで、確認済みの宛先にしか送れないか、送信そのものが停止されています。次の内容（英語）に沿って、本番利用の申請、または停止の解除をお願いします。差出人の設定を直す必要はありません。',
      },
      'sending-quota': {
        name: '送信数の上限（SES）',
        explains:
          '1日に送れる数が足りなくなりそうです。次の内容（英語）を確認し、AWSに上限の引き上げを申請してください。',
      },
    },
    footer: 'このお知らせは、状態が悪くなったときだけお送りします。現在の状態は npx sakimawari doctor で確認できます。',
  },
});
