import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { addCounts, type CountsByKind } from '../../../domain/personal-data/erasure.ts';
import { type KeptKind, keptData } from '../../../domain/personal-data/kept-data.ts';
import { type Unseen, unseenBy } from '../../../domain/personal-data/unseen.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import type { Screen } from '../../screen.ts';
import type { Session } from '../../session.ts';

/** Whom it is about, in the words of a sentence. */
interface Whom {
  of: string;
  about: string;
}

interface ExportPage {
  rows: unknown[];
  found: CountsByKind;
  unreadable: number;
  next?: string | undefined;
}

interface Exporting extends Whom {
  page(from?: string): Promise<ExportPage>;
  to: string;
  unseen: readonly Unseen[];
}

interface ErasingStep {
  found: CountsByKind;
  erased: CountsByKind;
  left: CountsByKind;
  unreadable: number;
  record: string;
  next?: string | undefined;
}

interface Erasing extends Whom {
  step(from?: string): Promise<ErasingStep>;
  unseen: readonly Unseen[];
}

/** Writes page by page what is found into a file that only who runs it may read. */
export async function exportAll(screen: Screen, { page: read, to, unseen, of, about }: Exporting): Promise<number> {
  const file = await newFile(to);
  let found: CountsByKind = {};
  let unreadable = 0;
  let from: string | undefined;
  do {
    const page = await read(from);
    for (const row of page.rows) if (!file.write(`${JSON.stringify(row)}\n`)) await once(file, 'drain');
    found = addCounts(found, page.found);
    unreadable += page.unreadable;
    from = page.next;
    screen.status(`${totalOf(found)} found …`);
  } while (from !== undefined);
  file.end();
  await once(file, 'finish');
  screen.show({ found, file: to, unreadable, ...unseenFields(unseen) }, () =>
    [totalOf(found) === 0 ? `nothing is kept ${of}` : tableOf(screen, { found }), `in ${to}`].join('\n'),
  );
  noteUnreadable(screen, unreadable, about);
  noteUnseen(screen, unseen);
  return unreadable === 0 ? 0 : 1;
}

async function newFile(path: string) {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  try {
    await once(file, 'open');
    return file;
  } catch (cause) {
    throw new OperatorError(
      'no-new-file',
      'Nothing was exported.',
      `${path} can't be written as a new file: ${(cause as Error).message}.`,
      'Name one that is not there yet: --to FILE',
      { cause },
    );
  }
}

/** The id that was given a second time, or is asked for now. */
export const confirmation = async ({ ask }: Session, given: string | undefined, goes: string, id: string) =>
  given ?? (await ask?.(`${goes}, and does not come back. ${id} again, to erase: `)) ?? '';

/** Goes step by step to the end; exit code 1 where something has to be done once more. */
export async function eraseAll(screen: Screen, { step: take, unseen, of, about }: Erasing): Promise<number> {
  let found: CountsByKind = {};
  let erased: CountsByKind = {};
  let left: CountsByKind = {};
  let unreadable = 0;
  let record = '';
  let from: string | undefined;
  do {
    const step = await take(from);
    found = addCounts(found, step.found);
    erased = addCounts(erased, step.erased);
    left = addCounts(left, step.left);
    unreadable += step.unreadable;
    ({ record, next: from } = step);
    screen.status(`${totalOf(erased)} erased …`);
  } while (from !== undefined);
  screen.show({ found, erased, left, unreadable, ...unseenFields(unseen), record }, () =>
    [
      totalOf(found) === 0 ? `nothing was there ${of}` : tableOf(screen, { found, erased, left }),
      `on record as ${record}`,
    ].join('\n'),
  );
  if (totalOf(found) > 0) {
    screen.note('What was on its way may still have come in: give the same command again in two minutes.');
  }
  if (totalOf(left) > 0)
    screen.note('Some rows were being written or sent at that moment: give the same command again.');
  noteUnreadable(screen, unreadable, about);
  noteUnseen(screen, unseen);
  return totalOf(left) === 0 && unreadable === 0 ? 0 : 1;
}

function noteUnreadable(screen: Screen, unreadable: number, about: string): void {
  if (unreadable === 0) return;
  screen.note(
    `${unreadable} of what was looked at can not be read, and may be ${about}: sakimawari doctor says what to do`,
  );
}

/** What a run will not look into, as this stage keeps it. */
export async function unseenOf(
  { installation }: Session,
  asked: { isOfAccount: boolean; isEverywhere: boolean },
): Promise<Unseen[]> {
  const { keptInDays, today } = await installation().operate('describe', {});
  return unseenBy(asked, keptInDays, today);
}

const unseenFields = (unseen: readonly Unseen[]) => ({
  notLookedAt: unseen.map(({ kind }) => kind),
  goneOn: Object.fromEntries(unseen.flatMap(({ kind, goneOn }) => (goneOn === null ? [] : [[kind, goneOn]]))),
});

function noteUnseen(screen: Screen, unseen: readonly Unseen[]): void {
  const lines = unseen.map(
    ({ kind, goneOn }) => `  ${keptData[kind].says.en}${goneOn === null ? '' : `: gone by ${goneOn}`}`,
  );
  screen.note(['Not looked at:', ...lines].join('\n'));
}

const totalOf = (counts: CountsByKind) => Object.values(counts).reduce((sum, count) => sum + count, 0);

function tableOf(screen: Screen, columns: Record<string, CountsByKind>): string {
  const kinds = [...new Set(Object.values(columns).flatMap((counts) => Object.keys(counts)))] as KeptKind[];
  return screen.table(
    ['PLACE', ...Object.keys(columns).map((name) => name.toUpperCase())],
    kinds.map((kind) => [keptData[kind].says.en, ...Object.values(columns).map((counts) => `${counts[kind] ?? 0}`)]),
  );
}
