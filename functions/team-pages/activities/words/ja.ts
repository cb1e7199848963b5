import type { Speak } from '../../../../domain/locale/words.ts';
import type { ActivitiesWords } from './sections.ts';

export const activities: Speak<ActivitiesWords> = (style) => ({
  heading: '活動',
  lead: 'お客様への対応を、数秒で記録できます。チームの工数や、先回り対応に変えられる対応は、この記録から集計します。',
  form: {
    heading: '活動を記録する',
    account: 'アカウント',
    accountHint: '名前の一部でも構いません。',
    pickAccount: '該当するアカウント',
    activity: '活動の種類',
    pick: '選択してください',
    how: '手段',
    minutes: '所要時間（分）',
    otherMinutes: 'その他',
    unsaid: '記録しない',
    initiative: '先回り・受け身',
    asTheKind: '活動の種類のとおり',
    outcome: '結果',
    more: '日付・返信回数も記録する',
    day: '日付',
    replies: '問い合わせへの返信回数',
    save: '記録する',
  },
  initiatives: { proactive: '先回り対応', reactive: '受け身の対応' },
  outcomes: {
    solved: '解決した',
    open: '対応中',
    agreed: '合意いただいた',
    declined: '見送りになった',
    none: '特になし',
  },
  refused: {
    account: (typed) =>
      typed === ''
        ? 'アカウントを入力してください。'
        : `「${typed}」というアカウントは見つかりません。名前の一部かIDを入力してください。`,
    whichAccount: (typed) => `「${typed}」に該当するアカウントが複数あります。選択してください。`,
  },
  refusedHeading: '活動を記録する',
  leave: '活動の一覧に戻る',
  views: { mine: '自分の活動', today: 'チームの今日', team: 'チーム全体' },
  viewsLabel: '表示する活動',
  noPlaybook: '活動の種類はプレイブックで決めます。まだプレイブックがないため、種類なしで記録します。',
  empty: {
    mine: { heading: '最近の活動の記録はありません。', lead: '完了したタスクも、ここに並びます。' },
    today: { heading: '今日の活動の記録はまだありません。', lead: '完了したタスクも、ここに並びます。' },
    team: { heading: '最近の活動の記録はありません。', lead: '完了したタスクも、ここに並びます。' },
  },
  nothingFound: { heading: '条件に合う活動はありません。', lead: '条件を解除するか、期間を広げてください。' },
  sum: (count, minutes, hasMore) =>
    `${hasMore ? '最新の' : ''}${style.number(count)}件、記録された所要時間は合計${style.number(minutes)}分です。`,
  lookedUntil: (day) => `${style.longDay(day)}以降の記録です。それより前は次のページにあります。`,
  filters: { account: 'アカウント', activity: '活動の種類', person: '担当', from: 'この日以降' },
  columns: {
    day: '日付',
    what: '内容',
    account: 'アカウント',
    minutes: '分',
    initiative: '先回り・受け身',
    outcome: '結果',
    by: '担当',
  },
  task: 'タスク',
  unnamed: 'その他',
  nobody: '不明',
  file: {
    id: 'アカウントID',
    how: '手段',
    minutes: '所要時間（分）',
    scope: '個別・共通',
    skill: '必要なスキル',
    replies: '返信回数',
    initiative: '先回り・受け身',
  },
  calendar: {
    heading: 'カレンダーから打ち合わせを取り込む',
    lead: (days) =>
      `お客様との打ち合わせを、招待した方のメールアドレスから判別して記録します。アドレスが連絡先にない場合は、1つのアカウントだけで使われているドメインかどうかで判別します。保存するのは日付と所要時間だけです。記録済みのものはそのまま残ります。活動の保存期間は${style.number(days)}日で、それより前の予定は取り込みません。`,
    file: (megabytes) => `カレンダーのファイル（.ics、${megabytes} MBまで）`,
    fileHint:
      'Googleカレンダー：設定 → インポート/エクスポート → エクスポートの後、ZIPを展開します。Outlook：ファイル → 予定表の保存。Apple：ファイル → 書き出す。',
    tooLarge: (megabytes) => `${megabytes} MBを超えています。期間を短くするか、カレンダーを1つだけ書き出してください。`,
    from: '開始日',
    to: '終了日',
    button: '取り込む',
    told: (logged) =>
      logged === 0 ? '新しく記録した打ち合わせはありません。' : `打ち合わせを${style.number(logged)}件記録しました。`,
    already: (count) => `${style.number(count)}件は記録済みのため、そのまま残しました。`,
    one: (account, day) => `${account}・${style.day(day)}の打ち合わせ`,
    taken: '記録した打ち合わせ',
    meeting: '件名',
    untitled: '（件名なし）',
    noneLeftOut: '取り込まなかった予定はありません。',
    leftOut: (count) => `取り込まなかった予定：${style.number(count)}件`,
    leftOutHint:
      'お客様との打ち合わせが含まれている場合は、連絡先を登録してもう一度取り込むか、手入力で記録してください。',
    more: (count) => `ほか${style.number(count)}件`,
    reason: '理由',
    obstacles: {
      'all-day': '終日の予定のため、所要時間がわかりません。',
      'no-time': 'リマインダーなど、所要時間のない予定です。',
      'too-long': '1日を超える予定です。',
      broken: '読み取れませんでした。',
      'several-rules': '複数の規則で繰り返す予定のため、読み取れませんでした。',
      'too-often': '打ち合わせとしては繰り返しが多すぎます。',
      'nobody-known': '参加者の中に、1つのアカウントに絞り込める連絡先がありません。',
      'only-us': '社外の参加者がいません。',
    },
    severalAccounts: (names) => `参加者が複数のアカウントにまたがっています：${names.join('、')}`,
    unknownZone: (zone) => `タイムゾーン「${zone}」がわかりません。`,
    refused: {
      'no-file': 'カレンダーのファイルを選択してください。',
      'not-text':
        'ファイルを読み取れません。ZIPファイルの場合は、展開して中の.icsファイルを選択してください。それ以外の場合は、UTF-8で保存し直してください。',
      'not-a-calendar':
        'カレンダーのファイルではないか、途中で切れています。カレンダーを.icsファイルとして書き出してください。',
      'bad-day': '日付を確認してください。終了日は、開始日以降の日付にします。',
      'nothing-found': 'この期間に、お客様との打ち合わせは見つかりませんでした。',
    },
    tooMany: (count, most) =>
      `この期間に、お客様との打ち合わせが${style.number(count)}件あります。一度に取り込めるのは${style.number(most)}件までです。期間を短くしてください。`,
    tooManyAccounts: 'アカウントの数が多いため、このページでは取り込めません。システムの運用担当にご依頼ください。',
  },
  scopes: { custom: '個別対応', general: '共通対応' },
  skills: { basic: '基本', expert: '専門' },
  tooManyForAFile: {
    heading: '1つのファイルに収まりません',
    lead: '「この日以降」で期間を狭めるか、担当やアカウントで絞り込んでください。',
  },
});
