import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Csm } from '../../domain/account/account.ts';
import { localeFor } from '../../domain/company/team.ts';
import type { Locale } from '../../domain/locale/locale.ts';
import { MOST_CALLS_A_MINUTE, opensBy, readPersonalKey } from '../../domain/sign-in/personal-key.ts';
import { may, type Right } from '../../domain/sign-in/rights.ts';
import type { Readings } from '../readings/readings.ts';
import { logMetrics } from '../runtime/metrics.ts';
import { type DynamoPersonalKeys, hashOfPersonalKey } from '../store/sign-in/personal-keys.ts';
import { codes, RefusedRequestError } from './json-rpc.ts';

/** Somebody of the team, for whom an assistant asks. */
export interface Asker {
  member: Csm;
  locale: Locale;
  may(right: Right): boolean;
}

export interface Recognising {
  readings: Pick<Readings, 'records' | 'company' | 'clock' | 'now'>;
  personalKeys: Pick<DynamoPersonalKeys, 'use'>;
  webUrl: string;
}

const BEARER = /^bearer +(\S+)$/i;
const MINUTE_IN_MS = 60_000;

/**
 * For whom the request asks, as they are at this moment: a key that was ended, or whose owner has left or has another role,
 * opens nothing any more.
 *
 * @throws RefusedRequestError
 */
export async function whoAsks(
  { headers }: APIGatewayProxyEventV2,
  { readings: { records, company, clock, now }, personalKeys, webUrl }: Recognising,
): Promise<Asker> {
  const key = BEARER.exec(headers.authorization ?? '')?.[1];
  const said = key === undefined ? null : readPersonalKey(key);
  const at = now();
  const [used, member] =
    key === undefined || said === null
      ? [null, undefined]
      : await Promise.all([personalKeys.use(hashOfPersonalKey(key), at), records.member(said.person)]);
  if (used === null || !opensBy(used.key, member, { today: clock.dayOf(at), now: at })) {
    throw new RefusedRequestError(
      401,
      codes.refused,
      `No live key was shown. Make one at ${webUrl}/set-up/assistants and send it as "Authorization: Bearer skp_…".`,
      { headers: { 'www-authenticate': 'Bearer' } },
    );
  }
  if (used.calls > MOST_CALLS_A_MINUTE) {
    const wait = Math.ceil((MINUTE_IN_MS - (at % MINUTE_IN_MS)) / 1000);
    logMetrics('assistant slowed down', { SlowedAssistantCalls: 1 }, { now: at });
    throw new RefusedRequestError(
      429,
      codes.refused,
      `This key has asked ${MOST_CALLS_A_MINUTE} times within a minute, which is the most it may. Stop, and go on in ${wait} seconds.`,
      { headers: { 'retry-after': String(wait) }, data: { retryAfterInSeconds: wait } },
    );
  }
  return { member, locale: localeFor(company, member), may: (right) => may(member.role, right) };
}
