import type { Account } from '../account/account.ts';
import { renewalDateOf } from '../account/products.ts';
import type { LastAnswer } from '../answers/renewal-answer.ts';
import type { EmailStep, Playbook, PlayStep } from '../playbook/playbook.ts';
import type { LiveEpisode } from '../signals/reading.ts';
import { addDays, type Day } from '../time/day.ts';
import { answersBehind, isOfAnswer, isTimed, templatesOfAnswers } from './answer-steps.ts';
import { type FinishedTask, isEmailStep, isFalseAlarm, stepName, unfinishedTasksOf } from './play-steps.ts';

type Play = Playbook['plays'][string];

interface DueInput {
  episode: LiveEpisode;
  /** The episode opened in this evaluation. */
  isNew: boolean;
  finished: FinishedTask[];
  /** Of an episode about a renewal: what the customer last said. */
  said: LastAnswer | null;
  account: Account;
  asOf: Day;
}

/** The steps of the play that are to be taken now, in the order of the play. */
export function dueSteps(play: Play, { episode, isNew, finished, said, account, asOf }: DueInput): PlayStep[] {
  const ofAnswers = templatesOfAnswers(play);
  // What an earlier answer had somebody do is not what the last one asks for.
  const ofLastAnswer = finished.filter((task) => ofAnswers.has(task.template) && isOfAnswer(task, said?.count ?? 1));
  const done = [...finished.filter(({ template }) => !ofAnswers.has(template)), ...ofLastAnswer];
  const unfinished = unfinishedTasksOf(episode, finished);
  return play.steps.filter((step) => !episode.steps.includes(stepName(step)) && isDue(step));

  function isDue(step: PlayStep): boolean {
    const behind = answersBehind(play, step);
    if (behind.length === 0) return isOfQuestion(step);
    return said !== null && behind.includes(said.answer) && !isFalseAlarm(ofLastAnswer) && isItsTurn(step);
  }

  /** What nobody's answer asks for: it ends with the episode. */
  function isOfQuestion(step: PlayStep): boolean {
    if (episode.recoveredOn !== undefined || isFalseAlarm(finished) || !isItsTurn(step)) return false;
    const isAnswered = said !== null;
    if (isTimed(step))
      return !isAnswered && asOf >= dueDay(step, episode, renewalDateOf(account, episode.subject, asOf));
    if (isEmailStep(step)) return isNew && !isAnswered;
    return isNew || (step.after ?? []).length > 0;
  }

  /** Whether all that it waits for is done. */
  function isItsTurn(step: PlayStep): boolean {
    const isDone = (name: string) =>
      done.some(({ template }) => template === name) && !unfinished.some(({ template }) => template === name);
    return isEmailStep(step) || (step.after ?? []).every(isDone);
  }
}

/** The day on which a step is due that nothing but time leads to. */
export function dueDay({ when }: PlayStep, { openedOn, begunOn }: LiveEpisode, renewalDate: Day | undefined): Day {
  if (when !== undefined && 'daysAfter' in when) return addDays(begunOn ?? openedOn, when.daysAfter);
  if (when === undefined || !('daysBeforeRenewal' in when) || renewalDate === undefined) return '9999-12-31';
  return addDays(renewalDate, -when.daysBeforeRenewal);
}

/** After days without a run several mails may be due at once: the last one speaks for all. */
export function withoutOvertakenMails(due: PlayStep[]): PlayStep[] {
  const timed = due.filter((step): step is EmailStep => isEmailStep(step) && step.when !== undefined);
  return due.filter((step) => !timed.includes(step as EmailStep) || step === timed.at(-1));
}
