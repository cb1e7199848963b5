import { groupedBy } from '../collections/grouped-by.ts';
import { stableHash } from '../names/stable-hash.ts';
import { type Day, dayNumber, dayOfNumber } from '../time/day.ts';

/**
 * Episodes that are over and still keep their signal quiet, by signal: which subject, and since when, in a few letters
 * each. Who they were is in the episodes' own records; this is only what keeps a signal from opening the same again.
 */
export type QuietMemory = Readonly<Record<string, string>>;

export interface QuietEpisode {
  signal: string;
  subject: string | null;
  recoveredOn: Day;
}

const LETTERS_A_SUBJECT = 10;
const LETTERS_A_DAY = 4;
const LETTERS = LETTERS_A_SUBJECT + LETTERS_A_DAY;
const RADIX = 36;
const TWO_BYTES = 0x1_0000;

/** How many episodes are remembered of a signal, or of all. */
export function quietCount(memory: QuietMemory, signal?: string): number {
  const texts = signal === undefined ? Object.values(memory) : [memory[signal] ?? ''];
  return texts.reduce((sum, text) => sum + text.length / LETTERS, 0);
}

/** Since when a subject of the signal is quiet. What is remembered of a signal is read when it is first asked for. */
export function quietSince(memory: QuietMemory): (signal: string, subject: string | null) => Day | undefined {
  const read = new Map<string, Map<string, Day>>();
  return (signal, subject) => {
    const text = memory[signal];
    if (text === undefined) return undefined;
    let days = read.get(signal);
    if (days === undefined) {
      days = new Map(entriesOf(text).map((entry) => [entry.slice(0, LETTERS_A_SUBJECT), dayOf(entry)]));
      read.set(signal, days);
    }
    return days.get(subjectLetters(subject));
  };
}

/** With those as well; one that was remembered before is from now on remembered as it ended last. */
export function remember(memory: QuietMemory, episodes: readonly QuietEpisode[]): QuietMemory {
  const texts: Record<string, string> = { ...memory };
  for (const [signal, ended] of groupedBy(episodes, ({ signal }) => signal)) {
    const entries = ended.map(({ subject, recoveredOn }) => subjectLetters(subject) + dayLetters(recoveredOn));
    const again = new Set(entries.map((entry) => entry.slice(0, LETTERS_A_SUBJECT)));
    const before = entriesOf(texts[signal] ?? '').filter((entry) => !again.has(entry.slice(0, LETTERS_A_SUBJECT)));
    texts[signal] = [...before, ...entries].join('');
  }
  return texts;
}

/**
 * Without those that keep nothing quiet any more.
 *
 * @param keptFrom what of a signal was over before this day
 */
export function withoutThoseBefore(memory: QuietMemory, keptFrom: (signal: string) => Day): QuietMemory {
  const kept: Record<string, string> = {};
  for (const [signal, text] of Object.entries(memory)) {
    const from = keptFrom(signal);
    const left = from === '' ? text : withoutDaysBefore(text, dayLetters(from));
    if (left !== '') kept[signal] = left;
  }
  return kept;
}

/** Most nights nothing leaves: then the text stays as it is, and its thousands of entries are not taken apart. */
function withoutDaysBefore(text: string, letters: string): string {
  let left = '';
  let from = 0;
  for (let at = 0; at < text.length; at += LETTERS) {
    if (!isBefore(text, at + LETTERS_A_SUBJECT, letters)) continue;
    left += text.slice(from, at);
    from = at + LETTERS;
  }
  return left + text.slice(from);
}

/** Letters of days stand in the order of the days, as digits do. */
function isBefore(text: string, at: number, letters: string): boolean {
  for (let i = 0; i < LETTERS_A_DAY; i += 1) {
    const [one, other] = [text.charCodeAt(at + i), letters.charCodeAt(i)];
    if (one !== other) return one < other;
  }
  return false;
}

function entriesOf(text: string): string[] {
  const entries: string[] = [];
  for (let at = 0; at < text.length; at += LETTERS) entries.push(text.slice(at, at + LETTERS));
  return entries;
}

const dayLetters = (day: Day) => dayNumber(day).toString(RADIX).padStart(LETTERS_A_DAY, '0');
const dayOf = (entry: string) => dayOfNumber(Number.parseInt(entry.slice(LETTERS_A_SUBJECT), RADIX));

/** 48 bits: among thousands of subjects that two are taken for the same happens once in a hundred million accounts. */
function subjectLetters(subject: string | null): string {
  const text = subject ?? '';
  const bits = stableHash(text) * TWO_BYTES + (stableHash(`${text}\n`) % TWO_BYTES);
  return bits.toString(RADIX).padStart(LETTERS_A_SUBJECT, '0');
}
