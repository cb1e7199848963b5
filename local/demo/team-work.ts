import type { TouchKind } from '../../domain/activities/activity.ts';
import type { TaskOutcome } from '../../domain/tasks/task-outcome.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import type { OperationResult } from '../../functions/operate/operations.ts';
import { operate } from '../operator.ts';

interface Touch {
  account: string;
  kind: TouchKind;
  daysAgo: number;
  by: string;
  note: string;
}

/** Invented, as the team is: what it did in the weeks before today. */
const touches: Touch[] = [
  {
    account: 'grunt',
    kind: 'call',
    daysAgo: 6,
    by: 'emma.lindgren',
    note: 'Oliver is on another project until spring.',
  },
  { account: 'grunt', kind: 'mail', daysAgo: 3, by: 'emma.lindgren', note: 'Asked who follows Oliver as owner.' },
  {
    account: 'fastify',
    kind: 'meeting',
    daysAgo: 9,
    by: 'emma.lindgren',
    note: 'Quarterly review; they want to tell others.',
  },
  {
    account: 'koa',
    kind: 'meeting',
    daysAgo: 12,
    by: 'haruka.ito',
    note: '目標の進み具合を確認。図面の登録が止まっている。',
  },
  {
    account: 'koa',
    kind: 'call',
    daysAgo: 2,
    by: 'haruka.ito',
    note: '更新の意思決定者は中村部長。来週に面談を設定。',
  },
  { account: 'moment', kind: 'chat', daysAgo: 4, by: 'haruka.ito', note: 'アンケートの回答へのお礼をお伝えした。' },
  { account: 'bower', kind: 'call', daysAgo: 8, by: 'sota.kimura', note: '担当の方は退職されたとのこと。後任は未定。' },
  { account: 'express', kind: 'mail', daysAgo: 5, by: 'sota.kimura', note: '上限に達する時期の見積もりをお送りした。' },
  {
    account: 'mocha',
    kind: 'visit',
    daysAgo: 15,
    by: 'sota.kimura',
    note: '店舗での使われ方を見学。需要予測に関心あり。',
  },
];

interface Done {
  account: string;
  template: string;
  outcome: TaskOutcome;
  minutes: number;
  note?: string;
}

const done: Done[] = [
  { account: 'fastify', template: 'combination-look', outcome: 'helped', minutes: 25 },
  {
    account: 'express',
    template: 'limit-date',
    outcome: 'won',
    minutes: 40,
    note: '上位プランの見積もりを依頼された。',
  },
  { account: 'moment', template: 'promoter-thank', outcome: 'helped', minutes: 15 },
  { account: 'grunt', template: 'check-in-look', outcome: 'helped', minutes: 30 },
  {
    account: 'mocha',
    template: 'feature-share',
    outcome: 'false-alarm',
    minutes: 10,
    note: '「変更の取り込み」は本店では使わない。',
  },
];

const putOff = { account: 'moment', template: 'licenses-offer', days: 3, note: '先方の予算会議のあとに。' };

const nextActions = [
  { account: 'grunt', by: 'emma.lindgren', text: 'Meet the new owner, show the weekly report' },
  { account: 'bower', by: 'sota.kimura', text: '総務の窓口に後任を確認し、再導入を提案する' },
];

/** Some of what there is to do gets done, through the operator's command; what is not there is passed over. */
export async function doTeamWork(today: Day): Promise<void> {
  for (const { account, kind, daysAgo, by, note } of touches) {
    const day = addDays(today, -daysAgo);
    await operate('activity', 'add', account, '--kind', kind, '--day', day, '--by', by, '--note', note);
  }
  const open = await operate<OperationResult<'list-tasks'>['rows']>('tasks', '--open');
  const tasksOf = ({ account, template }: Pick<Done, 'account' | 'template'>) =>
    open.filter((task) => task.account === account && task.template === template);
  for (const { outcome, minutes, note, ...which } of done) {
    for (const { id } of tasksOf(which)) {
      const saying = note === undefined ? [] : ['--note', note];
      await operate('tasks', 'done', id, '--outcome', outcome, '--minutes', String(minutes), ...saying);
    }
  }
  for (const { id } of tasksOf(putOff)) {
    await operate('tasks', 'snooze', id, addDays(today, putOff.days), '--note', putOff.note);
  }
  for (const { account, by, text } of nextActions) await operate('next-action', account, text, '--by', by);
}
