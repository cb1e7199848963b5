import { describe, expect, it } from 'vitest';
import { installation, makeInstallation, readConfigText, resourcesOf, stages } from './installation.ts';

const DAY_IN_SECONDS = 86_400;

describe.each(stages)('what can be made anew at any time (%s)', (stage) => {
  const { config, ...made } = installation(stage);
  const template = made.template('app');
  const functions = resourcesOf(template, 'AWS::Lambda::Function');
  const schedules = Object.fromEntries(
    resourcesOf(template, 'AWS::Scheduler::Schedule').map(([, { Properties }]) => [Properties.Name, Properties]),
  );

  /** The function of that name, and its logical id. */
  function functionNamed(name: string) {
    const found = functions.find(([, { Properties }]) => Properties.FunctionName === `sakimawari-${stage}-${name}`);
    if (found === undefined) throw new Error(`there is no function ${name}`);
    return { id: found[0], ...found[1].Properties };
  }

  /** What calls the function by itself. */
  function sourceOf(name: string) {
    const { id } = functionNamed(name);
    const found = resourcesOf(template, 'AWS::Lambda::EventSourceMapping').find(
      ([, { Properties }]) => Properties.FunctionName.Ref === id,
    );
    return found?.[1].Properties;
  }

  it('runs on Node 24 and arm64, each function with a timeout and the effect of its failing', () => {
    expect(functions).toHaveLength(22);
    for (const [, { Properties }] of functions) {
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
      expect(Properties.Timeout).toBeGreaterThan(3);
      expect(Properties.Description).toMatch(/\.$/);
    }
  });

  it('tells each function all that its env.ts asks for', () => {
    expect(functionNamed('receive-events').Environment.Variables).toMatchObject({
      TIME_ZONE: config.company.timeZone,
      RAW_RETENTION_IN_DAYS: String(config.retention.rawEventsInDays),
      SOURCES: JSON.stringify(config.sources),
      SOURCE_SECRETS_PREFIX: `sakimawari/${stage}/source/`,
    });
    expect(JSON.parse(functionNamed('score-accounts').Environment.Variables.COMPANY)).toMatchObject({
      name: config.company.name,
      mailCeiling: config.mail.ceiling,
    });
  });

  it('alarms on errors of every function', () => {
    const watched = resourcesOf(template, 'AWS::CloudWatch::Alarm')
      .filter(([, { Properties }]) => Properties.MetricName === 'Errors' && Properties.Namespace === 'AWS/Lambda')
      .map(([, { Properties }]) => Properties.Dimensions[0].Value.Ref);
    expect(watched.sort()).toEqual(functions.map(([id]) => id).sort());
  });

  it('keeps every log for the configured time, and by no custom resource', () => {
    const groups = resourcesOf(template, 'AWS::Logs::LogGroup');
    expect(groups).toHaveLength(functions.length + 4);
    for (const [, { Properties }] of groups) expect(Properties.RetentionInDays).toBe(config.retention.logsInDays);
    for (const [, { Properties }] of functions) expect(Properties.LoggingConfig.LogGroup.Ref).toBeDefined();
    const types = Object.values(template.toJSON().Resources as Record<string, { Type: string }>).map(
      ({ Type }) => Type,
    );
    expect(
      types.filter((type) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource'),
    ).toEqual([]);
  });

  it('scores at the configured hour of the company’s own day', () => {
    expect(schedules[`sakimawari-${stage}-nightly-scoring`]).toMatchObject({
      ScheduleExpression: `cron(0 ${config.scoring.hour} * * ? *)`,
      ScheduleExpressionTimezone: config.company.timeZone,
      State: 'ENABLED',
      Target: { Input: '{}', DeadLetterConfig: { Arn: expect.anything() } },
    });
  });

  it('looks every hour whose digest is due, lists accounts in bad health once a week, and KPIs once a month, on the company’s own clock', () => {
    const told = { Input: '{"at":"<aws.scheduler.scheduled-time>"}' };
    expect(schedules[`sakimawari-${stage}-send-digests`]).toMatchObject({
      ScheduleExpression: 'cron(0 * * * ? *)',
      Target: told,
    });
    expect(schedules[`sakimawari-${stage}-send-health-list`]).toMatchObject({
      ScheduleExpression: 'cron(0 9 ? * MON *)',
      ScheduleExpressionTimezone: config.company.timeZone,
      Target: told,
    });
    expect(schedules[`sakimawari-${stage}-send-kpi-report`]).toMatchObject({
      ScheduleExpression: 'cron(0 9 1-15 * ? *)',
      ScheduleExpressionTimezone: config.company.timeZone,
      Target: told,
    });
  });

  it('sweeps the outbox every five minutes, and never two sweeps at a time', () => {
    const sweeps = schedules[`sakimawari-${stage}-sweep-outbox`];
    expect(sweeps).toMatchObject({
      ScheduleExpression: 'rate(5 minutes)',
      Target: { RetryPolicy: { MaximumRetryAttempts: 0 } },
    });
    expect(functionNamed('sweep-outbox').Timeout).toBeLessThan(5 * 60);
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0 });
  });

  it('rolls up what was stored, not what time-to-live removed, and gives up on a bad record without blocking', () => {
    const source = sourceOf('roll-up-usage');
    expect(filtersOf(source)).toEqual([{ eventName: ['INSERT', 'MODIFY'] }]);
    expect(source).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: { OnFailure: { Destination: expect.anything() } },
    });
  });

  it('delivers pending rows that are new or that somebody let go, and nothing else that is written', () => {
    const source = sourceOf('deliver-outbox');
    const Keys = { sk: { S: [{ prefix: '1#mail#' }, { prefix: '1#slack#' }, { prefix: '1#bus#' }] } };
    expect(filtersOf(source)).toEqual([
      { eventName: ['INSERT'], dynamodb: { Keys, NewImage: { status: { S: ['pending'] } } } },
      {
        eventName: ['MODIFY'],
        dynamodb: { Keys, NewImage: { status: { S: ['pending'] }, releasedAt: { S: [{ exists: true }] } } },
      },
    ]);
    expect(source).toMatchObject({ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 2 });
  });

  it('tells the queue of changed accounts which of a batch failed', () => {
    expect(sourceOf('score-changed')).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
  });

  it('hides a message longer than its function may try, and parks it where it is found for two weeks', () => {
    const queues = resourcesOf(template, 'AWS::SQS::Queue').map(([, { Properties }]) => Properties);
    const [work, ...others] = queues.filter(({ RedrivePolicy }) => RedrivePolicy !== undefined);
    expect(others).toEqual([]);
    expect(work.VisibilityTimeout).toBeGreaterThanOrEqual(6 * functionNamed('score-changed').Timeout);
    const parked = queues.filter(({ RedrivePolicy }) => RedrivePolicy === undefined);
    expect(parked).toHaveLength(5);
    for (const { MessageRetentionPeriod } of parked) expect(MessageRetentionPeriod).toBe(14 * DAY_IN_SECONDS);
  });

  it('answers within what the API waits for, holds back floods and logs each delivery without saying whose', () => {
    expect(functionNamed('receive-events').Timeout).toBeLessThan(30);
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'POST /{proxy+}' });
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'HEAD /v1/hooks/{source}' });
    const [, { Properties }] = resourcesOf(template, 'AWS::ApiGatewayV2::Stage')[0] as ReturnType<
      typeof resourcesOf
    >[0];
    expect(Properties.DefaultRouteSettings).toEqual({ ThrottlingBurstLimit: 400, ThrottlingRateLimit: 200 });
    expect(Properties.AccessLogSettings.Format).not.toMatch(/sourceIp|userAgent|authorizer|identity|[pP]ath|query/);
  });

  it('gives each kind of request a limit of its own, and whoever unsubscribes a way that nobody else can fill up', () => {
    const [, { Properties, DependsOn }] = resourcesOf(template, 'AWS::ApiGatewayV2::Stage')[0] as ReturnType<
      typeof resourcesOf
    >[0];
    const routes = resourcesOf(template, 'AWS::ApiGatewayV2::Route');
    expect(Object.keys(Properties.RouteSettings).sort()).toEqual(
      routes.map(([, route]) => route.Properties.RouteKey).sort(),
    );
    const perSecond = Object.fromEntries(
      Object.entries(Properties.RouteSettings as Record<string, { ThrottlingRateLimit: number }>).map(
        ([key, { ThrottlingRateLimit }]) => [key, ThrottlingRateLimit],
      ),
    );
    expect(perSecond).toMatchObject({
      'POST /{proxy+}': 200,
      'ANY /v1/accounts/{proxy+}': 50,
      'GET /w/{proxy+}': 100,
      'POST /w/{proxy+}': 50,
      'POST /u/{proxy+}': 50,
    });
    // The gateway refuses settings of a route that is not there yet.
    expect(DependsOn).toEqual(expect.arrayContaining(routes.map(([id]) => id)));
    const { id: unsubscribe } = functionNamed('unsubscribe');
    const [integration] = resourcesOf(template, 'AWS::ApiGatewayV2::Integration').filter(([, one]) =>
      JSON.stringify(one.Properties.IntegrationUri).includes(unsubscribe),
    ) as ReturnType<typeof resourcesOf>;
    expect(
      routes
        .filter(([, route]) => JSON.stringify(route.Properties.Target).includes(integration?.[0] as string))
        .map(([, route]) => route.Properties.RouteKey),
    ).toEqual(['POST /u/{proxy+}']);
  });

  it('keeps no room free that the AWS account may not have', () => {
    for (const [, { Properties }] of functions) expect(Properties.ReservedConcurrentExecutions).toBeUndefined();
  });

  it('serves accounts, contacts and the team by any method, to answer also to those it does not serve', () => {
    const routes = resourcesOf(template, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties.RouteKey);
    expect(routes).toEqual(
      expect.arrayContaining(
        ['accounts', 'accounts/{proxy+}', 'csms', 'csms/{proxy+}', 'openapi.json'].map((path) => `ANY /v1/${path}`),
      ),
    );
    expect(functionNamed('serve-api').Timeout).toBeLessThan(30);
  });

  it('outputs what the operator’s command and the product systems need', () => {
    expect(Object.keys(template.findOutputs('*')).filter((key) => !key.startsWith('Exports'))).toEqual([
      'ApiUrl',
      'WebUrl',
      'OperateFunctionName',
    ]);
  });
});

