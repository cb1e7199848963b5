import type { KeptInDays } from '../../domain/personal-data/keeping.ts';
import type { Day } from '../../domain/time/day.ts';
import type { WebLinks } from '../links/web-links.ts';
import type { OpenProvider } from '../oidc/open-provider.ts';
import type { Readings } from '../readings/readings.ts';
import type { RecordPages } from '../store/lists/record-pages.ts';
import type { DynamoDataRequests } from '../store/personal-data/data-requests.ts';
import type { DynamoPersonalKeys } from '../store/sign-in/personal-keys.ts';
import type { ActForm } from '../team-pages/act-form.ts';
import type { Reader, Recognising } from '../team-pages/reader.ts';
import type { TeamFile, TeamPage } from '../team-pages/team-page.ts';
import type { StoredSetUp } from './read-set-up.ts';

/** Where pages find what they show; nothing of it writes. */
export interface Showing extends Recognising, Readings {
  /** Where people can sign in by the company's identity provider. */
  provider?: OpenProvider | undefined;
  links: Pick<WebLinks, 'openSignIn' | 'addressesAt'>;
  /** Where links begin. */
  webUrl: string;
  /** What the stage says of how long things are kept. */
  keptInDays: KeptInDays;
  /** What was asked about personal data. */
  dataRequests: Pick<DynamoDataRequests, 'all' | 'find' | 'part'>;
  contacts: Pick<RecordPages, 'contacts'>;
  /** Names of places in the chat; none where there is no chat. */
  chatPlaces: readonly string[];
  personalKeys: Pick<DynamoPersonalKeys, 'listed'>;
  setUp(today: Day): Promise<StoredSetUp>;
}

/** What a page is asked for with. */
export interface PageRequest {
  reader: Reader;
  /** What follows the page's name in the address. */
  id: string;
  query: URLSearchParams;
  /** Makes the forms of what may be done on it. */
  form: ActForm;
}

export type ShowTeamPage = (request: PageRequest, showing: Showing) => Promise<TeamPage | TeamFile>;
