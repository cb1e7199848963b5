import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  type IHttpRouteAuthorizer,
  type IHttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { receiveEventsEnv } from '../../functions/receive-events/env.ts';
import type { StageConfig } from '../config.ts';
import { AlarmedFunction, type FunctionSurroundings } from '../constructs/alarmed-function.ts';
import { emfMetric } from '../constructs/emf-metric.ts';
import { throttleRoutes } from '../constructs/route-throttle.ts';
import { sourceSecretsReadableBy } from './source-secrets.ts';
import type { AccountsTable, EventsTable } from './tables.ts';

/** What the browsers' libraries of Segment and RudderStack send beside what needs no leave. */
const HEADERS_OF_BROWSERS = ['authorization', 'content-type', 'anonymousid'];

export interface IngestProps {
  stage: string;
  config: StageConfig;
  surroundings: FunctionSurroundings;
  events: EventsTable;
  accounts: AccountsTable;
  /** Where deliveries come through the edge only. */
  authorizer?: IHttpRouteAuthorizer;
}

/** Events in, by signed webhooks, CloudEvents, or the calls of Segment, RudderStack and PostHog; raw events stored. */
export class Ingest extends Construct {
  readonly url: string;
  /** For the routes of other features. */
  readonly api: HttpApi;
  readonly stageOfApi: IHttpStage;

  constructor(
    scope: Construct,
    id: string,
    { stage, config, surroundings, events, accounts, authorizer }: IngestProps,
  ) {
    super(scope, id);
    const { alarms, prefix } = surroundings;
    const { requestsPerSecond, reservedConcurrency } = config;

    const receiveEvents = new AlarmedFunction(this, {
      ...surroundings,
      name: 'receive-events',
      environment: receiveEventsEnv,
      memoryInMegabytes: 1024,
      // Below the 30 seconds after which the API gives up, so that the sender gets this function's own answer.
      timeout: Duration.seconds(25),
      effectOfFailing: 'Usage events are not taken in; their senders get a 5xx and send again.',
      reservedConcurrency: reservedConcurrency.ingest,
    });
    events.writableInBatchesBy(receiveEvents);
    accounts.quarantineWritableBy(receiveEvents);
    accounts.quarantineCountableBy(receiveEvents);
    accounts.sourcesReadableBy(receiveEvents);
    accounts.linksReadableBy(receiveEvents);
    accounts.erasuresReadableBy(receiveEvents);
    sourceSecretsReadableBy(receiveEvents, Stack.of(this), stage);
    receiveEvents.setEnvironment('SOURCES', JSON.stringify(config.sources));
    receiveEvents.setEnvironment('TIME_ZONE', config.company.timeZone);
    receiveEvents.setEnvironment('RAW_RETENTION_IN_DAYS', String(config.retention.rawEventsInDays));
    receiveEvents.setEnvironment('QUARANTINED_PER_SOURCE_AND_DAY', String(config.limits.quarantinedPerSourceAndDay));
    receiveEvents.setEnvironment('WAITING_PER_SOURCE_AND_DAY', String(config.limits.waitingPerSourceAndDay));
    receiveEvents.setEnvironment('QUARANTINE_KEPT_IN_DAYS', String(config.retention.quarantineInDays));

    const api = new HttpApi(this, 'Api', {
      apiName: prefix,
      createDefaultStage: false,
      corsPreflight: config.browserOrigins && {
        allowOrigins: config.browserOrigins,
        allowMethods: [CorsHttpMethod.POST],
        allowHeaders: HEADERS_OF_BROWSERS,
        // Which else no script could read.
        exposeHeaders: ['retry-after'],
        maxAge: Duration.hours(2),
      },
    });
    const routes = api.addRoutes({
      // Greedy, since a route of its own would match neither a trailing slash, which PostHog's clients write, nor a path
      // before it, which others allow. Whatever has a route of its own goes before it.
      path: '/{proxy+}',
      methods: [HttpMethod.POST],
      authorizer,
      integration: new HttpLambdaIntegration('ReceiveEvents', receiveEvents.lambda),
    });
    // Intercom takes an address only where it is answered when it asks for its headers.
    const hooks = api.addRoutes({
      path: '/v1/hooks/{source}',
      methods: [HttpMethod.HEAD],
      authorizer,
      integration: new HttpLambdaIntegration('AnswerHooks', receiveEvents.lambda),
    });
    for (const route of [...routes, ...hooks]) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'Each request carries an HMAC signature or a key of its source, which receive-events checks.',
      });
    }

    // Under this prefix one resource policy of the account covers all groups; others would fill it up.
    const accessLogs = new LogGroup(this, 'AccessLogs', {
      logGroupName: `/aws/vendedlogs/${prefix}-api`,
      retention: surroundings.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stageOfApi = api.addStage('Stage', {
      stageName: '$default',
      autoDeploy: true,
      // For what belongs to no route, such as what browsers ask beforehand.
      throttle: { rateLimit: requestsPerSecond.ingest, burstLimit: requestsPerSecond.ingest * 2 },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLogs), format: accessLogFormat },
    });
    this.url = api.apiEndpoint;
    this.api = api;
    this.stageOfApi = stageOfApi;
    throttleRoutes(stageOfApi, [...routes, ...hooks], requestsPerSecond.ingest);

    alarms.raise({
      heading: 'webhooks-answer-5xx',
      effect: 'Deliveries of usage events are refused for a reason of ours; senders try again for a limited time.',
      metric: stageOfApi.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
      above: 0,
      periods: 2,
    });
    alarms.raise({
      heading: 'events-quarantined',
      effect: 'A source posts events that cannot be used: they are not counted, and its signals see less than happens.',
      metric: emfMetric('QuarantinedEvents', receiveEvents, { period: Duration.hours(1), statistic: 'Sum' }),
      above: 100,
    });
    alarms.raise({
      heading: 'deliveries-refused',
      effect:
        'Much of what is sent is refused, most likely one source with a wrong secret or key: its events are missing.',
      metric: emfMetric('RefusedRequests', receiveEvents, { period: Duration.hours(1), statistic: 'Sum' }),
      above: 100,
    });
    alarms.raise({
      heading: 'deliveries-conflict',
      effect: 'A source posts one event id with different contents in one delivery: the last one counts, once.',
      metric: emfMetric('ConflictingEvents', receiveEvents, { period: Duration.hours(1), statistic: 'Sum' }),
      above: 0,
    });
  }
}

/**
 * The access log shows what was asked and answered, and nothing that points to a person. The route, not
 * the path: with the path of a page one could act in somebody's place.
 */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    at: '$context.requestTime',
    // Not the path: it holds the ids of customers and their people.
    route: '$context.routeKey',
    status: '$context.status',
    requestBytes: '$context.requestLength',
    latencyInMilliseconds: '$context.responseLatency',
    error: '$context.error.message',
    integrationError: '$context.integrationErrorMessage',
  }),
);
