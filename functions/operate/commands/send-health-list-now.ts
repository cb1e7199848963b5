import * as z from 'zod';
import { idSchema } from '../../../domain/account.ts';
import { readTeamMembers } from '../../adapters/team-members.ts';
import { readAllStandings, readLines } from '../../send-health-list/read-health.ts';
import { sendHealthList } from '../../send-health-list/send-health-list.ts';
import { momentOf } from '../by-hand.ts';
import { presentMember } from '../known-records.ts';
import { operation, todayOf } from '../operation.ts';
import { runningPlaybook } from '../running-playbook.ts';

const requestSchema = z.strictObject({ person: idSchema.optional() });

/** The week's list as it stands now, to one of the team, or to all and the chat; that of the week comes all the same. */
export const sendHealthListNow = operation(requestSchema, async ({ person }, tools) => {
  await runningPlaybook(tools);
  if (person !== undefined) await presentMember(tools, person);
  const { listings, directory, nextActions, outbox, installation } = tools;
  const now = tools.now();
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
    standings: await readAllStandings(sources),
    readLines: (shown) => readLines(sources, shown),
    hasChat: installation.hasChat,
    today,
    now: new Date(now).toISOString(),
    byHand: { moment: momentOf(now), person },
  });
});
