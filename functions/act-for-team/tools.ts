import type { KpiSettings } from '../../domain/kpis/kpi-settings.ts';
import type { BusinessCalendar } from '../../domain/time/business-days.ts';
import type { NamedRuns } from '../aws/named-runs.ts';
import type { WebLinks } from '../links/web-links.ts';
import type { OpenProvider } from '../oidc/open-provider.ts';
import type { RetryTiming } from '../pages/retry-while-busy.ts';
import type { DynamoAccounts } from '../store/accounts/accounts.ts';
import type { DynamoActivities } from '../store/accounts/activities.ts';
import type { DynamoNextActions } from '../store/accounts/next-actions.ts';
import type { DynamoStages } from '../store/accounts/stages.ts';
import type { AuditReader } from '../store/audit/audit-reader.ts';
import type { BoardReader } from '../store/board/board-reader.ts';
import type { DynamoListings } from '../store/lists/listings.ts';
import type { DynamoOutbox } from '../store/outbox/outbox.ts';
import type { DynamoDataRequests } from '../store/personal-data/data-requests.ts';
import type { DynamoPlaybooks } from '../store/playbooks/playbooks.ts';
import type { DynamoPersonalKeys } from '../store/sign-in/personal-keys.ts';
import type { DynamoSignIns } from '../store/sign-in/sign-ins.ts';
import type { DynamoCustomerPages } from '../store/work/customer-pages.ts';
import type { DynamoTasks } from '../store/work/tasks.ts';
import type { WebRecords } from '../store/work/web-records.ts';
import type { Studies } from '../studies/studies.ts';
import type { Recognising } from '../team-pages/reader.ts';
import type { ApprovalDeciding } from '../work/approval.ts';
import type { MemberChanging } from '../work/change-member.ts';
import type { HeldMailDeciding } from '../work/held-mail.ts';
import type { Improving } from '../work/improve.ts';
import type { Proposing } from '../work/propose.ts';
import type { PlaybookPublishing } from '../work/publish-playbook.ts';
import type { TakingBack } from '../work/take-back.ts';
import type { TaskActTools } from '../work/task-act.ts';

/** What is done on the team's pages is done with these. */
export interface TeamActTools extends Recognising, TaskActTools, TakingBack, MemberChanging, Improving, Proposing {
  links: Pick<WebLinks, 'openSignIn'>;
  /** Where people can sign in by the company's identity provider. */
  provider?: OpenProvider | undefined;
  signIns: Pick<DynamoSignIns, Exclude<keyof DynamoSignIns, 'endAll'>>;
  records: Pick<WebRecords, keyof WebRecords>;
  tasks: Pick<DynamoTasks, 'find' | 'get' | 'change' | 'stageOf'>;
  outbox: Pick<DynamoOutbox, 'findMail' | 'findPost'> & ApprovalDeciding['outbox'] & HeldMailDeciding['outbox'];
  activities: Pick<DynamoActivities, 'log' | 'takeBack'>;
  accounts: Pick<DynamoAccounts, 'load'>;
  stages: Pick<DynamoStages, keyof DynamoStages>;
  nextActions: Pick<DynamoNextActions, 'replace' | 'takeBack'>;
  audit: Pick<AuditReader, 'ofMember'>;
  playbooks: Pick<DynamoPlaybooks, 'current' | 'latestTold'> & PlaybookPublishing['playbooks'];
  kpis: KpiSettings;
  /** Names of places in the chat; none where there is no chat. */
  chatPlaces: readonly string[];
  /** Starts questions to the past of all accounts, and stops them. */
  studies: Pick<Studies, 'start' | 'cancel' | 'look'>;
  /** Keys for assistants. */
  personalKeys: Pick<DynamoPersonalKeys, 'listed' | 'make' | 'find' | 'end'>;
  /** Where pages begin. */
  webUrl: string;
  /** What is asked about personal data is carried out by a run of its own. */
  dataRequests: Pick<DynamoDataRequests, 'ask'>;
  dataRuns: Pick<NamedRuns, 'start'>;
  /** To find accounts by their names. */
  board: Pick<BoardReader, 'read'>;
  customerPages: Pick<DynamoCustomerPages, 'replaceInvitation' | 'propose'>;
  listings: Pick<DynamoListings, 'listed' | 'ofAccount'>;
  calendar: BusinessCalendar;
  retryTiming: RetryTiming;
  newId: () => string;
  random: (bytes: number) => Buffer;
}
