import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Command } from 'commander';
import { addDays, type Day } from '../../../domain/time/day.ts';
import {
  type BackfillCheckpoint,
  REMEMBERED_REFUSALS,
} from '../../../functions/operate/commands/events/backfill-checkpoint.ts';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { unreadable } from '../../read-text.ts';
import type { Act, Session } from '../../session.ts';
import { outcomesOfRun } from '../accounts/score.ts';
import { inSteps, remainingTime } from './pace.ts';
import { type Batch, ChangedFileError, readBatches } from './read-batches.ts';
import type { RefusedLine } from './read-events.ts';
import { waitForRollUp } from './roll-up.ts';
import { storeBatch } from './store-batch.ts';

const BATCHES_IN_FLIGHT = 4;
/** A call of the function lives through so many days of its accounts within its time, and the screen shows how far it is. */
const DAYS_A_STEP = 30;
const FINGERPRINT_IN_BYTES = 64 * 1024;

export function addBackfill(program: Command, act: Act): void {
  program
    .command('backfill')
    .description('load months of history from an NDJSON file, plain or .gz; nobody gets a task or a mail for the past')
    .argument('<file>', 'one event a line: {"id","account","user","event","time", …}')
    .option('--source <name>', 'the source they count for, the only one unless given')
    .option('--resume', 'go on where an earlier run of the same file was cut off')
    .action(act(backfill));
}

interface BackfillOptions {
  source?: string;
  resume?: true;
}

/** One run of the command on one file. */
interface Load {
  session: Session;
  path: string;
  /** What the checkpoint lies under. */
  id: string;
  size: number;
  checkpoint: BackfillCheckpoint;
}

async function backfill(session: Session, path: string, { source: named, resume }: BackfillOptions): Promise<number> {
  const { today, sources } = await session.installation().operate('describe', {});
  const source = named ?? (sources.length === 1 ? sources[0] : undefined);
  if (source === undefined) {
    throw new OperatorError(
      'which-source',
      'Nothing was loaded.',
      'There are several sources, and an event counts for one of them.',
      'Say for which one: --source NAME',
    );
  }
  const { id, size } = await fingerprint(path, source);
  const found = (await session.installation().operate('begin-backfill', { id, source })).checkpoint;
  sayHowItBegins(session, found, resume === true);
  const resumed = resume ? found : null;
  // Events of yesterday and today are evaluated as soon as they are in, and no earlier day can be scored after that.
  const checkpoint = resumed ?? emptyCheckpoint(source, addDays(today, -1));
  const load: Load = { session, path, id, size, checkpoint };
  const before = { ...checkpoint };
  const startedAt = session.now();
  let storedInMs = 0;

  if (checkpoint.part === 'past') {
    await storePart(load, { before: checkpoint.presentFrom });
    storedInMs += session.now() - startedAt;
    await moveOn(load, 'history');
  }
  if (checkpoint.part === 'history') {
    await waitForRollUp(session);
    await scorePast(load);
    await moveOn(load, 'present');
  }
  if (checkpoint.ofPresent > 0) {
    const presentStartedAt = session.now();
    await storePart(load, { from: checkpoint.presentFrom });
    storedInMs += session.now() - presentStartedAt;
    await waitForRollUp(session);
  }
  await session.installation().operate('keep-backfill', { id, checkpoint: null });

  showSummary(load, { storedNow: checkpoint.stored - before.stored, storedInMs, resumedAfter: before.lines });
  return checkpoint.refusedLines === 0 ? 0 : 1;
}

/** Known again by its beginning, whatever it is called and wherever it lies; its digest shows whether the rest is the same. */
async function fingerprint(path: string, source: string): Promise<{ id: string; size: number }> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(path, error);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(FINGERPRINT_IN_BYTES), 0, FINGERPRINT_IN_BYTES, 0);
    const hash = createHash('sha256').update(`${source}\n`).update(buffer.subarray(0, bytesRead));
    return { id: hash.digest('base64url'), size: (await file.stat()).size };
  } catch (error) {
    throw unreadable(path, error as NodeJS.ErrnoException);
  } finally {
    await file.close();
  }
}

