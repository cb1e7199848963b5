import type { StageInAws } from './commands/installation/made.ts';
import type { TablesInAws } from './commands/installation/tables-in-aws.ts';
import type { Installation } from './installation.ts';
import type { Screen, TextStream } from './screen.ts';

/** What a run of the command has around it. */
export interface Surroundings {
  stdout: TextStream;
  stderr: TextStream;
  openInstallation(stage: string | undefined): Installation;
  /** Only where AWS itself may be reached, not in this process's tests. */
  openStageInAws?(stage: string): Promise<StageInAws>;
  openTablesInAws?(stage: string): Promise<TablesInAws>;
  fetch: typeof fetch;
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** What somebody types, without its line end; undefined where nobody sits at a terminal. */
  ask?(question: string): Promise<string | undefined>;
  /** Who is signed in on this machine. */
  user?: string;
  /** Heeds Ctrl-C from now on: says when it was pressed, instead of ending at once. */
  interruption?(): AbortSignal;
}

/** What one command works with. */
export interface Session extends Pick<Surroundings, 'fetch' | 'now' | 'sleep' | 'ask' | 'user' | 'interruption'> {
  screen: Screen;
  /** The stage that was named, as it lies in AWS. */
  stageInAws(): Promise<StageInAws>;
  tablesInAws(): Promise<TablesInAws>;
  /** Opened on first use: checking a file needs none. */
  installation(): Installation;
}

/** What happens when a command is called; a number it gives is the exit code. */
type Work = (session: Session, ...args: never[]) => Promise<number | undefined>;
/** Makes commander's action of a command's work. */
export type Act = (work: Work) => (...args: unknown[]) => Promise<void>;

/** Reads a list to its end, page after page. */
export async function allPages<Row>(
  screen: Screen,
  page: (from: string | undefined) => Promise<{ rows: Row[]; leftOut?: number; next?: string | undefined }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let leftOut = 0;
  let from: string | undefined;
  do {
    const answer = await page(from);
    rows.push(...answer.rows);
    leftOut += answer.leftOut ?? 0;
    from = answer.next;
    if (from !== undefined) screen.status(`${rows.length} read …`);
  } while (from !== undefined);
  if (leftOut > 0) {
    const what = leftOut === 1 ? '1 row can not be read and is' : `${leftOut} rows can not be read and are`;
    screen.note(`${what} not shown: sakimawari doctor says what to do`);
  }
  return rows;
}
