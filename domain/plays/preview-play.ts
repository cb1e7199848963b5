import { type Csm, hasChurned } from '../account/account.ts';
import { groupedBy } from '../collections/grouped-by.ts';
import { workingWeekOf } from '../company/team.ts';
import { type Episode, episodeId } from '../episodes/episodes.ts';
import type { Evaluation, EvaluationInput } from '../evaluation/evaluate.ts';
import type { SignalReading } from '../evaluation/read-signals.ts';
import type { Locale } from '../locale/locale.ts';
import { customerMail } from '../mail/customer-mail.ts';
import type { Obstacle } from '../mail/mail-content.ts';
import type { OutboxMail } from '../outbox/outbox.ts';
import type { MailMode, Playbook, TaskStep } from '../playbook/playbook.ts';
import type { LiveEpisode } from '../signals/reading.ts';
import { chaseLateTasks } from '../tasks/late-tasks.ts';
import type { Task } from '../tasks/task.ts';
import { addresseeOf } from './addressee.ts';
import { customerAnswer } from './customer-answer.ts';
import { dataSnapshot } from './data-snapshot.ts';
import { type EpisodeWork, obstaclesOf, type PlanContext } from './episode-work.ts';
import { inOrder, isEmailStep } from './play-steps.ts';
import { raiseTasks, taskMails } from './raise-tasks.ts';
import { episodeData } from './signal-data.ts';
import { stepsOfAllWays } from './trials.ts';

type Play = Playbook['plays'][string];

export interface PreviewedMail {
  mail: OutboxMail;
  /** What becomes of it at this stage. */
  mode: MailMode;
}

/** Every mail that a play would write for an account. */
export interface PlayPreview {
  /** What it would come of. */
  signal: string;
  subject: string | null;
  /** Whether the account has it open today; otherwise the mails are what they would be if it opened. */
  isOpen: boolean;
  mails: PreviewedMail[];
  /** Why a mail is missing, or goes another way. */
  lacks: Obstacle[];
}

/**
 * The mails of all steps of a play, each as if its turn came today: to the customer and as the draft of it, with tasks,
 * and for tasks that get late. `null` when no signal starts the play, or none does any more since
 * the account has left.
 */
export function previewPlay(
  input: EvaluationInput,
  evaluation: Evaluation,
  context: PlanContext,
  { play: name, language }: { play: string; language?: Locale | undefined },
): PlayPreview | null {
  const running = Object.hasOwn(input.playbook.plays, name) ? input.playbook.plays[name] : undefined;
  const play = running && { ...running, steps: stepsOfAllWays(running) };
  const cause = play && causeOf(name, play, input, evaluation);
  if (play === undefined || cause === undefined || hasChurned(input.account, input.usage.asOf)) return null;
  const { episode, evidence, isOpen } = cause;
  const snapshot = dataSnapshot(input, evaluation);
  const said = customerAnswer(input, episode) ?? undefined;
  const work: EpisodeWork = {
    id: episodeId(input.account.id, episode),
    episode,
    finished: [],
    evidence: () => evidence,
    said: () => said,
    data: () => ({ ...snapshot, ...episodeData(input, evaluation, episode), ...(said && { said }) }),
    addressee: addresseeOf(input, play),
    input,
    context,
  };
  const { mails, lacks } = toCustomer(work, play);
  mails.push(...toColleagues(work, play, [...lacks]).map((mail) => ({ mail, mode: 'send' as const })));
  return {
    signal: episode.signal,
    subject: episode.subject,
    isOpen,
    mails: language === undefined ? mails : mails.map(({ mail, mode }) => ({ mail: inLanguage(mail, language), mode })),
    lacks: [...lacks],
  };
}

interface Cause {
  episode: LiveEpisode;
  evidence: Episode['evidence'];
  isOpen: boolean;
}

/** What is open and has the play; else what would be open first, about whomever the signal looks at. */
function causeOf(name: string, play: Play, input: EvaluationInput, evaluation: Evaluation): Cause | undefined {
  const { playbook, contacts, usage } = input;
  const startsPlay = ({ signal }: { signal: string }) => playbook.signals[signal]?.play === name;
  const readings = evaluation.signals.filter(startsPlay);
  const readingOf = ({ signal, subject }: LiveEpisode) =>
    readings.find((reading) => reading.signal === signal && reading.subject === subject);
  const open = evaluation.next.episodes.find((live) => startsPlay(live) && live.recoveredOn === undefined);
  if (open) return { episode: open, evidence: readingOf(open)?.evidence ?? {}, isOpen: true };

  const likeliest = readings.toSorted((a, b) => likelihood(b) - likelihood(a))[0];
  if (likeliest === undefined) return undefined;
  const { signal, person, evidence } = likeliest;
  const isForPerson = play.steps.some((step) => isEmailStep(step) && step.to === 'subject');
  const example = contacts.find(({ email }) => email !== undefined)?.id ?? null;
  const subject = likeliest.subject ?? (isForPerson ? example : null);
  const episode: LiveEpisode = { signal, subject, openedOn: usage.asOf, steps: [], ...(person && { person }) };
  return { episode, evidence, isOpen: false };
}

