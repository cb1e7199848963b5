import type { Style } from '../../../../domain/locale/style.ts';
import type { Speak } from '../../../../domain/locale/words.ts';
import type { AccountActWords, AccountWords, CustomerPagesWords } from './sections.ts';

/** Typographic minus, so that it is as wide as the plus and never breaks from its number. */
const signed = ({ number }: Style, value: number) =>
  value === 0 ? '±0' : `${value < 0 ? '−' : '+'}${number(Math.abs(value))}`;

const percent = ({ number }: Style, share: number) => `${number(share * 100, 0)}%`;

/** In whole percent, with its sign. */
const change = (style: Style, inPercent: number) =>
  `${inPercent < 0 ? '−' : '+'}${percent(style, Math.abs(inPercent) / 100)}`;

const inDays = ({ number }: Style, days: number) =>
  days === 0 ? '本日' : days < 0 ? `${number(-days)}日前` : `あと${number(days)}日`;

const loggedKinds = {
  call: '電話',
  meeting: '打ち合わせ',
  mail: 'メール',
  visit: '訪問',
  chat: 'チャット',
  note: 'メモ',
};

export const account: Speak<AccountWords> = (style) => ({
  unknown: {
    heading: 'このアカウントは見つかりません',
    lead: 'このIDのアカウントは取り込まれていないか、削除されています。アカウントの一覧から名前で探してください。',
  },
  unreadable: {
    heading: 'このアカウントを表示できません',
    lead: '保存されている情報に読み取れないものがあります。管理者には毎晩お知らせしています。ほかのページは通常どおり使えます。',
  },
  merged: (into) => `このアカウントは${into}と同じお客様でした。新しい情報はそちらにあります。`,
  churned: (day) => `${style.longDay(day)}に契約を終了しています。見守りもタスクの作成も行いません。`,
  about: (csm) => (csm === undefined ? 'アカウント・担当未定' : `アカウント・担当 ${csm}さん`),
  lead: {
    tasks: (count, first, due) => `やること${style.number(count)}件。まず「${first}」、${style.day(due)}まで。`,
    late: (count, first, due) =>
      `やること${style.number(count)}件。「${first}」の期限（${style.day(due)}）が過ぎています。`,
    nextAction: (text) => `次の一手：${text}`,
    renewal: (day, days) => `今やることはありません。更新日は${style.day(day)}（${inDays(style, days)}）です。`,
    nothing: '今やることはありません。',
  },
  menu: 'このページの内容',
  sections: {
    work: 'これからすること',
    health: '健康度',
    episodes: '気になること',
    usage: '利用状況',
    people: '利用者',
    goal: 'お客様の目標',
    roadmap: 'ロードマップ',
    'customer-page': 'お客様ページ',
    contract: '契約',
    group: '子アカウント',
    mails: 'メール',
    activities: '活動',
    done: '終わったタスク',
    history: '操作の履歴',
  },
  parts: {
    'open-tasks': '進行中のタスク',
    'closed-tasks': '終わったタスク',
    'open-episodes': '今、気になること',
    'past-episodes': 'これまでに気になったこと',
    people: '利用者',
    'customer-pages': 'お客様ページ',
    mails: 'メール',
    activities: '活動',
    group: '子アカウント',
    ledger: '変更の履歴',
    changes: '操作の履歴',
  },
  back: (name) => `${name} 様のページへ戻る`,
  all: (count, isCut) => `すべて見る（${style.number(count)}件${isCut ? '以上' : ''}）`,
  figures: {
    health: '健康度',
    stage: 'ステージ',
    mrr: '月額（MRR）',
    renewal: '更新日',
    csm: '担当CSM',
    users: '利用者数（28日間）',
  },
  nobody: '未定',
  unknownValue: '不明',
  since: (day) => `${style.longDay(day)}から`,
  standsOut: (days) => `通常の${style.number(days)}日を超えています`,
  nextAction: {
    heading: '次の一手',
    none: 'まだ決まっていません。',
    noted: (who, day) => `${who}・${style.day(day)}`,
  },
  renewal: {
    heading: '契約の更新',
    none: '更新日が登録されていません。',
    on: (day, days) => `${style.longDay(day)}（${inDays(style, days)}）`,
    auto: '自動更新',
    noAnswer: '更新のご意向は、まだ伺っていません。',
    answered: (answer, who, day) => `「${answer}」${who === undefined ? '' : `${who}・`}${style.day(day)}`,
  },
  tasks: {
    open: '進行中のタスク',
    none: '進行中のタスクはありません。',
    title: 'タスク',
    who: '担当',
    due: '期限',
    state: '結果',
  },
  health: {
    none: '健康度はまだ出せません。判断に必要な情報が半分に届いていません。足りないものは下の表のとおりです。',
    asOf: (day) => `${style.day(day)}時点`,
    stale: (day) => `${style.day(day)}が最後に分かっている値です。データが届かないあいだ、健康度は動きません。`,
    table: '健康度の内訳',
    parts: {
      indicator: '指標',
      value: '値',
      mark: '評点（100点中）',
      weight: '重み',
      points: '得点',
      change: '7日間の増減',
    },
    unknown: '不明',
    withoutFleet: (shared) => `お客様全体の${change(style, shared)}を除く`,
    value: (kind, value, windowInDays) => {
      const ofAll = percent(style, value);
      switch (kind) {
        case 'counter-level':
          return `普段の${ofAll}`;
        case 'active-share':
          return `ライセンスの${ofAll}`;
        case 'key-person-days':
          return `${style.number(windowInDays)}日中${style.number(value)}日`;
        case 'must-have-share':
        case 'feature-breadth':
          return `機能の${ofAll}`;
        case 'survey-mean':
          return `10点中${style.number(value)}点`;
        case 'event-count':
          return `${style.number(windowInDays)}日間に${style.number(value)}回`;
      }
    },
    points: (value) => style.number(value),
    signed: (value) => signed(style, value),
    percent: (share) => percent(style, share),
    change: (points) => `7日間で${points}`,
    noChange: '7日前の値はありません',
    course: {
      title: '健康度の推移',
      last: (score) => `本日 ${score}`,
      desc: '0から100までの健康度と、判定の境目です。',
      day: '日付',
      score: '健康度',
    },
    grades: { healthy: '良好の目安', watch: '要注意の目安' },
    products: '製品別',
  },
  episodes: {
    open: '現在',
    none: '気になることはありません。',
    past: 'これまで',
    signal: 'シグナル',
    what: '内容',
    since: (day) => `${style.day(day)}から`,
    when: '期間',
    from: (opened, closed) =>
      closed === null ? `${style.longDay(opened)}から` : `${style.longDay(opened)}〜${style.longDay(closed)}`,
    closed: {
      recovered: '回復しました',
      'new-level': '新しい水準になりました',
      retired: 'プレイブックが変わりました',
      churned: '契約が終了しました',
    },
    ended: '結果',
    heldOut: 'プレイの効果を確かめるための対照です。対応は不要です。',
    wasHeldOut: 'プレイの効果を確かめるための対照でした。',
  },
  usage: {
    none: 'まだイベントが届いていません。製品とつながっているか、利用者がこのアカウントにひも付いているかを確認してください。',
    since: (day) => `最初のイベント ${style.longDay(day)}`,
    counters: '直近28日間の回数と、普段との比較',
    event: '操作',
    logins: 'ログイン',
    last28: '直近28日間',
    usual: '普段',
    inDays: (days) => `直近${style.number(days)}日間`,
    fleet: ({ percent: shared, beyond, accounts }) =>
      `お客様全体は${change(style, shared)}（${style.number(accounts)}社の中央値）、それを除くと${change(style, beyond)}`,
    byBusinessDays: (names, days, windowInDays) =>
      `${names.join('、')}の「普段」は、直近${style.number(windowInDays)}日間と同じ営業日数（${style.number(days)}日）での回数です。推移は1営業日あたりの回数です。`,
    course: '推移',
    tooEarly: 'まだ判断できません',
    features: '機能の利用（直近28日間）',
    feature: '機能',
    users: '人数',
    days: '日数',
    never: '未利用',
    mustHave: '導入で必須',
    more: (count) => `ほかに${style.number(count)}種類の操作を数えています`,
  },
  people: {
    none: 'まだどなたも登録されていません。連絡先を取り込んでください。',
    name: 'お名前',
    role: '役割',
    lastSeen: '最終利用',
    nps: 'お薦め度',
    mail: 'メール',
    key: 'キーパーソン',
    isAbout: '気になることあり',
    neverSeen: '利用なし',
    score: (score, day) => `10点中${style.number(score)}点（${style.day(day)}）`,
    fine: '届きます',
    noAddress: 'アドレス未登録',
    dead: '届きません。別のアドレスを伺ってください',
    optedOut: (kinds) => `${kinds.join('・')}は不要`,
    kinds: { guidance: '活用のご案内', offers: '提案', surveys: 'アンケート' },
  },
  goal: {
    none: '目標がまだ決まっていません。お客様にとっての成功を伺い、アカウントの情報と一緒に取り込んでください。',
    value: '本日',
    target: '目標',
    start: '開始時',
    by: '期日',
    share: '達成度',
    expected: '順調な場合の値',
    daysLeft: (days) =>
      days < 0 ? `${style.number(-days)}日超過` : days === 0 ? '本日' : `あと${style.number(days)}日`,
    noValue: 'まだ値が届いていません',
    incomplete: '測り方、開始時の値、目標、期日のいずれかが未登録のため、達成度を出せません。',
  },
  roadmap: {
    none: 'ステージがまだ登録されていません。',
    goal: 'このステージの目標',
    reached: '達成',
    notReached: '未達成',
    byPerson: '達成は人が判断します',
    requirement(requirement) {
      if ('tasksDone' in requirement) return 'このステージのタスクの完了';
      if ('accountHas' in requirement) return '目標の登録';
      if ('firstLoginShareAtLeast' in requirement) return '招待した方のうちログインした割合';
      if ('mustHaveFeatures' in requirement) return `${style.number(requirement.usedOnDays)}日以上使われた機能`;
      return `健康度${style.number(requirement.healthAtLeast)}以上が続いた日数`;
    },
    far: (value, limit, isShare) => {
      const of = (amount: number) => (isShare ? percent(style, amount) : style.number(amount));
      return `${value === null ? '不明' : of(value)} / ${of(limit)}`;
    },
    groups: { joint: 'ご一緒に', customer: 'お客様', own: '当社' },
    status: {
      open: '進行中',
      done: '完了',
      answered: '回答あり',
      recovered: '不要になりました',
      retired: '対象外になりました',
      churned: '契約が終了しました',
      'to-come': 'これから',
      'not-raised': '対象外',
    },
    positive: '伸ばしたいこと',
    challenge: '注意したいこと',
    open: '該当中',
    quiet: (labels) => `該当なし：${labels.join('、')}`,
  },
  contract: {
    plan: 'プラン',
    licenses: 'ライセンス',
    start: '契約開始',
    autoRenews: '自動更新',
    yes: 'あり',
    no: 'なし',
    segment: 'セグメント',
    country: '国',
    holds: '導入済み',
    parent: '親アカウント',
    products: '製品',
    product: '製品',
    reason: '解約の理由',
    ledger: '変更の履歴と、知った日',
    noLedger: '変更の記録はまだありません。',
    fact: '項目',
    value: '変更後',
    from: '適用日',
    known: '知った日',
    facts: {
      status: '契約の状態',
      mrr: '月額（MRR）',
      plan: 'プラン',
      licenses: 'ライセンス',
      recordLimit: '登録件数の上限',
      stage: 'ステージ',
      csm: '担当CSM',
      segment: 'セグメント',
      renewalDate: '更新日',
      holds: '導入済み',
      churnReason: '解約の理由',
      parent: '親アカウント',
      mergedInto: '同じお客様',
      goalName: '目標',
      goalMeasure: '目標の測り方',
      goalStart: '目標の開始時の値',
      goalTarget: '目標の値',
      goalDate: '目標の期日',
      goalSince: '目標の開始日',
    },
    ofProduct: (fact, product) => `${fact}・${product}`,
    status: {
      active: '契約中',
      reactivated: '再契約',
      paused: '休止中',
      free: '無料',
      churned: '解約',
    },
    corrected: { corrected: '後に訂正', withdrawn: '変更なしとして取り消し' },
  },
  group: {
    none: '子アカウントはありません。',
    count: (accounts) => `${style.number(accounts)}件`,
    withOwn: (amounts) => `（このアカウントを含めると${amounts.join('、')}）`,
    asOf: (moment) => `対象のアカウントと合計は${moment}時点、各行の内容は現在のものです。`,
    inList: 'アカウントの一覧で見る',
  },
  mails: {
    none: 'このアカウントについてのメールはまだありません。',
    subject: 'メール',
    to: '宛先',
    day: '日付',
    state: '状態',
  },
  activities: {
    none: '活動の記録はまだありません。',
    what: '内容',
    by: '担当',
    customer: 'お客様',
    minutes: '分',
    kinds: loggedKinds,
    task: 'タスクの完了',
    moved: 'タスクの変更',
    stage: (stage) => `ステージを「${stage}」に変更`,
  },
  done: { none: '終わったタスクはまだありません。' },
  history: {
    none: '記録を始めてからの操作はまだありません。',
  },
});

