import { nothing, operation, todayOf } from '../../operation.ts';

/** Where things are: what the command needs to know of an installation before it can send events to it. */
export const describe = operation(nothing, async (_request, tools) => ({
  stage: tools.installation.stage,
  company: tools.installation.company.name,
  timeZone: tools.installation.company.timeZone,
  today: todayOf(tools),
  now: tools.now(),
  /** The first day that may have raw events. */
  rawEventsFrom: tools.clock.dayOf(tools.retention.acceptedAt(tools.now()).earliest),
  keptInDays: tools.keptInDays,
  /** Places in the chat; none where there is no chat. */
  chatPlaces: tools.installation.chatPlaces,
  apiUrl: tools.installation.apiUrl,
  sources: await tools.readSourceNames(),
}));
