import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi, IHttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { StageConfig } from './config.ts';
import type { FunctionSurroundings } from './constructs/alarmed-function.ts';
import { RunbookAlarms } from './constructs/runbook-alarms.ts';
import type { DataStack } from './data-stack.ts';
import { Assistants } from './features/assistants.ts';
import { Attribution } from './features/attribution.ts';
import { CapacityAlarms } from './features/capacity-alarms.ts';
import { CrmWriting } from './features/crm.ts';
import { InstallationDashboard } from './features/dashboard.ts';
import { DataRequests } from './features/data-requests.ts';
import { Digests } from './features/digests.ts';
import { EdgeLock } from './features/edge-lock.ts';
import { HealthLists } from './features/health-lists.ts';
import { HttpRecords } from './features/http-records.ts';
import { Ingest } from './features/ingest.ts';
import { KpiReports } from './features/kpi-reports.ts';
import { MailFeedback } from './features/mail-feedback.ts';
import { Operations } from './features/operations.ts';
import { Outbox } from './features/outbox.ts';
import { ChangedAccounts, NightlyScoring } from './features/scoring.ts';
import { SenderChecks } from './features/sender-checks.ts';
import { SpendingBudget } from './features/spending-budget.ts';
import { Studies } from './features/studies.ts';
import { TeamPages } from './features/team-pages.ts';
import { Usage } from './features/usage.ts';
import { Web } from './features/web.ts';

export interface AppStackProps extends StackProps {
  stage: string;
  config: StageConfig;
  data: DataStack;
  /** Where bundleFunctions() put the functions. */
  bundles: string;
}

/** All that can be made anew at any time: functions, queues, schedules, the API, alarms. */
export class AppStack extends Stack {
  readonly api: HttpApi;
  readonly stageOfApi: IHttpStage;

  constructor(scope: Construct, id: string, { stage, config, data, bundles, ...props }: AppStackProps) {
    super(scope, id, props);
    const prefix = `sakimawari-${stage}`;
    const { events, accounts, bus } = data;
    const surroundings: FunctionSurroundings = {
      prefix,
      bundles,
      logRetention: config.retention.logsInDays,
      alarms: new RunbookAlarms(this, 'Alarms', { prefix, email: config.alarms.email }),
    };

    const onlyWay = config.web?.edge?.onlyWay ?? 'none';
    const authorizer =
      onlyWay === 'none' ? undefined : new EdgeLock(this, 'EdgeLock', { stage, surroundings }).authorizer;
    const authorizerOfPrograms = onlyWay === 'all' ? authorizer : undefined;

    const ingest = new Ingest(this, 'Ingest', {
      ...{ stage, config, surroundings, events, accounts },
      authorizer: authorizerOfPrograms,
    });
    const { api, stageOfApi } = ingest;
    this.api = api;
    this.stageOfApi = stageOfApi;
    const webUrl = config.web?.url ?? ingest.url;
    new HttpRecords(this, 'HttpRecords', {
      ...{ config, surroundings, accounts, api, stageOfApi },
      authorizer: authorizerOfPrograms,
    });
    const changedAccounts = new ChangedAccounts(this, 'ChangedAccounts', { config, surroundings, accounts });
    const usage = new Usage(this, 'Usage', { config, surroundings, events, accounts, changedAccounts });
    const attribution = new Attribution(this, 'Attribution', { config, surroundings, events, accounts });
    const nightlyScoring = new NightlyScoring(this, 'NightlyScoring', { config, surroundings, accounts });
    const studies = new Studies(this, 'Studies', { config, surroundings, accounts });
    new Web(this, 'Web', {
      stage,
      config,
      surroundings,
      api,
      stageOfApi,
      authorizer,
      events,
      accounts,
      changedAccounts,
    });
    const mailFeedback = new MailFeedback(this, 'MailFeedback', { config, surroundings, accounts, changedAccounts });
    const { configurationSet } = mailFeedback;
    const deadLetters = {
      'attribute-events': attribution.failures,
      'changed-accounts': changedAccounts.work.deadLetters,
      'nightly-scoring': nightlyScoring.missedRuns,
      'record-mail-feedback': mailFeedback.failures,
      'roll-up-usage': usage.failures,
    };
    const dataRequests = new DataRequests(this, 'DataRequests', {
      config,
      surroundings,
      events,
      accounts,
      deadLetters,
    });
    new TeamPages(this, 'TeamPages', {
      ...{
        stage,
        config,
        webUrl,
        surroundings,
        api,
        stageOfApi,
        authorizer,
        accounts,
        changedAccounts,
        studies,
        dataRequests,
      },
    });
    new Assistants(this, 'Assistants', {
      ...{ config, webUrl, surroundings, api, stageOfApi, authorizer, accounts, changedAccounts },
    });
    new Outbox(this, 'Outbox', { stage, config, surroundings, accounts, bus, configurationSet, webUrl });
    new Digests(this, 'Digests', { config, surroundings, accounts });
    new HealthLists(this, 'HealthLists', { config, surroundings, accounts });
    new KpiReports(this, 'KpiReports', { config, surroundings, accounts });
    new SenderChecks(this, 'SenderChecks', { config, surroundings, accounts });
    if (config.crm) new CrmWriting(this, 'CrmWriting', { config, crms: config.crm, surroundings, accounts });
    new CapacityAlarms(this, 'CapacityAlarms', { alarms: surroundings.alarms, accounts });
    if (config.budget) {
      new SpendingBudget(this, 'SpendingBudget', { stage, budget: config.budget, email: config.alarms.email });
    }
    const operations = new Operations(this, 'Operations', {
      stage,
      config,
      surroundings,
      events,
      accounts,
      changedAccounts,
      nightlyScoring,
      studies,
      apiUrl: ingest.url,
      webUrl,
      deadLetters,
    });

    if (config.dashboard === 'on') {
      // Last: it shows what there is.
      new InstallationDashboard(this, 'Dashboard', { surroundings, api, stageOfApi, events, accounts });
    }

    new CfnOutput(this, 'ApiUrl', { value: ingest.url });
    new CfnOutput(this, 'WebUrl', { value: webUrl });
    new CfnOutput(this, 'OperateFunctionName', { value: operations.functionName });
  }
}
