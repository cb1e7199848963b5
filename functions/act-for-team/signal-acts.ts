import { pageOfSignal } from '../../domain/links/team-pages.ts';
import { withNumbers } from '../../domain/playbook/signal-numbers.ts';
import { wholeTextIn } from '../pages/read-form.ts';
import type { StoredPlaybook } from '../store/playbooks/playbooks.ts';
import { goTo } from '../team-pages/redirect.ts';
import { addressOfTrial } from '../team-pages/signal/number-text.ts';
import {
  gonePage,
  overtakenPage,
  problemsPage,
  rollBackPage,
  type SignalDrawing,
  trialPage,
} from '../team-pages/signal/publish-pages.ts';
import { backtestOf, comparisonOf, daysAsked, whatIfOf } from '../team-pages/signal/questions.ts';
import { type Running, trialOf } from '../team-pages/signal/trial.ts';
import { signalPageWords } from '../team-pages/signal/words/words.ts';
import { labelOf } from '../team-pages/signals/signals-page.ts';
import type { PlaybookGiven } from '../work/publish-playbook.ts';
import { type ActAnswer, type ActRequest, backOf, backWithNotice, type TakeTeamAct } from './act-request.ts';
import { namer } from './namer.ts';
import { lineOf, publishAsked, reasonComplaint, undoOf } from './publish.ts';
import type { TeamActTools } from './tools.ts';

/**
 * Asks what would have been by other numbers, and leads to the page that tells it. Fields: `signal`, each number by its path,
 * and `weeks`, or the days `from` and `to`.
 */
export const ask: TakeTeamAct = async (request, tools) => {
  const { form, reader } = request;
  const { playbooks, listings, studies, clock, now } = tools;
  const [name, running] = await asked(request, tools);
  if (running === undefined) return gonePage(reader.locale);
  const trial = trialOf(name, running, form);
  if (Object.keys(trial.wanted).length === 0) return goTo(pageOfSignal(name));
  const today = clock.dayOf(now());
  const days = daysAsked(form, today);
  if (trial.problems.length === 0) {
    const { askedWhatIf } = await import('../studies/ask-what-if.ts');
    const result = await askedWhatIf(whatIfOf(trial, days), running, { today, playbooks, listings });
    if ('problems' in result) return problemsPage(name, running, result.problems.map(lineOf), reader.locale);
    await studies.start(result.asked, reader.member.id);
  }
  const numbers = Object.fromEntries(trial.numbers.map((number) => [number.path, number]));
  return goTo(addressOfTrial(name, trial.wanted, numbers, { ...days }));
};

/** Asks whether the signals would have warned of those who left: all of them, on whosever page it is asked. */
export const askBack: TakeTeamAct = async (request, tools) => {
  const { playbooks, studies, clock, kpis, now } = tools;
  const running = await playbooks.current();
  if (running === undefined) return gonePage(request.reader.locale);
  const question = backtestOf(clock.dayOf(now()), kpis.rules);
  await studies.start({ kind: 'backtest', question, playbook: running.version }, request.reader.member.id);
  return goTo(backOf(request.form));
};

/** Asks what several values of one number would bring. Fields: `signal`, and `number`: its path. */
export const compare: TakeTeamAct = async (request, tools) => {
  const { form, reader } = request;
  const { studies, clock, kpis, now } = tools;
  const [name, running] = await asked(request, tools);
  if (running === undefined) return gonePage(reader.locale);
  const { rules } = kpis;
  const comparison = comparisonOf(name, running, form.get('number'), { today: clock.dayOf(now()), rules });
  if (comparison === undefined) return goTo(pageOfSignal(name));
  const { number, question } = comparison;
  await studies.start({ kind: 'sensitivity', question, playbook: running.version }, reader.member.id);
  return goTo(`${pageOfSignal(name)}?${new URLSearchParams({ compare: number.path })}#compare`);
};

/** Stops a question that is still gone through. Field: `study`. */
export const stop: TakeTeamAct = async ({ form }, { studies }) => {
  await studies.cancel(form.get('study') ?? '');
  return goTo(backOf(form));
};

/**
 * Publishes other numbers of a signal as a new version. Fields: `signal`, each number by its path, `note`: why; `onto`: the
 * version that they were shown against.
 */
