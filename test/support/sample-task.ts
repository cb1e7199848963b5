import type { Task } from '../../domain/tasks/task.ts';
import { sampleData } from './sample-mails.ts';

/** One of two people who do it together. */
export function sampleTask(changes: Partial<Task> = {}): Task {
  const episode = 'shinonome/logins-fell/-/2026-06-01';
  return {
    id: `${episode}/check-in-call/csm`,
    account: 'shinonome',
    signal: 'logins-fell',
    subject: null,
    episode,
    template: 'check-in-call',
    title: 'Call the champion',
    assignee: 'aoi',
    role: 'csm',
    priority: 'high',
    due: '2026-06-04',
    status: 'open',
    outcome: null,
    linked: [`${episode}/check-in-call/sales`],
    order: 1,
    raisedOn: '2026-06-01',
    closedOn: null,
    data: sampleData('en'),
    ...changes,
  };
}