describe.each(stages)('what the mail service says of a mail (%s)', (stage) => {
  const template = installation(stage).template('app');

  it('is told of deliveries, delays, bounces, complaints and refusals, and never of who opened or clicked', () => {
    template.hasResourceProperties('AWS::SES::ConfigurationSet', { Name: `sakimawari-${stage}` });
    const [[, { Properties }]] = resourcesOf(template, 'AWS::SES::ConfigurationSetEventDestination') as [
      ReturnType<typeof resourcesOf>[number],
    ];
    expect(Properties.EventDestination).toMatchObject({ Enabled: true, EventBridgeDestination: expect.anything() });
    expect(Properties.EventDestination.MatchingEventTypes.sort()).toEqual(
      ['bounce', 'complaint', 'delivery', 'deliveryDelay', 'reject', 'renderingFailure', 'send'].sort(),
    );
  });

  it('reaches its function for the mails of this stage only, is tried for hours and then parked', () => {
    const [[, { Properties }]] = resourcesOf(template, 'AWS::Events::Rule') as [ReturnType<typeof resourcesOf>[number]];
    expect(Properties.EventPattern).toMatchObject({
      source: ['aws.ses'],
      detail: { mail: { tags: { 'ses:configuration-set': [`sakimawari-${stage}`] } } },
    });
    expect(Properties.Targets).toMatchObject([
      { DeadLetterConfig: { Arn: expect.anything() }, RetryPolicy: { MaximumEventAgeInSeconds: 21_600 } },
    ]);
  });

  it('is sent for under the name of that set', () => {
    for (const [, { Properties }] of resourcesOf(template, 'AWS::Lambda::Function')) {
      if (!/-(deliver|sweep)-outbox$/.test(Properties.FunctionName)) continue;
      expect(Properties.Environment.Variables.CONFIGURATION_SET).toBeDefined();
    }
  });
});