function sayHowItBegins({ screen }: Session, found: BackfillCheckpoint | null, isResumed: boolean): void {
  if (isResumed && found === null) {
    screen.note('No earlier run of this file was cut off here: it is loaded from its beginning.');
  }
  if (!isResumed && found !== null) {
    screen.note(
      `An earlier run of this file was cut off after line ${found.lines}; it is loaded from its beginning again, which counts nothing twice. With --resume it would go on from there.`,
    );
  }
}

function emptyCheckpoint(source: string, presentFrom: Day): BackfillCheckpoint {
  return {
    source,
    presentFrom,
    part: 'past',
    lines: 0,
    digest: '',
    stored: 0,
    conflicts: 0,
    waiting: 0,
    ofPresent: 0,
    days: null,
    refusedLines: 0,
    refused: [],
    history: { next: null, accounts: 0, opened: 0, closed: 0, wereScored: 0 },
  };
}

/** Stores the events of one part of the file; what is dealt with up to a line is remembered, whatever order it came in. */
async function storePart(load: Load, limits: { before: Day } | { from: Day }): Promise<void> {
  const { session, path, size, checkpoint } = load;
  const { screen } = session;
  const isFirstPart = 'before' in limits;
  const remaining = remainingTime(session.now);
  let read = 0;
  const batches = readBatches(path, { after: { ...checkpoint }, onRead: (bytes) => (read = bytes) });
  const { source } = checkpoint;

  async function store({ body, lineOf, refused, lines, digest }: Batch) {
    const answer = await storeBatch(session, { source, body, ...limits });
    const unusable = answer.refused.map(({ place, detail }) => ({ line: lineOf[place] as number, reason: detail }));
    return { ...answer, lines, digest, refused: [...refused, ...unusable].sort((a, b) => a.line - b.line) };
  }
  try {
    await inSteps(batches, BATCHES_IN_FLIGHT, store, async (done) => {
      checkpoint.lines = done.lines;
      checkpoint.digest = done.digest;
      checkpoint.stored += done.stored;
      checkpoint.conflicts += done.conflicts;
      checkpoint.waiting += done.waiting;
      checkpoint.days = spanOf(checkpoint.days, done.days);
      if (isFirstPart) {
        checkpoint.ofPresent += done.leftOut;
        noteRefused(load, done.refused);
      }
      await keep(load);
      screen.status(
        `${counted(checkpoint.stored, 'event')} stored, ${Math.floor((100 * read) / size)} % of the file read, ${remaining(read / size)} …`,
      );
    });
  } catch (error) {
    if (!(error instanceof ChangedFileError)) throw error;
    throw new OperatorError(
      'changed-file',
      'Nothing more was loaded.',
      `The first ${checkpoint.lines} lines of the file are not those that were loaded before.`,
      'Load it from its beginning, without --resume: what is the same counts once.',
      { cause: error },
    );
  }
}

/** Each with its reason as it comes; only the first ones stay in memory. */
function noteRefused({ session, checkpoint }: Load, refused: RefusedLine[]): void {
  for (const { line, reason } of refused) session.screen.note(`line ${line}: ${reason}`);
  checkpoint.refusedLines += refused.length;
  const room = REMEMBERED_REFUSALS - checkpoint.refused.length;
  checkpoint.refused.push(...refused.slice(0, room));
}

async function moveOn(load: Load, part: BackfillCheckpoint['part']): Promise<void> {
  load.checkpoint.part = part;
  if (part === 'present') Object.assign(load.checkpoint, { lines: 0, digest: '' });
  await keep(load);
}

async function keep({ session, id, checkpoint }: Load): Promise<void> {
  await session.installation().operate('keep-backfill', { id, checkpoint });
}

