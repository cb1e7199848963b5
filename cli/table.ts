import stringWidth from 'string-width';

export type Tone = 'good' | 'warn' | 'bad' | 'quiet';

export interface Cell {
  text: string;
  tone?: Tone | undefined;
}

const WIDEST_CELL = 60;
/** Narrower, and a cut cell says nothing any more. */
const NARROWEST_CUT_CELL = 10;
const GAP = '  ';

/**
 * Columns as wide as what is in them. Where they don't fit between the edges of a terminal the widest are cut, and where
 * that isn't enough the last column goes below its row: it holds what is copied, such as an id, or runs on as text, and so
 * is never cut.
 * @param width in columns of a terminal; without one, lines are as long as they come
 * @param tint colours a text
 * @param uncut so many of the last columns are as the last one; below their row each has a line
 */
export function layOutTable(
  rows: Cell[][],
  width: number | undefined,
  tint: (text: string, tone: Tone | undefined) => string,
  uncut = 1,
): string {
  const limit = width ?? Number.POSITIVE_INFINITY;
  const columns = Math.max(...rows.map((row) => row.length));
  const firstUncut = columns - uncut;
  const cells = rows.map((row) =>
    row.map(({ text, tone }, column) => {
      // What steers a terminal comes from outside as well, in notes.
      const line = text.replace(/[\s\p{Cc}]+/gu, ' ');
      return { text: column >= firstUncut ? line : cut(line, WIDEST_CELL), tone };
    }),
  );
  const natural = Array.from({ length: columns }, (_, column) =>
    Math.max(...cells.map((row) => stringWidth(row[column]?.text ?? ''))),
  );
  const mayBeCut = natural.slice(0, firstUncut);
  const whole = natural.slice(firstUncut);
  const beside = fitted(mayBeCut, limit - whole.reduce((sum, each) => sum + each + GAP.length, 0));
  if (beside !== null) return cells.map((row) => lineOf(row, [...beside, ...whole])).join('\n');

  const above = fitted(mayBeCut, limit) ?? mayBeCut.map((each) => Math.min(each, NARROWEST_CUT_CELL));
  return cells
    .flatMap((row) => [
      lineOf(row.slice(0, firstUncut), above),
      ...row.slice(firstUncut).map(({ text, tone }) => `${GAP}${GAP}${tint(text, tone)}`.trimEnd()),
    ])
    .filter((line) => line !== '')
    .join('\n');

  function lineOf(row: Cell[], widths: number[]): string {
    return row
      .map(({ text, tone }, column) => {
        const room = widths[column] as number;
        const shown = column >= firstUncut ? text : cut(text, room);
        return tint(shown, tone) + ' '.repeat(Math.max(0, room - stringWidth(shown)));
      })
      .join(GAP)
      .trimEnd();
  }
}

/** The widths with the widest cut until all fit; `null` where there is no room even for cut ones. */
function fitted(natural: number[], limit: number): number[] | null {
  const widths = [...natural];
  const used = () => widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length);
  while (used() > limit) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= NARROWEST_CUT_CELL) return null;
    (widths[widest] as number) -= 1;
  }
  return widths;
}

function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let shown = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(shown + segment) >= width) break;
    shown += segment;
  }
  return `${shown}…`;
}
