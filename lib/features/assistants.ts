import { Duration } from 'aws-cdk-lib';
import { type HttpApi, HttpMethod, type IHttpRouteAuthorizer, type IHttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { ASSISTANTS_PATH } from '../../domain/links/team-pages.ts';
import { serveAssistantsEnv } from '../../functions/serve-assistants/env.ts';
import type { StageConfig } from '../config.ts';
import { AlarmedFunction, type FunctionSurroundings } from '../constructs/alarmed-function.ts';
import { emfMetric } from '../constructs/emf-metric.ts';
import { addOpenRoutes } from '../constructs/route-throttle.ts';
import { companyKnownBy } from './company.ts';
import { busEventsWrittenBy } from './event-bus.ts';
import type { ChangedAccounts } from './scoring.ts';
import type { AccountsTable } from './tables.ts';

export interface AssistantsProps {
  config: StageConfig;
  webUrl: string;
  surroundings: FunctionSurroundings;
  api: HttpApi;
  stageOfApi: IHttpStage;
  /** Where pages are reached through the edge only. */
  authorizer?: IHttpRouteAuthorizer;
  accounts: AccountsTable;
  changedAccounts: ChangedAccounts;
}

/** What the team sees on its pages, for the assistants that they work with. */
export class Assistants extends Construct {
  constructor(scope: Construct, id: string, props: AssistantsProps) {
    super(scope, id);
    const { config, webUrl, surroundings, authorizer, accounts, changedAccounts } = props;
    const serveAssistants = new AlarmedFunction(this, {
      ...surroundings,
      name: 'serve-assistants',
      environment: serveAssistantsEnv,
      memoryInMegabytes: 1024,
      timeout: Duration.seconds(20),
      effectOfFailing: 'Assistants get no answer; whoever asks them looks at the pages meanwhile.',
    });
    companyKnownBy(serveAssistants, config);
    serveAssistants.setEnvironment('WEB_URL', webUrl);
    serveAssistants.setEnvironment('KPIS', JSON.stringify(config.kpis));
    serveAssistants.setEnvironment('SOURCES', JSON.stringify(config.sources));
    accounts.assistantsServableBy(serveAssistants);
    changedAccounts.sendableBy(serveAssistants);
    busEventsWrittenBy(serveAssistants, config);

    const integration = new HttpLambdaIntegration('ServeAssistants', serveAssistants.lambda);
    // Any method, so that one that is not served gets an answer that says which is.
    addOpenRoutes(
      props,
      { path: ASSISTANTS_PATH, methods: [HttpMethod.ANY], integration, authorizer },
      {
        requestsPerSecond: config.requestsPerSecond.assistants,
        guardedBy: 'Every request carries the key of a person, which serve-assistants looks up and counts.',
      },
    );
    surroundings.alarms.raise({
      heading: 'assistants-not-answered',
      effect: 'What somebody asked their assistant was not answered.',
      metric: emfMetric('FailedAssistantCalls', serveAssistants, { period: Duration.minutes(5), statistic: 'Sum' }),
      above: 0,
    });
  }
}
