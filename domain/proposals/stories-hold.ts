import * as z from 'zod';
import { type Playbook, playbookSchema } from '../playbook/playbook.ts';
import { checkStories } from '../stories/check-stories.ts';
import type { KeptStories } from '../stories/kept-stories.ts';
import { runStory } from '../stories/run-story.ts';
import { storiesByNamesOf } from '../stories/stories-by-names.ts';
import type { Stories } from '../stories/story.ts';
import type { StudyKind } from '../studies/study.ts';
import type { Day } from '../time/day.ts';

const questionSchema = z.strictObject({ playbook: playbookSchema });

/** A story that comes otherwise by the changed playbook, and did not before. */
export interface BrokenStory {
  file: string;
  story: string;
  /** The first thing that came otherwise; absent where the story speaks of what the changed playbook doesn't have. */
  otherwise?: { day: Day; expected: string; instead: string[] };
  /** What it speaks of and can't find. */
  problem?: string;
}

interface StoriesPart {
  stories: number;
  /** Of those, what comes otherwise by the running playbook too: no change made them so. */
  already: number;
  broken: BrokenStory[];
}

export interface StoriesAnswer extends StoriesPart {
  /** There are so many more than are told of. */
  more: number;
}

const MOST_TOLD = 20;
const MOST_LINES = 5;

/** Whether what the team expects of its playbook still comes, by a changed one; each shard goes through its share of the stories. */
export const storiesHold: StudyKind<{ playbook: Playbook }, StoriesPart, StoriesAnswer> = {
  name: 'stories',
  question: questionSchema,
  looksAtEpisodes: false,
  nothing: { stories: 0, already: 0, broken: [] },
  add: (one, other) => ({
    stories: one.stories + other.stories,
    already: one.already + other.already,
    broken: [...one.broken, ...other.broken],
  }),
  daysOf: (_, { today }) => ({ first: today, last: today }),
  ofAccounts: () => () => storiesHold.nothing,
  ofShard({ playbook }, { running, stories }, { shard, shards }) {
    const all = stories.flatMap((file) => file.stories.stories.map((_, n) => ({ file, n })));
    const mine = all.filter((_, place) => place % shards === shard);
    return mine
      .map(({ file, n }) => partOf(file, n, running.playbook, playbook))
      .reduce(storiesHold.add, storiesHold.nothing);
  },
  answer({ stories, already, broken }) {
    const inOrder = [...broken].sort((a, b) => (a.file + a.story < b.file + b.story ? -1 : 1));
    return { stories, already, broken: inOrder.slice(0, MOST_TOLD), more: Math.max(0, broken.length - MOST_TOLD) };
  },
};

function partOf(file: KeptStories, n: number, before: Playbook, after: Playbook): StoriesPart {
  const otherwise = storyBy(file, n, after);
  if (otherwise === undefined) return { stories: 1, already: 0, broken: [] };
  const wasSo = storyBy(file, n, before) !== undefined;
  return { stories: 1, already: wasSo ? 1 : 0, broken: wasSo ? [] : [otherwise] };
}

/** Undefined where all of it comes as it says. */
function storyBy({ file, stories }: KeptStories, n: number, playbook: Playbook): BrokenStory | undefined {
  const one: Stories = { ...stories, stories: stories.stories.slice(n, n + 1) };
  const named = storiesByNamesOf(playbook, one);
  const story = one.stories[0]?.story ?? '';
  const [problem] = checkStories(named, playbook);
  if (problem !== undefined) return { file, story, problem: `${problem.path.slice(2).join('.')} ${problem.message}` };
  const [failure] = runStory(named, 0, playbook);
  if (failure === undefined) return undefined;
  const { day, expected, instead } = failure;
  return { file, story, otherwise: { day, expected, instead: instead.slice(0, MOST_LINES) } };
}
