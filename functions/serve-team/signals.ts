import { notFoundPage } from '../team-pages/notices.ts';
import {
  noSignalsPage,
  type SignalFacts,
  signalNames,
  signalPage,
  signalsPage,
} from '../team-pages/signals/signals-page.ts';
import type { ShowTeamPage } from './page-request.ts';

/** What became of each signal's tasks, as the last night counted it; one of them week by week. */
export const showSignals: ShowTeamPage = async (
  { reader, id, query },
  { signalWork, records, company, clock, now },
) => {
  const [work, playbook] = await Promise.all([signalWork.read(), records.playbook(undefined)]);
  if (work === undefined) return noSignalsPage(reader.locale);
  const nowInMs = now();
  const facts: SignalFacts = { work, playbook, today: clock.dayOf(nowInMs), nowInMs, timeZone: company.timeZone };
  if (id === '') return signalsPage(facts, query, reader.locale);
  if (!signalNames(work.weeks, playbook).includes(id)) return notFoundPage(reader);
  return signalPage(facts, id, reader.locale);
};
