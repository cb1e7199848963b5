import { answerAsOf, type LastAnswer, type RenewalAnswer } from '../answers/renewal-answer.ts';
import type { EvaluationInput } from '../evaluation/evaluate.ts';
import type { Playbook, PlayStep, TaskStep } from '../playbook/playbook.ts';
import type { LiveEpisode, RaisedTask } from '../signals/reading.ts';
import { type FinishedTask, isEmailStep, isTaskStep, stepName } from './play-steps.ts';
import { asksForRenewal } from './renewal-work.ts';

type Play = Playbook['plays'][string];

/** What the customer last said to the question of the episode; `null` where it asks none, or nobody has answered. */
export function lastAnswerTo(
  { signal, subject }: Pick<LiveEpisode, 'signal' | 'subject'>,
  { answers, playbook, usage }: Pick<EvaluationInput, 'answers' | 'playbook' | 'usage'>,
): LastAnswer | null {
  return asksForRenewal(playbook.signals[signal]) ? answerAsOf(answers, subject, usage.asOf) : null;
}

/** What the steps of a play come of, worked out once a play: each night asks it of thousands of episodes. */
interface StepOrigins {
  behind: ReadonlyMap<PlayStep, readonly RenewalAnswer[]>;
  templates: ReadonlySet<string>;
}

const known = new WeakMap<Play['steps'], StepOrigins>();

function originsOf({ steps }: Pick<Play, 'steps'>): StepOrigins {
  let origins = known.get(steps);
  if (origins === undefined) {
    const behind = new Map(steps.map((step) => [step, findAnswersBehind(steps, step)]));
    const ofAnswers = steps.filter(isTaskStep).filter((step) => behind.get(step)?.length !== 0);
    origins = { behind, templates: new Set(ofAnswers.map(({ task }) => task)) };
    known.set(steps, origins);
  }
  return origins;
}

function findAnswersBehind(steps: readonly PlayStep[], step: PlayStep): RenewalAnswer[] {
  if (step.when !== undefined && 'answer' in step.when) return [step.when.answer];
  if (isEmailStep(step)) return [];
  const earlier = steps.filter(isTaskStep).filter(({ task }) => step.after?.includes(task));
  return earlier.flatMap((other) => findAnswersBehind(steps, other));
}

/** The answers about the renewal that a step comes of: its own, or those of the tasks that it waits for. */
export function answersBehind(play: Play, step: PlayStep): readonly RenewalAnswer[] {
  return originsOf(play).behind.get(step) ?? [];
}

/** Templates of the tasks that come of answers. */
export function templatesOfAnswers(play: Play): ReadonlySet<string> {
  return originsOf(play).templates;
}

/** What a play does at a set time belongs to its question: it stops with the answer. */
export function isTimed({ when }: PlayStep): boolean {
  return when !== undefined && !('answer' in when);
}

/**
 * The place of a task in its episode. What the first answer asked for is named by its template alone; each later answer
 * raises its tasks anew, under its number.
 */
export function placeOf(play: Play, step: TaskStep, { answered }: Pick<LiveEpisode, 'answered'>): string {
  const isFirst = answered === undefined || answered.count === 1 || answersBehind(play, step).length === 0;
  return isFirst ? step.task : `${step.task}/${answered.count}`;
}

/** Whether a task of the episode was raised by the how manieth answer. */
export function isOfAnswer({ id, episode }: FinishedTask, count: number): boolean {
  // Behind the name that its template had when it was raised.
  const [, number] = id.slice(`${episode}/`.length).split('/', 2);
  return (/^\d+$/.test(number ?? '') ? Number(number) : 1) === count;
}

/** What the last answer makes of an episode; `isNew`: nobody has taken it up before. */
export interface TakenUp {
  episode: LiveEpisode;
  /** Open tasks that have had their day with it. */
  overtaken: RaisedTask[];
  isNew: boolean;
}

/**
 * The episode with the customer's last answer taken up: its steps are to be taken, though they were before. What the
 * question and the answers before had asked for, and nobody has done yet, has had its day.
 */
export function takeUpAnswer(play: Play, episode: LiveEpisode, said: LastAnswer | null): TakenUp {
  if (said === null || said.count === episode.answered?.count) return { episode, overtaken: [], isNew: false };
  const answered = { answer: said.answer, count: said.count };
  const ofAnswers = play.steps.filter((step) => answersBehind(play, step).length > 0);
  const wasTakenUp = isTakenUpUnnamed(episode, ofAnswers, said);
  const isOvertaken = (step: TaskStep) => {
    const behind = answersBehind(play, step);
    return isTimed(step) || (behind.length > 0 && !(wasTakenUp && behind.includes(said.answer)));
  };
  const templates = play.steps
    .filter(isTaskStep)
    .filter(isOvertaken)
    .map(({ task }) => task);
  const overtaken = (episode.tasks ?? []).filter(({ template }) => templates.includes(template));
  const again = new Set(ofAnswers.filter(isTaskStep).map(stepName));
  const own = ofAnswers.filter(({ when }) => when !== undefined && 'answer' in when && when.answer === said.answer);
  const steps = wasTakenUp
    ? [...new Set([...episode.steps, ...own.map(stepName)])]
    : episode.steps.filter((name) => !again.has(name));
  return { episode: { ...episode, steps, answered }, overtaken, isNew: !wasTakenUp };
}

/** Episodes once took an answer up, and ended with it, without remembering which it was. */
function isTakenUpUnnamed(
  { answered, steps, recoveredOn }: LiveEpisode,
  ofAnswers: PlayStep[],
  said: LastAnswer,
): boolean {
  if (answered !== undefined) return false;
  const isOwn = ({ when }: PlayStep) => when !== undefined && 'answer' in when && when.answer === said.answer;
  if (ofAnswers.some((step) => isOwn(step) && steps.includes(stepName(step)))) return true;
  return recoveredOn !== undefined && said.day <= recoveredOn;
}
