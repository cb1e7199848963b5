import { Duration, Stack } from 'aws-cdk-lib';
import { type HttpApi, HttpMethod, type IHttpRouteAuthorizer, type IHttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { actFromWebEnv } from '../../functions/act-from-web/env.ts';
import { serveWebEnv } from '../../functions/serve-web/env.ts';
import { unsubscribeEnv } from '../../functions/unsubscribe/env.ts';
import type { StageConfig } from '../config.ts';
import { AlarmedFunction, type FunctionSurroundings } from '../constructs/alarmed-function.ts';
import { emfMetric } from '../constructs/emf-metric.ts';
import { addOpenRoutes } from '../constructs/route-throttle.ts';
import { companyKnownBy } from './company.ts';
import { busEventsWrittenBy } from './event-bus.ts';
import type { ChangedAccounts } from './scoring.ts';
import { linkKeysReadableBy } from './sealing-keys.ts';
import type { AccountsTable, EventsTable } from './tables.ts';

const PAGES = '/w/{proxy+}';
const UNSUBSCRIBING = '/u/{proxy+}';

export interface WebProps {
  stage: string;
  config: StageConfig;
  surroundings: FunctionSurroundings;
  api: HttpApi;
  stageOfApi: IHttpStage;
  /** Where pages are reached through the edge only. */
  authorizer?: IHttpRouteAuthorizer;
  events: EventsTable;
  accounts: AccountsTable;
  changedAccounts: ChangedAccounts;
}

/**
 * The pages that links in mails lead to. They are served by a function that can only read: mail programs
 * and scanners open every link, and nothing may come of it. Only a pressed button reaches the function that writes.
 */
export class Web extends Construct {
  constructor(scope: Construct, id: string, props: WebProps) {
    super(scope, id);
    const { stage, config, surroundings, events, accounts, changedAccounts, authorizer } = props;
    const { alarms } = surroundings;
    const { requestsPerSecond, reservedConcurrency } = config;

    const serveWeb = new AlarmedFunction(this, {
      ...surroundings,
      name: 'serve-web',
      environment: serveWebEnv,
      memoryInMegabytes: 512,
      timeout: Duration.seconds(10),
      effectOfFailing: 'Links in mails open no page; whoever clicks one is asked to try again.',
      reservedConcurrency: reservedConcurrency.pages,
    });
    const actFromWeb = new AlarmedFunction(this, {
      ...surroundings,
      name: 'act-from-web',
      environment: actFromWebEnv,
      memoryInMegabytes: 512,
      timeout: Duration.seconds(20),
      effectOfFailing: 'What people answer or do from their mails is not taken; they are told so and try again.',
      reservedConcurrency: reservedConcurrency.acts,
    });
    const unsubscribe = new AlarmedFunction(this, {
      ...surroundings,
      name: 'unsubscribe',
      environment: unsubscribeEnv,
      memoryInMegabytes: 512,
      timeout: Duration.seconds(10),
      effectOfFailing:
        'Customers who want no more mail are not heard; mail programs try again for a while, people may not.',
      reservedConcurrency: reservedConcurrency.unsubscribe,
    });
    for (const web of [serveWeb, actFromWeb, unsubscribe]) {
      companyKnownBy(web, config);
      linkKeysReadableBy(web, Stack.of(this), stage);
    }
    accounts.pagesReadableBy(serveWeb);
    accounts.pagesReadableBy(actFromWeb);
    accounts.optOutsReadableBy(unsubscribe);
    accounts.actsWritableBy(actFromWeb);
    accounts.optOutsWritableBy(actFromWeb);
    accounts.optOutsWritableBy(unsubscribe);
    events.writableBy(actFromWeb);
    changedAccounts.sendableBy(actFromWeb);
    busEventsWrittenBy(actFromWeb, config);
    actFromWeb.setEnvironment('RAW_RETENTION_IN_DAYS', String(config.retention.rawEventsInDays));

    const show = new HttpLambdaIntegration('ServeWeb', serveWeb.lambda);
    const act = new HttpLambdaIntegration('ActFromWeb', actFromWeb.lambda);
    const take = new HttpLambdaIntegration('Unsubscribe', unsubscribe.lambda);
    const read = [HttpMethod.GET, HttpMethod.HEAD];
    addOpenRoutes(
      props,
      { path: PAGES, methods: read, integration: show, authorizer },
      { requestsPerSecond: requestsPerSecond.pages, guardedBy: GUARDED_BY },
    );
    addOpenRoutes(
      props,
      { path: PAGES, methods: [HttpMethod.POST], integration: act, authorizer },
      { requestsPerSecond: requestsPerSecond.acts, guardedBy: GUARDED_BY },
    );
    // A way of its own at every step, also around the edge, since mails of earlier years lead to the API itself: address, limit and function. Nothing else can keep anybody from unsubscribing.
    addOpenRoutes(
      props,
      { path: UNSUBSCRIBING, methods: read, integration: show },
      { requestsPerSecond: requestsPerSecond.unsubscribe, guardedBy: GUARDED_BY },
    );
    addOpenRoutes(
      props,
      { path: UNSUBSCRIBING, methods: [HttpMethod.POST], integration: take },
      { requestsPerSecond: requestsPerSecond.unsubscribe, guardedBy: GUARDED_BY },
    );

    alarms.raise({
      heading: 'pages-not-shown',
      effect: 'People who click a link in a mail get an error page.',
      metric: emfMetric('FailedPages', serveWeb, { period: Duration.minutes(5), statistic: 'Sum' }),
      above: 0,
    });
    alarms.raise({
      heading: 'acts-not-taken',
      effect: 'What people answered or did from their mails was not taken.',
      metric: emfMetric('FailedPages', actFromWeb, { period: Duration.minutes(5), statistic: 'Sum' }),
      above: 0,
    });
    alarms.raise({
      heading: 'unsubscribes-not-taken',
      effect: 'Customers who want no more mail were not heard.',
      metric: emfMetric('FailedPages', unsubscribe, { period: Duration.minutes(5), statistic: 'Sum' }),
      above: 0,
    });
  }
}

const GUARDED_BY = 'Each address ends with a sealed token, bound to a person and an act, which the functions check.';
