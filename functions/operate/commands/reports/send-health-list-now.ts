import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { readAllHealthSummaries, readLines } from '../../../reports/read-health.ts';
import { sendHealthList } from '../../../reports/send-health-list.ts';
import { readTeamMembers } from '../../../store/accounts/team-members.ts';
import { auditOf, change, todayOf } from '../../operation.ts';
import { presentMember } from '../accounts/known-records.ts';
import { momentOf } from '../mails/by-hand.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';

const requestSchema = z.strictObject({ person: idSchema.optional() });

/** The week's list as it stands now, to one of the team, or to all and the chat; that of the week comes all the same. */
export const sendHealthListNow = change(requestSchema, ['health-list-sent'], async ({ person }, tools) => {
  await runningPlaybook(tools);
  if (person !== undefined) await presentMember(tools, person);
  const { listings, directory, nextActions, outbox, signalWork, installation } = tools;
  const now = tools.now();
  await tools.auditLog.add(auditOf(tools, 'health-list-sent', person === undefined ? {} : { member: person }));
  const today = todayOf(tools);
  const [scoring, members] = await Promise.all([tools.openScoring(today), readTeamMembers(listings)]);
  const sources = { listings, directory, nextActions, scoring };
  return sendHealthList({
    outbox,
    company: installation.company,
    members,
    team: scoring.team,
    playbook: scoring.running.playbook,
    playbookVersion: scoring.running.version,
    summaries: await readAllHealthSummaries(sources),
    readLines: (shown) => readLines(sources, shown),
    readSignalWork: () => signalWork.read(),
    hasChat: installation.chatPlaces.length > 0,
    today,
    now: new Date(now).toISOString(),
    byHand: { moment: momentOf(now), person },
  });
});
