import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { type HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { actFromWebEnv } from '../../functions/act-from-web/env.ts';
import { serveWebEnv } from '../../functions/serve-web/env.ts';
import type { StageConfig } from '../config.ts';
import { AlarmedFunction, type FunctionSurroundings } from '../constructs/alarmed-function.ts';
import { emfMetric } from '../constructs/emf-metric.ts';
import { companyKnownBy } from './company.ts';
import { busEventsWrittenBy } from './event-bus.ts';
import { linkKeysReadableBy } from './link-keys.ts';
import type { ChangedAccounts } from './scoring.ts';
import type { AccountsTable, EventsTable } from './tables.ts';

export interface WebProps {
  stage: string;
  config: StageConfig;
  surroundings: FunctionSurroundings;
  api: HttpApi;
  events: EventsTable;
  accounts: AccountsTable;
  changedAccounts: ChangedAccounts;
}

/**
 * The pages that links in mails lead to. Whoever opens one is served by a function that can only read: mail programs
 * and scanners open every link, and nothing may come of it. Only a pressed button reaches the function that writes.
 */
export class Web extends Construct {
  constructor(scope: Construct, id: string, props: WebProps) {
    super(scope, id);
    const { stage, config, surroundings, api, events, accounts, changedAccounts } = props;
    const { alarms } = surroundings;

    const serveWeb = new AlarmedFunction(this, {
      ...surroundings,
      name: 'serve-web',
      environment: serveWebEnv,
      memoryInMegabytes: 512,
      timeout: Duration.seconds(10),
      effectOfFailing: 'Links in mails open no page; whoever clicks one is asked to try again.',
    });
    const actFromWeb = new AlarmedFunction(this, {
      ...surroundings,
      name: 'act-from-web',
      environment: actFromWebEnv,
      memoryInMegabytes: 512,
      timeout: Duration.seconds(20),
      effectOfFailing: 'What people answer or do from their mails is not taken; they are told so and try again.',
    });
    for (const web of [serveWeb, actFromWeb]) {
      accounts.readableBy(web);
      companyKnownBy(web, config);
      linkKeysReadableBy(web, Stack.of(this), stage);
    }
    accounts.writableBy(actFromWeb);
    events.writableBy(actFromWeb);
    changedAccounts.sendableBy(actFromWeb);
    busEventsWrittenBy(actFromWeb, config);
    actFromWeb.setEnvironment('RAW_RETENTION_IN_DAYS', String(config.retention.rawEventsInDays));

    const path = '/w/{proxy+}';
    const routes = [
      ...api.addRoutes({
        path,
        methods: [HttpMethod.GET, HttpMethod.HEAD],
        integration: new HttpLambdaIntegration('ServeWeb', serveWeb.lambda),
      }),
      ...api.addRoutes({
        path,
        methods: [HttpMethod.POST],
        integration: new HttpLambdaIntegration('ActFromWeb', actFromWeb.lambda),
      }),
    ];
    for (const route of routes) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'Each address ends with a sealed token, bound to a person and an act, which the functions check.',
      });
    }

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
  }
}
