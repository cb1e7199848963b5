import type { Language } from '../../domain/account.ts';
import { type Day, dayNumber, type Month } from '../../domain/day.ts';
import { words } from './words.ts';

/** What a signal saw, in words: a headline for the subject, and the number with what it stands for. */
export interface SignalWords {
  keyPerson: Figure<{ person: string; percent: number; window: number; baseline: number; windowInDays: number }>;
  featureUnused: Figure<{ feature: string; days: number }>;
  /** `what` is empty for log-ins. */
  firstLogins: Figure<{ what: string; share: number; arrived: number; invited: number; from: number; to: number }>;
  surveyUnanswered: Figure<{ person: string; days: number }>;
  /** `survey` is empty for the question whether they would recommend us. */
  surveyAnswer: Figure<{ person: string; value: number; survey: string }>;
  noTouch: Figure<{ days: number }>;
  goalSlipping: Figure<{ value: number; line: number; days: number }>;
  goalReached: Figure<{ value: number | undefined }>;
  score: Figure<{ score: number; below: number }>;
  scoreDrop: Figure<{ score: number; before: number; overDays: number }>;
  deadAddress: Figure<{ person: string }>;
  interest: Figure<{ product: string; views: number; downloads: number; withinDays: number }>;
  featureShare: Figure<{ feature: string; share: number; users: number; active: number; windowInDays: number }>;
  featuresTogether: Figure<{ features: string; days: number; windowInDays: number }>;
  nearLimit: Figure<{ measure: string; share: number; value: number; limit: number }>;
  measureGrowth: Figure<{ measure: string; growth: number; months: number }>;
  licenses: Figure<{ what: string; share: number; users: number; licenses: number }>;
  stage: Figure<{ stage: string; since: Day }>;
  data: {
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
  };
}

/** For the subject, then the number and the words beside it. */
type Figure<Values> = (values: Values) => { headline: string; number: string; text: string };

const percentOf = (share: number) => Math.round(share * 100);
const enNumber = (value: number) => words.en.number(value);
const jaNumber = (value: number) => words.ja.number(value);
const enDays = (count: number) => words.en.days(count);
const enPlural = (count: number, one: string) => `${enNumber(count)} ${one}${count === 1 ? '' : 's'}`;

