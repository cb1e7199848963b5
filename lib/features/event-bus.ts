import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import type { Grantee } from '../constructs/alarmed-function.ts';

export interface CompanyBusProps {
  name: string;
  bus: StageConfig['bus'];
}

/** What happens is told here, for other systems of the company. It stays when the stacks go: others have rules on it. */
export class CompanyBus extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, { name, bus: { archiveInDays } }: CompanyBusProps) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', {
      eventBusName: name,
      description: 'What Sakimawari finds and does; docs/bus-events.md says what each event holds.',
    });
    this.bus.applyRemovalPolicy(RemovalPolicy.RETAIN);
    if (archiveInDays > 0) {
      const archive = this.bus.archive('Archive', {
        archiveName: name,
        description: 'To tell again what a listener has missed.',
        eventPattern: { source: ['sakimawari'] },
        retention: Duration.days(archiveInDays),
      });
      archive.applyRemovalPolicy(RemovalPolicy.RETAIN);
    }
  }

  tellableBy(grantee: Grantee<'EVENT_BUS'>): void {
    grantee.setEnvironment('EVENT_BUS', this.bus.eventBusName);
    grantee.allow({ actions: ['events:PutEvents'], resources: [this.bus.eventBusArn] });
  }
}

/** Tells a function whether it writes down what the bus is to be told. */
export function busEventsWrittenBy(grantee: Grantee<'BUS_EVENTS'>, { bus }: StageConfig): void {
  grantee.setEnvironment('BUS_EVENTS', bus.events);
}
