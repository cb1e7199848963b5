import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { businessCalendar } from '../../../../domain/time/business-days.ts';
import { localClock } from '../../../../domain/time/time-zone.ts';
import { digestsByHand } from '../../../reports/send-digests.ts';
import { viewsOf } from '../../../reports/views-of.ts';
import { readTeamMembers } from '../../../store/accounts/team-members.ts';
import { readOpenTasks } from '../../../store/work/open-tasks.ts';
import { auditOf, change, todayOf } from '../../operation.ts';
import { presentMember } from '../accounts/known-records.ts';
import { momentOf } from '../mails/by-hand.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';

const requestSchema = z.strictObject({ person: idSchema.optional() });

/** Digests as they stand now, to one of the team or to all; those of the day come at their hour all the same. */
export const sendDigestsNow = change(requestSchema, ['digests-sent'], async ({ person }, tools) => {
  await runningPlaybook(tools);
  if (person !== undefined) await presentMember(tools, person);
  const { digests, outbox, improvements, listings, installation, clock } = tools;
  const { company } = installation;
  const now = tools.now();
  await tools.auditLog.add(auditOf(tools, 'digests-sent', person === undefined ? {} : { member: person }));
  return digestsByHand(
    {
      ...{ digests, outbox, company, clock, now },
      calendar: businessCalendar(company.holidays),
      clockOf: localClock,
      readMembers: () => readTeamMembers(listings),
      readOpenTasks: () => readOpenTasks(listings),
      readOpenMoves: () => improvements.openMoves(),
      openViews: async () => viewsOf(await tools.openScoring(todayOf(tools))),
    },
    { moment: momentOf(now), person },
  );
});
