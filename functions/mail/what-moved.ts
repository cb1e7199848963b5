import type { Language, Stage } from '../../domain/account.ts';
import type { TaskMailContent } from '../../domain/mail-content.ts';
import type { Playbook, Signal } from '../../domain/playbook/playbook.ts';
import type { SignalCondition } from '../../domain/signals/conditions.ts';
import type { Evidence } from '../../domain/signals/reading.ts';
import { aboutIn, labelOf } from './names.ts';
import { type SignalWords, signalWords } from './signal-words.ts';
import { type Words, words } from './words.ts';

/** The number behind a signal: for the subject line, and large at the top of the mail. */
export interface Moved {
  headline: string;
  number: string;
  text: string;
}

interface Telling {
  condition: SignalCondition;
  evidence: Evidence;
  /** The person, feature, product or date it is about, as a reader knows it; empty when it is the account. */
  about: string;
  say: SignalWords;
  general: Words;
  language: Language;
  playbook: Playbook;
}

/** `null` where the evidence lacks what the words need: then the signal's name stands alone. */
type Teller = (telling: Telling) => Moved | null;

export function whatMoved(
  signal: Signal,
  content: Pick<TaskMailContent, 'subject' | 'evidence'>,
  language: Language,
  playbook: Playbook,
): Moved | null {
  const teller = tellers[signal.when.kind];
  if (teller === undefined) return null;
  return teller({
    condition: signal.when,
    evidence: content.evidence,
    about: aboutIn(language, signal, content.subject, playbook) || (content.subject?.id ?? ''),
    say: signalWords[language],
    general: words[language],
    language,
    playbook,
  });
}

/** What `needed` names, when all of it is there. */
function have<Name extends keyof Evidence>(evidence: Evidence, ...needed: Name[]): Record<Name, number> | null {
  return needed.every((name) => evidence[name] !== undefined) ? (evidence as Record<Name, number>) : null;
}

