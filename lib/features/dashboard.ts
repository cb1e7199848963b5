import { Duration, Stack } from 'aws-cdk-lib';
import type { HttpApi, IHttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { AlarmStatusWidget, type IMetric, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { DefaultDashboardFactory, MonitoringFacade } from 'cdk-monitoring-constructs';
import { Construct } from 'constructs';
import { LISTED_INDEX } from '../../functions/store/keys.ts';
import { AlarmedFunction, type FunctionSurroundings } from '../constructs/alarmed-function.ts';
import { emfMetric } from '../constructs/emf-metric.ts';
import { DeadLetterQueue, WorkQueue } from '../constructs/queues.ts';
import type { AccountsTable, EventsTable } from './tables.ts';

export interface InstallationDashboardProps {
  surroundings: Pick<FunctionSurroundings, 'prefix' | 'alarms'>;
  api: HttpApi;
  stageOfApi: IHttpStage;
  events: EventsTable;
  accounts: AccountsTable;
}

const WHOLE_WIDTH = 24;
const ROWS_OF_ALARMS = 8;
const period = Duration.minutes(5);

/**
 * Shows how an installation is doing: what has gone wrong first, then the way of the data. Functions, queues and state
 * machines are those of the stack, so that what a later release adds is shown without being named here.
 */
export class InstallationDashboard extends Construct {
  private readonly functions: AlarmedFunction[];

  constructor(scope: Construct, id: string, props: InstallationDashboardProps) {
    super(scope, id);
    const { prefix, alarms } = props.surroundings;
    const { api, stageOfApi, events, accounts } = props;
    this.functions = this.ofStack(AlarmedFunction);
    const facade = new MonitoringFacade(this, 'Facade', {
      metricFactoryDefaults: { namespace: 'Sakimawari' },
      alarmFactoryDefaults: { alarmNamePrefix: prefix, actionsEnabled: false },
      dashboardFactory: new DefaultDashboardFactory(this, 'Dashboards', {
        dashboardNamePrefix: prefix,
        detailDashboardRange: Duration.days(1),
      }),
    });

    facade
      .addLargeHeader('Alarms: docs/runbook.md says what each means')
      .addWidget(new AlarmStatusWidget({ alarms: alarms.raised, width: WHOLE_WIDTH, height: ROWS_OF_ALARMS }));

    facade
      .addLargeHeader('Events come in and are counted')
      .monitorApiGatewayV2HttpApi({ api, apiStage: stageOfApi.stageName, humanReadableName: 'API' })
      .monitorCustom({
        ...named('Events'),
        metricGroups: [
          {
            title: 'Taken in',
            metrics: [
              this.reported('receive-events', 'AcceptedEvents'),
              this.reported('roll-up-usage', 'StoredEvents'),
            ],
          },
          {
            title: 'Not usable, refused, in conflict',
            metrics: [
              this.reported('receive-events', 'QuarantinedEvents'),
              this.reported('attribute-events', 'QuarantinedEvents'),
              this.reported('receive-events', 'RefusedRequests'),
              this.reported('receive-events', 'ConflictingEvents'),
              this.reported('roll-up-usage', 'ConflictingEvents'),
            ],
          },
          {
            title: 'How far behind the tables (ms)',
            metrics: ['roll-up-usage', 'attribute-events', 'deliver-outbox'].map((name) =>
              this.functionNamed(name).lambda.metric('IteratorAge', { period, statistic: Stats.MAXIMUM, label: name }),
            ),
          },
        ],
      });

    facade.addLargeHeader('Accounts are scored');
    for (const stateMachine of this.ofStack(StateMachine)) {
      const of = stateMachine.node.scope?.node.id ?? stateMachine.node.id;
      facade.monitorStepFunction({ stateMachine, humanReadableName: of });
    }
    facade.monitorCustom({
      ...named('Accounts'),
      metricGroups: [
        { title: 'Scored', metrics: [this.reported('score-accounts', 'ScoredAccounts')] },
        {
          title: 'Set aside, sources that fell silent',
          metrics: [
            this.reported('score-accounts', 'FailedAccounts'),
            this.reported('score-changed', 'FailedAccounts'),
            this.reported('score-accounts', 'StaleSources', Stats.MAXIMUM),
          ],
        },
      ],
    });

    facade.addLargeHeader('Mails go out').monitorCustom({
      ...named('Outbox and SES'),
      description: 'SES counts for the account and region, not for this installation alone.',
      metricGroups: [
        {
          title: 'Age of the oldest mail that waits (s)',
          metrics: [this.reported('sweep-outbox', 'OldestPendingMailInSeconds', Stats.MAXIMUM)],
        },
        { title: 'Held for a person', metrics: [this.reported('sweep-outbox', 'HeldMails', Stats.MAXIMUM)] },
        {
          title: 'Rows that can not be read',
          metrics: [
            this.reported('sweep-outbox', 'UnreadableRows', Stats.MAXIMUM),
            this.reported('send-digests', 'UnreadableRows', Stats.MAXIMUM),
          ],
        },
        {
          title: "Used of a day's quota (%)",
          metrics: [this.reported('sweep-outbox', 'SendingQuotaUsedInPercent', Stats.MAXIMUM)],
        },
        {
          title: 'SES: mails',
          metrics: ['Send', 'Delivery', 'Bounce', 'Complaint', 'Reject'].map((name) => ofSes(name, Stats.SUM)),
        },
        {
          title: 'SES: rates of bounces and complaints',
          metrics: ['Reputation.BounceRate', 'Reputation.ComplaintRate'].map((name) => ofSes(name, Stats.AVERAGE)),
        },
      ],
    });

    facade.addLargeHeader('Queues');
    for (const { node, queue, deadLetters } of this.ofStack(WorkQueue)) {
      const deadLetterQueue = deadLetters.queue;
      facade.monitorSqsQueueWithDlq({ queue, deadLetterQueue, humanReadableName: node.scope?.node.id ?? node.id });
    }
    facade.monitorCustom({
      ...named('Dead letters'),
      metricGroups: [
        {
          title: 'Work that was given up',
          metrics: this.ofStack(DeadLetterQueue).map(({ node, queue }) =>
            queue.metricApproximateNumberOfMessagesVisible({
              period,
              statistic: Stats.MAXIMUM,
              label: node.path.split('/').slice(1).join('/'),
            }),
          ),
        },
      ],
    });

    facade
      .addLargeHeader('Tables')
      .monitorDynamoTable({ table: events.table, humanReadableName: 'Events' })
      .monitorDynamoTable({ table: accounts.table, humanReadableName: 'Accounts' })
      .monitorDynamoTableGlobalSecondaryIndex({
        table: accounts.table,
        globalSecondaryIndexName: LISTED_INDEX,
        humanReadableName: `Accounts, index ${LISTED_INDEX}`,
      });

    facade.addLargeHeader('Functions').monitorCustom({
      ...named('Functions'),
      metricGroups: [
        this.ofFunctions('Errors of functions', ({ lambda }, label) => lambda.metricErrors({ period, label })),
        this.ofFunctions('Throttles of functions', ({ lambda }, label) => lambda.metricThrottles({ period, label })),
        this.ofFunctions('Duration of functions, p90 (ms)', ({ lambda }, label) =>
          lambda.metricDuration({ period, label, statistic: Stats.percentile(90) }),
        ),
        this.ofFunctions('Calls of functions', ({ lambda }, label) => lambda.metricInvocations({ period, label })),
      ],
    });
  }

  private ofFunctions(title: string, metricOf: (one: AlarmedFunction, label: string) => IMetric) {
    return { title, metrics: this.functions.map((one) => metricOf(one, one.node.id) as Metric) };
  }

  private reported(reporter: string, metricName: string, statistic: string = Stats.SUM): Metric {
    const label = `${metricName} (${reporter})`;
    return emfMetric(metricName, this.functionNamed(reporter), { period, statistic, label });
  }

  private functionNamed(name: string): AlarmedFunction {
    const found = this.functions.find(({ node }) => node.id === name);
    if (found === undefined) throw new Error(`The dashboard shows ${name}, and there is no such function.`);
    return found;
  }

  private ofStack<Shown extends Construct>(kind: abstract new (...given: never[]) => Shown): Shown[] {
    return Stack.of(this)
      .node.findAll()
      .filter((one): one is Shown => one instanceof kind);
  }
}

/** The library asks for a name of alarms too, though it raises none here. */
const named = (humanReadableName: string) => ({
  humanReadableName,
  alarmFriendlyName: humanReadableName.replace(/\W/g, ''),
});

const ofSes = (metricName: string, statistic: string) =>
  new Metric({ namespace: 'AWS/SES', metricName, statistic, period, label: metricName });
