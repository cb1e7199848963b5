import type { Csm } from '../../domain/account/account.ts';
import { currentStage } from '../../domain/stages/stage-state.ts';
import { readWholeTaskFacts } from '../pages/read-facts.ts';
import type { Readings } from './readings.ts';

const MOST_MAILS = 20;

/** A task whole, with what is known of its account and the mails of its episode. */
export async function readTask(id: string, member: Csm, { lists, company, records, mails }: Readings) {
  const task = await lists.task(id);
  if (task === undefined) return undefined;
  const read = { to: 'read', account: task.account, task: task.id, person: member.id, expiresAt: 0 } as const;
  const [facts, state, ofEpisode, members] = await Promise.all([
    readWholeTaskFacts({ company, records }, read),
    records.state(task.account),
    mails.ofEpisode(task, MOST_MAILS),
    records.members(),
  ]);
  return {
    ...{ facts, members, mails: ofEpisode, health: state?.health },
    stage: currentStage(facts.account ?? {}, state),
  };
}
