import type { Language, Stage } from '../../domain/account.ts';
import type { TaskMailContent } from '../../domain/mail-content.ts';
import type { Playbook, Signal } from '../../domain/playbook/playbook.ts';
import type { SignalCondition } from '../../domain/signals/conditions.ts';
import type { Evidence } from '../../domain/signals/reading.ts';
import { onOneLine, shorten } from './plain-text.ts';
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

const MOST_CHARACTERS_OF_A_NAME = 60;

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
    about: aboutWhat(content, language, playbook),
    say: signalWords[language],
    general: words[language],
    language,
    playbook,
  });
}

/** Features and products have names of their own in the playbook; a combination is two features. */
function aboutWhat(
  { subject }: Pick<TaskMailContent, 'subject'>,
  language: Language,
  { features, otherProducts }: Playbook,
): string {
  if (subject === null) return '';
  const labelOf = (name: string) => (features[name] ?? otherProducts[name])?.label[language];
  const parts = subject.id.split('+').map((part) => labelOf(part));
  const isCombination = parts.every((part) => part !== undefined);
  const label = isCombination ? parts.join(signalWords[language].and) : undefined;
  const text = subject.name ?? labelOf(subject.id) ?? label ?? subject.id;
  return shorten(onOneLine(text), MOST_CHARACTERS_OF_A_NAME);
}

/** What `needed` names, when all of it is there. */
function have<Name extends keyof Evidence>(evidence: Evidence, ...needed: Name[]): Record<Name, number> | null {
  return needed.every((name) => evidence[name] !== undefined) ? (evidence as Record<Name, number>) : null;
}

/** By the kind of the signal's condition; a test asks for all of them. */
export const tellers: Readonly<Record<string, Teller>> = {
  'counter-level': ({ condition, evidence, general }) => {
    const known = have(evidence, 'window', 'baseline', 'ratio');
    if (known === null || condition.kind !== 'counter-level') return null;
    const percent = (known.ratio - 1) * 100;
    return {
      headline: general.headlines.counterLevel(condition.event, percent),
      number: general.change(percent),
      text: general.against(condition.event, known.window, condition.windowInDays, known.baseline),
    };
  },
  'days-since': ({ condition, evidence, general }) => {
    const known = have(evidence, 'days');
    if (known === null || condition.kind !== 'days-since') return null;
    return {
      headline: general.headlines.daysSince(condition.event, known.days),
      number: general.days(known.days),
      text: general.sinceLast(condition.event),
    };
  },
  'hand-over': ({ evidence, about, general }) => {
    const known = have(evidence, 'days', 'value');
    if (known === null || about === '') return null;
    return {
      headline: general.headlines.handOver(about),
      number: general.ago(known.days),
      text: general.newcomer(about, known.value),
    };
  },
  'renewal-due': ({ evidence, about, general }) => {
    const known = have(evidence, 'days');
    if (known === null || about === '') return null;
    return {
      headline: general.headlines.renewalDue(known.days),
      number: general.days(known.days),
      text: general.renewsOn(about),
    };
  },
  'person-level': ({ evidence, about, say }) => {
    const known = have(evidence, 'window', 'baseline', 'ratio');
    return known && say.keyPerson({ ...known, person: about, percent: Math.round((1 - known.ratio) * 100) });
  },
  'feature-unused': ({ evidence, about, say }) => {
    const known = have(evidence, 'days');
    return known && say.featureUnused({ ...known, feature: about });
  },
  'first-login-share': ({ evidence, say }) => {
    const known = have(evidence, 'share', 'users', 'limit');
    return known && say.firstLogins({ share: known.share, arrived: known.users, invited: known.limit });
  },
  'survey-unanswered': ({ evidence, about, say }) => {
    const known = have(evidence, 'days');
    return known && say.surveyUnanswered({ ...known, person: about });
  },
  'survey-answer': ({ evidence, about, say }) => {
    const known = have(evidence, 'value');
    return known && say.surveyAnswer({ ...known, person: about });
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
  'score-level': ({ evidence, say }) => {
    const known = have(evidence, 'value');
    return known && say.score({ score: known.value });
  },
  'score-drop': ({ evidence, say }) => {
    const known = have(evidence, 'value', 'baseline');
    return known && say.scoreDrop({ score: known.value, before: known.baseline });
  },
  'address-dead': ({ about, say }) => (about === '' ? null : say.deadAddress({ person: about })),
  'subject-interest': ({ evidence, about, say }) => {
    const { window = 0, value = 0 } = evidence;
    return window + value === 0 ? null : say.interest({ product: about, times: window + value });
  },
  'feature-share': ({ evidence, about, say }) => {
    const known = have(evidence, 'share', 'users');
    return known && say.featureShare({ ...known, feature: about });
  },
  'features-together': ({ evidence, about, say }) => {
    const known = have(evidence, 'days');
    return known && say.featuresTogether({ ...known, features: about });
  },
  'measure-share': ({ condition, evidence, say }) => {
    const known = have(evidence, 'share', 'value', 'limit');
    return known && say.nearLimit({ ...known, measure: measureOf(condition) });
  },
  'measure-growth': ({ condition, evidence, say }) => {
    const known = have(evidence, 'share');
    return known && say.measureGrowth({ growth: known.share, measure: measureOf(condition) });
  },
  'license-share': ({ evidence, say }) => {
    const known = have(evidence, 'share', 'users', 'limit');
    return known && say.licenses({ share: known.share, users: known.users, licenses: known.limit });
  },
  'stage-entered': ({ condition, about, say, general }) => {
    const stage = 'stage' in condition ? general.stages[condition.stage as Stage] : undefined;
    return stage === undefined || about === '' ? null : say.stage({ stage, since: about });
  },
};

const measureOf = (condition: SignalCondition) => ('measure' in condition ? String(condition.measure) : '');