const en: SignalWords = {
  keyPerson: ({ person, percent, window, baseline, windowInDays }) => ({
    headline: `${person} uses it ${percent} % less`,
    number: `−${percent} %`,
    text: `${person} was active on ${enDays(window)} of the last ${windowInDays}; usual before: ${enNumber(baseline)}`,
  }),
  featureUnused: ({ feature, days }) => ({
    headline: `“${feature}” never used`,
    number: enDays(days),
    text: `past onboarding, and “${feature}” has never been used`,
  }),
  firstLogins: ({ what, share, arrived, invited, from, to }) => ({
    headline: `${arrived} of ${invited} invited have ${what === '' ? 'logged in' : `come to “${what}”`}`,
    number: `${percentOf(share)} %`,
    text: `of those invited ${from} to ${enDays(to)} ago have ever ${what === '' ? 'logged in' : `come to “${what}”`}: ${arrived} of ${invited}`,
  }),
  surveyUnanswered: ({ person, days }) => ({
    headline: `no answer from ${person}`,
    number: enDays(days),
    text: `since ${person} was asked, without an answer`,
  }),
  surveyAnswer: ({ person, value, survey }) => ({
    headline: `${person} gave ${value} of 10`,
    number: `${value} of 10`,
    text: `from ${person}, ${survey === '' ? 'to the question whether they would recommend us' : `in the survey “${survey}”`}`,
  }),
  noTouch: ({ days }) => ({
    headline: `no contact for ${enDays(days)}`,
    number: enDays(days),
    text: 'without a call, a meeting, a mail or a finished task on our side',
  }),
  goalSlipping: ({ value, line, days }) => ({
    headline: `goal slipping, ${enDays(days)} left`,
    number: enNumber(value),
    text: `today, where the straight way to the goal would be at ${enNumber(line)}; ${enDays(days)} left`,
  }),
  goalReached: ({ value }) => ({
    headline: 'goal reached',
    number: value === undefined ? 'Reached' : enNumber(value),
    text: value === undefined ? 'they told us that their goal is reached' : 'today: their own goal is reached',
  }),
  score: ({ score, below }) => ({
    headline: `health ${enNumber(score)}`,
    number: enNumber(score),
    text: `of 100 is the health score today; below ${enNumber(below)} it is watched as a risk`,
  }),
  scoreDrop: ({ score, before, overDays }) => ({
    headline: `health fell by ${enNumber(before - score)}`,
    number: `−${enNumber(before - score)}`,
    text: `points of health within ${enDays(overDays)}: ${enNumber(before)} before, ${enNumber(score)} today`,
  }),
  deadAddress: ({ person }) => ({
    headline: `mail no longer reaches ${person}`,
    number: 'No mail',
    text: `reaches ${person} at the address we have`,
  }),
  interest: ({ product, views, downloads, withinDays }) => ({
    headline: `looked at ${product}`,
    number: `${enNumber(views + downloads)} ×`,
    text: `${product} in the last ${enDays(withinDays)}: ${enPlural(views, 'page view')}, ${enPlural(downloads, 'download')}`,
  }),
  featureShare: ({ feature, share, users, active, windowInDays }) => ({
    headline: `${percentOf(share)} % use “${feature}”`,
    number: `${percentOf(share)} %`,
    text: `of those active in the last ${enDays(windowInDays)} use “${feature}”: ${enNumber(users)} of ${enNumber(active)}`,
  }),
  featuresTogether: ({ features, days, windowInDays }) => ({
    headline: `${features} used together`,
    number: enDays(days),
    text: `at least, of the last ${windowInDays}, on which each of ${features} was used`,
  }),
  nearLimit: ({ measure, share, value, limit }) => ({
    headline: `${measure} at ${percentOf(share)} % of the limit`,
    number: `${percentOf(share)} %`,
    text: `of the plan’s limit: ${enNumber(value)} of ${enNumber(limit)} (${measure})`,
  }),
  measureGrowth: ({ measure, growth, months }) => ({
    headline: `${measure} growing for ${enPlural(months, 'month')}`,
    number: `+${percentOf(growth)} %`,
    text: `at least, in ${months === 1 ? 'the last complete month' : `each of the last ${enNumber(months)} complete months`} (${measure})`,
  }),
  licenses: ({ what, share, users, licenses }) => ({
    headline: `${percentOf(share)} % of licenses taken up`,
    number: `${percentOf(share)} %`,
    text: `of the licenses are taken up: ${enNumber(users)} of ${enNumber(licenses)}, counting everybody who ever ${what === '' ? 'logged in' : `came to “${what}”`}`,
  }),
  stage: ({ stage, since }) => ({
    headline: `now in ${stage}`,
    number: stage,
    text: `since ${words.en.day(since)}`,
  }),
  data: {
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
      `${value ?? 'no number'} · ${words.en.day(day)}${comment === undefined ? '' : ` · “${comment}”`}`,
    notLoggedIn: 'Invited, not here yet',
    invitedOn: (day) => `invited ${words.en.day(day)}`,
    topics: (days) => `What they looked at, last ${enDays(days)}`,
    times: (count) => `${enNumber(count)} ×`,
    holds: 'They have already',
    parts: 'Parts of the score, of 100 each',
    part: (mark, before) => (before === null ? enNumber(mark) : `${enNumber(mark)} · 28 days ago ${enNumber(before)}`),
    scores: 'Health, week by week',
    scoreNow: (score) => `today: ${enNumber(score)}`,
    activeDays: (person) => `Days a week on which ${person} was active`,
    lastWeek: (count) => `last week: ${enNumber(count)}`,
    weeksAgo: (weeks) => `${enPlural(weeks, 'week')} ago`,
    weekly: (event) => `“${event}”, times a week`,
    none: 'none known',
    separator: ', ',
  },
};

const jaDays = (count: number) => words.ja.days(count);

