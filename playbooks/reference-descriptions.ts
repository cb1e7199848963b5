import type { Language } from '../domain/locale/locale.ts';

/**
 * What every field of a playbook means, by its key; a kind of condition or indicator has a line of its own. A `*`
 * stands for any kind, or any field of a group, that has no line of its own.
 */
export const descriptions: Record<string, Record<Language, string>> = {
  playbook: { en: 'The version of the format.', ja: '書式の版。' },
  name: { en: 'What you call your playbook.', ja: 'プレイブックの名称。' },
  aliases: {
    en: "Your product's own event name → the name used in this playbook. Two names for one thing add up. True for the past as well.",
    ja: '自社製品のイベント名 → このプレイブックで使う名前。複数の名前を同じ名前に対応させると合算される。過去のデータにもさかのぼって効く。',
  },
  measures: {
    en: 'Events that carry a `value` (a state, such as a number of records) and are no act of anybody.',
    ja: '値（`value`）を伝えるイベント（レコード数など）。利用行為としては数えない。',
  },
  labels: {
    en: 'What events, values and whatever an account `holds` are called in mails and on pages. What has no line here is called by its own name, with spaces for its dots.',
    ja: 'イベント・値・契約中のもの（`holds`）の、メールや画面での呼び名。ここにないものは、名前の区切りを空白にして表示する。',
  },
  features: { en: 'What one can do with your product.', ja: '製品でできること（機能）。' },
  otherProducts: {
    en: 'Your other products, by the name that stands in an account’s `holds` once it has them.',
    ja: '自社の他製品。名前は、お客様が契約した際に `holds` に入るもの。',
  },
  products: {
    en: 'Where accounts pay for several products: the use of each, by the name that stands in their `products`. Each has a health score of its own then, by the same indicators over these events.',
    ja: '複数の製品を契約いただく場合に、製品ごとの利用を示す。名前は、アカウントの `products` にあるもの。製品ごとに、同じ指標をこれらのイベントについて計算した健康度が付く。',
  },
  roles: { en: 'Who takes over when nobody holds a role.', ja: 'その役割の担当者がいないときの代わり。' },
  overdue: { en: 'What becomes of late tasks.', ja: '期限を過ぎたタスクの扱い。' },
  taskMails: { en: 'How many mails about tasks your own team gets.', ja: '自社チームに届くタスクメールの数。' },
  chat: {
    en: 'Which places in the chat are told of what; the names are those of the configuration.',
    ja: 'チャットのどの投稿先に何を知らせるか。投稿先の名前は、環境の設定で付けたもの。',
  },
  customerMail: {
    en: 'What customers are spared, whatever the plays say.',
    ja: 'プレイの内容にかかわらず、お客様への自動メールを控える決まり。',
  },
  reasons: {
    en: 'Why customers leave, pay less or more, and come back: what there is to choose from. KPIs count by these names.',
    ja: '解約・縮小・拡大・復活の理由の選択肢。KPI はこの名前ごとに集計する。',
  },
  activities: {
    en: 'What the team does for customers beside the tasks of plays: what there is to choose from when somebody logs it.',
    ja: 'プレイのタスク以外にチームがお客様のために行う活動の種類。記録するときの選択肢になる。',
  },
  stages: { en: "An account's way with you, stage by stage.", ja: 'お客様が歩むステージ。' },
  health: { en: 'The health score.', ja: '健康度。' },
  signals: { en: 'What is watched.', ja: '見守る事柄（シグナル）。' },
  plays: { en: 'What happens when a signal trips.', ja: 'シグナルが上がったときの進め方。' },
  tasks: { en: 'The pieces of work that plays are made of.', ja: 'プレイを構成するタスク。' },
  emails: { en: 'The mails to customers that plays are made of.', ja: 'プレイで使う、お客様へのメール。' },

  'features.label': { en: 'Its name in tasks and mails.', ja: 'タスクやメールでの名称。' },
  'features.events': {
    en: 'The events that count as its use, by the names used here.',
    ja: '利用とみなすイベント（このプレイブックでの名前）。',
  },
  'features.mustHave': { en: 'Onboarding has to reach it.', ja: '導入期に必ず使っていただく機能か。' },
  'features.option': {
    en: 'What builds on it and can be offered; an account whose `holds` names it is left alone.',
    ja: 'その機能の先にあり、ご提案できるオプション。`holds` に含むお客様には提案しない。',
  },
  'otherProducts.label': { en: 'Its name in tasks and mails.', ja: 'タスクやメールでの名称。' },
  'otherProducts.subjects': {
    en: 'Subjects of page views and downloads that are about it; a `*` at the end stands for anything.',
    ja: 'その製品に関するページ・資料（イベントの `subject`）。末尾の `*` は任意の文字列。',
  },
  'products.events': {
    en: 'The events that are its use, by the names used here. A feature is its own as far as its events are.',
    ja: 'その製品の利用であるイベント（このプレイブックでの名前）。機能は、そのイベントがここにある分だけ、その製品のものとみなす。',
  },
  'roles.standIn': { en: 'The role that takes over.', ja: '代わりを務める役割。' },
  'reasons.churn': { en: 'Why a customer leaves.', ja: '解約の理由。' },
  'reasons.contraction': { en: 'Why a customer pays less.', ja: '縮小（MRR 減少）の理由。' },
  'reasons.expansion': { en: 'Why a customer pays more.', ja: '拡大（MRR 増加）の理由。' },
  'reasons.win-back': {
    en: 'Why a customer who had left is back.',
    ja: '一度解約されたお客様が戻られた理由。',
  },
  'reasons.*.label': {
    en: 'What it is called on pages and in mails.',
    ja: '画面やメールでの呼び名。',
  },
  'activities.label': { en: 'What it is called on pages.', ja: '画面での呼び名。' },
  'activities.initiative': {
    en: '`proactive`: you take it up yourselves; `reactive`: because somebody asks, or something has gone wrong.',
    ja: '`proactive` は先回り対応、`reactive` は受け身の対応（問い合わせや不具合を受けて行うもの）。',
  },
  'activities.scope': {
    en: '`custom`: made for one customer; `general`: the same for all.',
    ja: '`custom` はお客様ごとの個別対応、`general` はどのお客様にも共通の対応。',
  },
  'activities.skill': {
    en: '`expert`: it takes somebody who knows the trade; `basic`: anybody of the team can do it.',
    ja: '`expert` は専門知識が必要な対応、`basic` はチームの誰でもできる対応。',
  },
  'activities.stage': {
    en: 'Where on the customer’s way it belongs; else it counts for the stage that the account is in.',
    ja: 'お客様のどのステージの活動か。省略時は、そのお客様の今のステージの活動とみなす。',
  },
  'activities.cost': {
    en: 'What it costs each time beside the hours, in the company’s currency.',
    ja: '1 回あたりの費用（作業時間を除く。自社の通貨で）。',
  },
  'overdue.remindAfterInBusinessDays': {
    en: 'So long after the due date whoever has the task is reminded, once.',
    ja: '期限からこの日数が過ぎると、担当者に一度知らせる。',
  },
  'overdue.escalateAfterInBusinessDays': {
    en: 'So long after the due date the manager is told, once.',
    ja: '期限からこの日数が過ぎると、マネージャーに一度知らせる。',
  },
  'taskMails.mostPerPersonAndDay': {
    en: 'More than so many to one person for one day do not go out one by one: their tasks stand in the next digest. What is urgent always goes out, and does not count.',
    ja: '一人に一日に届くタスクメールの上限。これを超えた分は個別に送らず、次のまとめメールに載せる。急ぎのものは数に入れず、必ず送る。',
  },

  'customerMail.mostPerContactAndWeek': {
    en: 'Automatic mails to one address within seven days, over all plays, contacts and accounts; the next one waits.',
    ja: '同じアドレスに7日間で送る自動メールの上限（プレイ・連絡先・お客様をまたいだ合計）。超える分は待つ。',
  },
  'customerMail.mostPerAccountAndDay': {
    en: 'Automatic mails to all contacts of one account on one day; the next one waits.',
    ja: '1社に1日で送る自動メールの上限（全員の合計）。超える分は待つ。',
  },
  'customerMail.hours': {
    en: "When mail may arrive, in whole hours of the account's own clock, on the business days of its country; `any` for every hour of every day.",
    ja: 'メールを届けてよい時間帯（お客様の現地時刻の「時」、その国の営業日）。`any` は制限なし。',
  },
  'customerMail.hours.from': { en: 'The first hour.', ja: '始まりの時。' },
  'customerMail.hours.until': { en: 'The first hour in which it is too late.', ja: 'この時以降は届けない。' },
  'customerMail.surveyEveryDays': {
    en: 'Nobody is asked about our own work (`asks: activity`, `asks: cs-nps`) more than once in so many days, over all mails that ask; 0: no limit.',
    ja: '当社の対応について（`asks: activity`・`asks: cs-nps`）、同じ方にお尋ねする間隔の日数。それより早いメールは送らない。0で制限なし。',
  },
  'customerMail.quietWhileOpen': {
    en: 'Signals: while one of them is open at the account, or a late task was escalated, automatic mails wait.',
    ja: 'このシグナルが開いている間（または遅れたタスクがマネージャーに上がっている間）、自動メールは待つ。',
  },
  'customerMail.waitAtMostDays': {
    en: 'What could not go out for so many days is held for a person to decide.',
    ja: 'この日数を過ぎても送れなかったものは、人の判断に委ねる。',
  },
  'customerMail.approveWithinDays': {
    en: 'A mail whose CSM was asked first and has not answered for so many days never goes out.',
    ja: '担当CSMの承認を待つメールは、この日数のあいだ返事がなければ送らない。',
  },
  'stages.label': { en: 'Its name.', ja: '名称。' },
  'stages.goal': { en: 'The goal state, in words.', ja: '到達したい状態（文章）。' },
  'stages.customerLabel': {
    en: 'What the customer’s own page calls the stage; without it, it is not named there.',
    ja: 'お客様ページでのステージの名前。なければお客様ページには表示しない。',
  },
  'stages.customerGoal': {
    en: 'Where the stage leads, as the customer reads it on their own page.',
    ja: 'お客様ページに表示する、ステージで目指すこと。',
  },
  'stages.reachedWhen': {
    en: 'What the goal state is recognized by: all of these. With none, only a person moves the account on.',
    ja: '到達したとみなす条件。すべてを満たしたとき。空の場合は、人がステージを変更する。',
  },
  'stages.next': { en: 'The stage an account goes on to.', ja: '次のステージ。' },
  'stages.monthsBeforeRenewal': {
    en: 'For `renewal`: an account is in it from so many months before its renewal date until the contract has its next one.',
    ja: '`renewal` 用。更新日の何か月前から、次の更新日が登録されるまで、このステージとするか。',
  },
  'stages.usualDays': {
    en: 'After so many days without moving on, an account stands out.',
    ja: 'この日数を過ぎても次に進まないお客様は、目立つように示す。',
  },
  'stages.positive': { en: 'Signals that are good news in this stage.', ja: 'このステージで望ましいシグナル。' },
  'stages.challenge': { en: 'Signals that are in the way in this stage.', ja: 'このステージで妨げとなるシグナル。' },
  'stages.reachedWhen.tasksDone': {
    en: 'These tasks were finished since the account entered the stage.',
    ja: 'ステージに入ってから、これらのタスクがすべて完了している。',
  },
  'stages.reachedWhen.accountHas': {
    en: 'These facts of the account are written down.',
    ja: 'お客様のこれらの項目が登録されている。',
  },
  'stages.reachedWhen.firstLoginShareAtLeast': {
    en: 'This share of the invited contacts has ever logged in.',
    ja: '招待した方のうち、一度でもログインした方の割合がこれ以上。',
  },
  'stages.reachedWhen.mustHaveFeatures': {
    en: 'How many must-have features were used …',
    ja: '使われた必須機能の数（`all` はすべて）。',
  },
  'stages.reachedWhen.usedOnDays': {
    en: '… each on at least so many days since `contractStart`.',
    ja: 'それぞれが、契約開始（`contractStart`）からこの日数以上使われている。',
  },
  'stages.reachedWhen.healthAtLeast': { en: 'The score was at least so high …', ja: '健康度がこの値以上で……' },
  'stages.reachedWhen.onDaysInARow': { en: '… on so many days in a row.', ja: '……この日数だけ続いている。' },

  'health.healthyFrom': { en: 'At or above: healthy.', ja: 'この値以上は「良好」。' },
  'health.watchFrom': {
    en: 'At or above: watch; below: at risk. At most `healthyFrom`.',
    ja: 'この値以上は「要注意」、未満は「危険」。`healthyFrom` 以下とする。',
  },
  'health.indicators': { en: 'The numbers it is made of.', ja: '健康度を構成する数字。' },
  'health.weights': { en: 'How much each of them counts, per stage.', ja: 'ステージごとの重み。' },
  'health.weights.default': {
    en: 'Indicator → weight, for a stage without weights of its own. Only the proportions matter.',
    ja: '指標 → 重み。重みの定めがないステージに使う。意味があるのは比率だけ。',
  },
  'health.weights.*': { en: 'The same for this stage.', ja: 'このステージでの重み。' },
  'health.indicators.counter-level': {
    en: "How often an event happened in the last complete window, against the account's own usual level.",
    ja: '直近の期間にイベントが起きた回数の、そのお客様の普段との比。',
  },
  'health.indicators.active-share': {
    en: 'People active in the last complete window, against the licenses.',
    ja: '直近の期間の利用者数の、ライセンス数に対する割合。',
  },
  'health.indicators.key-person-days': {
    en: "A key person's active days in the last complete window, the mean over all of them.",
    ja: '直近の期間にキーパーソンが利用した日数（全員の平均）。',
  },
  'health.indicators.must-have-share': {
    en: 'The share of must-have features that were used in the last complete window.',
    ja: '直近の期間に使われた必須機能の割合。',
  },
  'health.indicators.feature-breadth': {
    en: 'The share of all features that were used in the last complete window.',
    ja: '直近の期間に使われた機能の割合（全機能に対して）。',
  },
  'health.indicators.survey-mean': {
    en: "The mean of each person's latest answer to a survey within the window, which ends today.",
    ja: '期間内（今日まで）のアンケートの、お一人ごとの最新の回答の平均。',
  },
  'health.indicators.event-count': {
    en: 'How often an event happened in the last complete window, as it is.',
    ja: '直近の期間にイベントが起きた回数。',
  },
  'health.indicators.*.label': { en: 'Its name.', ja: '名称。' },
  'health.indicators.*.windowInDays': {
    en: 'The length of the window.',
    ja: '期間の日数。',
  },
  'health.indicators.*.poor': { en: 'The value that gives 0 points.', ja: '0点になる値。' },
  'health.indicators.*.good': {
    en: 'The value that gives 100; linear in between. Below `poor` where less is better.',
    ja: '100点になる値。その間は直線。少ないほどよい数字では `poor` より小さくする。',
  },
  'health.indicators.*.event': { en: 'Which event.', ja: '対象のイベント。' },
  'health.indicators.*.against': {
    en: '`fleet` takes out the fall that all accounts share, as in signals.',
    ja: '`fleet`は、シグナルと同じく、お客様全体に共通する減少を除く。',
  },
  'health.indicators.*.per': {
    en: "`businessDay` compares windows by their business days in the account's country (without one, the company's); `day`, and without it, compares them as they are.",
    ja: '`businessDay`は、お客様の国（未設定なら自社の国）の営業日1日あたりの量で期間を比べる。`day`または省略時は、期間の量をそのまま比べる。',
  },
  'health.indicators.*.baselineWindows': {
    en: 'The median of so many windows before is the usual level.',
    ja: '普段の水準とする、それ以前の期間の数（中央値をとる）。',
  },

  'signals.side': {
    en: 'A `risk` or an `opportunity`; `service` for what simply has to be done in time.',
    ja: '`risk`（リスク）・`opportunity`（チャンス）・`service`（時期が来たら行うこと）。',
  },
  'signals.label': { en: 'Its name.', ja: '名称。' },
  'signals.why': { en: 'Why it matters; stands in the task mail.', ja: 'なぜ大切か。タスクのメールに載る。' },
  'signals.when': { en: 'The condition; of one of the kinds below.', ja: '条件。以下のいずれかの種類。' },
  'signals.cooldownInDays': {
    en: 'Days of quiet, from the day of recovery on. `once`: never again for the same subject.',
    ja: '回復した日から数えて、再び上がらない日数。`once` は、同じ対象では二度と上がらない。',
  },
  'signals.newLevelAfterInDays': {
    en: 'An episode still open after so many days closes as a new level.',
    ja: 'この日数が過ぎても開いたままなら、新しい普段の水準とみなして閉じる。',
  },
  'signals.atMostOpen': {
    en: 'So many episodes of this signal an account may have open at once.',
    ja: '1社で同時に開くことのできる件数。',
  },
  'signals.offer': {
    en: 'What the play offers: an account whose `holds` names it is left alone.',
    ja: 'ご提案するもの。`holds` に含むお客様では上がらない。',
  },
  'signals.play': { en: 'The play it starts.', ja: '始めるプレイ。' },
  'signals.renamedFrom': {
    en: 'What it was called before, or all its earlier names, `[NEW, OLD]`: episodes, quiet days, open tasks and mails go on under this name.',
    ja: '以前の名前（複数なら `[新しい名前, 古い名前]`）。エピソード、静かな期間、未完了のタスク、メールは、この名前で続く。',
  },

  'signals.when.counter-level': {
    en: "How often an event happens, against the account's own usual level (the median of the windows before): a fall or a growth.",
    ja: 'イベントの回数を、そのお客様の普段（それ以前の期間の中央値）と比べる。減少または増加。',
  },
  'signals.when.counter-level.tripsAtOrBelow': {
    en: 'Trips at or below this part of the usual level: 0.6 is 60 %.',
    ja: '普段に対してこの割合以下で上がる。0.6は60%。',
  },
  'signals.when.counter-level.tripsAtOrAbove': {
    en: 'Trips at or above this multiple of the usual level: 1.4 is 140 %.',
    ja: '普段に対してこの割合以上で上がる。1.4は140%。',
  },
  'signals.when.*.event': { en: 'Which event.', ja: '対象のイベント。' },
  'signals.when.*.windowInDays': { en: 'The length of the window.', ja: '期間の日数。' },
  'signals.when.*.baselineWindows': {
    en: 'So many windows before make the usual level; two of them have to be there.',
    ja: '普段の水準を求める、それ以前の期間の数。少なくとも2つ必要。',
  },
  'signals.when.*.minimumBaseline': {
    en: 'Below this usual level there is too little to judge: so much in the usual window, by whatever windows are compared.',
    ja: '普段の水準がこれに満たなければ判定しない。比べる単位にかかわらず、普段の期間1つあたりの数。',
  },
  'signals.when.*.against': {
    en: '`fleet` judges what is left of the change without what all accounts share: a fall is divided by the fall of their median, a rise by its rise. With fewer than 10 accounts to compare, an account is judged by itself.',
    ja: '`fleet`は、お客様全体に共通する変化を除いた残りで判定する（減少は全体の中央値の減少で、増加はその増加で割る）。比べられるお客様が10社に満たなければ、そのお客様だけで判定する。',
  },
  'signals.when.*.per': {
    en: "What is compared: `businessDay` takes each window's amount by its business days in the account's country (without one, the company's), so that holidays are no fall; `day`, and without it, takes windows as they are.",
    ja: '比べる単位。`businessDay`は、お客様の国（未設定なら自社の国）の営業日1日あたりの量で期間を比べるため、祝日による減少は減少とみなさない。`day`または省略時は、期間の量をそのまま比べる。',
  },
  'signals.when.*.tripsAtOrBelow': { en: 'Trips at or below.', ja: 'この値以下で上がる。' },
  'signals.when.*.recoversAbove': {
    en: 'Recovers above; not less than `tripsAtOrBelow`.',
    ja: 'この値を超えると回復。`tripsAtOrBelow` 以上とする。',
  },
  'signals.when.*.tripsAtOrAbove': { en: 'Trips at or above.', ja: 'この値以上で上がる。' },
  'signals.when.*.recoversBelow': {
    en: 'Recovers below; not more than `tripsAtOrAbove`.',
    ja: 'この値を下回ると回復。`tripsAtOrAbove` 以下とする。',
  },
  'signals.when.*.measure': { en: 'Which measure.', ja: '対象の値（`measures`）。' },

  'signals.when.days-since': {
    en: 'Complete days after the day on which an event last happened; it has to have happened once.',
    ja: 'イベントが最後に起きた日のあとに過ぎた日数。一度は起きている必要がある。',
  },
  'signals.when.days-since.tripsAtOrAbove': { en: 'Days at which it trips.', ja: '上がる日数。' },
  'signals.when.days-since.recoversBelow': {
    en: 'Days below which it recovers; not more than `tripsAtOrAbove`.',
    ja: '回復する日数（未満）。`tripsAtOrAbove` 以下とする。',
  },

  'signals.when.hand-over': {
    en: 'Somebody new appears while the champion has gone silent, or another signal is open. One episode per newcomer.',
    ja: 'チャンピオンの利用が止まっている（または別のシグナルが開いている）間に、新しい方が現れた。新しい方1名につき1件。',
  },
  'signals.when.hand-over.newcomerWithinDays': {
    en: 'The newcomer was first seen at most so many days ago …',
    ja: '新しい方の最初の利用から、この日数以内。',
  },
  'signals.when.hand-over.accountOlderThanDays': {
    en: '… at an account whose first event is longer ago than this.',
    ja: 'お客様の最初のイベントから、この日数を超えている。',
  },
  'signals.when.hand-over.championActiveDays': {
    en: 'The champion had been active on so many days …',
    ja: 'チャンピオンの方が、この日数以上利用していた……',
  },
  'signals.when.hand-over.championWindowInDays': {
    en: '… of so many, up to the last day on which they did anything …',
    ja: '……最後に利用した日までの、この日数のうちで。',
  },
  'signals.when.hand-over.championSilentDays': {
    en: '… and so many complete days have passed since.',
    ja: 'その後、この日数が利用なしで過ぎている。',
  },
  'signals.when.hand-over.orSignalOpen': {
    en: "An open episode of this signal stands in for the champion's silence.",
    ja: 'このシグナルが開いていれば、チャンピオンの利用停止の代わりとみなす。',
  },
  'signals.when.hand-over.goalActiveDays': {
    en: 'Recovered when the newcomer is active on so many days …',
    ja: '新しい方がこの日数以上利用すると回復……',
  },
  'signals.when.hand-over.goalWindowInDays': { en: '… of so many.', ja: '……直近のこの日数のうちで。' },

  'signals.when.renewal-due': {
    en: 'The renewal date comes near and the customer has not said what they want. One episode per renewal date.',
    ja: '更新日が近づき、ご意向をまだうかがえていない。更新日1つにつき1件。',
  },
  'signals.when.renewal-due.monthsBefore': {
    en: 'So many calendar months before the date.',
    ja: '更新日の何か月前か（暦の月）。',
  },

  'signals.when.feature-unused': {
    en: 'A must-have feature never used since `contractStart`. One episode per feature.',
    ja: '必須機能が、契約開始から一度も使われていない。機能1つにつき1件。',
  },
  'signals.when.feature-unused.pastOnboardingForDays': {
    en: 'So many days after the account left onboarding.',
    ja: '導入期を終えてからの日数。',
  },
  'signals.when.person-level': {
    en: 'On how many days a key person is active, against their own usual level. One episode per person.',
    ja: 'キーパーソンの利用日数を、ご本人の普段と比べる。1名につき1件。',
  },
  'signals.when.person-level.tripsAtOrBelow': {
    en: 'Trips at or below this part of the usual level: 0.6 is 60 %.',
    ja: '普段に対してこの割合以下で上がる。0.6は60%。',
  },
  'signals.when.first-login-share': {
    en: 'Of the contacts who were invited, how many have ever logged in.',
    ja: '招待された方のうち、一度でもログインした方の割合。',
  },
  'signals.when.first-login-share.event': { en: 'The log-in.', ja: 'ログインにあたるイベント。' },
  'signals.when.first-login-share.invitedAtLeastDaysAgo': {
    en: 'Counts those who were invited at least so many days ago …',
    ja: '招待からこの日数以上……',
  },
  'signals.when.first-login-share.invitedAtMostDaysAgo': {
    en: '… and at most so many.',
    ja: '……この日数以内の方を数える。',
  },
  'signals.when.first-login-share.fewestContacts': {
    en: 'Fewer of them are too few to judge.',
    ja: 'この人数に満たなければ判定しない。',
  },
  'signals.when.first-login-share.tripsAtOrBelow': {
    en: 'Trips at or below this share: 0.5 is 50 %.',
    ja: 'この割合以下で上がる。0.5は50%。',
  },
  'signals.when.survey-unanswered': {
    en: 'A survey was sent to a person who has not answered since. One episode per person.',
    ja: 'アンケートを送ったが、まだ回答がない。1名につき1件。',
  },
  'signals.when.survey-unanswered.sent': { en: 'The event that says it was sent.', ja: '送付を表すイベント。' },
  'signals.when.survey-unanswered.answered': { en: 'The event that is the answer.', ja: '回答を表すイベント。' },
  'signals.when.survey-unanswered.tripsAfterDays': {
    en: 'So many complete days after the day it was sent.',
    ja: '送付日のあと、この日数が過ぎると上がる。',
  },
  'signals.when.survey-answer': {
    en: 'An answer to a survey, low or high. Closes when its tasks are done.',
    ja: 'アンケートへの低い、または高い回答。タスクが完了すると閉じる。',
  },
  'signals.when.survey-answer.event': { en: 'The event that is the answer.', ja: '回答を表すイベント。' },
  'signals.when.survey-answer.onePer': {
    en: '`answer`: each is an episode of its own; `person`: one for all answers of a person.',
    ja: '`answer` は回答ごとに1件、`person` は1名につき1件。',
  },
  'signals.when.survey-answer.withinDays': {
    en: 'Answers of so many days, with today.',
    ja: '今日を含むこの日数以内の回答。',
  },
  'signals.when.days-without-touch': {
    en: 'Days since anybody on our side was in touch: a call, meeting, mail, visit, chat, a finished task or a renewal answer.',
    ja: '最後にこちらからご連絡した日（電話・面談・メール・訪問・チャット・完了したタスク・更新のご返答）からの日数。',
  },
  'signals.when.days-without-touch.tripsAtOrAbove': { en: 'Days at which it trips.', ja: '上がる日数。' },
  'signals.when.goal-slipping': {
    en: 'The value of the success goal is behind the straight line from its start to its target. Recovers on the line.',
    ja: '成功目標の値が、開始値から目標値への直線に対して遅れている。線に戻ると回復。',
  },
  'signals.when.goal-slipping.withinDays': {
    en: "The goal's date is at most so many days away.",
    ja: '目標の期日まで、この日数以内。',
  },
  'signals.when.goal-slipping.tripsAtShortfall': {
    en: 'So far behind the line, as a share of the way from start to target.',
    ja: '線からの遅れ（開始値から目標値までの道のりに対する割合）。',
  },
  'signals.when.score-level': { en: 'The health score itself.', ja: '健康度そのもの。' },
  'signals.when.score-level.tripsBelow': { en: 'Trips below.', ja: 'この値を下回ると上がる。' },
  'signals.when.score-level.recoversAtOrAbove': {
    en: 'Recovers at or above; not less than `tripsBelow`.',
    ja: 'この値以上で回復。`tripsBelow` 以上とする。',
  },
  'signals.when.score-drop': {
    en: 'The health score against that of some days before.',
    ja: '健康度の、数日前からの低下。',
  },
  'signals.when.score-drop.overDays': { en: 'So many days before.', ja: '比べる日（何日前か）。' },
  'signals.when.score-drop.tripsAtDrop': {
    en: 'Trips at a drop of so many points.',
    ja: 'この点数以上の低下で上がる。',
  },
  'signals.when.score-drop.recoversWithin': {
    en: 'Recovers within so many points of where it fell from; not more than `tripsAtDrop`.',
    ja: '元の値からこの点数以内に戻ると回復。`tripsAtDrop` 以下とする。',
  },
  'signals.when.address-dead': {
    en: "A key person's address bounced for good or complained. One episode per contact; another address ends it.",
    ja: 'キーパーソンのメールが恒久的に不達、または迷惑メールとして報告された。1名につき1件。アドレスが変わると回復。',
  },
  'signals.when.subject-interest': {
    en: 'Pages or documents of another product are looked at. One episode per product; not where the account holds it.',
    ja: '他製品のページや資料の閲覧。製品1つにつき1件。契約済みのお客様では上がらない。',
  },
  'signals.when.subject-interest.viewed': { en: 'So many views trip it …', ja: 'この回数の閲覧で上がる。' },
  'signals.when.subject-interest.downloaded': {
    en: '… or so many downloads.',
    ja: 'または、この回数のダウンロードで上がる。',
  },
  'signals.when.subject-interest.viewed.event': { en: 'The event of a view.', ja: '閲覧を表すイベント。' },
  'signals.when.subject-interest.viewed.atLeast': { en: 'How many of them.', ja: '閲覧の回数。' },
  'signals.when.subject-interest.downloaded.event': {
    en: 'The event of a download.',
    ja: 'ダウンロードを表すイベント。',
  },
  'signals.when.subject-interest.downloaded.atLeast': { en: 'How many of them.', ja: 'ダウンロードの回数。' },
  'signals.when.subject-interest.withinDays': {
    en: 'Within so many days, with today.',
    ja: '今日を含むこの日数のうちで。',
  },
  'signals.when.subject-interest.quietForDays': {
    en: 'Recovers after so many days without any.',
    ja: 'この日数の間、閲覧もダウンロードもなければ回復。',
  },
  'signals.when.feature-share': {
    en: 'The share of active users who use a feature that has an `option`. One episode per feature; not where the account holds the option.',
    ja: '`option` のある機能を使う方の、利用者に対する割合。機能1つにつき1件。オプション契約済みのお客様では上がらない。',
  },
  'signals.when.feature-share.windowInDays': {
    en: 'The length of the window, which ends today.',
    ja: '期間の日数（今日まで）。',
  },
  'signals.when.feature-share.fewestActiveUsers': {
    en: 'Fewer active users are too few to judge.',
    ja: '利用者がこの人数に満たなければ判定しない。',
  },
  'signals.when.feature-share.tripsAtOrAbove': {
    en: 'Trips at or above this share: 0.6 is 60 %.',
    ja: 'この割合以上で上がる。0.6は60%。',
  },
  'signals.when.features-together': {
    en: 'Features that are all in regular use. One episode per combination.',
    ja: '複数の機能がどれも使われている。組み合わせ1つにつき1件。',
  },
  'signals.when.features-together.combinations': {
    en: 'Which features, and what they point to.',
    ja: '機能の組み合わせと、その先のご提案。',
  },
  'signals.when.features-together.combinations.features': {
    en: 'Names of `features`, two or more.',
    ja: '`features` の名前（2つ以上）。',
  },
  'signals.when.features-together.combinations.offer': {
    en: 'What is offered; not where the account holds it.',
    ja: 'ご提案するもの。契約済みのお客様では上がらない。',
  },
  'signals.when.features-together.windowInDays': {
    en: 'The length of the window, which ends today.',
    ja: '期間の日数（今日まで）。',
  },
  'signals.when.features-together.tripsAtDays': {
    en: 'Trips when each was used on so many days.',
    ja: 'それぞれがこの日数以上使われると上がる。',
  },
  'signals.when.features-together.recoversBelowDays': {
    en: 'Recovers when one of them was used on fewer.',
    ja: 'いずれかの利用日数がこれを下回ると回復。',
  },
  'signals.when.measure-share': {
    en: 'A measure against a limit of the account.',
    ja: '値の、契約上の上限に対する割合。',
  },
  'signals.when.measure-share.limit': {
    en: 'The field of the account that holds the limit.',
    ja: '上限が入っているお客様の項目。',
  },
  'signals.when.measure-share.tripsAtOrAbove': {
    en: 'Trips at or above this share: 0.8 is 80 %.',
    ja: 'この割合以上で上がる。0.8は80%。',
  },
  'signals.when.measure-growth': {
    en: 'The month-end values of a measure, month after month.',
    ja: '各月末の値の増加。',
  },
  'signals.when.measure-growth.months': { en: 'So many complete months in a row.', ja: '連続する月数（完了した月）。' },
  'signals.when.measure-growth.tripsAtOrAbove': {
    en: 'Growth in each of them: 0.05 is 5 %.',
    ja: '各月の伸び率。0.05 は5%。',
  },
  'signals.when.measure-growth.recoversAtOrBelow': {
    en: 'Recovers with a month of so little growth.',
    ja: '直近の月の伸び率がこれ以下なら回復。',
  },
  'signals.when.license-share': {
    en: 'Users who ever logged in, against the licenses.',
    ja: '一度でもログインした方の数の、ライセンス数に対する割合。',
  },
  'signals.when.license-share.event': { en: 'The log-in.', ja: 'ログインにあたるイベント。' },
  'signals.when.license-share.tripsAtOrAbove': {
    en: 'Trips at or above this share: 0.9 is 90 %.',
    ja: 'この割合以上で上がる。0.9は90%。',
  },
  'signals.when.payment-failed': {
    en: 'An invoice could not be charged, and is neither paid nor given up since. One episode for all of them.',
    ja: '請求のお支払いができておらず、その後の入金も取り消しもない。何件でも1つのエピソード。',
  },
  'signals.when.payment-failed.tripsAfterDays': {
    en: 'Trips so many days after the first failure; 0: at once.',
    ja: '最初の失敗からこの日数で上がる。0はすぐ。',
  },
  'signals.when.downgrade-scheduled': {
    en: 'A subscription is to be ended or was lowered, and nobody took that back.',
    ja: '解約の予約または減額の手続きがあり、取り消されていない。',
  },
  'signals.when.ticket-rated': {
    en: 'A customer rated how a ticket was dealt with, badly. One episode a ticket; over when its tasks are done, or they rate it better.',
    ja: 'お問い合わせの対応に、低い評価をいただいた。1件につき1エピソード。タスクの完了、またはよりよい評価への変更で閉じる。',
  },
  'signals.when.ticket-rated.tripsAtOrBelow': {
    en: 'Trips at this part of the best rating or less: 0 is the worst there is, 1 the best.',
    ja: '満点に対してこの割合以下で上がる。0が最低、1が最高。',
  },
  'signals.when.ticket-rated.withinDays': {
    en: 'Looks at ratings of so many days, with today.',
    ja: '今日を含めてこの日数以内の評価を見る。',
  },
  'signals.when.tickets-open': {
    en: 'Support tickets that nobody has solved. Says nothing until a ticketing system has told of one that was solved.',
    ja: '未解決のお問い合わせ。解決の知らせが一度でも届くまでは、何も起きない。',
  },
  'signals.when.tickets-open.openForDays': {
    en: 'Only those count that have been open for so many days.',
    ja: 'この日数以上、未解決のものだけを数える。',
  },
  'signals.when.tickets-open.tripsAtOrAbove': { en: 'Trips at so many of them.', ja: 'この件数以上で上がる。' },
  'signals.when.tickets-open.recoversBelow': {
    en: 'Recovers below so many open tickets, however old.',
    ja: '未解決の件数（日数を問わない）がこれを下回ると回復する。',
  },
  'signals.when.goal-reached': {
    en: 'The product says that the goal is reached, or its value has come to its target. Closes when its tasks are done.',
    ja: '製品から達成の知らせが届いた、または値が目標に達した。タスクが完了すると閉じる。',
  },
  'signals.when.goal-reached.event': { en: 'The event that says so.', ja: '達成を表すイベント。' },
  'signals.when.goal-reached.withinDays': { en: 'For so many days it is news.', ja: '新しい知らせとして扱う日数。' },
  'signals.when.stage-entered': {
    en: 'The account has entered a stage. Recovers when it leaves it.',
    ja: 'お客様がステージに入った。ステージを離れると閉じる。',
  },
  'signals.when.stage-entered.stage': { en: 'Which stage.', ja: '対象のステージ。' },
  'signals.when.stage-entered.withinDays': {
    en: 'At most so many days ago: older ones raise nothing.',
    ja: '入ってからこの日数以内に限る。それより前のものでは上がらない。',
  },

  'plays.label': { en: 'Its name.', ja: '名称。' },
  'plays.level': {
    en: 'Whose team works on it, and whose contacts are written to: the account’s, or (`parent`) those of its topmost parent, where it has one. Its mails to the customer then go once for all that belong to the parent.',
    ja: 'どのアカウントのチームが担当し、誰に送るか。そのアカウント、または（`parent`）いちばん上の親アカウント。後者では、お客様へのメールは、同じ親に属するアカウントをまとめて1通だけ送る。',
  },
  'plays.chat': {
    en: 'Whether the chat is told, where the stage has one, when the play asks for its first tasks: `true` where the account’s segment goes (`chat.segments`), else in the main place; or the places themselves, up to 5.',
    ja: 'このプレイが最初のタスクを出すとき、チャットにも知らせるか（チャットを設定している場合）。`true` なら、そのセグメントの投稿先（`chat.segments`）、なければ既定の投稿先へ。投稿先の名前を直接並べてもよい（5つまで）。',
  },
  'chat.segments': {
    en: 'By the segment of an account: where plays with `chat: true` are told of it, in the place of the main one.',
    ja: 'アカウントのセグメントごとの投稿先。`chat: true` のプレイの知らせを、既定の投稿先の代わりに、ここへ送る。',
  },
  'chat.healthList': {
    en: 'Where the week’s list of accounts in bad health is posted; the main place unless said.',
    ja: '週に一度の「注意が必要なお客様」の一覧の投稿先。書かなければ既定の投稿先。',
  },
  'plays.steps': { en: 'Tasks and mails.', ja: 'タスクとメール。' },
  'plays.renamedFrom': {
    en: 'What it was called before, or all its earlier names.',
    ja: '以前の名前（複数なら一覧）。',
  },
  'plays.variants': {
    en: 'Ways of the play that are tried beside each other: each account goes one of them, and always the same. What comes of each stands on the page Plays. Names are free, but for `play` and `hold-out`.',
    ja: '比べて試す進め方。アカウントごとにそのどれかを割り当て、同じアカウントには常に同じ進め方を使う。それぞれの結果は「プレイ」のページに出る。名前は自由（`play` と `hold-out` を除く）。',
  },
  'plays.variants.share': {
    en: 'The part of the accounts that goes this way. Those that say none share what is left.',
    ja: 'この進め方を割り当てるアカウントの割合。書かないものは、残りを等しく分ける。',
  },
  'plays.variants.steps': {
    en: 'Its tasks and mails; the play’s own unless said.',
    ja: 'タスクとメール。なければ、プレイ自体の `steps`。',
  },
  'plays.holdOut': {
    en: 'The part of the accounts (half at most) of which nothing is raised, so that it can be told what the play does. Their episodes open and are recorded. Customers whose renewal is due within three months, or with a complaint, urgent work or something that a manager was told of, are never among them.',
    ja: '効果を確かめるために何もしないアカウントの割合（最大で半分）。シグナルは上がり、記録される。更新が3か月以内のお客様、苦情・緊急のタスク・マネージャーへの報告があるお客様は、対象にならない。',
  },
  'plays.steps.task': { en: 'The task.', ja: 'タスク。' },
  'plays.steps.email': { en: 'The mail.', ja: 'メール。' },
  'plays.steps.when': { en: 'When it falls due; without it, at once.', ja: '始める時期。なければ、すぐに始める。' },
  'plays.steps.after': {
    en: 'Tasks of the same play that have to be done before this one is raised.',
    ja: '同じプレイのタスクのうち、先に完了している必要があるもの。',
  },
  'plays.steps.tell': {
    en: 'Who is told of it by mail at once, beside whoever gets it.',
    ja: '担当する人とは別に、すぐにメールで知らせる相手。',
  },
  'plays.steps.mode': {
    en: '`send`: from the CSM’s own address; `approve`: the same, once the CSM has said so; `draft`: to the CSM, to be sent by hand; `off`: nothing.',
    ja: '`send` は担当CSMのアドレスから送信、`approve` は担当CSMが承認してから送信、`draft` は下書きを担当CSMへ、`off` は何もしない。',
  },
  'plays.steps.to': {
    en: '`subject`: the person the signal is about. Roles: the first of these who has an address.',
    ja: '`subject` はシグナルの対象の方。役割の一覧は、メールアドレスのある最初の方。',
  },
  'plays.steps.when.daysAfter': { en: 'Days after the episode opened.', ja: 'シグナルが上がってからの日数。' },
  'plays.steps.when.daysBeforeRenewal': { en: 'Days before the renewal date.', ja: '更新日までの日数。' },
  'plays.steps.when.answer': {
    en: 'When the customer gives this answer about the renewal.',
    ja: '更新について、このご返答があったとき。',
  },

  'tasks.title': { en: 'What is to be done, in a line.', ja: 'することを一行で。' },
  'tasks.customerTitle': {
    en: 'What the customer’s own page calls it; a task without one is not shown there.',
    ja: 'お客様ページでの名前。なければお客様ページには表示しない。',
  },
  'tasks.body': {
    en: 'Markdown: what to look at, what to say, when it is done. No `{{ }}`.',
    ja: 'Markdown。見るもの、お伝えすること、完了の目安。`{{ }}` は使えない。',
  },
  'tasks.assign': {
    en: 'A role; or several who do it together: each gets the task and knows of the others.',
    ja: '役割。複数を並べると共同作業になり、それぞれにタスクが届く。',
  },
  'tasks.doneBy': {
    en: 'Whose work it is on the way through the stages.',
    ja: '誰の作業か（`own` 自社・`joint` 共同・`customer` お客様）。',
  },
  'tasks.priority': { en: 'How urgent.', ja: '優先度。' },
  'tasks.dueInBusinessDays': {
    en: 'From the day it is raised; weekends and holidays of the assignee’s country don’t count.',
    ja: 'タスクが届いた日から数えた営業日。担当者の国の休日を除く。',
  },
  'tasks.initiative': {
    en: 'For cuts of the activity log, as of `activities`; `proactive` unless said.',
    ja: '活動記録の集計に使う区分（`activities` と同じ）。省略時は `proactive`。',
  },
  'tasks.scope': { en: 'The same; `general` unless said.', ja: '同上。省略時は `general`。' },
  'tasks.skill': { en: 'The same; `basic` unless said.', ja: '同上。省略時は `basic`。' },
  'tasks.asks': {
    en: '`churn-reason`: whoever finishes it is asked why the customer leaves, out of `reasons.churn`.',
    ja: '`churn-reason`：完了する際に、解約の理由を `reasons.churn` から選んでもらう。',
  },
  'tasks.links': { en: 'What the team knows about it, elsewhere.', ja: '参考になる社内資料など。' },
  'tasks.renamedFrom': {
    en: 'What it was called before, or all its earlier names: what was raised under them is not raised again.',
    ja: '以前の名前（複数なら一覧）。その名前で作られたタスクは、作り直さない。',
  },
  'tasks.links.label': { en: 'What it is.', ja: '名称。' },
  'tasks.links.url': { en: 'Where it is.', ja: '場所。' },
  'emails.subject': { en: 'The subject; may use `{{ }}`.', ja: '件名。`{{ }}` が使える。' },
  'emails.body': {
    en: 'Markdown; `{{ contact.name }}`, `{{ account.name }}`, `{{ csm.name }}`, `{{ csm.email }}`, `{{ company.name }}`, `{{ renewalDate }}`, `{{ products }}` (those that renew then, of an account with several), `{{ answerLinks }}` (what `asks` puts there) and `{{ roadmapLink }}` (the address of the reader’s own page; empty where there are no pages) are filled in.',
    ja: 'Markdown。`{{ contact.name }}`・`{{ account.name }}`・`{{ csm.name }}`・`{{ csm.email }}`・`{{ company.name }}`・`{{ renewalDate }}`・`{{ products }}`（複数の製品をお持ちの場合、その日に更新する製品）・`{{ answerLinks }}`（`asks` の選択肢）・`{{ roadmapLink }}`（受け取る方のお客様ページのアドレス。画面がない場合は空）が差し込まれる。',
  },
  'emails.kind': {
    en: 'Which kind it is to a customer who chooses what they get; `guidance` unless said.',
    ja: '受け取るメールをお客様が選ぶときの種類（`guidance` 活用・`offers` ご提案・`surveys` アンケート）。省略時は `guidance`。',
  },
  'emails.contract': {
    en: 'About the contract: it reaches whoever it concerns, whatever kinds they chose, and has no way to unsubscribe.',
    ja: '契約に関するメール。お客様の選択にかかわらず届き、配信停止の対象にならない。',
  },
  'emails.asks': {
    en: 'What is answered by one click: the renewal, an NPS survey from 0 to 10, whether such a mail is too much, just right or not enough, what an activity was beside what they had expected, or how likely they are to recommend us for what we do (0 to 10; never part of the product’s NPS).',
    ja: 'ワンクリックで答える内容（`renewal` 更新・`nps` 0〜10の評価・`fit` ご案内の量・`activity` 活動への期待との差・`cs-nps` 当社の対応のお薦め度0〜10。製品のNPSには含まない）。',
  },
  'emails.about': {
    en: 'With `asks: activity`, and where it is about one `asks: cs-nps`: the kind of activity, or the task, that its recipient is asked about. Their answers place it on the improvement map.',
    ja: '`asks: activity` のとき（`asks: cs-nps` では任意）、尋ねる対象の活動の種類またはタスク。回答は改善マップに反映される。',
  },
  'emails.renamedFrom': {
    en: 'What it was called before, or all its earlier names: what was sent under them is not sent again.',
    ja: '以前の名前（複数なら一覧）。その名前で送ったメールは、送り直さない。',
  },
};
