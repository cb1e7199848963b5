import { Duration, TimeZone } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { sendHealthListEnv } from '../../functions/send-health-list/env.ts';
import type { StageConfig } from '../config.ts';
import { AlarmedFunction, type FunctionSurroundings } from '../constructs/alarmed-function.ts';
import { ScheduledCalls } from '../constructs/scheduled-calls.ts';
import { chatKnownBy } from './chat.ts';
import { companyKnownBy } from './company.ts';
import type { AccountsTable } from './tables.ts';

export interface HealthListsProps {
  config: StageConfig;
  surroundings: FunctionSurroundings;
  accounts: AccountsTable;
}

/** Once a week the team sees which accounts are in bad health. */
export class HealthLists extends Construct {
  constructor(scope: Construct, id: string, { config, surroundings, accounts }: HealthListsProps) {
    super(scope, id);
    const sendHealthList = new AlarmedFunction(this, {
      ...surroundings,
      name: 'send-health-list',
      environment: sendHealthListEnv,
      memoryInMegabytes: 1024,
      timeout: Duration.minutes(15),
      effectOfFailing: "The week's list of accounts in bad health is missing, to some of its readers or to all.",
    });
    accounts.readableBy(sendHealthList);
    accounts.writableBy(sendHealthList);
    companyKnownBy(sendHealthList, config);
    chatKnownBy(sendHealthList, config);
    sendHealthList.setEnvironment('SOURCES', JSON.stringify(config.sources));
    const { weekday, hour } = config.healthList;
    // Where it lay from the first: a schedule under another logical id would meet its own name.
    new ScheduledCalls(new Construct(this, 'Weekly'), 'Schedule', sendHealthList, {
      name: `${surroundings.prefix}-send-health-list`,
      description: 'Sends the list of accounts in bad health once a week.',
      schedule: ScheduleExpression.cron({
        weekDay: weekday.toUpperCase(),
        hour: String(hour),
        minute: '0',
        timeZone: TimeZone.of(config.company.timeZone),
      }),
      retryAttempts: 5,
      maxEventAge: Duration.hours(12),
    });
  }
}
