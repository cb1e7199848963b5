import { ifReadable } from '../readings/if-readable.ts';
import { backtestOf } from '../team-pages/signal/questions.ts';
import { noSignalsPage, type SignalFacts, signalsPage } from '../team-pages/signals/signals-page.ts';
import type { ShowTeamPage } from './page-request.ts';

/** What became of each signal's tasks, as the last night counted it, and whether it would have warned of those who left. */
export const showSignals: ShowTeamPage = async ({ reader, query, form }, showing) => {
  const { signalWork, records, playbooks, studies, company, clock, kpis, now } = showing;
  const [work, running, members] = await Promise.all([
    signalWork.read(),
    ifReadable(() => playbooks.current()),
    records.members(),
  ]);
  if (work === undefined) return noSignalsPage(reader.locale);
  const nowInMs = now();
  const today = clock.dayOf(nowInMs);
  const question = backtestOf(today, kpis.rules);
  const study = running && (await studies.find({ kind: 'backtest', question, playbook: running.version }));
  const facts: SignalFacts = {
    ...{ work, playbook: running?.playbook, backtest: { question, study }, members },
    ...{ today, nowInMs, timeZone: company.timeZone },
  };
  return signalsPage(facts, { query, form, mayAsk: reader.may('manage'), locale: reader.locale });
};
