import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { readStoredPlaybook } from '../../../domain/playbook/stored-playbook.ts';
import { UnreadablePlaybookError } from '../../../domain/playbook/unreadable-playbook.ts';
import type { Item } from '../item.ts';
import { checkedBefore, markOf, textsOf } from './check-mark.ts';

/** A DynamoDB item holds 400 KB; keys and attribute names take a little of it. */
export const LARGEST_PLAYBOOK_IN_BYTES = 390_000;

/**
 * The attributes of a version that hold its playbook. Checking one takes zod, all schemas and as long as the rest of a
 * first call; so a row says what came of the check (`filled`, where that is not `f` itself), and `checked` binds both
 * texts to the rules that checked them. Whoever has other rules, or finds another text, checks for itself.
 */
export class PlaybookRecord {
  /** @param reader which rules this code reads by; without, every row is checked and none says that it was */
  constructor(private readonly reader?: string) {}

  encode(version: string, playbook: Playbook): Item {
    const written = { f: { S: JSON.stringify(playbook) } };
    return { ...written, ...this.missingMark(version, written) };
  }

  /** @throws UnreadablePlaybookError when this release can't make sense of what is stored */
  decode(version: string, item: Item): Playbook {
    return checkedBefore(this.reader, item) ?? readStoredPlaybook(version, textsOf(item).text);
  }

  /** What the row lacks so that it need not be checked again; undefined where that is nothing, or can't be. */
  missingMark(version: string, item: Item): Item | undefined {
    if (this.reader === undefined || checkedBefore(this.reader, item) !== undefined) return undefined;
    const { text } = textsOf(item);
    const filled = filledIn(version, text);
    if (filled === undefined) return undefined;
    const checked = { S: markOf(this.reader, text, filled) };
    if (filled === text) return { checked };
    if (Buffer.byteLength(text) + Buffer.byteLength(filled) > LARGEST_PLAYBOOK_IN_BYTES) return undefined;
    return { checked, filled: { S: filled } };
  }
}

function filledIn(version: string, text: string): string | undefined {
  try {
    return JSON.stringify(readStoredPlaybook(version, text));
  } catch (error) {
    if (error instanceof UnreadablePlaybookError) return undefined;
    throw error;
  }
}
