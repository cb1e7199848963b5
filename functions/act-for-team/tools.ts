import type { WebLinks } from '../links/web-links.ts';
import type { OpenProvider } from '../oidc/open-provider.ts';
import type { DynamoPlaybooks } from '../store/playbooks/playbooks.ts';
import type { DynamoSignIns } from '../store/sign-in/sign-ins.ts';
import type { WebRecords } from '../store/work/web-records.ts';
import type { Recognising } from '../team-pages/reader.ts';

/** What is done on the team's pages is done with these. */
export interface TeamActTools extends Recognising {
  links: Pick<WebLinks, 'openSignIn'>;
  /** Where people can sign in by the company's identity provider. */
  provider?: OpenProvider | undefined;
  signIns: Pick<DynamoSignIns, keyof DynamoSignIns>;
  records: Pick<WebRecords, 'member' | 'members'>;
  playbooks: Pick<DynamoPlaybooks, 'currentVersion'>;
  newId: () => string;
  random: (bytes: number) => Buffer;
}
