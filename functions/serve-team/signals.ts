import { noSignalsPage, type SignalFacts, signalsPage } from '../team-pages/signals/signals-page.ts';
import type { ShowTeamPage } from './page-request.ts';

/** What became of each signal's tasks, as the last night counted it. */
export const showSignals: ShowTeamPage = async ({ reader, query }, { signalWork, records, company, clock, now }) => {
  const [work, playbook] = await Promise.all([signalWork.read(), records.playbook(undefined)]);
  if (work === undefined) return noSignalsPage(reader.locale);
  const nowInMs = now();
  const facts: SignalFacts = { work, playbook, today: clock.dayOf(nowInMs), nowInMs, timeZone: company.timeZone };
  return signalsPage(facts, query, reader.locale);
};