/** The past days of every account, some at a time: its episodes get their history, and nobody a task or a mail. */
async function scorePast(load: Load): Promise<void> {
  const { session, checkpoint } = load;
  const { days, history, presentFrom } = checkpoint;
  if (days === null) return;
  const last = addDays(presentFrom, -1);
  for (let from = history.next ?? days.first; from <= last; from = addDays(from, DAYS_A_STEP)) {
    const stepEnd = addDays(from, DAYS_A_STEP - 1);
    const asOf = stepEnd < last ? stepEnd : last;
    const saying = `putting ${from} to ${asOf} on record, of ${days.first} to ${last},`;
    const outcomes = await outcomesOfRun(session, { quietFrom: from, asOf }, saying);
    const sum = (of: 'accounts' | 'opened' | 'closed' | 'wereScored') =>
      outcomes.reduce((total, outcome) => total + outcome[of], 0);
    history.accounts = Math.max(history.accounts, sum('accounts'));
    history.wereScored = Math.max(history.wereScored, sum('wereScored'));
    history.opened += sum('opened');
    history.closed += sum('closed');
    history.next = addDays(asOf, 1);
    await keep(load);
  }
}

type Days = BackfillCheckpoint['days'];

function spanOf(known: Days, more: Days): Days {
  if (known === null || more === null) return known ?? more;
  return {
    first: more.first < known.first ? more.first : known.first,
    last: more.last > known.last ? more.last : known.last,
  };
}

function showSummary(
  { session, checkpoint }: Load,
  { storedNow, storedInMs, resumedAfter }: { storedNow: number; storedInMs: number; resumedAfter: number },
): void {
  const { screen } = session;
  const { stored, conflicts, waiting, days, refusedLines, refused, history, presentFrom } = checkpoint;
  const hasPast = days !== null && days.first < presentFrom;
  const { next: _, ...recorded } = history;
  const seconds = storedInMs / 1000;
  const eventsPerSecond = seconds === 0 ? null : Math.round(storedNow / seconds);
  const result = {
    stored,
    conflicts,
    waiting,
    days,
    refusedLines,
    refused,
    resumedAfter,
    eventsPerSecond,
    history: recorded,
  };
  screen.show(result, () =>
    [
      `${counted(stored, 'event')} stored${eventsPerSecond === null ? '' : `, ${eventsPerSecond} a second`}${days === null ? '' : `, from ${days.first} to ${days.last}`}`,
      hasPast
        ? `${counted(recorded.accounts, 'account')} lived through these days: ${counted(recorded.opened, 'episode')} opened, ${recorded.closed} closed, nobody got a task or a mail`
        : `no event lies before ${presentFrom}, so no past day was put on record`,
    ].join('\n'),
  );
  if (waiting > 0) {
    screen.note(
      `${counted(waiting, 'stored event')} of users whose account nobody has named yet: they count for it as soon as somebody does${hasPast ? ', but are missing in what was put on record of these days' : ''}.`,
    );
  }
  if (days !== null && !hasPast) {
    screen.note(
      'Events of yesterday and today start an evaluation as those of the webhook do: it raises tasks and mails where a signal trips.',
    );
  }
  if (hasPast && recorded.accounts === 0) {
    screen.note(
      `No account is imported yet, so nothing was put on record: import them, then run "sakimawari score --quiet --from ${days.first} --as-of ${addDays(presentFrom, -1)}".`,
    );
  }
  if (recorded.wereScored > 0) {
    screen.note(
      `${counted(recorded.wereScored, 'account')} had been scored before: of the days until then the file changes the usage alone.`,
    );
  }
  if (recorded.opened > recorded.closed) {
    screen.note('What is open still raises its tasks with the next run: the night’s, or "sakimawari score".');
  }
  if (refusedLines > 0) {
    screen.note(
      `${counted(refusedLines, 'line')} not stored. Mend what is wrong and load the file again: the others count once.`,
    );
  }
}
