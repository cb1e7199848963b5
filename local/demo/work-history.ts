import type { Contact, Stage } from '../../domain/account/account.ts';
import type { Initiative } from '../../domain/activities/work-kind.ts';
import type { LoggedWork } from '../../domain/activities/work-log.ts';
import type { ActivityAnswer, Expectation } from '../../domain/answers/activity-answer.ts';
import type { CsScore } from '../../domain/answers/cs-score.ts';
import type { Move, TeamRating } from '../../domain/improvement-map/moves.ts';
import { stableHash } from '../../domain/names/stable-hash.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { SurveyAsk, SurveySegment } from '../../domain/surveys/survey-ask.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import type { DemoCompany } from './company.ts';

/** What the demo company's team did in a year, what customers said of it, and what the team makes of that. */
export interface WorkHistory {
  work: LoggedWork[];
  answers: ActivityAnswer[];
  /** Whom the mails asked, also those who kept silent. */
  asks: SurveyAsk[];
  scores: CsScore[];
  ratings: TeamRating[];
  moves: Move[];
}

interface Kind {
  activity: string;
  works: number;
  /** Of somebody who has done it for long. */
  minutes: number;
  stage?: Stage;
  /** Few customers need most of it: it comes again and again. */
  isRecurring?: true;
  /** Said by so many: less than expected, as expected, more. */
  said: readonly [less: number, asExpected: number, more: number];
  /** From so many days ago on it is needed a sixth as often, and is as customers expect it. */
  fixedDaysAgo?: number;
  medium?: LoggedWork['medium'];
}

const DAYS = 364;
const FIXED_DAYS_AGO = 56;

/** Invented, as the team is; a block of the map each, and one that a single customer was asked about. */
const kinds: Kind[] = [
  { activity: 'answer-inquiry', works: 250, minutes: 24, isRecurring: true, said: [2, 19, 1], medium: 'mail' },
  { activity: 'data-correction', works: 110, minutes: 45, isRecurring: true, said: [11, 3, 0], medium: 'mail' },
  { activity: 'troubleshooting', works: 200, minutes: 16, said: [14, 11, 0], fixedDaysAgo: FIXED_DAYS_AGO },
  { activity: 'complaint', works: 6, minutes: 60, said: [1, 0, 0], medium: 'call' },
  { activity: 'setup-support', works: 22, minutes: 85, stage: 'onboarding-1', said: [1, 12, 2] },
  { activity: 'training', works: 9, minutes: 75, stage: 'adoption', said: [0, 9, 2], medium: 'meeting' },
  { activity: 'monthly-call', works: 105, minutes: 60, stage: 'adoption', said: [0, 5, 13], medium: 'meeting' },
  { activity: 'business-review', works: 17, minutes: 110, stage: 'renewal', said: [1, 11, 1], medium: 'meeting' },
  { activity: 'promoter-thank', works: 12, minutes: 15, stage: 'expansion', said: [0, 2, 9], medium: 'task' },
];

/** Offers made first are taken more often than those that customers ask for. */
const offers: { initiative: Initiative; works: number; agreed: number }[] = [
  { initiative: 'proactive', works: 38, agreed: 25 },
  { initiative: 'reactive', works: 30, agreed: 11 },
];

const csms = ['haruka.ito', 'sota.kimura', 'kenji.mori', 'emma.lindgren', 'ren.okamoto'];
/** Since how many days these are in the team; the others were there before the log began. */
const joinedDaysAgo: Readonly<Record<string, number>> = { 'emma.lindgren': 160, 'ren.okamoto': 120 };
/** What is new to somebody takes them so much longer. */
const NEWCOMERS_TAKE = 1.45;

