import type { Right } from '../../domain/sign-in/rights.ts';
import type { Readings } from '../readings/readings.ts';
import type { AssistantActs } from './acting.ts';
import type { Arguments, Fields } from './arguments.ts';
import type { Asker, Recognising } from './who-asks.ts';
import type { ToolName } from './words/sections.ts';

export interface AssistantTools extends Recognising {
  readings: Readings;
  /** Loaded by whoever does something. */
  acting(): Promise<AssistantActs>;
}

/** For whom something is asked, and where it is found. */
export interface Asking extends AssistantTools {
  asker: Asker;
}

export type AnswerTool = (given: Arguments, asking: Asking) => Promise<object>;

/** Something that an assistant may ask for. */
export interface Tool {
  name: ToolName;
  needs: Right;
  fields: Fields;
  /** Whether it changes nothing; of what does, whether what was there is gone by it. */
  does: 'reads' | 'adds' | 'replaces';
  load(): Promise<AnswerTool>;
}

/** What was asked can't be answered or done: why, in the asker's language, for the assistant to tell them. */
export class UnanswerableError extends Error {
  override readonly name = 'UnanswerableError';
  readonly code = 'unanswerable';
}
