import type { Account, Contact } from '../account/account.ts';
import { isFleet, sharedWithFleet } from '../fleet/beyond-fleet.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { HealthIndicator, HealthRules } from '../health/health-rules.ts';
import { mustHaveFeatures, type Vocabulary } from '../playbook/vocabulary.ts';
import type { DataNeed } from '../signals/data-need.ts';
import type { Freshness } from '../sources/freshness.ts';
import type { StageState } from '../stages/stage-state.ts';
import type { BusinessDayCounts } from '../time/business-day-counts.ts';
import { addDays, type Day } from '../time/day.ts';
import type { UsageHistory } from '../usage/usage-history.ts';
import { LOGIN } from '../usage/well-known-events.ts';
import { changeOf, eventLevelAt } from './counter-level.ts';

const HIGHEST_ANSWER = 10;

type CounterLevel = Extract<HealthIndicator, { kind: 'counter-level' }>;

/** What the score of an account is made of. */
export interface HealthContext {
  account: Account;
  contacts: Contact[];
  usage: UsageHistory;
  businessDays: BusinessDayCounts;
  /** Without it nothing is known of the other accounts. */
  fleet?: Fleet | undefined;
  freshness: Freshness;
  playbook: Vocabulary;
  /** `null` when nobody said which stage the account is in. */
  stage: StageState | null;
}

/** The events an indicator falls with when their source falls silent. */
export function eventsOf(indicator: HealthIndicator, playbook: Vocabulary): readonly string[] | 'acts' {
  switch (indicator.kind) {
    case 'counter-level':
    case 'event-count':
      return [indicator.event];
    case 'active-share':
    case 'key-person-days':
      return 'acts';
    case 'must-have-share':
    case 'feature-breadth':
      return featuresOf(indicator.kind, playbook).events;
    case 'survey-mean':
      // An answer holds until the window is over: surveys rest for months without anything being wrong.
      return [];
  }
}

/** Features of a vocabulary, and the events that are use of them. */
interface FeaturesLookedAt {
  names: readonly string[];
  events: readonly string[];
}

type AskedFeatures = Extract<HealthIndicator, { kind: 'must-have-share' | 'feature-breadth' }>['kind'];

const featuresLookedAt = new WeakMap<Vocabulary['features'], Record<AskedFeatures, FeaturesLookedAt>>();

/** Gathered once a vocabulary: every score of every day asks for them. */
function featuresOf(kind: AskedFeatures, { features }: Vocabulary): FeaturesLookedAt {
  let known = featuresLookedAt.get(features);
  if (known === undefined) {
    known = {
      'must-have-share': withEvents(mustHaveFeatures({ features }), features),
      'feature-breadth': withEvents(Object.keys(features), features),
    };
    featuresLookedAt.set(features, known);
  }
  return known[kind];
}

function withEvents(names: string[], features: Vocabulary['features']): FeaturesLookedAt {
  return { names, events: names.flatMap((name) => features[name]?.events ?? []) };
}

/** What a score lives on. Each indicator may be unknown by itself: then the others make the score. */
export function dataNeedsOfScore(playbook: Vocabulary & { health: HealthRules }): DataNeed[] {
  return Object.values(playbook.health.indicators).flatMap((indicator): DataNeed[] => {
    switch (indicator.kind) {
      case 'active-share':
        return [{ event: LOGIN }, { account: 'licenses', alternative: true }];
      case 'key-person-days':
        return [{ event: LOGIN }, { contact: 'keyPerson', alternative: true }];
      case 'must-have-share':
        return mustHaveFeatures(playbook).map((feature) => ({ feature }));
      case 'feature-breadth':
        return Object.keys(playbook.features).map((feature) => ({ feature }));
      default:
        return [{ event: indicator.event }];
    }
  });
}

/** The indicator's value as of the history's day; `null` when there is nothing to tell it by. */
export function indicatorValue(indicator: HealthIndicator, context: HealthContext): number | null {
  const { account, contacts, usage } = context;
  const { windowInDays } = indicator;
  switch (indicator.kind) {
    case 'counter-level':
      return levelOf(indicator, context);
    case 'active-share': {
      if (!account.licenses) return null;
      return usage.activeUsersAgo(windowInDays, 1) / account.licenses;
    }
    case 'key-person-days': {
      if (usage.firstEventDay === null) return null;
      let keyPersons = 0;
      let days = 0;
      for (const { id, keyPerson } of contacts) {
        if (!keyPerson) continue;
        keyPersons += 1;
        days += usage.activeDaysAgo(id, windowInDays, 1);
      }
      return keyPersons === 0 ? null : days / keyPersons;
    }
    case 'must-have-share':
    case 'feature-breadth': {
      if (isUntold(indicator, context)) return null;
      const { names } = featuresOf(indicator.kind, context.playbook);
      let used = 0;
      for (const feature of names) if (usage.featureDaysAgo(feature, windowInDays, 1) > 0) used += 1;
      return used / names.length;
    }
    case 'survey-mean':
      return surveyMean(usage, indicator.event, addDays(usage.asOf, 1 - windowInDays));
    case 'event-count':
      return isUntold(indicator, context) ? null : usage.countAgo(indicator.event, windowInDays, 1);
  }
}

/** Nothing was ever done, or nothing tells of it. */
function isUntold(indicator: HealthIndicator, { freshness, playbook, usage }: HealthContext): boolean {
  return usage.firstEventDay === null || freshness.staleness(eventsOf(indicator, playbook)) === 'no-source';
}

/** The last window against those before it, and both against the fleet where the score is told so. */
function levelOf(indicator: CounterLevel, context: HealthContext): number | null {
  const { usage, fleet } = context;
  const { window, baseline } = eventLevelAt(indicator, context);
  const change = changeOf(window, baseline);
  const ofFleet = indicator.against === 'fleet' ? fleet?.changeFor(indicator, usage.asOf) : undefined;
  if (change === null || !isFleet(ofFleet)) return change;
  const shared = sharedWithFleet(ofFleet, 'fall');
  return shared && change / shared;
}

/** Each anonymous answer counts as a person of its own. */
function surveyMean(usage: UsageHistory, event: string, from: Day): number | null {
  const latest = new Map<string, number>();
  // Most accounts have none most of the time, and this is soon said.
  if ((usage.lastDayOf(event) ?? '') < from) return null;
  for (const { day, reply } of usage.replies(event)) {
    const { id, user, value } = reply;
    if (day >= from && value !== undefined && value >= 0 && value <= HIGHEST_ANSWER)
      latest.set(user ?? `#${id}`, value);
  }
  if (latest.size === 0) return null;
  let sum = 0;
  for (const value of latest.values()) sum += value;
  return sum / latest.size;
}

/** 0–100, linear between the poor and the good value. */
export function markOf({ poor, good }: HealthIndicator, value: number): number {
  return Math.min(1, Math.max(0, (value - poor) / (good - poor))) * 100;
}
