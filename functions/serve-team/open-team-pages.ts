import middy from '@middy/core';
import type { LinkKeys } from '../links/link-keys.ts';
import { WebLinks } from '../links/web-links.ts';
import { openProvider } from '../oidc/open-provider.ts';
import { webErrors } from '../pages/web-errors.ts';
import { openReadings } from '../readings/open-readings.ts';
import type { ValuesOf } from '../runtime/variables.ts';
import { whenAsked } from '../runtime/when-asked.ts';
import { dynamoClient } from '../store/client.ts';
import { DynamoSessions } from '../store/sign-in/sessions.ts';
import type { serveTeamEnv } from './env.ts';
import { showTeamPage } from './show-team-page.ts';

export interface Keys {
  linkKeys: LinkKeys;
  sessionKeys: LinkKeys;
}

/** What showing the team's pages needs, once a cold start. */
export function openTeamPages(env: ValuesOf<typeof serveTeamEnv>, { linkKeys, sessionKeys }: Keys, now: () => number) {
  const client = dynamoClient();
  const table = env.ACCOUNTS_TABLE;
  const readings = openReadings(env, client, now);
  const answer = showTeamPage({
    ...readings,
    provider: env.IDENTITY_PROVIDER === null ? undefined : openProvider(env.IDENTITY_PROVIDER, env.WEB_URL, now),
    links: new WebLinks(linkKeys, now),
    webUrl: env.WEB_URL,
    keptInDays: env.KEPT_IN_DAYS,
    chatPlaces: env.CHAT_PLACES,
    sessionKeys,
    sessions: new DynamoSessions(client, table),
    dataRequests: whenAsked(
      async () => new (await import('../store/personal-data/data-requests.ts')).DynamoDataRequests(client, table),
      'all',
      'find',
      'part',
    ),
    contacts: whenAsked(
      async () => new (await import('../store/lists/record-pages.ts')).RecordPages(client, table),
      'contacts',
    ),
    personalKeys: whenAsked(
      async () => new (await import('../store/sign-in/personal-keys.ts')).DynamoPersonalKeys(client, table),
      'listed',
    ),
    setUp: async (today) => {
      const { readSetUp } = await import('./read-set-up.ts');
      return readSetUp({ client, table, configured: env.SOURCES, clock: readings.clock }, today);
    },
  });
  return middy(answer).use(webErrors(env.COMPANY, now));
}
