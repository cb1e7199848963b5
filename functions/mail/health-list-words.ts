import type { Language } from '../../domain/account.ts';
import type { Day } from '../../domain/day.ts';
import type { LastWeek } from '../../domain/health-list/health-list.ts';
import { words } from './words.ts';

/** What the weekly list of accounts in bad health says, by mail and in the chat. */
export interface HealthListWords {
  subject(accounts: number, csm: string | null, day: Day): string;
  ask(account: string, csm: string | null): string;
  askNobody: string;
  counts(atRisk: number, watch: number): string;
  lastWeek(lastWeek: LastWeek): string;
  recovered(names: string[]): string;
  dropped: string;
  score: string;
  points(change: number): string;
  inAWeek(points: string): string;
  asBefore: string;
  whatMoved: string;
  nothingMoved: string;
  owner: string;
  nobody: string;
  tasks: string;
  taskCount(open: number, late: number): string;
  nextAction: string;
  noNextAction: string;
  action(action: { text: string; by: string | null; day: Day }): string;
  sinceThen: Record<'better' | 'notBetter', string>;
  more(count: number): string;
  howToNote: string;
  footer: string;
  separator: string;
}

const n = (value: number) => words.en.number(value);
const plural = (count: number, one: string, many = `${one}s`) => `${n(count)} ${count === 1 ? one : many}`;
const signed = (text: string, value: number) => (value < 0 ? `−${text}` : `+${text}`);

const en: HealthListWords = {
  subject: (accounts, csm, day) =>
    `Health · ${accounts === 0 ? 'no account' : plural(accounts, 'account')} in bad health${csm === null ? '' : ` (${csm})`} · ${words.en.day(day)}`,
  ask: (account, csm) => `${csm === null ? 'Talk about' : 'Decide the next action for'} ${account} first`,
  askNobody: 'Everybody is in good health again',
  counts: (atRisk, watch) => `${n(atRisk)} at risk, ${n(watch)} to watch`,
  lastWeek: ({ listed, improved }) =>
    listed === 0 ? 'None was listed a week ago.' : `Of ${n(listed)} listed a week ago, ${n(improved)} improved.`,
  recovered: (names) => `In good health again: ${names.join(', ')}.`,
  dropped: 'fell',
  score: 'score',
  points: (change) => signed(n(Math.abs(change)), change),
  inAWeek: (points) => `${points} in a week`,
  asBefore: 'as a week ago',
  whatMoved: 'What moved it',
  nothingMoved: 'nothing in the last week',
  owner: 'Owner',
  nobody: 'nobody',
  tasks: 'Open tasks',
  taskCount: (open, late) => `${open === 0 ? 'none' : n(open)}${late === 0 ? '' : `, ${n(late)} late`}`,
  nextAction: 'Next action',
  noNextAction: 'none agreed',
  action: ({ text, by, day }) => `${text} (${by === null ? '' : `${by}, `}${words.en.day(day)})`,
  sinceThen: { better: 'the score is better since', notBetter: 'the score is not better since' },
  more: (count) => `And ${plural(count, 'account')} in less bad health: npx sakimawari health-list`,
  howToNote: 'What you agree on stands in the next list:',
  footer: 'You get this once a week. It lists accounts at risk or to watch, and those whose score fell steeply.',
  separator: ', ',
};

const j = (value: number) => words.ja.number(value);

const ja: HealthListWords = {
  subject: (accounts, csm, day) =>
    `【健康度】注意が必要なお客様${j(accounts)}社${csm === null ? '' : `（${csm}）`}｜${words.ja.day(day)}`,
  ask: (account, csm) => `まず${account} 様の${csm === null ? '状況を話し合う' : '次の一手を決める'}`,
  askNobody: 'すべてのお客様が良好に戻りました',
  counts: (atRisk, watch) => `危険${j(atRisk)}社・要注意${j(watch)}社`,
  lastWeek: ({ listed, improved }) =>
    listed === 0 ? '先週の対象はありませんでした。' : `先週の${j(listed)}社のうち、${j(improved)}社が改善しました。`,
  recovered: (names) => `良好に戻ったお客様：${names.join('、')}`,
  dropped: '急落',
  score: '健康度',
  points: (change) => signed(j(Math.abs(change)), change),
  inAWeek: (points) => `1週間で${points}`,
  asBefore: '1週間前と同じ',
  whatMoved: '動いた指標',
  nothingMoved: 'この1週間の動きなし',
  owner: '担当',
  nobody: '未定',
  tasks: '未完了のタスク',
  taskCount: (open, late) => `${j(open)}件${late === 0 ? '' : `（うち期限超過${j(late)}件）`}`,
  nextAction: '次の一手',
  noNextAction: '未定',
  action: ({ text, by, day }) => `${text}（${by === null ? '' : `${by}、`}${words.ja.day(day)}）`,
  sinceThen: { better: 'その後、改善しています', notBetter: 'その後、改善していません' },
  more: (count) => `ほかに${j(count)}社あります：npx sakimawari health-list`,
  howToNote: '決めたことは次のコマンドで記録すると、来週の一覧に載ります。',
  footer: '週に一度お送りします。「危険」「要注意」のお客様と、健康度が急に下がったお客様を載せています。',
  separator: '、',
};

export const healthListWords: Record<Language, HealthListWords> = { en, ja };