/** By the kind of the signal's condition; a test asks for all of them. */
export const tellers: Readonly<Record<string, Teller>> = {
  'counter-level': ({ condition, evidence, general, ...world }) => {
    const known = have(evidence, 'window', 'baseline', 'ratio');
    if (known === null || condition.kind !== 'counter-level') return null;
    const percent = (known.ratio - 1) * 100;
    const event = eventIn(world, condition.event);
    return {
      headline: general.headlines.counterLevel(event, percent),
      number: general.change(percent),
      text: general.against(event, known.window, condition.windowInDays, known.baseline),
    };
  },
  'days-since': ({ condition, evidence, general, ...world }) => {
    const known = have(evidence, 'days');
    if (known === null || condition.kind !== 'days-since') return null;
    const event = eventIn(world, condition.event);
    return {
      headline: general.headlines.daysSince(event, known.days),
      number: general.days(known.days),
      text: general.sinceLast(event),
    };
  },
  'hand-over': ({ condition, evidence, about, general }) => {
    const known = have(evidence, 'days', 'value');
    if (known === null || about === '' || condition.kind !== 'hand-over') return null;
    return {
      headline: general.headlines.handOver(about),
      number: general.ago(known.days),
      text: general.newcomer(about, known.value, Math.min(condition.goalWindowInDays, known.days + 1)),
    };
  },
  'renewal-due': ({ evidence, about, general }) => {
    const known = have(evidence, 'days');
    if (known === null || about === '') return null;
    return {
      headline: general.headlines.renewalDue(known.days),
      number: general.days(Math.abs(known.days)),
      text: general.renewsOn(about, known.days),
    };
  },
  'person-level': ({ condition, evidence, about, say }) => {
    const known = have(evidence, 'window', 'baseline', 'ratio');
    if (known === null || condition.kind !== 'person-level') return null;
    const { windowInDays } = condition;
    const percent = Math.round((1 - known.ratio) * 100);
    return say.keyPerson({ ...known, person: about, percent, windowInDays });
  },
  'feature-unused': ({ evidence, about, say }) => {
    const known = have(evidence, 'days');
    return known && say.featureUnused({ ...known, feature: about });
  },
  'first-login-share': ({ condition, evidence, say, ...world }) => {
    const known = have(evidence, 'share', 'users', 'limit');
    if (known === null || condition.kind !== 'first-login-share') return null;
    const { share, users: arrived, limit: invited } = known;
    const { invitedAtLeastDaysAgo: from, invitedAtMostDaysAgo: to } = condition;
    return say.firstLogins({ what: whatIn(world, condition.event), share, arrived, invited, from, to });
  },
  'survey-unanswered': ({ evidence, about, say }) => {
    const known = have(evidence, 'days');
    return known && say.surveyUnanswered({ ...known, person: about });
  },
  'survey-answer': ({ condition, evidence, about, say, ...world }) => {
    const known = have(evidence, 'value');
    if (known === null || condition.kind !== 'survey-answer') return null;
    const survey = condition.event === RECOMMENDATION ? '' : eventIn(world, condition.event);
    return say.surveyAnswer({ ...known, person: about, survey });
  },
  'days-without-touch': ({ evidence, say }) => {
    const known = have(evidence, 'days');
    return known && say.noTouch(known);
  },
  'goal-slipping': ({ evidence, say }) => {
    const known = have(evidence, 'value', 'limit', 'days');
    return known && say.goalSlipping({ ...known, line: known.limit });
  },
  'goal-reached': ({ evidence, say }) => say.goalReached({ value: evidence.value }),
  'score-level': ({ condition, evidence, say }) => {
    const known = have(evidence, 'value');
    if (known === null || condition.kind !== 'score-level') return null;
    return say.score({ score: known.value, below: condition.tripsBelow });
  },
  'score-drop': ({ condition, evidence, say }) => {
    const known = have(evidence, 'value', 'baseline');
    if (known === null || condition.kind !== 'score-drop') return null;
    return say.scoreDrop({ score: known.value, before: known.baseline, overDays: condition.overDays });
  },
  'address-dead': ({ about, say }) => (about === '' ? null : say.deadAddress({ person: about })),
  'subject-interest': ({ condition, evidence, about, say }) => {
    const { window: views = 0, value: downloads = 0 } = evidence;
    if (views + downloads === 0 || condition.kind !== 'subject-interest') return null;
    return say.interest({ product: about, views, downloads, withinDays: condition.withinDays });
  },
  'feature-share': ({ condition, evidence, about, say }) => {
    const known = have(evidence, 'share', 'users', 'window');
    if (known === null || condition.kind !== 'feature-share') return null;
    const { share, users, window: active } = known;
    return say.featureShare({ feature: about, share, users, active, windowInDays: condition.windowInDays });
  },
  'features-together': ({ condition, evidence, about, say }) => {
    const known = have(evidence, 'days');
    if (known === null || condition.kind !== 'features-together') return null;
    return say.featuresTogether({ ...known, features: about, windowInDays: condition.windowInDays });
  },
  'measure-share': ({ condition, evidence, say, ...world }) => {
    const known = have(evidence, 'share', 'value', 'limit');
    if (known === null || condition.kind !== 'measure-share') return null;
    return say.nearLimit({ ...known, measure: eventIn(world, condition.measure) });
  },
  'measure-growth': ({ condition, evidence, say, ...world }) => {
    const known = have(evidence, 'share');
    if (known === null || condition.kind !== 'measure-growth') return null;
    const { measure, months } = condition;
    return say.measureGrowth({ growth: known.share, measure: eventIn(world, measure), months });
  },
  'license-share': ({ condition, evidence, say, ...world }) => {
    const known = have(evidence, 'share', 'users', 'limit');
    if (known === null || condition.kind !== 'license-share') return null;
    const { share, users, limit: licenses } = known;
    return say.licenses({ what: whatIn(world, condition.event), share, users, licenses });
  },
  'stage-entered': ({ condition, about, say, general }) => {
    const stage = 'stage' in condition ? general.stages[condition.stage as Stage] : undefined;
    return stage === undefined || about === '' ? null : say.stage({ stage, since: about });
  },
};

const LOGIN = 'login';
const RECOMMENDATION = 'nps.answered';

type World = Pick<Telling, 'language' | 'playbook'>;

/** Log-ins have words of their own, all else is called as the company calls it. */
function eventIn({ language, playbook }: World, event: string): string {
  return event === LOGIN ? event : labelOf(event, language, playbook);
}

/** The same, for where log-ins need no word. */
function whatIn(world: World, event: string): string {
  return event === LOGIN ? '' : eventIn(world, event);
}
