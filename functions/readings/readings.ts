import type { Company } from '../../domain/company/company.ts';
import type { KpiSettings } from '../../domain/kpis/kpi-settings.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import type { Expiring } from '../runtime/expiring.ts';
import type { Scoring } from '../scoring/scoring.ts';
import type { AccountHistory } from '../store/accounts/account-history.ts';
import type { WorkLogReader } from '../store/activities/work-log.ts';
import type { AuditReader } from '../store/audit/audit-reader.ts';
import type { BoardReader } from '../store/board/board-reader.ts';
import type { DynamoImprovements } from '../store/improvement/improvements.ts';
import type { DynamoProposals } from '../store/improvement/proposals.ts';
import type { CourseDaysReader } from '../store/ledger/course-days-reader.ts';
import type { KpiYearsReader } from '../store/ledger/kpi-years-reader.ts';
import type { LedgerReader } from '../store/ledger/ledger-reader.ts';
import type { DynamoNpsDays } from '../store/ledger/nps-days.ts';
import type { DynamoNpsMonths } from '../store/ledger/nps-months.ts';
import type { DynamoApprovals } from '../store/outbox/approvals.ts';
import type { MailPages } from '../store/outbox/mail-pages.ts';
import type { DynamoPlaybooks } from '../store/playbooks/playbooks.ts';
import type { ActivityAnswersReader } from '../store/work/activity-answers.ts';
import type { DynamoAssignedTasks } from '../store/work/assigned-tasks.ts';
import type { DynamoSignalWork } from '../store/work/signal-work.ts';
import type { SurveysReader } from '../store/work/surveys.ts';
import type { TeamRecords } from '../store/work/team-records.ts';
import type { WebRecords } from '../store/work/web-records.ts';
import type { Studies } from '../studies/studies.ts';
import type { BoardKeeping } from './kept-board.ts';
import type { OpenTasks } from './open-tasks.ts';

/** Where what the team looks at is found, whatever door it is asked by; nothing of it writes. */
export interface Readings {
  company: Company;
  clock: LocalClock;
  now: () => number;
  assigned: Pick<DynamoAssignedTasks, 'of' | 'read' | 'closedSince' | 'listedClosed' | 'readClosed'>;
  openTasks: Pick<Expiring<OpenTasks>, 'get' | 'anew'>;
  records: Pick<WebRecords, keyof WebRecords>;
  lists: Pick<TeamRecords, keyof TeamRecords>;
  board: Pick<BoardReader, 'read'>;
  /** The same, with what it is put in order by. */
  keptBoard: BoardKeeping;
  workLog: Pick<WorkLogReader, 'ofMonths' | 'latest'>;
  mails: Pick<MailPages, keyof MailPages>;
  approvals: Pick<DynamoApprovals, 'of'>;
  playbooks: Pick<DynamoPlaybooks, 'current' | 'version' | 'latestTold' | 'names'>;
  studies: Pick<Studies, 'find' | 'look'>;
  signalWork: Pick<DynamoSignalWork, 'read'>;
  improvements: Pick<DynamoImprovements, 'readAll' | 'openMoves'>;
  proposals: Pick<DynamoProposals, 'latest' | 'find'>;
  surveys: Pick<SurveysReader, 'asksSince' | 'scoresSince'>;
  activityAnswers: Pick<ActivityAnswersReader, 'since'>;
  kpis: KpiSettings;
  kpiYears: Pick<KpiYearsReader, 'readAll'>;
  courseDays: Pick<CourseDaysReader, 'beginnings' | 'volumes'>;
  npsMonths: Pick<DynamoNpsMonths, 'readAll'>;
  npsDays: Pick<DynamoNpsDays, 'readAll'>;
  ledger: Pick<LedgerReader, 'read'>;
  history: Pick<AccountHistory, keyof AccountHistory>;
  audit: Pick<AuditReader, 'ofAccount' | 'latestPage' | 'answersSince'>;
  /** The rules, the team and which sources send, as of today. */
  scoring: () => Promise<Scoring>;
}
