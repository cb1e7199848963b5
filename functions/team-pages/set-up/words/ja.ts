import type { Speak } from '../../../../domain/locale/words.ts';
import type { PeopleWords, SetUpWords } from './sections.ts';

export const setUp: Speak<SetUpWords> = ({ day }) => ({
  heading: '設定',
  lead: (gaps) => `対応が必要なことが${gaps}件あります。`,
  allWell: { heading: '設定はすべて整っています', lead: '何か変わると、ここに表示されます。' },
  gaps: {
    heading: '対応が必要なこと',
    noPlaybook: {
      what: 'プレイブックがまだ動いていません。',
      next: '管理者がプレイブックを登録すると、シグナルとタスクが始まります。',
    },
    noSource: {
      what: 'データの送信元がまだありません。',
      next: '管理者が送信元を追加し、開発者が製品から利用状況を送り始めます。',
    },
    neverSent: (source) => ({
      what: `送信元「${source}」から、まだデータが届いていません。`,
      next: '開発者に、送信の設定とキーを確認してもらってください。',
    }),
    silent: (source, since) => ({
      what: `送信元「${source}」のデータが${since}から届いていません。`,
      next: '開発者に、送信が止まっていないか確認してもらってください。届くまで、利用の減少は判定しません。',
    }),
    longSilent: (source) => ({
      what: `送信元「${source}」のデータが、ひと月以上届いていません。`,
      next: '使わなくなった送信元なら、管理者に停止してもらってください。使っているなら、開発者に確認してもらってください。',
    }),
    mail: {
      'sender-identities': (domain) => ({
        what: `差出人のドメイン ${domain} が、自社のものと確認されていません。`,
        next: '管理者が、確認用のレコードをDNSに登録してください。それまで、このドメインからのメールは保留されます。',
      }),
      'sender-dkim': (domain) => ({
        what: `${domain} のメールに署名(DKIM)がありません。`,
        next: '管理者が、DKIMのレコードをDNSに登録してください。署名がないと、迷惑メールになりやすくなります。',
      }),
      'sender-mail-from': (domain) => ({
        what: `不達の受け取り先 ${domain} が見つかりません。`,
        next: '管理者が、MXとSPFのレコードをDNSに登録してください。',
      }),
      'sending-account': () => ({
        what: 'メールの送信に問題があります。',
        next: '管理者が、メール配信サービスの状態を確認してください。',
      }),
      'sending-quota': () => ({
        what: '一日に送れるメールの数が足りなくなりそうです。',
        next: '管理者が、メール配信サービスに上限の引き上げを申請してください。',
      }),
    },
    paused: {
      what: 'メールの送信が止められています。すべてのメールが保留されます。',
      next: '管理者が、配信サービスから届いた連絡に回答してください。再開したら、保留のメールを送信できます。',
    },
    sandbox: {
      what: 'メール配信サービスが試用の状態で、確認済みの宛先にしか送れません。',
      next: '管理者が、本番利用を申請してください。',
    },
    senderPaused: (sender) => ({
      what: `${sender} からのメールを、不達や苦情が多いため止めています。`,
      next: '誰に何を送ったかを確かめ、原因がなくなったら管理者が再開してください。',
    }),
    noManager: {
      what: 'マネージャーが登録されていません。',
      next: '遅れたタスクの連絡先がありません。マネージャーの役割の人を登録してください。',
    },
    noAdmin: {
      what: '管理者が登録されていません。',
      next: '管理者がいないと、この画面でメンバーを追加できません。次にチームを取り込むときに、管理者の役割の人を登録してください。',
    },
    leaver: (name) => ({
      what: `${name}さんがチームを離れ、後任が決まっていません。`,
      next: '後任を登録すると、タスクとメールが引き継がれます。',
    }),
    away: (name) => ({
      what: `${name}さんが不在で、代理が決まっていません。`,
      next: '代理を登録すると、不在の間のタスクが届きます。',
    }),
    withoutCsm: (accounts, all) => ({
      what: `${all}社のうち${accounts}社に、担当者がいません。`,
      next: '顧客情報に担当者を登録してください。それまで、タスクはマネージャーに届きます。',
    }),
    signalsOff: (signals, all) => ({
      what: `${all}種類のシグナルのうち${signals}種類は、データが足りず判定できません。`,
      next: '下の表の「足りないもの」を、開発者か顧客情報の担当に依頼してください。',
    }),
    doctor: '詳しい対処は、次のコマンドで確認できます。',
  },
  data: {
    heading: 'シグナルとデータ',
    lead: (accounts) => `${accounts}社の、昨夜までのデータです。`,
    notYet: 'まだ集計がありません。今夜の判定のあとに表示されます。',
    columns: { signal: 'シグナル', state: '状態', arrives: '届いているもの', missing: '足りないもの' },
    states: { on: '● 判定できます', partly: '◐ 一部だけ判定できます', off: '○ 判定できません' },
    kinds: {
      event: '利用イベント',
      measure: '数値',
      feature: '機能の利用',
      account: '顧客の項目',
      contact: '連絡先の項目',
      record: '記録',
    },
    accounts: (have, all) => `${have}/${all}社`,
    last: (on) => `最終 ${day(on)}`,
    nothing: 'なし',
  },
  sources: {
    heading: 'データの送信元',
    columns: { name: '名前', state: '状態', last: '最後のデータ' },
    states: {
      fresh: '● 届いています',
      silent: '▼ 止まっています',
      never: '○ まだ届いていません',
      disabled: '– 停止中',
    },
    never: 'なし',
    longAgo: 'ひと月以上前',
    none: '送信元はまだありません。',
  },
  mail: {
    heading: 'メールの送信',
    well: '● 差出人とドメインに、問題は見つかっていません。',
    lead: '昨夜の確認の結果です。',
  },
  signIn: {
    heading: 'サインインの方法',
    byMail: 'メールで届くリンク',
    byProvider: '会社のID(シングルサインオン)',
    noProvider: '会社のIDによるサインインは、設定されていません。使う場合は管理者に依頼してください。',
  },
  people: { heading: 'チーム', lead: (present) => `${present}人が登録されています。`, all: 'チームの一覧へ' },
  assistants: {
    heading: 'AIアシスタント',
    lead: '今日対応が必要な顧客を、ふだん使っているAIアシスタントに尋ねられます。',
    all: 'アシスタントとつなぐ',
  },
  changes: { heading: '操作の記録', all: '最近の変更を見る' },
  personalData: {
    heading: '個人データ',
    lead: '保存している個人データの開示や消去を求められたときに使います。',
    all: '書き出す・消去する',
  },
});

export const people: Speak<PeopleWords> = ({ day }) => ({
  heading: 'チーム',
  add: 'メンバーを追加',
  lead: (present) => `${present}人が登録されています。`,
  columns: { name: '名前', role: '役割', language: '言語', manager: '上長', state: '状況' },
  roles: { viewer: '閲覧のみ', admin: '管理者' },
  languages: { ja: '日本語', en: '英語' },
  states: {
    here: '在籍',
    away: (until) => (until === undefined ? '不在' : `${day(until)}まで不在`),
    awayFrom: (from) => `${day(from)}から不在の予定`,
    leaves: (lastDay) => `最終日は${day(lastDay)}の予定`,
    left: (lastDay) => `在籍終了(最終日 ${day(lastDay)})`,
  },
  instead: (name) => `代わり:${name}さん`,
  back: '設定へ',
  none: { heading: 'チームの人がまだいません', lead: '管理者が登録すると、ここに表示されます。' },
});
