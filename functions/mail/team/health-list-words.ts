import type { LastWeek } from '../../../domain/health-list/health-line.ts';
import { inLocale } from '../../../domain/locale/words.ts';
import type { Day } from '../../../domain/time/day.ts';
import { words } from '../words.ts';

/** What the weekly list of accounts in bad health says, by mail and in the chat. */
export interface HealthListWords {
  subject(accounts: number, csm: string | null, day: Day): string;
  ask(account: string, csm: string | null): string;
  askNobody: string;
  counts(atRisk: number, watch: number): string;
  money(amounts: string[]): string;
  lastWeek(lastWeek: LastWeek): string;
  recovered(names: string[]): string;
  dropped: string;
  score: string;
  points(change: number): string;
  inAWeek(points: string): string;
  asBefore: string;
  trend: { caption: string; weeksAgo(score: number, weeks: number): string };
  whatMoved: string;
  nothingMoved: string;
  contract: string;
  aMonth(amount: string): string;
  noMrr: string;
  renews(day: Day, days: number): string;
  noRenewal: string;
  owner: string;
  nobody: string;
  tasks: string;
  taskCount(open: number, late: number): string;
  nextAction: string;
  noNextAction: string;
  action(action: { text: string; by: string | null; day: Day }): string;
  sinceThen: Record<'better' | 'notBetter', string>;
  more(count: number): string;
  /** How the list is ordered, and when it comes. */
  footer: string;
  separator: string;
}

const n = (value: number) => words('en').number(value);
const listing = new Intl.ListFormat('en');
const plural = (count: number, one: string, many = `${one}s`) => `${n(count)} ${count === 1 ? one : many}`;
const signed = (text: string, value: number) => (value < 0 ? `−${text}` : `+${text}`);

const en: HealthListWords = {
  subject: (accounts, csm, day) =>
    `Health · ${accounts === 0 ? 'no account' : plural(accounts, 'account')} in bad health${csm === null ? '' : ` (${csm})`} · ${words('en').day(day)}`,
  ask: (account, csm) => (csm === null ? `Talk about ${account} first` : `Start with ${account}: what comes next?`),
  askNobody: 'Every account is in good health again',
  counts: (atRisk, watch) => `${n(atRisk)} at risk, ${n(watch)} to watch`,
  money: (amounts) => `together ${listing.format(amounts)} a month`,
  lastWeek: ({ listed, improved }) =>
    listed === 0 ? 'None was listed a week ago.' : `Of ${n(listed)} listed a week ago, ${n(improved)} improved.`,
  recovered: (names) => `In good health again: ${names.join(', ')}.`,
  dropped: 'fell',
  score: 'score',
  points: (change) => signed(n(Math.abs(change)), change),
  inAWeek: (points) => `${points} in a week`,
  asBefore: 'as a week ago',
  trend: {
    caption: 'score week by week',
    weeksAgo: (score, weeks) => `${weeks === 1 ? 'a week' : `${n(weeks)} weeks`} ago: ${n(score)}`,
  },
  whatMoved: 'What moved it',
  nothingMoved: 'nothing in the last week',
  contract: 'Contract',
  aMonth: (amount) => `${amount} a month`,
  noMrr: 'MRR not on record',
  renews: (day, days) =>
    days < 0
      ? `renewal date ${words('en').longDay(day)} has passed`
      : `renews ${words('en').longDay(day)} (${days === 0 ? 'today' : `in ${plural(days, 'day')}`})`,
  noRenewal: 'renewal date not on record',
  owner: 'CSM',
  nobody: 'nobody',
  tasks: 'Open tasks',
  taskCount: (open, late) => `${open === 0 ? 'none' : n(open)}${late === 0 ? '' : `, ${n(late)} late`}`,
  nextAction: 'Next action',
  noNextAction: 'none agreed',
  action: ({ text, by, day }) => `${text} (${by === null ? '' : `${by}, `}${words('en').day(day)})`,
  sinceThen: { better: 'the score has gone up since', notBetter: 'the score has not gone up since' },
  more: (count) => `${plural(count, 'more account')} with less at stake ${count === 1 ? 'is' : 'are'} not shown.`,
  footer:
    'This comes once a week: accounts at risk or to watch, and those whose score fell steeply. The order weighs risk with money, (100 − score) × MRR; an account without an MRR counts like a typical one, and currencies are never compared as if they were one.',
  separator: ', ',
};

const j = (value: number) => words('ja').number(value);

const ja: HealthListWords = {
  subject: (accounts, csm, day) =>
    `【健康度】注意が必要なお客様${j(accounts)}社${csm === null ? '' : `（${csm}）`}｜${words('ja').day(day)}`,
  ask: (account, csm) => `まず${account} 様${csm === null ? 'について話し合う' : 'の次の一手を決める'}`,
  askNobody: 'すべてのお客様が良好に戻りました',
  counts: (atRisk, watch) => `危険${j(atRisk)}社・要注意${j(watch)}社`,
  money: (amounts) => `月額合計 ${amounts.join('、')}`,
  lastWeek: ({ listed, improved }) =>
    listed === 0 ? '先週の対象はありませんでした。' : `先週の${j(listed)}社のうち、${j(improved)}社が改善しました。`,
  recovered: (names) => `良好に戻ったお客様：${names.join('、')}`,
  dropped: '急落',
  score: '健康度',
  points: (change) => signed(j(Math.abs(change)), change),
  inAWeek: (points) => `1週間で${points}`,
  asBefore: '1週間前と同じ',
  trend: {
    caption: '健康度の推移（週ごと）',
    weeksAgo: (score, weeks) => `${j(weeks)}週間前は${j(score)}`,
  },
  whatMoved: '動いた指標',
  nothingMoved: 'この1週間の動きなし',
  contract: '契約',
  aMonth: (amount) => `月額${amount}`,
  noMrr: '月額は未登録',
  renews: (day, days) => {
    if (days < 0) return `更新日（${words('ja').longDay(day)}）を過ぎています`;
    return `${words('ja').longDay(day)}更新（${days === 0 ? '本日' : `あと${j(days)}日`}）`;
  },
  noRenewal: '更新日は未登録',
  owner: '担当CSM',
  nobody: '未定',
  tasks: '未完了のタスク',
  taskCount: (open, late) => `${j(open)}件${late === 0 ? '' : `（うち期限超過${j(late)}件）`}`,
  nextAction: '次の一手',
  noNextAction: '未定',
  action: ({ text, by, day }) => `${text}（${by === null ? '' : `${by}、`}${words('ja').day(day)}）`,
  sinceThen: { better: 'その後、改善しています', notBetter: 'その後、改善していません' },
  more: (count) => `このほか、影響の小さい${j(count)}社は省いています。`,
  footer:
    '週に1度お送りします。「危険」「要注意」のお客様と、健康度が急に下がったお客様を載せています。並び順は影響の大きさ、つまり（100−健康度）×月額です。月額が未登録のお客様は標準的な金額とみなし、異なる通貨の金額をそのまま比べることはありません。',
  separator: '、',
};

export const healthListWords = inLocale<HealthListWords>({ en: () => en, ja: () => ja });
