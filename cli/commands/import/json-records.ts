import { OperatorError } from '../../../functions/operate/operator-error.ts';

/** One value of a file, which should be an object, and the line it begins on. */
export interface JsonRecord {
  line: number;
  /** Undefined where there is no JSON object. */
  object: Record<string, unknown> | undefined;
}

/**
 * The records of a JSON file: one object a line, or all of them in a list, also one under a name as APIs answer it
 * (`{"accounts": [ … ]}`).
 */
export function jsonRecords(text: string): JsonRecord[] {
  const whole = text.trimStart().startsWith('[') || !isOneALine(text) ? jsonOf(text) : undefined;
  if (whole === undefined) {
    if (text.trimStart().startsWith('[')) throw noJson(text);
    return text
      .split('\n')
      .flatMap((content, i) => (content.trim() === '' ? [] : [{ line: i + 1, object: objectOf(jsonOf(content)) }]));
  }
  const lists = Array.isArray(whole) ? [whole] : Object.values(whole as object).filter(Array.isArray);
  const isWrapped = !Array.isArray(whole) && lists.length === 1 && (lists[0] as unknown[]).some((one) => objectOf(one));
  const values: unknown[] = Array.isArray(whole) ? whole : isWrapped ? (lists[0] as unknown[]) : [whole];
  const lines = linesOfElements(text, Array.isArray(whole) ? 1 : isWrapped ? 2 : 0);
  return values.map((value, i) => ({ line: lines[i] ?? 1, object: objectOf(value) }));
}

/** Whether the first line that says something is a JSON value by itself. */
function isOneALine(text: string): boolean {
  const first = text.split('\n').find((line) => line.trim() !== '') ?? '';
  return text.trim() === first.trim() ? !hasList(jsonOf(first)) : jsonOf(first) !== undefined;
}

const hasList = (value: unknown) =>
  Object.values(objectOf(value) ?? {}).some((one) => Array.isArray(one) && one.some(objectOf));

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): Record<string, unknown> | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : undefined;
}

/** On which lines the values begin that lie so deep, in a text that is JSON. */
function linesOfElements(text: string, depth: number): number[] {
  const lines: number[] = [];
  let line = 1;
  let at = 0;
  let isExpected = depth === 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},\n]|[^\s"[\]{},]+/g)) {
    if (token === '\n') {
      line += 1;
      continue;
    }
    if (isExpected && at === depth && token !== ']' && token !== '}') {
      lines.push(line);
      isExpected = false;
    }
    if (token === '[' || token === '{') {
      at += 1;
      // Of an object that holds the list, only what lies in the list counts.
      isExpected = at === depth && token === '[';
    } else if (token === ']' || token === '}') at -= 1;
    else if (token === ',' && at === depth) isExpected = true;
  }
  return lines;
}

function noJson(text: string): OperatorError {
  let line = '';
  try {
    JSON.parse(text);
  } catch (error) {
    const position = /position (\d+)/.exec((error as Error).message)?.[1];
    const before = position === undefined ? text : text.slice(0, Number(position));
    line = ` Look near line ${before.split('\n').length}.`;
  }
  return new OperatorError(
    'not-json',
    'Nothing was imported.',
    `The file begins like a JSON list and is none.${line}`,
    'Mend it, or write one object a line instead.',
  );
}
