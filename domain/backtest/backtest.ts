import { endOf } from '../ledger/facts-as-of.ts';
import { stableHash } from '../names/stable-hash.ts';
import { replayCourse } from '../replay/course.ts';
import { seededRandom } from '../statistics/random.ts';
import { actsIn } from '../studies/acts-in.ts';
import { leadUpInDays, replayInputOf } from '../studies/replay-input.ts';
import type { StudyKind, StudySetting } from '../studies/study.ts';
import { addDays, dayNumber, dayOfNumber, daysBetween } from '../time/day.ts';
import { withLoadedHistory } from '../usage/late-usage.ts';
import type { AccountRecord } from './account-record.ts';
import { alarmsOf } from './alarms-of.ts';
import { answerOf, type BacktestAnswer } from './backtest-answer.ts';
import { addParts, type BacktestPart, nothingFound, partOfAccount } from './backtest-part.ts';
import { customerRecord } from './customer-record.ts';
import { type BacktestQuestion, backtestQuestionSchema } from './question.ts';
import type { Frame } from './windows.ts';

/**
 * Whether each signal of the running playbook would have warned of what happened: every account that was there is lived
 * through day by day, by what was known on each day.
 */
export const backtest: StudyKind<BacktestQuestion, BacktestPart, BacktestAnswer> = {
  name: 'backtest',
  question: backtestQuestionSchema,
  looksAtEpisodes: true,
  nothing: nothingFound,
  add: addParts,
  daysOf: (question, setting) => ({ first: firstDayOf(question, setting), last: question.to }),
  ofAccounts(question, setting) {
    const { running, clock } = setting;
    const { playbook } = running;
    const { from, to } = question;
    const signals = signalsOf(setting);
    const frame = frameOf(question);
    const days = { playbook, freshness: setting.freshnessBy(playbook), from: firstDayOf(question, setting), to };
    const monthOf = monthsSince(from);
    return (past) => {
      const { account, ledger } = past;
      const customer = customerRecord(account.id, ledger, question);
      const isSeen = customer.customer.some(([first, last]) => first <= frame.last && last >= 0);
      if (!isSeen) return nothingFound;
      const course = replayCourse({
        ...replayInputOf(past, setting, days),
        ledger: { entries: ledger, knownBefore: (day) => endOf(day, clock) },
        usageDays: withLoadedHistory(past.usageDays, past.overtaken),
        overtakenDays: past.overtaken,
      });
      const record: AccountRecord = {
        account: account.id,
        ...customer,
        ...alarmsOf(
          course,
          { acts: actsIn(past, clock), episodes: past.episodes },
          { signals, leadInDays: frame.lead, from },
        ),
      };
      return partOfAccount(record, frame, signals.length, monthOf);
    };
  },
  answer(total, question, setting) {
    // The same question is answered the same, however often it is asked.
    const random = seededRandom(stableHash(JSON.stringify([question, setting.running.version])));
    return answerOf(total, frameOf(question), signalsOf(setting), random);
  },
};

const signalsOf = ({ running }: Pick<StudySetting, 'running'>) => Object.keys(running.playbook.signals);

const frameOf = ({ leadInDays, horizonInDays, from, to }: BacktestQuestion): Frame => ({
  lead: leadInDays,
  horizon: horizonInDays,
  last: daysBetween(from, to),
});

/** Of what happens on the first day that counts, warnings are looked for as far back as of any other. */
function firstDayOf({ from, leadInDays, horizonInDays }: BacktestQuestion, { running }: Pick<StudySetting, 'running'>) {
  return addDays(from, -Math.max(leadUpInDays(running.playbook), leadInDays + horizonInDays + 1));
}

function monthsSince(from: string): (day: number) => number {
  const start = dayNumber(from);
  const monthNumber = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return (day) => monthNumber(dayOfNumber(start + day)) - monthNumber(from);
}