export const accountActs: Speak<AccountActWords> = (style) => ({
  log: {
    heading: '活動やメモを残す',
    what: '種類',
    note: 'メモ',
    minutes: '所要時間（分）',
    kinds: loggedKinds,
    told: (name) => `記録しました：${name}`,
    refused: {
      'no-kind': '種類を選んでください。',
      'no-activity': '活動の種類を一覧から選んでください。',
      'empty-note': 'メモを入力してください。',
      'bad-minutes': '1から1,440までの整数で入力するか、空欄のままにしてください。',
      'bad-replies': '返信回数は0から1,000までの整数で入力するか、空欄のままにしてください。',
      'bad-day': '今日か、過去400日以内の日付を選んでください。',
      'too-long': 'メモは2,000文字以内で入力してください。',
    },
  },
  stage: {
    open: 'ステージを変更する',
    heading: 'ステージの変更',
    to: 'ステージ',
    pick: '選択してください',
    reason: '理由',
    button: '変更する',
    told: (name) => `ステージを変更しました：${name}（このステージのタスクは約1分後に作成されます）`,
    toldLater: (name, current) => `記録しました：${name}（「${current}」が終わると切り替わります）`,
    changed: (stands) =>
      stands === null
        ? 'このアカウントのステージは、その間に未設定になりました。'
        : `このアカウントのステージは、その間に「${stands}」に変わりました。`,
    refused: {
      'no-stage': 'ステージを選択してください。',
      'no-reason': '理由を入力してください。後で見る人の手がかりになります。',
      'too-long': '理由は2,000文字以内で入力してください。',
      'there-already': 'すでにこのステージです。',
      'no-renewal': '「更新」には、更新日の数か月前に自動的に切り替わります。登録されている更新日を確認してください。',
    },
  },
  agree: '次の一手を決める',
  action: '次の一手',
  agreed: (name) => `保存しました：${name}`,
  noted: (who, day) => `${who === undefined ? '' : `${who}・`}${style.day(day)}`,
  notYet: 'まだ保存されていません。',
  leave: 'アカウントのページへ戻る',
});

