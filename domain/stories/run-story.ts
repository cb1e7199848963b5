import type { Playbook, PlayStep } from '../playbook/playbook.ts';
import { stepsOfAllWays } from '../plays/trials.ts';
import type { ReplayedDay } from '../replay/replay.ts';
import { addDays, type Day, daysBetween } from '../time/day.ts';
import { type Claim, named, numbers } from './claim.ts';
import { claimOf, liveEpisodes, stateText } from './claims.ts';
import type { Expectation, Stories, Story } from './story.ts';
import { firstDayOf, lastDayOf, replayStory } from './story-replay.ts';

/** Something that a story expects and that did not come so. */
export interface StoryFailure {
  /** Where in the file it is expected, key by key. */
  path: (string | number)[];
  /** The first day on which it was otherwise. */
  day: Day;
  expected: string;
  instead: string[];
  /** What the signals behind it said that day. */
  why: string[];
  /** What the playbook asks of these signals: by name, the bounds of the condition. */
  bounds: Record<string, string>;
  /** The nearest day on which it was as expected, as far as the story was looked at. */
  nearest: Day | null;
}

/** So far beyond a story's end one looks for the day on which what it expects does happen. */
const LOOK_AHEAD_IN_DAYS = 120;
const MOST_READINGS = 5;

/** Lives through the n-th story of a file and says where it came otherwise than expected. */
export function runStory(stories: Stories, n: number, playbook: Playbook): StoryFailure[] {
  const story = stories.stories[n] as Story;
  const last = lastDayOf(story);
  const days = replayStory(story, stories, playbook, last);
  const isAsExpected =
    days.every(({ notOpen }) => notOpen.length === 0) &&
    story.expect.every((one) => daysMeant(one, days).every(claimOf(one, playbook).holds));
  if (isAsExpected) return [];

  const further = replayStory(story, stories, playbook, addDays(last, LOOK_AHEAD_IN_DAYS));
  const failures = [
    ...story.tasksDone.flatMap((done, place) => {
      const day = further[daysBetween(firstDayOf(story), done.on)] as ReplayedDay;
      const isMissed = day.notOpen.some(({ template, subject }) => template === done.task && subject === done.about);
      return isMissed ? [failureOf(['tasksDone', place], openTaskClaim(done, playbook), day)] : [];
    }),
    ...story.expect.flatMap((one, place) => {
      const claim = claimOf(one, playbook);
      const otherwise = daysMeant(one, further).find((day) => !claim.holds(day));
      return otherwise === undefined ? [] : [failureOf(['expect', place], claim, otherwise)];
    }),
  ];
  return failures.map((failure) => ({ ...failure, path: ['stories', n, ...failure.path] }));

  function failureOf(path: StoryFailure['path'], claim: Claim, day: ReplayedDay): StoryFailure {
    const signals = claim.signals(day);
    return {
      path,
      day: day.day,
      expected: claim.expected,
      instead: claim.instead(day),
      why: [
        ...signals.flatMap((signal) => readingsText(signal, day, playbook)),
        ...signals.flatMap((signal) => waitsOf(signal, claim.templates, playbook)),
        ...lacksOf(claim, day),
      ],
      bounds: Object.fromEntries(signals.map((signal) => [signal, boundsOf(signal, playbook)])),
      nearest: nearestDay(claim, day.day, further),
    };
  }
}

/** A task that a story finishes has to be there. */
function openTaskClaim({ task, on, about }: Story['tasksDone'][number], playbook: Playbook): Claim {
  return {
    ...claimOf({ task, on, about }, playbook),
    expected: `the task ${task} is open, so that it can be done`,
    instead: () => ['no such task is open'],
  };
}

function daysMeant(expectation: Expectation, days: ReplayedDay[]): ReplayedDay[] {
  const from = expectation.on ?? ('from' in expectation ? expectation.from : undefined);
  const to = expectation.on ?? ('to' in expectation ? expectation.to : undefined);
  return days.filter(({ day }) => from !== undefined && to !== undefined && from <= day && day <= to);
}

/** What the signal said of each of its subjects. */
function readingsText(signal: string, day: ReplayedDay, playbook: Playbook): string[] {
  const episodes = liveEpisodes(signal, day, playbook);
  const readings = day.evaluation.signals.filter((reading) => reading.signal === signal);
  const lines = readings.slice(0, MOST_READINGS).map(({ subject, person, verdict, reason, evidence }) => {
    const episode = episodes.find((one) => one.subject === subject);
    const state = episode ? stateText(episode) : 'closed';
    const said = reason === undefined ? verdict : `${verdict} (${reason})`;
    return `${named({ signal, subject, person })} says ${said}, ${state}: ${numbers(evidence) || 'no numbers'}`;
  });
  return readings.length > lines.length ? [...lines, `and ${readings.length - lines.length} more`] : lines;
}

function boundsOf(signal: string, { signals }: Playbook): string {
  const { kind: _, ...bounds } = signals[signal]?.when ?? { kind: '' };
  return Object.entries(bounds)
    .map(([name, bound]) => `${name} ${typeof bound === 'object' ? JSON.stringify(bound) : bound}`)
    .join(', ');
}

/** What the steps wait for that don't come as soon as the signal trips. */
function waitsOf(signal: string, templates: string[], { signals, plays }: Playbook): string[] {
  const play = signals[signal]?.play ?? '';
  return stepsOfAllWays(plays[play]).flatMap((step) => {
    const waits = [
      ...('after' in step && step.after ? [`when ${step.after.join(' and ')} is done`] : []),
      ...(step.when ? [numbers(step.when)] : []),
    ];
    if (waits.length === 0 || !templates.includes(stepName(step))) return [];
    return [`in the play ${play} ${stepName(step)} comes later: ${waits.join(', ')}`];
  });
}

const stepName = (step: PlayStep) => ('email' in step ? step.email : step.task);

/** Why a mail could not go out as it says, as the task mail of the day tells the CSM. */
function lacksOf({ signals, templates }: Claim, day: ReplayedDay): string[] {
  if (templates.length === 0) return [];
  const meant = signals(day);
  const lacks = day.mails.flatMap(({ content }) =>
    content.type === 'task' && meant.includes(content.signal) ? content.lacks : [],
  );
  return lacks.length === 0 ? [] : [`what stood in its way: ${[...new Set(lacks)].join(', ')}`];
}

function nearestDay({ isThere }: Claim, day: Day, among: ReplayedDay[]): Day | null {
  if (isThere === undefined) return null;
  const distance = (other: Day) => Math.abs(daysBetween(day, other));
  const found = among.filter((one) => one.day !== day && isThere(one)).map((one) => one.day);
  return found.toSorted((a, b) => distance(a) - distance(b))[0] ?? null;
}
