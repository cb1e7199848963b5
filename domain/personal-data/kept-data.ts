import { ACTIVITIES_KEPT_IN_DAYS } from '../activities/activity.ts';
import { WORK_KEPT_IN_MONTHS } from '../activities/work-log.ts';
import type { Language } from '../locale/locale.ts';
import { PERSONAL_KEYS_GOOD_FOR_IN_DAYS } from '../sign-in/personal-key.ts';
import type { Keeping } from './keeping.ts';

/** What is said of somebody; of the own team and of figures over many people nobody asks for erasure one by one. */
export const personalParts = ['id', 'name', 'address', 'role', 'words', 'behaviour', 'team'] as const;
export type PersonalPart = (typeof personalParts)[number];

/**
 * What becomes of it when a customer's person is erased: the row goes; a pseudonym takes the place of whom it names, since
 * counts must stay right; it can't be changed one by one, and goes by itself; it is not ours to change; or nobody of a
 * customer is in it.
 */
export const onErasing = ['deleted', 'replaced', 'expires', 'not-ours', 'untouched'] as const;
export type OnErasing = (typeof onErasing)[number];

export const stores = [
  'events',
  'accounts',
  'queue',
  'log',
  'archive',
  'secret',
  'mail-service',
  'backup',
  'runs',
] as const;
export type Store = (typeof stores)[number];

export interface KeptData {
  store: Store;
  says: Record<Language, string>;
  holds: readonly PersonalPart[];
  keptFor: Keeping;
  onErasing: OnErasing;
}

/** How long a request is shown that was made on the page, and how long the files that an export makes are kept. */
export const DATA_REQUESTS_KEPT_IN_DAYS = 7;
export const EXPORTS_KEPT_IN_DAYS = 1;

const WEEK = 7;
/** Of months; the longest that so many may be. */
const WORK_KEPT_IN_DAYS = Math.ceil((WORK_KEPT_IN_MONTHS * 365.25) / 12);

/** What becomes of each is known by its type: tests ask for all that an erasure reaches. */
const kept =
  <Erasing extends OnErasing>(store: Store, onErasing: Erasing) =>
  (
    en: string,
    ja: string,
    holds: readonly PersonalPart[],
    keptFor: Keeping = 'for-good',
  ): KeptData & { onErasing: Erasing } => ({
    store,
    says: { en, ja },
    holds,
    keptFor,
    onErasing,
  });

const IDENTITY = { forGood: 'identity' } as const;
const REFUSAL = { forGood: 'refusal' } as const;
const FIGURES = { forGood: 'figures' } as const;
const REPLACED_BY_NEXT = { forGood: 'replaced-by-next' } as const;
const UNDER_WAY = { forGood: 'under-way' } as const;

const deleted = kept('accounts', 'deleted');
const replaced = kept('accounts', 'replaced');
const untouched = kept('accounts', 'untouched');