const likelihood = ({ verdict, subject }: SignalReading) => (verdict === 'trips' ? 2 : 0) + (subject === null ? 0 : 1);

function toCustomer(work: EpisodeWork, play: Play): { mails: PreviewedMail[]; lacks: Set<Obstacle> } {
  const { company, team } = work.context;
  const unlimited: EpisodeWork = {
    ...work,
    context: {
      ...work.context,
      company: { ...company, mailCeiling: 'send' },
      team: { ...team, csmOf: (account, day) => asSending(team.csmOf(account, day)) },
    },
  };
  const mails: PreviewedMail[] = [];
  const lacks = new Set<Obstacle>(obstaclesOf(work));
  for (const step of play.steps.filter(isEmailStep)) {
    const own = customerMail(work, step);
    for (const lack of own.lacks) lacks.add(lack);
    const [letter] = customerMail(unlimited, { ...step, mode: 'send' }).mails;
    const [first, asking] = own.mails;
    if (letter === undefined || first === undefined) continue;
    const mode = modeOf(first);
    mails.push({ mail: letter, mode });
    // What the CSM gets beside it, to send it by hand; under an id of its own, since the two never come together.
    if (mode === 'draft') mails.push({ mail: { ...first, id: `${first.id}/draft` }, mode: 'send' });
    if (asking !== undefined) mails.push({ mail: asking, mode: 'send' });
  }
  return { mails, lacks };
}

const asSending = (csm: Csm | null): Csm | null => csm && { ...csm, customerMail: 'send' };

function modeOf({ content, status }: OutboxMail): MailMode {
  if (content.type === 'draft') return 'draft';
  if (status === 'approval') return 'approve';
  return status === 'off' ? 'off' : 'send';
}

/** With tasks in the order in which they come to be raised, and for each one that it got late. */
function toColleagues(work: EpisodeWork, play: Play, lacks: Obstacle[]): OutboxMail[] {
  const mails: OutboxMail[] = [];
  const raised: Task[] = [];
  for (const steps of wavesOf(play)) {
    const finished = raised.map(({ id, template, assignee }) => ({
      id,
      template,
      episode: work.id,
      outcome: null,
      ...(assignee !== null && { by: assignee }),
    }));
    const now = { ...work, finished };
    const shownLacks = raised.length === 0 ? lacks : [];
    const tasks = raiseTasks(now, play, steps, shownLacks);
    mails.push(...taskMails(now, play, tasks, shownLacks));
    raised.push(...tasks);
  }
  return [...mails, ...raised.flatMap((task) => lateMails(work, task))];
}

/** What is raised together: at the beginning, at each moment that the play names, and after what was raised before. */
function wavesOf(play: Play): TaskStep[][] {
  const steps = inOrder(play);
  const isFirst = ({ after = [] }: TaskStep) => after.length === 0;
  const waves: TaskStep[][] = [
    ...groupedBy(steps.filter(isFirst), ({ when }) => JSON.stringify(when ?? null)).values(),
  ];
  let left = steps.filter((step) => !isFirst(step));
  while (left.length > 0) {
    const waits = (step: TaskStep) => left.some(({ task }) => step.after?.includes(task));
    const next = left.filter((step) => !waits(step));
    if (next.length === 0) break;
    waves.push(next);
    left = left.filter(waits);
  }
  return waves;
}

function lateMails(work: EpisodeWork, { id, template, due, assignee }: Task): OutboxMail[] {
  const { company, calendar, team } = work.context;
  const { remindAfterInBusinessDays, escalateAfterInBusinessDays } = work.input.playbook.overdue;
  const week = workingWeekOf(company, team.memberOf(assignee));
  const on = (daysLate: number, late?: 'reminded') => {
    const asOf = calendar.addBusinessDays(due, daysLate, week);
    const { input } = work;
    const later = { ...work, input: { ...input, activities: [], usage: input.usage.quietUntil(asOf) } };
    return chaseLateTasks(later, [{ id, template, due, assignee, ...(late && { late }) }]).mails;
  };
  const mails = [...on(remindAfterInBusinessDays), ...on(escalateAfterInBusinessDays, 'reminded')];
  // Where both are due on the same day, the first look has found both.
  return mails.filter(({ id: own }, place) => mails.findIndex((other) => other.id === own) === place);
}

function inLanguage(mail: OutboxMail, language: Locale): OutboxMail {
  const { content } = mail;
  return { ...mail, language, content: content.type === 'draft' ? { ...content, language } : content };
}
