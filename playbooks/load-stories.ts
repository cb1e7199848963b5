import type { Playbook } from '../domain/playbook/playbook.ts';
import { checkStories } from '../domain/stories/check-stories.ts';
import { runStory, type StoryFailure } from '../domain/stories/run-story.ts';
import { storiesByNamesOf } from '../domain/stories/stories-by-names.ts';
import { type Stories, storiesSchema } from '../domain/stories/story.ts';
import { type LocatedProblem, YamlSource } from './yaml-source.ts';

/** A failure, and where in its file the expectation stands. */
export interface LocatedFailure extends Omit<StoryFailure, 'path'> {
  story: string;
  /** Where the story begins. */
  storyLine: number;
  line: number;
}

/** A file of stories that hold a playbook to what the team expects of it. */
export class StoryFile {
  private readonly source: YamlSource<typeof storiesSchema>;
  /** `null` when the file has mistakes that keep it from being read. */
  readonly stories: Stories | null;
  private readonly mistakes: LocatedProblem[];

  constructor(text: string) {
    this.source = new YamlSource(text, storiesSchema);
    const { content, problems } = this.source.read();
    this.stories = content;
    this.mistakes = problems;
  }

  /** Everything that is wrong with the file, in its order. */
  problems(playbook: Playbook): LocatedProblem[] {
    const named = this.stories === null ? [] : checkStories(storiesByNamesOf(playbook, this.stories), playbook);
    const located = named.map(({ path, message }) => this.source.at(path, message));
    return [...this.mistakes, ...located].sort((a, b) => a.line - b.line);
  }

  /** What came otherwise in the n-th story. The file has to be without problems. */
  run(n: number, playbook: Playbook): LocatedFailure[] {
    const stories = storiesByNamesOf(playbook, this.stories as Stories);
    const name = stories.stories[n]?.story as string;
    const storyLine = this.source.lineOf(['stories', n]);
    return runStory(stories, n, playbook).map(({ path, ...failure }) => ({
      story: name,
      storyLine,
      line: this.source.lineOf(path),
      ...failure,
    }));
  }
}
