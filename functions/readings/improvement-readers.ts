import { WorkLogReader } from '../store/activities/work-log.ts';
import type { DynamoDBClient } from '../store/client.ts';
import { DynamoProposals } from '../store/improvement/proposals.ts';
import { ActivityAnswersReader } from '../store/work/activity-answers.ts';
import { SurveysReader } from '../store/work/surveys.ts';

/** What tells how the team's work goes, and what was learned of it. */
export const improvementReaders = (client: DynamoDBClient, table: string) => ({
  workLog: new WorkLogReader(client, table),
  proposals: new DynamoProposals(client, table),
  surveys: new SurveysReader(client, table),
  activityAnswers: new ActivityAnswersReader(client, table),
});