/** Each kind of what is kept, in one place: what it says of people, how long it stays and what erasing does to it. */
export const keptData = {
  // The people themselves
  contact: deleted('contacts', '顧客の連絡先', ['id', 'name', 'address', 'role'], IDENTITY),
  'user-link': deleted('whose account a user is', '利用者がどの顧客に属するか', ['id'], IDENTITY),
  'anonymous-link': deleted('which user a browser turned out to be', 'どの利用者のブラウザーか', ['id'], IDENTITY),
  'user-move': deleted(
    'moves of a user to another account',
    '利用者が別の顧客へ移った記録',
    ['id'],
    'retention.auditInDays',
  ),
  'opt-out': deleted(
    'mails that a contact does not want',
    '連絡先が希望しないメールの種類',
    ['id', 'address'],
    REFUSAL,
  ),
  'address-opt-out': deleted(
    'mails that an address does not want',
    'アドレスが希望しないメールの種類',
    ['address'],
    REFUSAL,
  ),
  'dead-address': deleted('addresses that take no mail', '届かなかったアドレス', ['id', 'address'], REFUSAL),
  suppression: deleted('addresses that nobody writes to any more', '送信を停止したアドレス', ['address'], REFUSAL),
  invitation: deleted('who may open a page of their own', '顧客専用ページへの招待', ['id'], IDENTITY),
  'customer-comment': deleted(
    'comments on a page for customers',
    '顧客専用ページでのコメント',
    ['id', 'words'],
    ACTIVITIES_KEPT_IN_DAYS,
  ),

  // Mails and answers
  mail: deleted(
    'mails, written and sent, with their text',
    '作成・送信したメールと本文',
    ['id', 'name', 'address', 'words'],
    'retention.mailsInDays',
  ),
  'mail-tag': deleted('by which tag a mail is recognised', 'メールを識別するタグ', ['id'], 180),
  'address-mails': deleted('mails lately sent to an address', 'アドレスに最近送ったメール', ['id', 'address'], 14),
  'account-mails': replaced('mails lately sent to an account', '顧客に最近送ったメール', ['id'], REPLACED_BY_NEXT),
  'survey-answers': replaced('answers to surveys', 'アンケートの回答', ['id', 'words'], 'retention.answersInDays'),
  'mail-rating': replaced('what customers said of a mail', 'メールへの感想', ['id'], 'retention.answersInDays'),
  'activity-answer': replaced(
    'what customers said of our work',
    '支援への評価',
    ['id', 'words'],
    'retention.answersInDays',
  ),
  'cs-score': replaced(
    'how likely they recommend us for our work',
    '支援の推奨度',
    ['id', 'words'],
    'retention.answersInDays',
  ),
  'survey-ask': replaced(
    'whom a survey on our work asked',
    '支援に関するアンケートの依頼先',
    ['id', 'role'],
    'retention.answersInDays',
  ),
  'renewal-answer': replaced('answers on a renewal', '契約更新への回答', ['id', 'words'], FIGURES),
  'goal-proposal': replaced('success goals and who agreed', '成功目標と合意した人', ['id', 'words'], REPLACED_BY_NEXT),

  // Usage
  'raw-event': kept('events', 'replaced')(
    'events as they were sent',
    '送られてきたイベント',
    ['id', 'words', 'behaviour'],
    'retention.rawEventsInDays',
  ),
  'waiting-event': kept('events', 'deleted')(
    'events of users without an account yet',
    '顧客がまだ分からない利用者のイベント',
    ['id', 'words', 'behaviour'],
    'retention.rawEventsInDays',
  ),
  call: kept('events', 'deleted')(
    'what a product said of a user or an account',
    '利用者や顧客についてプロダクトが伝えた内容',
    ['id', 'name', 'address', 'role'],
    'retention.rawEventsInDays',
  ),
  'usage-hour': replaced('usage by hour', '1時間ごとの利用', ['id', 'words', 'behaviour'], 'retention.rawEventsInDays'),
  'usage-day': replaced('usage by day', '1日ごとの利用', ['id', 'words', 'behaviour'], FIGURES),
  'overtaken-usage': replaced(
    'usage of a day before it changed late',
    '後から変わった日の変更前の利用',
    ['id', 'words', 'behaviour'],
    FIGURES,
  ),
  lifetime: replaced(
    'when each user was first and last seen',
    '利用者ごとの最初と最後の利用',
    ['id', 'behaviour'],
    FIGURES,
  ),
  'month-values': replaced('the latest measures of each month', '月ごとの最新の数値', ['id'], FIGURES),
  quarantined: deleted(
    'events that could not be used',
    '受け取れなかったイベント',
    ['id', 'name', 'address', 'words', 'behaviour'],
    'retention.quarantineInDays',
  ),

  // What the team does for an account
  account: replaced('accounts and their facts', '顧客とその情報', ['words'], IDENTITY),
  episode: replaced('signals that were raised', '検知したシグナル', ['id', 'behaviour'], FIGURES),
  task: replaced(
    'tasks and their notes',
    'タスクとメモ',
    ['id', 'name', 'role', 'words', 'behaviour', 'team'],
    'retention.tasksInDays',
  ),
  state: replaced('how each account was scored', '顧客ごとのスコアの経過', ['id', 'behaviour'], REPLACED_BY_NEXT),
  activity: replaced(
    'what we did for a customer, with notes',
    '顧客への活動とメモ',
    ['id', 'name', 'words', 'team'],
    ACTIVITIES_KEPT_IN_DAYS,
  ),
  'next-action': replaced('what is to be done next', '次に行うこと', ['name', 'words', 'team'], REPLACED_BY_NEXT),
  'signal-feedback': replaced(
    'what the team said of a signal',
    'シグナルへのチームの評価',
    ['id', 'team'],
    'retention.tasksInDays',
  ),
  'ledger-entry': replaced("an account's facts as dated changes", '顧客情報の日付付きの変更', ['words'], FIGURES),
  chat: replaced(
    'messages to the team chat',
    'チームのチャットへの投稿',
    ['id', 'name', 'words', 'team'],
    'retention.mailsInDays',
  ),
  'bus-events': replaced('events for other systems of the company', '社内の他システムへのイベント', ['id'], WEEK),
  'account-audit': replaced(
    'who changed what about an account',
    '顧客に関する変更の記録',
    ['id', 'name', 'address', 'words', 'team'],
    'retention.auditInDays',
  ),
  audit: replaced(
    'who changed what else',
    'その他の変更の記録',
    ['id', 'address', 'words', 'team'],
    'retention.auditInDays',
  ),
  'logged-work': untouched('the log of our work, without notes', 'メモを除いた活動の記録', ['team'], WORK_KEPT_IN_DAYS),
  failing: untouched('that an account could not be scored', 'スコアを計算できなかった顧客', []),
  'crm-state': untouched(
    'what was last written into a CRM, as short hashes',
    'CRMに最後に書き込んだ内容（短いハッシュ）',
    [],
  ),
  'unknown-account': untouched(
    'that events came of an account nobody imported',
    '登録のない顧客からのイベントの印',
    [],
    'retention.unknownAccountsInDays',
  ),

  // Figures over all accounts
  board: untouched('the list of accounts', '顧客の一覧', ['team']),
  coverage: untouched('what data has arrived', '届いているデータの集計', []),
  'fleet-day': untouched('how all accounts changed together', '全顧客の変化', []),
  'fleet-counts': untouched('how many accounts changed by how much', '変化した顧客の数', [], WEEK),
  'course-days': untouched('how accounts went as customers, by day', '顧客の契約の推移（日ごと）', []),
  'course-read': untouched('so far those days are counted', 'その推移を数えた範囲', []),
  'course-told': untouched('that an account is counted anew', '数え直す顧客の印', []),
  'kpi-year': untouched('the figures of a year', '1年分の指標', []),
  'nps-days': untouched('promoters and detractors by day, counted', '推奨者・批判者の日ごとの人数', []),
  'nps-month': untouched('promoters and detractors by month, counted', '推奨者・批判者の月ごとの人数', []),
  'signal-work': untouched('what became of the tasks of each signal', 'シグナルごとのタスクの結果', ['team']),
  study: untouched('questions about the past, and answers', '過去についての質問と答え', ['team'], 90),
  'improvement-move': untouched('what the team changes about its work', '業務の改善', ['team']),
  'team-rating': untouched('how the team rates its work', '業務に対するチームの評価', ['team']),
  proposal: untouched('proposed changes of the playbook', 'プレイブックの変更案', ['team']),
  playbook: untouched('playbooks and who brought them', 'プレイブックと登録した人', ['team']),

  // The team and the installation
  member: untouched('the own team', '自社のチーム', ['team']),
  'sign-in-asks': untouched('links to sign in that were asked for', 'サインイン用リンクの依頼', ['team'], 1),
  session: untouched('who is signed in', 'サインイン中のメンバー', ['team'], WEEK),
  'last-act': untouched('what was done last on a page', 'ページでの直前の操作', ['team'], 1),
  'personal-key': untouched(
    'keys by which somebody lets an assistant ask in their name, as hashes',
    '本人に代わって使うアシスタント用のキー（ハッシュのみ）',
    ['team'],
    PERSONAL_KEYS_GOOD_FOR_IN_DAYS,
  ),
  'task-mails': untouched('which mails on tasks somebody got', 'タスクのメールの送信先', ['team'], WEEK),
  'sender-sent': untouched('how many mails a sender sent', '差出人ごとの送信数', ['team'], 60),
  'sender-against': untouched('bounces and complaints, counted', '不達・苦情の件数', [], 60),
  'sender-pause': untouched('senders that pause', '一時停止中の差出人', ['team']),
  'sending-problems': untouched('what was wrong with sending', '送信の問題', []),
  'crm-mapping': untouched('which values go into which field of a CRM', 'CRMのどの項目に何を書き込むか', []),
  'crm-run': untouched('how far writing into CRMs has come', 'CRMへの書き込みの進み', []),
  restored: untouched('that rows of an earlier time were put back', '過去の時点のデータを書き戻した印', []),
  'source-day': untouched('on which days a source sent', '送信元ごとの受信日', []),
  'source-names': untouched('names of events', 'イベントの名前', []),
  'source-newcomers': kept('accounts', 'expires')(
    'who came new on a day, as short hashes',
    'その日に初めて現れた利用者（短いハッシュ）',
    ['id'],
    8,
  ),
  'source-newcomers-over': untouched('days on which more came than may', '上限を超えた日', []),
  'source-registration': untouched('sources', '送信元', []),
  'source-key': untouched('keys of sources', '送信元のキー', []),
  'source-arrived': untouched('how many events came by hour', '1時間ごとの受信数', [], 8),
  'secret-use': untouched('when a secret was last used', 'シークレットの最終使用', []),
  'quarantine-count': untouched(
    'how many events were put aside or wait',
    '保留したイベントの数',
    [],
    'retention.quarantineInDays',
  ),
  'quarantine-drop': untouched('who gave up how many events', '破棄したイベントの数と担当', ['team']),
  'backfill-checkpoint': untouched('how far a file was loaded', 'ファイルの取り込みの進み', [], 90),
  'flush-marker': untouched('marks of settle', '反映待ちの印', [], 1),
  'running-erasure': deleted(
    'who is being erased, until that is done',
    '消去が終わるまでの対象者',
    ['id', 'name', 'address'],
    UNDER_WAY,
  ),
  'data-request': deleted(
    'what was asked on the page about personal data',
    '個人データの画面で受け付けた依頼',
    ['id', 'team'],
    DATA_REQUESTS_KEPT_IN_DAYS,
  ),
  'export-part': deleted(
    'files made by an export on the page',
    '画面からの書き出しで作成したファイル',
    ['id', 'name', 'address', 'role', 'words', 'behaviour'],
    EXPORTS_KEPT_IN_DAYS,
  ),
  erasure: untouched('that somebody was erased, without who', '消去の記録（本人は特定できません）', []),

  // Beside the tables
  'dead-letters': kept('queue', 'deleted')(
    'what a function could not do, to be looked at',
    '処理できず、確認を待つもの',
    ['id', 'address'],
    14,
  ),
  'changed-accounts': kept('queue', 'expires')('ids of accounts that just changed', '変わったばかりの顧客のID', [], 4),
  logs: kept('log', 'untouched')(
    'logs of the functions, without personal data',
    '個人情報を含まないログ',
    [],
    'retention.logsInDays',
  ),
  'bus-archive': kept('archive', 'expires')(
    'events that the bus took',
    'バスが受け取ったイベント',
    ['id'],
    'bus.archiveInDays',
  ),
  secrets: kept('secret', 'untouched')('keys and secrets', 'キーとシークレット', []),
  'mails-out': kept('mail-service', 'untouched')(
    'mails that left: SES keeps no text of them',
    '送信済みのメール（SESは本文を保存しません）',
    [],
  ),
  'ses-suppressed': kept('mail-service', 'not-ours')(
    'addresses that SES itself suppresses: in its console',
    'SESが停止したアドレス（SESのコンソール）',
    ['address'],
    REFUSAL,
  ),
  backups: kept('backup', 'expires')(
    'point-in-time copies of both tables',
    '両方のテーブルのポイントインタイム復元用の複製',
    ['id', 'name', 'address', 'words', 'behaviour'],
    35,
  ),
  runs: kept('runs', 'untouched')('runs of the night and of studies', '夜間処理と分析の実行記録', [], 90),
} as const satisfies Record<string, KeptData>;

export type KeptKind = keyof typeof keptData;

/** The kinds of which a run by the person's keys does not see every row. */
const ONLY_BY_SEARCHING: readonly KeptKind[] = ['anonymous-link', 'call'];

/** What is not ours to change, or goes by itself. */
export const outOfReach = (kind: KeptKind): boolean => ['expires', 'not-ours'].includes(keptData[kind].onErasing);

/** What a run has not looked into: it goes by itself, is not ours, or only reading both tables whole would find it. */
export const notLookedAt = (isEverywhere = false): KeptKind[] => [
  ...(isEverywhere ? [] : ONLY_BY_SEARCHING),
  ...(Object.keys(keptData) as KeptKind[]).filter(outOfReach),
];

/** Whether it says something of a customer's people, beside figures over many of them and who of the own team did it. */
export const isOfCustomers = ({ holds }: KeptData): boolean => holds.some((part) => part !== 'team');
