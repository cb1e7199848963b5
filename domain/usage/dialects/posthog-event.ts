import { type Call, type CallFieldNames, readCall } from '../call.ts';
import {
  type EventContext,
  type EventRefusal,
  extraOf,
  isObject,
  isRefusal,
  isSubject,
  readEventFields,
  refuse,
} from '../read-usage-event.ts';
import type { SentEvent } from '../usage-event.ts';
import { EVENT_TOO_LARGE, isTooLarge } from './event-size.ts';
import { fittingFields, isFittingField, looseId } from './loose-fields.ts';

/** Types of groups that are customers, the first that an event names. Projects and teams are none. */
const ACCOUNT_GROUP_TYPES = ['account', 'company', 'organization', 'customer'];

const names: CallFieldNames = {
  id: '"uuid"',
  account: `"$groups" (${ACCOUNT_GROUP_TYPES.join(', ')})`,
  user: '"distinct_id"',
  anonymous: '"distinct_id"',
  event: '"event"',
  time: '"timestamp"',
  group: '"$group_key"',
  previous: '"alias"',
  traits: '"$set"',
};

/**
 * Libraries that write the name somebody had so far as `distinct_id`, and who they are as `alias`: Python's, and those
 * that run where people are. All others write who it is as `distinct_id`, and a name that is theirs too as `alias`.
 */
const NAME_SO_FAR_FIRST: ReadonlySet<unknown> = new Set([
  'posthog-python',
  'web',
  'posthog-js-lite',
  'posthog-ios',
  'posthog-android',
  'posthog-react-native',
  'posthog-flutter',
  'posthog-unity',
]);

const MADE_UP = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const PATH_OF_URL = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]*)/i;

/**
 * One event of a PostHog library. Who somebody is comes as events too, told by their names; an event that sets
 * properties of its person is two things at once.
 */
export function readPosthogEvent(raw: unknown, context: EventContext): (SentEvent | Call)[] | EventRefusal {
  if (!isObject(raw)) return refuse('not-an-object', 'Write each event as an object: {"event", "distinct_id", …}.');
  if (isTooLarge(raw)) return refuse('too-large', EVENT_TOO_LARGE);
  const { uuid: id, timestamp: time, library } = raw;
  const properties = isObject(raw.properties) ? raw.properties : {};
  const distinctId = looseId(raw.distinct_id ?? properties.distinct_id);
  if (distinctId === undefined) return refuse('no-user', 'Say in "distinct_id" who it was.');
  const set = properties.$set ?? raw.$set;
  const groupId = accountIn(properties.$groups);
  const lib = properties.$lib ?? raw.$lib ?? library;
  // The libraries make up an id where they are given none, and say by this that it is nobody's.
  const isAnonymous = properties.$process_person_profile === false || properties.$is_identified === false;

  const readIdentify = () => {
    const anonymousId = looseId(properties.$anon_distinct_id);
    return readCall(
      { kind: 'identify', id, time, groupId, userId: distinctId, anonymousId, traits: set },
      context,
      names,
    );
  };
  switch (raw.event) {
    case '$set':
      if (isAnonymous) return refuse('no-user', 'Traits of somebody who has not signed in can’t be kept.');
      return listed(readIdentify());
    case '$identify':
      return listed(readIdentify());
    case '$create_alias': {
      const alias = looseId(properties.alias);
      const isSoFar = NAME_SO_FAR_FIRST.has(lib) && properties.$is_identified !== true;
      const named = isSoFar ? { userId: alias, anonymousId: distinctId } : { userId: distinctId, anonymousId: alias };
      return listed(readCall({ kind: 'alias', id, time, ...named }, context, names));
    }
    case '$groupidentify': {
      // posthog-python makes up an id where it is given none, and does not say so.
      const isMadeUp = isAnonymous || (lib === 'posthog-python' && MADE_UP.test(String(distinctId)));
      return listed(readGroupIdentify(raw, properties, isMadeUp ? undefined : distinctId, context));
    }
  }

  const { value, subject, comment } = fittingFields(properties);
  const view = viewIn(raw.event, properties);
  const event = readEventFields(
    {
      id,
      account: groupId,
      user: isAnonymous ? undefined : distinctId,
      anonymousId: isAnonymous ? distinctId : undefined,
      event: view === undefined ? raw.event : view.event,
      time,
      value,
      subject: subject ?? view?.subject,
      comment,
      currency: properties.currency,
    },
    extraOf(properties, isNoExtra),
    context,
    names,
  );
  if (isRefusal(event) || isAnonymous || !isObject(set)) return listed(event);
  const identify = readIdentify();
  return isRefusal(identify) ? identify : [event, identify];
}

const listed = <Read extends SentEvent | Call>(read: Read | EventRefusal): Read[] | EventRefusal =>
  isRefusal(read) ? read : [read];

function readGroupIdentify(
  { uuid: id, timestamp: time }: Record<string, unknown>,
  { $group_type: type, $group_key, $group_set: traits }: Record<string, unknown>,
  distinctId: unknown,
  context: EventContext,
): Call | EventRefusal {
  if (!ACCOUNT_GROUP_TYPES.includes(type as string)) {
    return refuse('unknown-group-type', `Only groups of these types are customers: ${ACCOUNT_GROUP_TYPES.join(', ')}.`);
  }
  const groupId = looseId($group_key);
  // Without a person the libraries write the group itself in the person's place.
  const userId = distinctId === `$${type}_${groupId}` ? undefined : distinctId;
  return readCall({ kind: 'group', id, time, groupId, userId, traits }, context, names);
}

function accountIn(groups: unknown): unknown {
  if (!isObject(groups)) return undefined;
  const type = ACCOUNT_GROUP_TYPES.find((name) => looseId(groups[name]) !== undefined);
  return type === undefined ? undefined : looseId(groups[type]);
}

function viewIn(event: unknown, properties: Record<string, unknown>) {
  switch (event) {
    case '$pageview':
      return { event: 'page.viewed', subject: fitting(properties.$pathname) ?? pathOf(properties.$current_url) };
    case '$screen':
      return { event: 'screen.viewed', subject: fitting(properties.$screen_name) };
    default:
      return undefined;
  }
}

const fitting = (subject: unknown) => (isSubject(subject) && subject !== '' ? subject : undefined);

function pathOf(url: unknown): string | undefined {
  if (typeof url !== 'string') return undefined;
  return fitting(PATH_OF_URL.exec(url)?.[1] || '/');
}

/** By a dollar sign the libraries mark what they add: addresses, browsers, groups. */
const isNoExtra = (name: string, value: unknown) =>
  name.startsWith('$') || name === 'distinct_id' || isFittingField(name, value);
