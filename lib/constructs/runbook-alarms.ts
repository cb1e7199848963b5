import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

export interface RunbookAlarm {
  /** The heading of docs/runbook.md that says what to do; also the end of the alarm's name. */
  heading: string;
  /** What it means for those who depend on the system. */
  effect: string;
  metric: IMetric;
  /** Trips above this. */
  above: number;
  /** For so many periods of the metric in a row. */
  periods?: number;
}

/** Raises alarms that all lead to a heading of the runbook, and tells them to one mail address. */
export class RunbookAlarms extends Construct {
  readonly raised: Alarm[] = [];
  private readonly action: SnsAction;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: { prefix: string; email: string },
  ) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { enforceSSL: true });
    topic.addSubscription(new EmailSubscription(props.email));
    this.action = new SnsAction(topic);
  }

  raise({ heading, effect, metric, above, periods = 1 }: RunbookAlarm): void {
    const alarm = new Alarm(this, heading, {
      alarmName: `${this.props.prefix}-${heading}`,
      alarmDescription: `${effect} What to do: docs/runbook.md#${heading}`,
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(this.action);
    this.raised.push(alarm);
  }
}
