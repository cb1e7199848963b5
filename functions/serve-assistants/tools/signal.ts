import { addressOfPage, pageOfSignal } from '../../../domain/links/team-pages.ts';
import { textIn } from '../../../domain/locale/text.ts';
import { numbersOf } from '../../../domain/playbook/signal-numbers.ts';
import { readSignal } from '../../readings/signal.ts';
import { addressOfTrial } from '../../team-pages/signal/number-text.ts';
import { refusalText } from '../../team-pages/signal/numbers-form.ts';
import type { SignalPageFacts } from '../../team-pages/signal/signal-page.ts';
import { trialOf } from '../../team-pages/signal/trial.ts';
import type { StudyShown } from '../../team-pages/studies/study-state.ts';
import { type AnswerTool, type Asking, UnanswerableError } from '../tool.ts';
import { assistantWords } from '../words/words.ts';

const MOST_WEEKS = 13;
const MOST_ACCOUNTS = 20;

/** A signal: when it is raised, what became of its tasks, and whether it would have warned of those who left. */
export const tellSignal: AnswerTool = async ({ signal: name }, asking) => {
  const { asker, webUrl } = asking;
  const facts = await factsOf(String(name), new URLSearchParams(), asking);
  const { running, work, backtest } = facts;
  const signal = running?.playbook.signals[facts.name];
  const answer = backtest.study?.state === 'done' ? backtest.study.answer : undefined;
  const caught = answer?.signals.find((one) => one.signal === facts.name);
  return {
    name: facts.name,
    ...(signal && {
      label: textIn(signal.label, asker.locale),
      side: signal.side,
      numbers: numbersOf(signal).map(({ path, value, unit }) => ({ number: path, value, unit })),
    }),
    playbook: running?.version,
    weeks: (work?.weeks ?? []).slice(-MOST_WEEKS).flatMap(({ week, signals }) => {
      const tally = signals[facts.name];
      return tally === undefined ? [] : [{ week, ...tally }];
    }),
    backtest:
      answer === undefined || caught === undefined
        ? stateOf(backtest.study)
        : {
            ...{ from: backtest.question.from, to: backtest.question.to },
            ...{ customersWhoLeft: caught.outcomes, warnedInTime: caught.caught, missed: caught.missed },
            ...{ alarms: caught.alarms, alarmsThatCameTrue: caught.hits, falseAlarms: caught.falseAlarms },
            ...{ shareWarned: caught.catchRate, precision: caught.precision, isEnoughToTell: answer.isEnough },
          },
    page: addressOfPage(webUrl, pageOfSignal(facts.name)),
  };
};

/** What would have been by another number of a signal, where that was gone through; else where to have it done. */
export const tellWhatIf: AnswerTool = async ({ signal: name, number, value, weeks = '13' }, asking) => {
  const { asker, webUrl } = asking;
  const query = new URLSearchParams({ [String(number)]: String(value), weeks: String(weeks) });
  const facts = await factsOf(String(name), query, asking);
  const { running, whatIf } = facts;
  const words = assistantWords(asker.locale);
  const signal = running?.playbook.signals[facts.name];
  const known = signal === undefined ? [] : numbersOf(signal);
  if (running === undefined || !known.some(({ path }) => path === number)) {
    throw new UnanswerableError(words.noNumber(known.map(({ path }) => path)));
  }
  const trial = trialOf(facts.name, running, query);
  const [problem] = trial.problems;
  if (problem !== undefined) {
    const unit = known.find(({ path }) => path === problem.path)?.unit;
    throw new UnanswerableError(unit === undefined ? words.badNumber : refusalText(problem, unit, asker.locale));
  }
  const numbers = Object.fromEntries(trial.numbers.map((one) => [one.path, one]));
  const page = addressOfPage(webUrl, addressOfTrial(facts.name, trial.wanted, numbers, { ...facts.days }));
  const answer = whatIf?.state === 'done' ? whatIf.answer : undefined;
  if (answer === undefined) return { ...facts.days, ...stateOf(whatIf), toHaveItDone: words.askOnPage, page };
  const effect = answer.signals[facts.name];
  const sum = (of: 'before' | 'after') => answer.weeks.reduce((all, week) => all + week[of], 0);
  return {
    ...facts.days,
    ...{ accounts: answer.accounts, raised: effect && { before: effect.before, after: effect.after } },
    tasks: { before: sum('before'), after: sum('after') },
    mails: { before: answer.mails.before.sent, after: answer.mails.after.sent },
    changes: answer.changes.slice(0, MOST_ACCOUNTS).map(({ account, name: called, day, change }) => ({
      ...{ account, name: called, day, change },
    })),
    ...(answer.changes.length > MOST_ACCOUNTS && { moreChanges: answer.changes.length - MOST_ACCOUNTS }),
    page,
  };
};

async function factsOf(id: string, query: URLSearchParams, { asker, readings }: Asking): Promise<SignalPageFacts> {
  const facts = await readSignal({ id, query, mayPublish: asker.may('manage') }, readings);
  if (facts === undefined) throw new UnanswerableError(assistantWords(asker.locale).noSignal);
  return facts;
}

const stateOf = (study: StudyShown | undefined) =>
  study === undefined ? { state: 'not-asked' } : { state: study.state, done: study.done, of: study.shards };