export const publishNumbers: TakeTeamAct = async (request, tools) => {
  const { form, reader } = request;
  const { locale } = reader;
  const [name, running] = await asked(request, tools);
  if (running === undefined) return gonePage(locale);
  const trial = trialOf(name, running, form);
  const drawing = drawingOf(request);
  // Pressed twice: what the first one told still stands.
  if (Object.keys(trial.wanted).length === 0) return goTo(pageOfSignal(name));
  if (form.get('onto') !== running.version) return overtaken(request, tools, { name, running });
  const complaint = reasonComplaint(form);
  if (trial.problems.length > 0 || complaint !== undefined) return trialPage(trial, running, { ...drawing, complaint });
  const given = { playbook: withNumbers(running.playbook, name, trial.wanted) };
  return publish(request, tools, { name, running, given }, (version) =>
    signalPageWords(locale).published(version, labelOf(name, running.playbook, locale)),
  );
};

/** Brings an older version back. Fields: `signal`: on whose page; `to`, `note`: why, and `onto` as above. */
export const rollBack: TakeTeamAct = async (request, tools) => {
  const { form, reader } = request;
  const { locale } = reader;
  const [name, running] = await asked(request, tools);
  if (running === undefined) return gonePage(locale);
  const to = form.get('to') ?? '';
  const complaint = reasonComplaint(form);
  if (complaint !== undefined) {
    if (form.get('onto') !== running.version) return overtaken(request, tools, { name, running });
    const { playbook = null } = (await tools.playbooks.version(to)) ?? {};
    return rollBackPage({ version: to, playbook }, name, running, { ...drawingOf(request), complaint });
  }
  return publish(request, tools, { name, running, given: { rollbackTo: to } }, (version) =>
    signalPageWords(locale).rolledBack(version, to),
  );
};

interface Asked {
  name: string;
  running: Running;
}

async function publish(
  request: ActRequest,
  tools: TeamActTools,
  { name, running, given }: Asked & { given: PlaybookGiven },
  told: (version: string) => string,
): Promise<ActAnswer> {
  const { form, reader } = request;
  const result = await publishAsked(request, tools, given);
  if ('same' in result) return goTo(pageOfSignal(name));
  if ('problems' in result) return problemsPage(name, running, result.problems.map(lineOf), reader.locale);
  if ('refused' in result) {
    if (result.refused === 'overtaken') return overtaken(request, tools, { name, running });
    if (result.refused === 'no-such-version')
      return rollBackPage({ version: form.get('to') ?? '', playbook: null }, name, running, drawingOf(request));
    return problemsPage(name, running, [signalPageWords(reader.locale).problems.tooLarge], reader.locale);
  }
  form.set('back', pageOfSignal(name));
  return backWithNotice(request, tools, { text: told(result.published), undo: undoOf(result, reader.locale) });
}

/** What stands now, who brought it, and what was wanted ready to be published on top of it. */
async function overtaken(request: ActRequest, tools: TeamActTools, { name }: Asked): Promise<ActAnswer> {
  const { form, reader } = request;
  const [[, running], [last], members] = await Promise.all([
    asked(request, tools),
    tools.playbooks.latestTold(1),
    tools.records.members(),
  ]);
  if (running === undefined) return gonePage(reader.locale);
  const to = form.get('to');
  const back =
    to === null ? undefined : { version: to, playbook: (await tools.playbooks.version(to))?.playbook ?? null };
  const who =
    last?.who.is === 'member' ? namer(reader, members)(last.who.id) : (last?.who.id ?? namer(reader, [])(null));
  const theirs = { told: last?.version === running.version ? last : undefined, who };
  return overtakenPage({ name, running, theirs, trial: trialOf(name, running, form), back }, drawingOf(request));
}

async function asked({ form }: ActRequest, { playbooks }: TeamActTools): Promise<[string, StoredPlaybook | undefined]> {
  const name = form.get('signal') ?? '';
  const running = await playbooks.current();
  return [name, running && Object.hasOwn(running.playbook.signals, name) ? running : undefined];
}

const drawingOf = ({ form, formOf, reader }: ActRequest): SignalDrawing => ({
  ...{ form: formOf, locale: reader.locale, mayPublish: true, reason: wholeTextIn(form, 'note') },
});