/** The same for a day, so that whoever looks twice sees the same. */
export function workHistory(today: Day, { accounts, contacts, playbook }: Omit<DemoCompany, 'team'>): WorkHistory {
  const ids = accounts.map(({ id }) => id);
  const named = contacts.filter(({ name, email }) => name !== undefined && email !== undefined);
  const answers = [...kinds.flatMap(answersTo), ...answersOf('proposal', [0, 2, 3])];
  const scores = named.flatMap(({ account, id }, n): CsScore[] => {
    const day = addDays(today, -(10 + ((n * 37) % 200)));
    const mail = `${account}/demo-our-work/${n}`;
    const score = [10, 9, 8, 10, 7, 9, 4, 9, 10, 6][n % 10] as number;
    // Every third one keeps silent.
    return n % 3 === 2 ? [] : [{ account, contact: id, mail, score, day, ...(score < 7 && { comment: wish }) }];
  });
  return {
    work: [...kinds.flatMap(workOfKind), ...offers.flatMap(workOfOffer)],
    ...{ answers, scores },
    asks: asksFor(today, answers, scores, named),
    ratings: ratingsAsOf(today),
    moves: movesAsOf(today),
  };

  function workOfKind(kind: Kind): LoggedWork[] {
    const { activity, works, minutes, isRecurring, fixedDaysAgo, stage, medium } = kind;
    const all = Array.from({ length: works }, (_, n) => {
      const daysAgo = 1 + (chance(activity, n, 'day') % DAYS);
      const place = chance(activity, n, 'account');
      const account = isRecurring && place % 4 > 0 ? ids[place % 3] : ids[place % ids.length];
      const isDone = chance(activity, n, 'done') % 10 > 0;
      return oneWork({
        ...{ activity, n, daysAgo, account: account as string, minutes },
        ...{ medium: medium ?? 'chat', stage: stage ?? 'adoption' },
        ...(initiativeOf(activity, playbook) === 'reactive' && {
          outcome: isDone ? 'solved' : 'open',
          replies: 1 + (chance(activity, n, 'replies') % (activity === 'answer-inquiry' ? 3 : 5)),
        }),
      });
    });
    return all.filter(
      ({ day, id }) =>
        fixedDaysAgo === undefined || day < addDays(today, -fixedDaysAgo) || stableHash(`${id} fixed`) % 6 === 0,
    );
  }

  function workOfOffer({ initiative, works, agreed }: (typeof offers)[number]): LoggedWork[] {
    return Array.from({ length: works }, (_, n) => ({
      ...oneWork({
        ...{ activity: 'proposal', n: n + (initiative === 'reactive' ? 1000 : 0), minutes: 40 },
        ...{ daysAgo: 1 + (chance(initiative, n, 'day') % DAYS), account: ids[n % ids.length] as string },
        ...{ medium: 'meeting', stage: 'expansion', outcome: n < agreed ? 'agreed' : 'declined' },
      }),
      initiative,
    }));
  }

  function oneWork({
    activity,
    n,
    daysAgo,
    minutes,
    ...said
  }: { activity: string; n: number; daysAgo: number; minutes: number; account: string; stage: Stage } & Pick<
    LoggedWork,
    'medium' | 'outcome' | 'replies'
  >): LoggedWork {
    const there = csms.filter((id) => (joinedDaysAgo[id] ?? DAYS) >= daysAgo);
    const by = there[chance(activity, n, 'by') % there.length] as string;
    const usual = minutes * (0.6 + (chance(activity, n, 'minutes') % 80) / 100);
    const kind = playbook.activities[activity];
    return {
      ...{ id: `demo-work-${activity}-${n}`, day: addDays(today, -daysAgo), by, activity, ...said },
      minutes: Math.round(usual * (joinedDaysAgo[by] === undefined ? 1 : NEWCOMERS_TAKE)),
      initiative: initiativeOf(activity, playbook),
      ...{ scope: kind?.scope ?? 'general', skill: kind?.skill ?? 'basic' },
    };
  }

  function answersTo({ activity, said, fixedDaysAgo }: Kind): ActivityAnswer[] {
    return answersOf(activity, said, fixedDaysAgo);
  }

  function answersOf(
    activity: string,
    [less, asExpected, more]: Kind['said'],
    fixedDaysAgo?: number,
  ): ActivityAnswer[] {
    const said: Expectation[] = [
      ...Array.from({ length: less }, () => 'less' as const),
      ...Array.from({ length: asExpected }, () => 'as-expected' as const),
      ...Array.from({ length: more }, () => 'more' as const),
    ];
    return said.map((expectation, n) => {
      const { account, id } = named[n % named.length] as { account: string; id: string };
      const isSince = fixedDaysAgo !== undefined && expectation !== 'less';
      const daysAgo = isSince ? 1 + ((n * 5) % fixedDaysAgo) : (fixedDaysAgo ?? 20) + 5 + ((n * 53) % 280);
      return {
        ...{ activity, account, contact: id, expectation, mail: `${account}/demo-${activity}/${n}` },
        day: addDays(today, -daysAgo),
      };
    });
  }
}

