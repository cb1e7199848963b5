import { Duration, Stack } from 'aws-cdk-lib';
import { type HttpApi, HttpMethod, type IHttpRouteAuthorizer, type IHttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { ACTS_PATH, teamPages } from '../../domain/links/team-pages.ts';
import { actForTeamEnv } from '../../functions/act-for-team/env.ts';
import { serveTeamEnv } from '../../functions/serve-team/env.ts';
import type { StageConfig } from '../config.ts';
import { AlarmedFunction, type FunctionSurroundings } from '../constructs/alarmed-function.ts';
import { emfMetric } from '../constructs/emf-metric.ts';
import { addOpenRoutes } from '../constructs/route-throttle.ts';
import { chatKnownBy } from './chat.ts';
import { companyKnownBy, keptInDaysKnownBy } from './company.ts';
import type { DataRequests } from './data-requests.ts';
import { busEventsWrittenBy } from './event-bus.ts';
import { clientSecretReadableBy, providerKnownBy } from './identity-provider.ts';
import type { ChangedAccounts } from './scoring.ts';
import { linkKeysReadableBy, sessionKeysReadableBy } from './sealing-keys.ts';
import type { Studies } from './studies.ts';
import type { AccountsTable } from './tables.ts';

export interface TeamPagesProps {
  stage: string;
  config: StageConfig;
  webUrl: string;
  surroundings: FunctionSurroundings;
  api: HttpApi;
  stageOfApi: IHttpStage;
  /** Where pages are reached through the edge only. */
  authorizer?: IHttpRouteAuthorizer;
  accounts: AccountsTable;
  changedAccounts: ChangedAccounts;
  studies: Studies;
  dataRequests: DataRequests;
}

/** What CSMs and their managers look at and work on, signed in. One function shows, and can only read; another one acts. */
export class TeamPages extends Construct {
  constructor(scope: Construct, id: string, props: TeamPagesProps) {
    super(scope, id);
    const { stage, config, surroundings, accounts, changedAccounts, authorizer } = props;
    const { requestsPerSecond, reservedConcurrency } = config;
    const serveTeam = new AlarmedFunction(this, {
      ...surroundings,
      name: 'serve-team',
      environment: serveTeamEnv,
      memoryInMegabytes: 1024,
      timeout: Duration.seconds(10),
      effectOfFailing: "The team's pages can not be read; whoever opens one is asked to try again.",
      reservedConcurrency: reservedConcurrency.pages,
    });
    const actForTeam = new AlarmedFunction(this, {
      ...surroundings,
      name: 'act-for-team',
      environment: actForTeamEnv,
      memoryInMegabytes: 1024,
      timeout: Duration.seconds(20),
      effectOfFailing:
        "Nobody can sign in, and nothing can be done on the team's pages; people are told and try again.",
      reservedConcurrency: reservedConcurrency.acts,
    });
    for (const one of [serveTeam, actForTeam]) {
      companyKnownBy(one, config);
      linkKeysReadableBy(one, Stack.of(this), stage);
      sessionKeysReadableBy(one, Stack.of(this), stage);
      providerKnownBy(one, props);
      one.setEnvironment('KPIS', JSON.stringify(config.kpis));
      chatKnownBy(one, config);
    }
    clientSecretReadableBy(actForTeam, Stack.of(this), props);
    serveTeam.setEnvironment('SOURCES', JSON.stringify(config.sources));
    keptInDaysKnownBy(serveTeam, config);
    accounts.teamPagesReadableBy(serveTeam);
    accounts.teamActsWritableBy(actForTeam);
    changedAccounts.sendableBy(actForTeam);
    props.studies.startableBy(actForTeam);
    props.dataRequests.startableBy(actForTeam);
    busEventsWrittenBy(actForTeam, config);

    const show = new HttpLambdaIntegration('ServeTeam', serveTeam.lambda);
    const act = new HttpLambdaIntegration('ActForTeam', actForTeam.lambda);
    for (const name of teamPages) {
      const paths = name === '' ? ['/'] : [`/${name}`, `/${name}/{proxy+}`];
      for (const path of paths) {
        addOpenRoutes(
          props,
          { path, methods: [HttpMethod.GET, HttpMethod.HEAD], integration: show, authorizer },
          { requestsPerSecond: requestsPerSecond.pages, guardedBy: GUARDED_BY },
        );
      }
    }
    // A route of its own where an address holds more than the act: the gateway tells what lies behind a route.
    for (const path of [`${ACTS_PATH}/{proxy+}`, `${ACTS_PATH}/sign-in/{proxy+}`]) {
      addOpenRoutes(
        props,
        { path, methods: [HttpMethod.POST], integration: act, authorizer },
        { requestsPerSecond: requestsPerSecond.acts, guardedBy: GUARDED_BY },
      );
    }

    const { alarms } = surroundings;
    alarms.raise({
      heading: 'team-pages-not-shown',
      effect: "Whoever opens one of the team's pages gets an error page.",
      metric: emfMetric('FailedPages', serveTeam, { period: Duration.minutes(5), statistic: 'Sum' }),
      above: 0,
    });
    alarms.raise({
      heading: 'team-acts-not-taken',
      effect: "What somebody did on the team's pages was not taken.",
      metric: emfMetric('FailedPages', actForTeam, { period: Duration.minutes(5), statistic: 'Sum' }),
      above: 0,
    });
  }
}

const GUARDED_BY =
  'The functions check the session, and of what is done the token of its form; signing in is for whoever has the link.';
