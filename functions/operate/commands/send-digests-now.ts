import * as z from 'zod';
import { idSchema } from '../../../domain/account.ts';
import { businessCalendar } from '../../../domain/calendar/business-days.ts';
import { localClock } from '../../../domain/time-zone.ts';
import { readOpenTasks } from '../../adapters/open-tasks.ts';
import { readTeamMembers } from '../../adapters/team-members.ts';
import { digestsByHand } from '../../send-digests/send-digests.ts';
import { viewsOf } from '../../send-digests/views-of.ts';
import { momentOf } from '../by-hand.ts';
import { presentMember } from '../known-records.ts';
import { operation, todayOf } from '../operation.ts';
import { runningPlaybook } from '../running-playbook.ts';

const requestSchema = z.strictObject({ person: idSchema.optional() });

/** Digests as they stand now, to one of the team or to all; those of the day come at their hour all the same. */
export const sendDigestsNow = operation(requestSchema, async ({ person }, tools) => {
  await runningPlaybook(tools);
  if (person !== undefined) await presentMember(tools, person);
  const { digests, outbox, listings, installation, clock } = tools;
  const { company } = installation;
  const now = tools.now();
  return digestsByHand(
    {
      ...{ digests, outbox, company, clock, now },
      calendar: businessCalendar(company.holidays),
      clockOf: localClock,
      readMembers: () => readTeamMembers(listings),
      readOpenTasks: () => readOpenTasks(listings),
      openViews: async () => viewsOf(await tools.openScoring(todayOf(tools))),
    },
    { moment: momentOf(now), person },
  );
});