const ja: SignalWords = {
  keyPerson: ({ person, percent, window, baseline, windowInDays }) => ({
    headline: `${person}の利用が${percent}%減`,
    number: `−${percent}%`,
    text: `${person}の利用は直近${windowInDays}日間で${jaDays(window)}（普段は${jaDays(baseline)}）`,
  }),
  featureUnused: ({ feature, days }) => ({
    headline: `「${feature}」が未利用`,
    number: jaDays(days),
    text: `導入期を終えてから、「${feature}」が一度も使われていません`,
  }),
  firstLogins: ({ what, share, arrived, invited, from, to }) => ({
    headline: `招待${invited}名のうち${what === '' ? 'ログイン' : `「${what}」`}は${arrived}名`,
    number: `${percentOf(share)}%`,
    text: `${from}〜${jaNumber(to)}日前に招待した方のうち、一度でも${what === '' ? 'ログイン' : `「${what}」を利用`}された方（${invited}名中${arrived}名）`,
  }),
  surveyUnanswered: ({ person, days }) => ({
    headline: `${person}からアンケート未回答`,
    number: jaDays(days),
    text: `${person}にお送りしてから、ご回答がありません`,
  }),
  surveyAnswer: ({ person, value, survey }) => ({
    headline: `${person}のご評価は10点中${value}点`,
    number: `${value}点`,
    text: `10点満点。${person}の${survey === '' ? '「おすすめ度」' : `「${survey}」`}のご回答です`,
  }),
  noTouch: ({ days }) => ({
    headline: `${jaNumber(days)}日間ご連絡なし`,
    number: jaDays(days),
    text: '私どもからのお電話・面談・メール・完了したタスクがありません',
  }),
  goalSlipping: ({ value, line, days }) => ({
    headline: `目標に遅れ、残り${jaNumber(days)}日`,
    number: jaNumber(value),
    text: `本日の値です。順調なら${jaNumber(line)}の時期です（期日まで${jaNumber(days)}日）`,
  }),
  goalReached: ({ value }) => ({
    headline: '目標を達成',
    number: value === undefined ? '達成' : jaNumber(value),
    text: value === undefined ? '目標の達成をお知らせいただきました' : '本日の値です。お客様ご自身の目標に到達しました',
  }),
  score: ({ score, below }) => ({
    headline: `健康度${jaNumber(score)}`,
    number: jaNumber(score),
    text: `本日の健康度（100点満点。${jaNumber(below)}未満は要対応）`,
  }),
  scoreDrop: ({ score, before, overDays }) => ({
    headline: `健康度が${jaNumber(before - score)}低下`,
    number: `−${jaNumber(before - score)}`,
    text: `${jaDays(overDays)}以内の変化です（${jaNumber(before)}から本日${jaNumber(score)}へ）`,
  }),
  deadAddress: ({ person }) => ({
    headline: `${person}へメールが届かない`,
    number: '不達',
    text: `${person}の登録アドレスに、メールが届かなくなっています`,
  }),
  interest: ({ product, views, downloads, withinDays }) => ({
    headline: `${product}に関心`,
    number: `${jaNumber(views + downloads)}回`,
    text: `直近${jaNumber(withinDays)}日間の${product}の閲覧${jaNumber(views)}回、資料ダウンロード${jaNumber(downloads)}回`,
  }),
  featureShare: ({ feature, share, users, active, windowInDays }) => ({
    headline: `「${feature}」の利用率${percentOf(share)}%`,
    number: `${percentOf(share)}%`,
    text: `直近${jaNumber(windowInDays)}日間の利用者${jaNumber(active)}名のうち、「${feature}」を使った方（${jaNumber(users)}名）`,
  }),
  featuresTogether: ({ features, days, windowInDays }) => ({
    headline: `${features}をあわせて活用`,
    number: jaDays(days),
    text: `以上、直近${jaNumber(windowInDays)}日間に${features}がそれぞれ使われています`,
  }),
  nearLimit: ({ measure, share, value, limit }) => ({
    headline: `${measure}が上限の${percentOf(share)}%`,
    number: `${percentOf(share)}%`,
    text: `プランの上限に対する割合（${measure}：${jaNumber(value)} / ${jaNumber(limit)}）`,
  }),
  measureGrowth: ({ measure, growth, months }) => ({
    headline: `${measure}が${jaNumber(months)}か月${months === 1 ? 'で' : '連続で'}増加`,
    number: `+${percentOf(growth)}%`,
    text: `以上の増加が、直近の${jaNumber(months)}か月間${months === 1 ? 'に見られます' : '毎月続いています'}（${measure}）`,
  }),
  licenses: ({ what, share, users, licenses }) => ({
    headline: `ライセンスの${percentOf(share)}%を活用`,
    number: `${percentOf(share)}%`,
    text: `ライセンス${jaNumber(licenses)}のうち${jaNumber(users)}名分（一度でも${what === '' ? 'ログイン' : `「${what}」を利用`}された方の数）`,
  }),
  stage: ({ stage, since }) => ({
    headline: `「${stage}」へ`,
    number: stage,
    text: `${words.ja.day(since)}から`,
  }),
  data: {
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
      `${value === null ? '点数なし' : `${value}点`}（${words.ja.day(day)}）${comment === undefined ? '' : `「${comment}」`}`,
    notLoggedIn: '招待済みで、まだご利用のない方',
    invitedOn: (day) => `${words.ja.day(day)}に招待`,
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
  },
};

export const signalWords: Record<Language, SignalWords> = { en, ja };

function monthIn(locale: string, month: Month): string {
  const format = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', timeZone: 'UTC' });
  return format.format(new Date(dayNumber(`${month}-01`) * 86_400_000));
}
