import { Duration, Stack } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { ConfigurationSet, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { recordMailFeedbackEnv } from '../../functions/record-mail-feedback/env.ts';
import type { StageConfig } from '../config.ts';
import { AlarmedFunction, type FunctionSurroundings } from '../constructs/alarmed-function.ts';
import { DeadLetterQueue } from '../constructs/queues.ts';
import { companyKnownBy } from './company.ts';
import { busEventsWrittenBy } from './event-bus.ts';
import type { ChangedAccounts } from './scoring.ts';
import type { AccountsTable } from './tables.ts';

export interface MailFeedbackProps {
  config: StageConfig;
  surroundings: FunctionSurroundings;
  accounts: AccountsTable;
  changedAccounts: ChangedAccounts;
}

/** What SES says of the mails that went out: where it is told, and the function that writes it down. */
export class MailFeedback extends Construct {
  /** Mails sent under it are told of. */
  readonly configurationSet: ConfigurationSet;
  readonly failures: DeadLetterQueue;

  constructor(scope: Construct, id: string, { config, surroundings, accounts, changedAccounts }: MailFeedbackProps) {
    super(scope, id);
    const configurationSetName = surroundings.prefix;
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', { configurationSetName });
    this.configurationSet.addEventDestination('Events', {
      // SES knows no other bus than the account's default one.
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      // Neither opens nor clicks.
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.DELIVERY_DELAY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
      ],
    });

    const effect = 'Bounces and complaints are not noticed: customers are written to at addresses that take no mail.';
    this.failures = new DeadLetterQueue(this, 'Failures', {
      name: 'record-mail-feedback',
      effectOfLetters: effect,
      alarms: surroundings.alarms,
    });
    const recordMailFeedback = new AlarmedFunction(this, {
      ...surroundings,
      name: 'record-mail-feedback',
      environment: recordMailFeedbackEnv,
      memoryInMegabytes: 512,
      timeout: Duration.seconds(30),
      effectOfFailing: effect,
    });
    accounts.readableBy(recordMailFeedback);
    accounts.writableBy(recordMailFeedback);
    companyKnownBy(recordMailFeedback, config);
    busEventsWrittenBy(recordMailFeedback, config);
    changedAccounts.sendableBy(recordMailFeedback);
    new Rule(this, 'Rule', {
      ruleName: `${surroundings.prefix}-mail-feedback`,
      description: 'What SES says of the mails of this stage.',
      eventPattern: {
        source: ['aws.ses'],
        account: [Stack.of(this).account],
        detail: { mail: { tags: { 'ses:configuration-set': [configurationSetName] } } },
      },
      targets: [
        new LambdaFunction(recordMailFeedback.lambda, {
          deadLetterQueue: this.failures.queue,
          retryAttempts: 20,
          maxEventAge: Duration.hours(6),
        }),
      ],
    });
  }
}