const wish = '回答をいただくまでに数日かかることがあります。もう少し早いと助かります。';

/** Those who answered were asked some days before, and as many again who kept silent. */
function asksFor(
  today: Day,
  answers: readonly ActivityAnswer[],
  scores: readonly CsScore[],
  people: readonly Pick<Contact, 'account' | 'id' | 'role'>[],
): SurveyAsk[] {
  const segments = ['fan', 'neutral', 'neutral', 'worry'] as const;
  const standing = (n: number) => ({ segment: segments[n % segments.length] as SurveySegment });
  const roleOf = new Map(people.map(({ account, id, role }) => [`${account} ${id}`, role]));
  const ask = (one: Omit<SurveyAsk, 'segment' | 'role'>, n: number): SurveyAsk => {
    const role = roleOf.get(`${one.account} ${one.contact}`);
    return { ...one, ...standing(n), ...(role && { role }) };
  };
  const answered = [
    ...answers.map((given) => ({ given, survey: 'activity' as const, activity: given.activity })),
    ...scores.map((given) => ({ given, survey: 'cs-nps' as const })),
  ].map(({ given: { account, contact, mail, day }, ...asked }, n) =>
    ask({ ...asked, account, contact, mail, day: addDays(day, -(1 + (n % 4))) }, n),
  );
  const silent = answers.map(({ account, contact, activity, day }, n) =>
    ask({ account, contact, activity, survey: 'activity', mail: `${account}/demo-silent/${n}`, day }, n + 1),
  );
  const silentOnAll = people
    .filter(({ account, id }) => !scores.some((one) => one.account === account && one.contact === id))
    .map(({ account, id }, n) =>
      ask(
        {
          account,
          contact: id,
          survey: 'cs-nps',
          mail: `${account}/demo-our-work-silent/${n}`,
          day: addDays(today, -20 - n),
        },
        n,
      ),
    );
  return [...answered, ...silent, ...silentOnAll].filter(({ day }) => day < today);
}

/** Ratings of the team's own: what it thinks, which is not always what customers say. */
function ratingsAsOf(today: Day): TeamRating[] {
  const said: [activity: string, by: string, expectation: Expectation][] = [
    ['monthly-call', 'haruka.ito', 'as-expected'],
    ['monthly-call', 'sota.kimura', 'as-expected'],
    ['data-correction', 'ren.okamoto', 'less'],
    ['data-correction', 'haruka.ito', 'as-expected'],
    ['answer-inquiry', 'ren.okamoto', 'as-expected'],
    ['check-in-look', 'emma.lindgren', 'more'],
  ];
  return said.map(([activity, by, expectation]) => ({ activity, by, expectation, day: addDays(today, -14) }));
}

/** One that is done and may be looked at, and one that is open. */
function movesAsOf(today: Day): Move[] {
  const move = { owner: 'kenji.mori', stage: 'adoption' } as const;
  return [
    {
      ...{ ...move, id: 'demo-fault', activity: 'troubleshooting', kind: 'improve', from: 'G-2' },
      ...{ due: addDays(today, -50), agreedOn: addDays(today, -90), doneOn: addDays(today, -FIXED_DAYS_AGO) },
      note: '不具合の状況を1日1回お知らせし、原因が分かった時点で手順書を公開する。',
    },
    {
      ...{ ...move, id: 'demo-meeting', activity: 'monthly-call', kind: 'reduce', from: 'O-3' },
      ...{ due: addDays(today, 12), agreedOn: addDays(today, -9) },
      note: '利用が順調なお客様は隔月にする。',
    },
  ];
}

const initiativeOf = (activity: string, { activities }: Playbook): Initiative =>
  activities[activity]?.initiative ?? 'proactive';

const chance = (activity: string, n: number, what: string) => stableHash(`${activity} ${n} ${what}`) >>> 4;
