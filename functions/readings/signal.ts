import { endsOfValues } from '../../domain/sensitivity/question.ts';
import { MOST_VERSIONS } from '../team-pages/signal/history-section.ts';
import { backtestOf, comparisonOf, daysAsked, whatIfOf } from '../team-pages/signal/questions.ts';
import type { SignalPageFacts } from '../team-pages/signal/signal-page.ts';
import { trialOf } from '../team-pages/signal/trial.ts';
import { signalNames } from '../team-pages/signals/signals-page.ts';
import { ifReadable, type Version } from './if-readable.ts';
import type { Readings } from './readings.ts';

const VERSION = /^v[1-9]\d{0,6}$/;

/** A signal, and what it would be by the numbers in the address, or in the version that somebody thinks of going back to. */
export async function readSignal(
  { id, query, mayPublish }: { id: string; query: URLSearchParams; mayPublish: boolean },
  { signalWork, playbooks, records, studies, company, clock, kpis, now }: Readings,
): Promise<SignalPageFacts | undefined> {
  const to = query.get('back') ?? '';
  const [work, running, told, members, playbook] = await Promise.all([
    signalWork.read(),
    ifReadable(() => playbooks.current()),
    playbooks.latestTold(MOST_VERSIONS),
    records.members(),
    VERSION.test(to) && mayPublish ? ifReadable(() => playbooks.version(to)) : undefined,
  ]);
  if (!signalNames(work?.weeks ?? [], running?.playbook).includes(id)) return undefined;
  const today = clock.dayOf(now());
  const days = daysAsked(query, today);
  const question = backtestOf(today, kpis.rules);
  const comparison = running && comparisonOf(id, running, query.get('compare'), { today, rules: kpis.rules });
  const [whatIf, backtest, compared] = await askedOf(running);
  return {
    ...{ name: id, running, work, told, members, timeZone: company.timeZone, query, mayPublish, days, whatIf },
    back: to === '' ? undefined : { version: to.slice(0, 8), playbook: playbook?.playbook ?? null },
    backtest: { question, study: backtest },
    sensitivity: comparison &&
      running && {
        ...{ number: comparison.number, study: compared },
        ends: endsOfValues(running.playbook, id, comparison.number),
      },
  };

  /** What is known already of what is tried, and of those who left. */
  async function askedOf(runs: Version) {
    if (runs === undefined || !Object.hasOwn(runs.playbook.signals, id)) return [];
    const trial = trialOf(id, runs, query);
    const isTried = Object.keys(trial.wanted).length > 0 && trial.problems.length === 0;
    const { version } = runs;
    return Promise.all([
      isTried ? studies.find({ kind: 'what-if', question: whatIfOf(trial, days), playbook: version }) : undefined,
      studies.find({ kind: 'backtest', question, playbook: version }),
      comparison && studies.find({ kind: 'sensitivity', question: comparison.question, playbook: version }),
    ]);
  }
}