export const customerPages: Speak<CustomerPagesWords> = (style) => ({
  lead: 'お客様ページでは、次にお願いしたいこと、進み具合、目標、担当をお客様ご自身にご覧いただけます。健康度やシグナル、メモ、金額は表示されません。',
  none: 'まだどなたにもお渡ししていません。',
  who: '招待する方',
  pick: '選択してください',
  byMail: 'メールで招待する',
  byLink: 'リンクを発行する',
  invited: (day, who) => `${style.day(day)}に招待${who === undefined ? '' : `（${who}）`}`,
  mailed: (day) => `${style.day(day)}のメールでリンクをご案内`,
  notInvited: '招待の記録なし',
  opened: (day) => `最終閲覧 ${style.day(day)}`,
  notOpened: 'まだ閲覧されていません',
  until: (day) => `${style.day(day)}まで有効`,
  noLink: '有効なリンクはありません',
  manage: 'リンクの表示・無効化',
  copy: 'お客様に渡すリンク',
  revoke: 'リンクを無効にする',
  comments: 'お客様ページからのメッセージ',
  told: {
    mailed: (name) => `${name}に、お客様ページのご案内を送信します。`,
    given: (name) => `${name}のリンクを発行しました。一覧からコピーできます。`,
    revoked: (name) => `${name}にお渡ししたリンクを、すべて無効にしました。`,
  },
  heading: 'お客様ページへの招待',
  goal: {
    heading: 'お客様に目標を提案する',
    name: '目標（お客様の言葉で）',
    measure: '測り方',
    noMeasure: '選択しない',
    start: '開始時の値',
    target: '目標の値',
    date: '期日',
    button: 'お客様ページで提案する',
    waits: (name, day) => `提案中：「${name}」（${style.day(day)}から、お客様の合意待ち）`,
    agreed: (name, who, day) => `「${name}」に、${style.day(day)}に${who}様が合意されました`,
    told: (name) => `お客様ページで提案しました：「${name}」`,
    refused: {
      'no-name': '目標を200文字以内で入力してください。',
      'no-number': '開始時と目標の値は、数字で入力してください。',
      'no-day': '期日は、明日以降の日付にしてください。',
    },
  },
  refused: {
    nobody: '招待する方を選択してください。',
    'no-address': 'この方のメールアドレスは登録されていません。リンクを発行してお渡しください。',
    'opted-out': 'この方は、活用のご案内のメールを希望されていません。リンクを発行してお渡しください。',
    'mail-off': 'お客様へのメールは、ここから送信できない設定です。リンクを発行してお渡しください。',
    'no-template': 'プレイブックに招待メール（page-invitation）がありません。リンクを発行してお渡しください。',
    'no-csm': 'このアカウントには担当CSMがいないため、招待メールを送信できません。',
    churned: 'このアカウントは契約を終了しているため、お客様ページは表示されません。',
    'mailed-today': 'この方には本日すでに招待メールを送信しています。',
  },
});
