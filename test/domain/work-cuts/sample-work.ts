import type { LoggedWork } from '../../../domain/activities/work-log.ts';

/** An inquiry, answered by Saki in ten minutes; each has its own id. */
export function sampleWork(): (change?: Partial<LoggedWork>) => LoggedWork {
  let count = 0;
  return (change = {}) => {
    count += 1;
    return {
      ...{ id: `w${count}`, account: 'acme', day: '2026-05-01', by: 'saki', activity: 'answer-inquiry' },
      ...{ medium: 'mail', minutes: 10, initiative: 'reactive', scope: 'general', skill: 'basic' },
      ...change,
    };
  };
}
