import type { Language } from '../../domain/account.ts';
import { type Day, dayNumber, type Month } from '../../domain/day.ts';
import { words } from './words.ts';

/** What a signal saw, in words: a headline for the subject, and the number with what it stands for. */
export interface SignalWords {
  /** Between two names. */
  and: string;
  keyPerson: Figure<{ person: string; percent: number; window: number; baseline: number }>;
  featureUnused: Figure<{ feature: string; days: number }>;
  firstLogins: Figure<{ share: number; arrived: number; invited: number }>;
  surveyUnanswered: Figure<{ person: string; days: number }>;
  surveyAnswer: Figure<{ person: string; value: number }>;
  noTouch: Figure<{ days: number }>;
  goalSlipping: Figure<{ value: number; line: number; days: number }>;
  goalReached: Figure<{ value: number | undefined }>;
  score: Figure<{ score: number }>;
  scoreDrop: Figure<{ score: number; before: number }>;
  deadAddress: Figure<{ person: string }>;
  interest: Figure<{ product: string; times: number }>;
  featureShare: Figure<{ feature: string; share: number; users: number }>;
  featuresTogether: Figure<{ features: string; days: number }>;
  nearLimit: Figure<{ measure: string; share: number; value: number; limit: number }>;
  measureGrowth: Figure<{ measure: string; growth: number }>;
  licenses: Figure<{ share: number; users: number; licenses: number }>;
  stage: Figure<{ stage: string; since: Day }>;
  data: {
    features: string;
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
    somebody: string;
    notLoggedIn: string;
    invitedOn(day: Day): string;
    topics: string;
    times(count: number): string;
    holds: string;
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

const en: SignalWords = {
  and: ' and ',
  keyPerson: ({ person, percent, window, baseline }) => ({
    headline: `${person} uses it ${percent} % less`,
    number: `−${percent} %`,
    text: `${person} was active on ${enDays(window)} of the last 28, on ${enNumber(baseline)} before`,
  }),
  featureUnused: ({ feature, days }) => ({
    headline: `“${feature}” never used`,
    number: enDays(days),
    text: `past onboarding, and “${feature}” has never been used`,
  }),
  firstLogins: ({ share, arrived, invited }) => ({
    headline: `${arrived} of ${invited} invited have logged in`,
    number: `${percentOf(share)} %`,
    text: `of those invited have ever logged in: ${arrived} of ${invited}`,
  }),
  surveyUnanswered: ({ person, days }) => ({
    headline: `no answer from ${person}`,
    number: enDays(days),
    text: `since ${person} was asked, without an answer`,
  }),
  surveyAnswer: ({ person, value }) => ({
    headline: `${person} gave ${value} of 10`,
    number: `${value} of 10`,
    text: `from ${person}, to the question whether they would recommend us`,
  }),
  noTouch: ({ days }) => ({
    headline: `no contact for ${enDays(days)}`,
    number: enDays(days),
    text: 'without a call, a meeting, a mail or a finished task',
  }),
  goalSlipping: ({ value, line, days }) => ({
    headline: `goal slipping, ${enDays(days)} left`,
    number: enNumber(value),
    text: `where ${enNumber(line)} would be on the way to the goal; ${enDays(days)} left`,
  }),
  goalReached: ({ value }) => ({
    headline: 'goal reached',
    number: value === undefined ? 'Reached' : enNumber(value),
    text: 'their own goal is reached',
  }),
  score: ({ score }) => ({
    headline: `health ${enNumber(score)}`,
    number: enNumber(score),
    text: 'is the health score today, of 100',
  }),
  scoreDrop: ({ score, before }) => ({
    headline: `health fell by ${enNumber(before - score)}`,
    number: `−${enNumber(before - score)}`,
    text: `points of health in 14 days: ${enNumber(before)} then, ${enNumber(score)} today`,
  }),
  deadAddress: ({ person }) => ({
    headline: `mail no longer reaches ${person}`,
    number: person,
    text: 'can’t be reached at the address we have',
  }),
  interest: ({ product, times }) => ({
    headline: `looked at ${product}`,
    number: `${enNumber(times)} ×`,
    text: `${product} looked at or downloaded in the last 7 days`,
  }),
  featureShare: ({ feature, share, users }) => ({
    headline: `${percentOf(share)} % use “${feature}”`,
    number: `${percentOf(share)} %`,
    text: `of those active use “${feature}”: ${users} people in 28 days`,
  }),
  featuresTogether: ({ features, days }) => ({
    headline: `${features} used together`,
    number: enDays(days),
    text: `at least, of the last 28, on which each of ${features} was used`,
  }),
  nearLimit: ({ measure, share, value, limit }) => ({
    headline: `${measure} at ${percentOf(share)} % of the limit`,
    number: `${percentOf(share)} %`,
    text: `of the plan’s limit: ${enNumber(value)} of ${enNumber(limit)} (${measure})`,
  }),
  measureGrowth: ({ measure, growth }) => ({
    headline: `${measure} growing for 3 months`,
    number: `+${percentOf(growth)} %`,
    text: `at least, in each of the last three months (${measure})`,
  }),
  licenses: ({ share, users, licenses }) => ({
    headline: `${percentOf(share)} % of licenses in use`,
    number: `${percentOf(share)} %`,
    text: `of the licenses are in use: ${enNumber(users)} of ${enNumber(licenses)}`,
  }),
  stage: ({ stage, since }) => ({
    headline: `now in ${stage}`,
    number: stage,
    text: `since ${words.en.day(since)}`,
  }),
  data: {
    features: 'Features, 28 days',
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
    somebody: 'Somebody',
    notLoggedIn: 'Invited, not logged in yet',
    invitedOn: (day) => `invited ${words.en.day(day)}`,
    topics: 'What they looked at, 28 days',
    times: (count) => `${enNumber(count)} ×`,
    holds: 'They have already',
    none: 'none known',
    separator: ', ',
  },
};

const jaDays = (count: number) => words.ja.days(count);

const ja: SignalWords = {
  and: 'と',
  keyPerson: ({ person, percent, window, baseline }) => ({
    headline: `${person} 様の利用が${percent}%減`,
    number: `−${percent}%`,
    text: `${person} 様の利用は直近28日間で${jaDays(window)}（以前は${jaNumber(baseline)}日）`,
  }),
  featureUnused: ({ feature, days }) => ({
    headline: `「${feature}」が未利用`,
    number: jaDays(days),
    text: `導入期を終えてから、「${feature}」が一度も使われていません`,
  }),
  firstLogins: ({ share, arrived, invited }) => ({
    headline: `招待${invited}名のうちログインは${arrived}名`,
    number: `${percentOf(share)}%`,
    text: `招待した方のうち、ログインされた方の割合（${invited}名中${arrived}名）`,
  }),
  surveyUnanswered: ({ person, days }) => ({
    headline: `${person} 様からアンケート未回答`,
    number: jaDays(days),
    text: `${person} 様へお送りしてから、ご回答がありません`,
  }),
  surveyAnswer: ({ person, value }) => ({
    headline: `${person} 様のご評価は10点中${value}点`,
    number: `${value}点`,
    text: `10点満点中。${person} 様の「おすすめ度」のご回答です`,
  }),
  noTouch: ({ days }) => ({
    headline: `${jaNumber(days)}日間ご連絡なし`,
    number: jaDays(days),
    text: 'お電話・面談・メール・完了したタスクがありません',
  }),
  goalSlipping: ({ value, line, days }) => ({
    headline: `目標に遅れ、残り${jaNumber(days)}日`,
    number: jaNumber(value),
    text: `順調なら${jaNumber(line)}の時期です（期日まで${jaNumber(days)}日）`,
  }),
  goalReached: ({ value }) => ({
    headline: '目標を達成',
    number: value === undefined ? '達成' : jaNumber(value),
    text: 'お客様ご自身の目標に到達しました',
  }),
  score: ({ score }) => ({
    headline: `健康度${jaNumber(score)}`,
    number: jaNumber(score),
    text: '本日の健康度（100点満点）',
  }),
  scoreDrop: ({ score, before }) => ({
    headline: `健康度が${jaNumber(before - score)}低下`,
    number: `−${jaNumber(before - score)}`,
    text: `14日間での変化（${jaNumber(before)}から${jaNumber(score)}へ）`,
  }),
  deadAddress: ({ person }) => ({
    headline: `${person} 様へメールが届かない`,
    number: person,
    text: '様の登録アドレスに、メールが届かなくなっています',
  }),
  interest: ({ product, times }) => ({
    headline: `${product}に関心`,
    number: `${jaNumber(times)}回`,
    text: `直近7日間に、${product}のページや資料をご覧になっています`,
  }),
  featureShare: ({ feature, share, users }) => ({
    headline: `「${feature}」の利用率${percentOf(share)}%`,
    number: `${percentOf(share)}%`,
    text: `利用者のうち「${feature}」を使う方の割合（28日間で${jaNumber(users)}名）`,
  }),
  featuresTogether: ({ features, days }) => ({
    headline: `${features}をあわせて活用`,
    number: jaDays(days),
    text: `以上、直近28日間に${features}がそれぞれ使われています`,
  }),
  nearLimit: ({ measure, share, value, limit }) => ({
    headline: `${measure}が上限の${percentOf(share)}%`,
    number: `${percentOf(share)}%`,
    text: `プランの上限に対する割合（${measure}：${jaNumber(value)} / ${jaNumber(limit)}）`,
  }),
  measureGrowth: ({ measure, growth }) => ({
    headline: `${measure}が3か月連続で増加`,
    number: `+${percentOf(growth)}%`,
    text: `以上の増加が3か月続いています（${measure}）`,
  }),
  licenses: ({ share, users, licenses }) => ({
    headline: `ライセンスの${percentOf(share)}%を利用`,
    number: `${percentOf(share)}%`,
    text: `ライセンスの利用率（${jaNumber(users)} / ${jaNumber(licenses)}）`,
  }),
  stage: ({ stage, since }) => ({
    headline: `「${stage}」へ`,
    number: stage,
    text: `${words.ja.day(since)}から`,
  }),
  data: {
    features: '機能の利用（28日間）',
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
    somebody: 'お名前不明',
    notLoggedIn: '招待済み・未ログインの方',
    invitedOn: (day) => `${words.ja.day(day)}に招待`,
    topics: 'ご覧になったもの（28日間）',
    times: (count) => `${jaNumber(count)}回`,
    holds: 'すでにご利用中',
    none: '不明',
    separator: '、',
  },
};

export const signalWords: Record<Language, SignalWords> = { en, ja };

function monthIn(locale: string, month: Month): string {
  const format = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', timeZone: 'UTC' });
  return format.format(new Date(dayNumber(`${month}-01`) * 86_400_000));
}