it('checks every night, after the scoring has begun, whether the mails of the day can go out', () => {
  installation('prod').template('app').hasResourceProperties('AWS::Scheduler::Schedule', {
    Name: 'sakimawari-prod-check-senders',
    ScheduleExpression: 'cron(30 3 * * ? *)',
    ScheduleExpressionTimezone: 'Asia/Tokyo',
  });
});

it('makes no SES identity where SES knows the domains already', () => {
  const existing = makeInstallation(
    'other',
    readConfigText('prod').replace('identities: create', 'identities: existing'),
  );
  expect(existing.app.node.children.map(({ node }) => node.id)).toEqual([
    'sakimawari-other-data',
    'sakimawari-other-app',
  ]);
});

function filtersOf(source: { FilterCriteria: { Filters: { Pattern: string }[] } }): unknown[] {
  return source.FilterCriteria.Filters.map(({ Pattern }) => JSON.parse(Pattern));
}

describe('a company that has room to keep free', () => {
  it('names the limits and the room for each', () => {
    const text = `${readConfigText('prod')}
requestsPerSecond: { unsubscribe: 80 }
reservedConcurrency: { ingest: 50, pages: 20, acts: 10, unsubscribe: 5 }
`;
    const template = makeInstallation('roomy', text).template('app');
    const reserved = resourcesOf(template, 'AWS::Lambda::Function').flatMap(([, { Properties }]) =>
      Properties.ReservedConcurrentExecutions === undefined
        ? []
        : [[Properties.FunctionName.replace('sakimawari-roomy-', ''), Properties.ReservedConcurrentExecutions]],
    );
    expect(Object.fromEntries(reserved)).toEqual({
      'receive-events': 50,
      'serve-web': 20,
      'serve-team': 20,
      'act-from-web': 10,
      'act-for-team': 10,
      unsubscribe: 5,
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      RouteSettings: { 'POST /u/{proxy+}': { ThrottlingRateLimit: 80, ThrottlingBurstLimit: 160 } },
    });
  });
});

describe('web pages that post events themselves', () => {
  const corsOf = (configText: string) =>
    resourcesOf(makeInstallation('prod', configText).template('app'), 'AWS::ApiGatewayV2::Api')[0]?.[1].Properties
      .CorsConfiguration;

  it('are answered only where their origins are configured', () => {
    const text = readConfigText('prod');
    expect(corsOf(text)).toBeUndefined();
    expect(corsOf(`${text}\nbrowserOrigins: ["https://app.kaede-works.jp"]\n`)).toEqual({
      AllowOrigins: ['https://app.kaede-works.jp'],
      AllowMethods: ['POST'],
      AllowHeaders: ['authorization', 'content-type', 'anonymousid'],
      ExposeHeaders: ['retry-after'],
      MaxAge: 7200,
    });
  });

  it('may do so from development servers in the local stage', () => {
    const [, api] = resourcesOf(installation('local').template('app'), 'AWS::ApiGatewayV2::Api')[0] ?? [];
    expect(api?.Properties.CorsConfiguration.AllowOrigins).toContain('http://localhost:5173');
  });
});
