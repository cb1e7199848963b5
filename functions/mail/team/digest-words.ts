import { inLocale } from '../../../domain/locale/words.ts';
import type { Day } from '../../../domain/time/day.ts';
import { words } from '../words.ts';

/** What a digest says that no other mail does. */
export interface DigestWords {
  subject(count: { open: number; late: number }, day: Day): string;
  subjectOfTeam(late: number, day: Day): string;
  askOfTeam(late: number): string;
  counts(count: { open: number; accounts: number; late: number; fresh: number }, since: Day | null): string;
  late: string;
  dueSince(day: Day): string;
  fresh: string;
  moreTasks(count: number): string;
  rest: string;
  restText(accounts: number, tasks: number): string;
  team: string;
  lateOf(name: string, late: number): string;
  footer: string;
}

const n = (value: number) => words('en').number(value);
const plural = (count: number, one: string, many = `${one}s`) => `${n(count)} ${count === 1 ? one : many}`;

const en: DigestWords = {
  subject: ({ open, late }, day) =>
    `Your day · ${plural(open, 'task')}${late === 0 ? '' : `, ${n(late)} late`} · ${words('en').day(day)}`,
  subjectOfTeam: (late, day) => `Your team · ${plural(late, 'task')} late · ${words('en').day(day)}`,
  askOfTeam: (late) => `See what is holding up ${plural(late, 'late task')} in your team`,
  counts: ({ open, accounts, late, fresh }, since) =>
    [
      `${plural(open, 'open task')} at ${plural(accounts, 'account')}`,
      ...(late > 0 ? [`${n(late)} late`] : []),
      ...(since !== null && fresh > 0 ? [`${n(fresh)} new since ${words('en').day(since)}`] : []),
    ].join(' · '),
  late: 'Late',
  dueSince: (day) => `due since ${words('en').day(day)}`,
  fresh: 'new',
  moreTasks: (count) => `and ${plural(count, 'more task')} here`,
  rest: 'Further down',
  restText: (accounts, tasks) =>
    `${plural(tasks, 'more task')} at ${plural(accounts, 'account')}, none as urgent as these. They move up as you work through the list.`,
  team: 'Late in your team',
  lateOf: (name, late) => `${name}: ${plural(late, 'task')}`,
  footer:
    'This comes once on each of your working days when there is something to do. Would another hour suit you better, or fewer mails about single tasks? Tell whoever looks after Sakimawari at your company.',
};

const j = (value: number) => words('ja').number(value);

const ja: DigestWords = {
  subject: ({ open, late }, day) =>
    `【今日のタスク】${j(open)}件${late === 0 ? '' : `（うち期限超過${j(late)}件）`}｜${words('ja').day(day)}`,
  subjectOfTeam: (late, day) => `【チームのタスク】期限超過${j(late)}件｜${words('ja').day(day)}`,
  askOfTeam: (late) => `チームで期限を過ぎたタスク${j(late)}件の状況を確認する`,
  counts: ({ open, accounts, late, fresh }, since) =>
    [
      `未完了のタスク${j(open)}件（${j(accounts)}社）`,
      ...(late > 0 ? [`期限超過${j(late)}件`] : []),
      ...(since !== null && fresh > 0 ? [`${words('ja').day(since)}以降の新着${j(fresh)}件`] : []),
    ].join('・'),
  late: '期限超過',
  dueSince: (day) => `${words('ja').day(day)}が期限でした`,
  fresh: '新着',
  moreTasks: (count) => `このお客様のタスクは、ほかに${j(count)}件あります`,
  rest: 'このほかのタスク',
  restText: (accounts, tasks) =>
    `ほかに${j(accounts)}社、${j(tasks)}件のタスクがあります。上のタスクほど急ぎではなく、完了するごとに繰り上がります。`,
  team: 'チームで期限を過ぎているタスク',
  lateOf: (name, late) => `${name}：${j(late)}件`,
  footer:
    'タスクのある営業日に、1日1回お送りします。届く時刻や、タスクごとのメールの受け取り方は変えられます。社内のSakimawari担当者にお知らせください。',
};

export const digestWords = inLocale<DigestWords>({ en: () => en, ja: () => ja });
