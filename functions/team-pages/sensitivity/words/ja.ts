import type { Speak } from '../../../../domain/locale/words.ts';
import type { SensitivityWords } from './sections.ts';

export const sensitivity: Speak<SensitivityWords> = (style) => ({
  heading: '数値を変えた場合の比較',
  ask: (number) =>
    `「${number}」のいくつかの数値を、全アカウントの実績に一度に当てはめます。結果が出ると、スライダーを動かしている間、その数値での件数を表示します。`,
  button: (number) => `「${number}」の数値を比べる`,
  others: 'ほかの数値を比べる：',
  lead: ({ number, from, to, weeks }) =>
    `「${number}」だけを変え、ほかは現在の設定のまま、${style.longDay(from)}から${style.longDay(to)}までの${style.number(weeks)}週間の実績で比べています。`,
  none: 'この期間の記録がどのお客様にもないため、比べられません。',
  runs: '現在の数値',
  capacity: '対応可能',
  charts: { tasks: 'チーム全体の1週間あたりのタスク', alarms: 'この期間に発生した件数' },
  summary: (points) => `${points.join('、')}。`,
  columns: {
    value: '数値',
    tasks: '1週間のタスク',
    over: '対応可能数を超える人',
    alarms: '発生',
    moves: '増える・なくなる',
    mails: 'お客様へのメール',
    open: '期間末に発生中',
    caught: '解約前に間に合った警告',
  },
  of: (count, all) => `${style.number(all)}名中${style.number(count)}名`,
  end: {
    lower: (other, value) =>
      `これより小さい数値は、「${other}」（${value}）と両立しないため比べていません。さらに下げるときは、上のフォームで両方を下げて確認してください。`,
    higher: (other, value) =>
      `これより大きい数値は、「${other}」（${value}）と両立しないため比べていません。さらに上げるときは、上のフォームで両方を上げて確認してください。`,
  },
  unknown: (unknown, days) =>
    `延べ${style.number(days)}日のうち${style.number(unknown)}日は、データが足りず判定できませんでした。`,
  fewLeft: (left, needed) =>
    `この期間に解約したお客様は${style.number(left)}社のみで、判断の根拠には足りません。あと${style.number(needed)}社分の実績が必要です。`,
  leftUnknown: (left) => `ほかに解約した${style.number(left)}社は、事前に判定できるデータがありませんでした。`,
  figures: ({ value, tasks, capacity, alarms, comes, goes, mails }) =>
    `${value}の場合：タスクは1週間に${tasks}件${capacity === null ? '' : `（チームで対応できるのは${capacity}件）`}、発生は${style.number(alarms)}件（増える${style.number(comes)}件・なくなる${style.number(goes)}件）、お客様へのメールは${style.number(mails)}通です。`,
  together: 'ほかの数値も変えています。組み合わせた結果は、下のボタンで確認できます。',
});
