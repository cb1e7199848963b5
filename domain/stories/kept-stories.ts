import type { Stories } from './story.ts';

/** A file of stories that is kept beside the playbook, so that a changed one can be held to it. */
export interface KeptStories {
  file: string;
  stories: Stories;
}
