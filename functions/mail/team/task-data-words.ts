import { plural } from '../../../domain/locale/text.ts';
import { inLocale } from '../../../domain/locale/words.ts';
import { type Day, dayNumber, type Month } from '../../../domain/time/day.ts';
import { words } from '../words.ts';

/** What stands beside the data of a task. */
export interface TaskDataWords {
  features(days: number): string;
  featureUse(use: { users: number; days: number; everUsed: boolean; mustHave: boolean }): string;
  measures(measure: string): string;
  now: string;
  ofLimit(value: string, limit: number): string;
  monthEnd(month: Month): string;
  goal: string;
  goalNow: string;
  goalTarget: string;
  goalBy: string;
  answers: string;
  answer(value: number | null, day: Day, comment: string | undefined): string;
  notLoggedIn: string;
  invitedOn(day: Day): string;
  topics(days: number): string;
  times(count: number): string;
  holds: string;
  /** The parts of the score, and one of them: its mark of 100, and that of 28 days before. */
  parts: string;
  part(mark: number, before: number | null): string;
  scores: string;
  scoreNow(score: number): string;
  activeDays(person: string): string;
  lastWeek(count: number): string;
  weeksAgo(weeks: number): string;
  weekly(event: string): string;
  none: string;
  separator: string;
}

const enNumber = (value: number) => words('en').number(value);
const jaNumber = (value: number) => words('ja').number(value);
const enDays = (count: number) => words('en').days(count);
const jaDays = (count: number) => words('ja').days(count);

const en: TaskDataWords = {
  features: (days) => `Features, last ${enDays(days)}`,
  featureUse: ({ users, days, everUsed, mustHave }) =>
    [
      everUsed ? `${enNumber(users)} people on ${enDays(days)}` : 'never used',
      ...(mustHave ? ['onboarding has to reach it'] : []),
    ].join(' · '),
  measures: (measure) => `Course of ${measure}`,
  now: 'Today',
  ofLimit: (value, limit) => `${value} of ${enNumber(limit)}`,
  monthEnd: (month) => `End of ${monthIn('en', month)}`,
  goal: 'Their goal',
  goalNow: 'Today',
  goalTarget: 'Target',
  goalBy: 'By',
  answers: 'Latest answers',
  answer: (value, day, comment) =>
    `${value ?? 'no number'} · ${words('en').day(day)}${comment === undefined ? '' : ` · “${comment}”`}`,
  notLoggedIn: 'Invited, not here yet',
  invitedOn: (day) => `invited ${words('en').day(day)}`,
  topics: (days) => `What they looked at, last ${enDays(days)}`,
  times: (count) => `${enNumber(count)} ×`,
  holds: 'They have already',
  parts: 'Parts of the score, of 100 each',
  part: (mark, before) => (before === null ? enNumber(mark) : `${enNumber(mark)} · 28 days ago ${enNumber(before)}`),
  scores: 'Health, week by week',
  scoreNow: (score) => `today: ${enNumber(score)}`,
  activeDays: (person) => `Days a week on which ${person} was active`,
  lastWeek: (count) => `last week: ${enNumber(count)}`,
  weeksAgo: (weeks) => `${plural(enNumber(weeks), 'week', weeks)} ago`,
  weekly: (event) => `“${event}”, times a week`,
  none: 'none known',
  separator: ', ',
};

const ja: TaskDataWords = {
  features: (days) => `機能の利用（直近${jaNumber(days)}日間）`,
  featureUse: ({ users, days, everUsed, mustHave }) =>
    [everUsed ? `${jaNumber(users)}名・${jaDays(days)}` : '未利用', ...(mustHave ? ['導入期の必須機能'] : [])].join(
      '｜',
    ),
  measures: (measure) => `${measure}の推移`,
  now: '本日',
  ofLimit: (value, limit) => `${value} / 上限${jaNumber(limit)}`,
  monthEnd: (month) => `${monthIn('ja', month)}末`,
  goal: 'お客様の目標',
  goalNow: '本日の値',
  goalTarget: '目標値',
  goalBy: '期日',
  answers: '最近のご回答',
  answer: (value, day, comment) =>
    `${value === null ? '点数なし' : `${value}点`}（${words('ja').day(day)}）${comment === undefined ? '' : `「${comment}」`}`,
  notLoggedIn: '招待済みで、まだご利用のない方',
  invitedOn: (day) => `${words('ja').day(day)}に招待`,
  topics: (days) => `ご覧になったもの（直近${jaNumber(days)}日間）`,
  times: (count) => `${jaNumber(count)}回`,
  holds: 'すでにご利用中',
  parts: '健康度の内訳（各100点満点）',
  part: (mark, before) =>
    before === null ? `${jaNumber(mark)}点` : `${jaNumber(mark)}点・28日前は${jaNumber(before)}点`,
  scores: '健康度の推移（週ごと）',
  scoreNow: (score) => `本日：${jaNumber(score)}`,
  activeDays: (person) => `${person}の利用日数（週ごと）`,
  lastWeek: (count) => `直近1週間：${jaDays(count)}`,
  weeksAgo: (weeks) => `${jaNumber(weeks)}週間前`,
  weekly: (event) => `「${event}」の回数（週ごと）`,
  none: '不明',
  separator: '、',
};

export const taskDataWords = inLocale<TaskDataWords>({ en: () => en, ja: () => ja });

function monthIn(locale: string, month: Month): string {
  const format = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', timeZone: 'UTC' });
  return format.format(new Date(dayNumber(`${month}-01`) * 86_400_000));
}
