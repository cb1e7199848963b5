import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';

export class Schedules {
  constructor(private readonly client: SchedulerClient) {}

  async look(name: string): Promise<{ enabled: boolean; expression: string; timeZone: string }> {
    const schedule = await this.client.send(new GetScheduleCommand({ Name: name }));
    return {
      enabled: schedule.State === 'ENABLED',
      expression: schedule.ScheduleExpression ?? '',
      timeZone: schedule.ScheduleExpressionTimezone ?? 'UTC',
    };
  }
}

export const openSchedules = () => new Schedules(new SchedulerClient({}));
