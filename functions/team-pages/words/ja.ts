import type { Speak } from '../../../domain/locale/words.ts';
import type { ShellWords, SignInPageWords } from './sections.ts';

export const shell: Speak<ShellWords> = () => ({
  skip: '本文へ進む',
  menu: {
    label: 'メニュー',
    today: '今日',
    tasks: 'タスク',
    accounts: 'アカウント',
    mails: 'メール',
    meeting: '定例会議',
    activities: '活動',
    signals: 'シグナル',
    plays: 'プレイ',
    kpis: 'KPI',
    map: '改善',
    setUp: '設定',
  },
  keys: {
    heading: 'キーボード操作',
    does: {
      '/': '画面内の検索に移動します',
      j: '次の行に移動します',
      k: '前の行に移動します',
      '?': 'この一覧を表示します',
    },
    areOn: 'これらのキーを使う',
    close: '閉じる',
  },
  signOut: 'サインアウト',
  signedInAs: (name) => `${name}さん`,
  undo: '元に戻す',
  undone: (name) => `元に戻しました：${name}`,
  severalUndone: (count) => `${count}件を元に戻しました`,
  noneUndone: '元に戻せたものはありません',
  notUndone: {
    told: (name, who) => `${name}：${who}にはすでにメールでお知らせしました。あらためて引き継いでください。`,
    since: (name, what) => `${name}：その後、${what}`,
    late: (name) => `${name}：元に戻せる時間を過ぎました`,
    left: (name) => `${name}：すでに送信が始まったか、ほかの人が判断しました`,
    stageSince: (name) => `${name}：その後、ステージがあらためて設定されました`,
    moveSince: (name) => `${name}：その後、ほかの人が変更しました`,
    publishedSince: (name) => `${name}：その後、別の版が公開されました`,
  },
  tooLateToUndo: {
    heading: 'ここではもう元に戻せません',
    lead: 'その後ほかの操作があったか、時間がたっています。いまの状態はタスクのページで確認できます。',
  },
  tryAgain: 'もう一度送る',
  erasedAccount: '消去した顧客',
  noRight: {
    heading: 'この操作をする権限がありません',
    lead: '何も変更されていません。必要なときは、マネージャーか管理者に依頼してください。',
  },
  notFound: {
    heading: 'ページが見つかりません',
    lead: 'アドレスが途中で切れているか、すでになくなったものです。',
  },
  staleForm: {
    heading: 'もう一度お試しください',
    lead: 'このページは別のサインインのときに開かれたものでした。何も変更されていません。ページを開き直してください。',
  },
  fileAgain: 'ファイル（もう一度選択してください）',
  tooLargeFile: {
    heading: 'ファイルが大きすぎます',
    lead: '何も取り込まれていません。取り込めるのは4 MBまでです。期間を短くするか、カレンダーを1つだけ書き出してください。',
  },
  list: {
    filters: { all: 'すべて', show: '絞り込む', clear: '条件をクリア' },
    pages: { label: 'ページ', first: '最初のページ', next: '次のページ' },
    csv: 'CSVで保存',
  },
  chart: {
    numbers: '数値を見る',
    from: 'いつから',
    value: '値',
    none: 'なし',
    course: ({ first, last, lowest, highest }) => `${first}から${last}へ、最小${lowest}、最大${highest}`,
    sentences: (parts) => parts.join('、'),
  },
});

export const signIn: Speak<SignInPageWords> = () => ({
  ask: {
    heading: 'サインイン',
    lead: '仕事用のメールアドレスに、サインイン用のリンクをお送りします。',
    address: 'メールアドレス',
    button: 'リンクを送る',
    byProvider: (provider) => `${provider}でサインイン`,
    orByMail: 'メールでサインイン',
  },
  goOn: {
    heading: (provider) => `${provider}で確認できました`,
    lead: 'あと一歩でサインインできます。',
    button: '続ける',
  },
  byProvider: {
    'no-address': ({ ask }) =>
      `お使いのアカウントからメールアドレスを受け取れず、どなたか確認できませんでした。${ask}に設定を依頼するか、メールのリンクでサインインしてください。`,
    unverified: ({ address, ask }) =>
      `${address} がご本人のアドレスかどうか、アカウントの情報からは確認できませんでした。${ask}に相談するか、メールのリンクでサインインしてください。`,
    unknown: ({ address, ask }) =>
      `${address} はチームに登録されていません。利用される予定の方は、このアドレスでの登録を${ask}に依頼してください。`,
    shared: ({ address }) =>
      `${address} は複数の方が使っているアドレスです。メールのリンクでサインインしてください。お一人ずつにリンクが届きます。`,
    down: (provider) =>
      `${provider}が現在応答していません。メールのリンクでサインインするか、数分おいてもう一度お試しください。`,
    stopped: (provider) =>
      `${provider}でのサインインが完了していません。もう一度始めるか、メールのリンクでサインインしてください。`,
    useless: (provider) =>
      `${provider}から届いた情報はもう使えません。使えるのは、始めたときと同じブラウザーで、短い時間のうちに一度だけです。サインインはされていません。もう一度始めてください。`,
  },
  badAddress: 'メールアドレスを name@example.com の形で入力してください。',
  asked: {
    heading: 'メールを確認してください',
    lead: (minutes) =>
      `チームに登録されたアドレスであれば、まもなくリンクが届きます。${minutes}分以内に一度だけ使えます。届かないときは迷惑メールを確認し、管理者に登録のアドレスを尋ねてください。`,
  },
  confirm: {
    heading: (name) => `${name}さんとしてサインインします`,
    lead: 'ご本人でない場合は、このページを閉じてください。',
    button: 'サインインする',
  },
  used: { heading: 'このリンクは使用済みです', lead: 'リンクは一度だけ使えます。' },
  expired: { heading: 'リンクの期限が切れています', lead: '新しいリンクをお送りします。' },
  again: '新しいリンクを送る',
  signedOut: { heading: 'サインアウトしました', lead: 'お疲れさまでした。' },
});
