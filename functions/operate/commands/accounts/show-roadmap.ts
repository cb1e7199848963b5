import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { evaluate } from '../../../../domain/evaluation/evaluate.ts';
import { addressOfPage, pageOfAccount } from '../../../../domain/links/team-pages.ts';
import { roadmapOf } from '../../../../domain/stages/roadmap.ts';
import { signalsOfStage } from '../../../../domain/stages/stage-signals.ts';
import { usageHistory } from '../../../../domain/usage/usage-history.ts';
import { recordedEpisodes } from '../../../scoring/recorded-episodes.ts';
import { operation, todayOf } from '../../operation.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';
import { noSuchAccount } from './known-records.ts';

/** Where the account stands on its way through the stages, as of today; changes nothing. */
export const showRoadmap = operation(z.strictObject({ account: idSchema }), async ({ account: id }, tools) => {
  await runningPlaybook(tools);
  const { accounts, running, businessDays, fleet, freshness, asOf, today } = await tools.openScoring(todayOf(tools));
  const { playbook } = running;
  const snapshot = await accounts.load(id, { playbook, asOf, today, isConsistent: true });
  if (snapshot === null) throw noSuchAccount(id, 'There is nothing to show.');
  const { days, lifetime, stored, ...facts } = snapshot;
  const previous = stored?.state ?? null;
  const usage = usageHistory(days, lifetime, playbook, asOf);
  const input = { ...facts, usage, businessDays, fleet, freshness, playbook, previous };
  const evaluation = evaluate(input);
  const { stage } = evaluation;
  const signals = stage ? signalsOfStage(playbook, stage.stage) : [];
  const tasks = await Promise.all(signals.map((signal) => tools.tasks.raisedBy(id, signal, stage?.since ?? '')));
  const roadmap = roadmapOf(input, evaluation, {
    episodes: recordedEpisodes(previous, playbook, asOf),
    tasks: tasks.flat(),
    language: tools.installation.company.language,
  });
  return { ...roadmap, playbook: running.version, page: addressOfPage(tools.installation.webUrl, pageOfAccount(id)) };
});
