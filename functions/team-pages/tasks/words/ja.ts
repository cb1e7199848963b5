import type { Style } from '../../../../domain/locale/style.ts';
import type { Speak } from '../../../../domain/locale/words.ts';
import type { ClosedTasksWords, HandOverWords, LoadWords, TasksWords, WeekTold } from './sections.ts';

const within = ({ day }: Style, { isThis, first, last }: WeekTold) => (isThis ? '今週' : `${day(first)}〜${day(last)}`);

export const tasks: Speak<TasksWords> = ({ number, day }) => ({
  heading: 'タスク',
  lead: (open, late, nobodys) =>
    [
      `未完了 ${number(open)}件`,
      ...(late === 0 ? [] : [`期限切れ ${number(late)}件`]),
      ...(nobodys === 0 ? [] : [`担当者なし ${number(nobodys)}件`]),
    ].join('、'),
  allDone: {
    heading: 'すべて終わりました',
    lead: '未完了のタスクはありません。新しいタスクができると、担当者にメールが届きます。',
  },
  closedLately: '最近終了したタスクを見る',
  moves: '業務の改善',
  nothingFound: { heading: '該当するタスクはありません', lead: '条件を減らすと、ほかのタスクが表示されます。' },
  found: (count) => `${number(count)}件`,
  table: {
    caption: '未完了のタスク',
    task: 'タスク',
    signal: 'シグナル',
    person: '担当者',
    due: '期限',
    priority: '優先度',
  },
  priority: { high: '高', normal: '中', low: '低' },
  nobody: '担当者なし',
  late: '期限切れ',
  putOff: '延期中',
  filters: {
    person: '担当者',
    account: 'アカウント',
    signal: 'シグナル',
    stage: 'ステージ',
    state: '状態',
    due: '期限',
    priority: '優先度',
    states: { 'to-do': '対応が必要', late: '期限切れ', 'put-off': '延期中', nobodys: '担当者なし', closed: '最近終了' },
    today: '今日まで',
    week: ({ isThis, first }) => (isThis ? '今週' : `${day(first)}からの週`),
    later: 'それ以降',
  },
});

export const closedTasks: Speak<ClosedTasksWords> = (style) => ({
  heading: '最近終了したタスク',
  lead: (count, since) => `${style.day(since)}以降に終了したタスク ${style.number(count)}件`,
  none: {
    heading: '直近4週間に終了したタスクはありません',
    lead: '完了にしたタスクや自動で終了したタスクが、結果とともにここに表示されます。',
  },
  nothingFound: { heading: '該当するタスクはありません', lead: '条件を減らすと、ほかのタスクが表示されます。' },
  closedOn: '終了日',
  how: '終わり方',
  word: 'シグナルの評価',
  file: {
    id: 'アカウントID',
    account: 'アカウント',
    raisedOn: '作成日',
    by: '完了した人',
    outcome: '結果',
    minutes: '所要時間（分）',
    note: 'メモ',
    wordNote: '評価のメモ',
  },
  back: '未完了のタスク',
  tooMany: {
    heading: 'タスクが多すぎて、1つのファイルに収まりません',
    lead: (found) =>
      `${style.number(found)}件あります。担当者、シグナル、アカウントのいずれかで絞り込み、分けて保存してください。`,
    back: '一覧に戻る',
  },
});

export const load: Speak<LoadWords> = (style) => ({
  heading: '担当者と週ごとの件数',
  caption: '担当者ごとの未完了のタスク（期限の週別）',
  person: '担当者',
  week: ({ isThis, first }) => (isThis ? '今週' : `${style.day(first)}からの週`),
  inAll: '未完了の合計',
  due: (count) => `${style.number(count)}件`,
  possible: (count) => `対応できるのは${style.number(count)}件`,
  excess: (count) => `${style.number(count)}件超過`,
  over: (name, week, due, possible) =>
    `${name}さん：${within(style, week)}が期限のタスクは${style.number(due)}件、対応できるのは${style.number(possible)}件です`,
  away: (name, week, due) =>
    `${name}さん：${within(style, week)}は不在ですが、期限のタスクが${style.number(due)}件あります`,
  left: (name, open) => `${name}さんはチームを離れていますが、未完了のタスクが${style.number(open)}件残っています`,
  more: (count) => `ほか${style.number(count)}名`,
  notSet:
    '1週間に対応できる件数がまだ登録されていません。メンバーの tasksPerWeek に登録すると、件数が多すぎる人がここに表示されます。',
  everybody: (count) => `全員（${style.number(count)}名）の件数`,
  back: 'すべてのタスク',
});

export const handOver: Speak<HandOverWords> = (style) => ({
  heading: '選んだタスクを引き継ぐ',
  lead: '引き継ぎ先の人に、メールでお知らせします。',
  to: '引き継ぎ先',
  pick: '選んでください',
  receiver: (name, week, due, possible) =>
    possible === undefined
      ? `${name}さん（${within(style, week)} ${style.number(due)}件）`
      : `${name}さん（${within(style, week)} ${style.number(due)}件、対応できるのは${style.number(possible)}件）`,
  note: 'メモ',
  optional: '任意',
  button: '引き継ぐ',
});
