import type { ActivityAnswer } from '../answers/activity-answer.ts';
import type { CsScore } from '../answers/cs-score.ts';
import { groupedBy } from '../collections/grouped-by.ts';
import { type NpsShown, npsOf, npsTallyOf } from '../kpis/net-promoter-score.ts';
import { type ToldShare, toldShare } from '../work-cuts/told-share.ts';
import type { SurveyAsk } from './survey-ask.ts';

/** What one of them said: of what was asked, how, and how they stood then. */
export interface SurveyVoice {
  ask: SurveyAsk | undefined;
  given: ActivityAnswer | CsScore;
}

export interface SurveyRow {
  /** By what they are put together; `null` of all. */
  name: string | null;
  /** Of those asked, who answered while they were a customer's. */
  answered: ToldShare;
  counts: { less: number; 'as-expected': number; more: number };
  nps: NpsShown;
}

export interface SurveyReport {
  all: SurveyRow;
  byActivity: SurveyRow[];
  bySegment: SurveyRow[];
  byRole: SurveyRow[];
  /** The latest first. */
  voices: SurveyVoice[];
  /** Answers of those who had left: on record, and in no figure. */
  afterLeaving: number;
  /** Answers to mails of which it is not on record that they asked. */
  withoutAsk: number;
}

/** What nobody named goes under this. */
export const NOT_NAMED = '-';

/** What customers were asked about our own work, who answered, and what; the product's own NPS is another matter. */
export function surveyReport(
  asks: readonly SurveyAsk[],
  answers: readonly ActivityAnswer[],
  scores: readonly CsScore[],
): SurveyReport {
  const askOf = new Map(asks.map((ask) => [keyOf(ask), ask]));
  const all = [...answers, ...scores].map((given): SurveyVoice => ({ ask: askOf.get(keyOf(given)), given }));
  const counted = all.filter(({ given }) => given.hasLeft !== true);
  const by = (name: (ask: SurveyAsk) => string | undefined) => {
    const asked = groupedBy(asks, (ask) => name(ask) ?? NOT_NAMED);
    const said = groupedBy(counted, ({ ask, given }) => name(ask ?? assumedAsk(given)) ?? NOT_NAMED);
    const names = [...new Set([...asked.keys(), ...said.keys()])];
    return names
      .map((one) => rowOf(one, asked.get(one) ?? [], said.get(one) ?? []))
      .sort((a, b) => b.answered.of - a.answered.of || ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
  };
  return {
    all: rowOf(null, asks, counted),
    byActivity: by(({ activity }) => activity),
    bySegment: by(({ segment }) => segment),
    byRole: by(({ role }) => role),
    voices: all.sort((a, b) => (a.given.day < b.given.day ? 1 : a.given.day > b.given.day ? -1 : 0)),
    afterLeaving: all.length - counted.length,
    withoutAsk: all.filter(({ ask }) => ask === undefined).length,
  };
}

/** Of a mail that went out before it was put on record whom it asked. */
const assumedAsk = (given: SurveyVoice['given']): SurveyAsk => ({
  ...given,
  survey: 'score' in given ? 'cs-nps' : 'activity',
  segment: 'unknown',
});

function rowOf(name: string | null, asks: readonly SurveyAsk[], said: readonly SurveyVoice[]): SurveyRow {
  const counts = { less: 0, 'as-expected': 0, more: 0 };
  for (const { given } of said) if ('expectation' in given) counts[given.expectation] += 1;
  const scores = said.flatMap(({ given }) => ('score' in given ? [given.score] : []));
  // Of a mail that was answered twice the last word counts, and so it is one.
  const answered = said.filter(({ ask }) => ask !== undefined).length;
  return { name, answered: toldShare(answered, asks.length), counts, nps: npsOf(npsTallyOf(scores)) };
}

/** One mail asks one question of one person. */
const keyOf = ({ account, mail }: { account: string; mail: string }) => JSON.stringify([account, mail]);
