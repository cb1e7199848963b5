import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Command } from 'commander';
import { addCounts, type CountsByKind } from '../../../domain/personal-data/erasure.ts';
import { type KeptKind, keptData, notLookedAt } from '../../../domain/personal-data/kept-data.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import type { Screen } from '../../screen.ts';
import type { Act, Session } from '../../session.ts';

interface Options {
  account: string;
  everywhere?: boolean;
}

export function addPerson(program: Command, act: Act): void {
  const person = program.command('person').description('what is kept of a person of a customer: told or erased');
  person
    .command('export')
    .description('write everything that lies about a person into a file, a line a record')
    .argument('<id>', 'the id of the contact, which is the user of the events')
    .requiredOption('--account <id>', 'their account')
    .option('--to <file>', 'a file that is not there yet', 'person.ndjson')
    .option('--everywhere', 'read both tables whole, and not only where their keys lead')
    .action(act(exportOne));
  person
    .command('erase')
    .description('take a person out of everything; what is erased does not come back')
    .argument('<id>', 'the id of the contact, which is the user of the events')
    .requiredOption('--account <id>', 'their account')
    .option('--confirm <id>', 'the same id again, instead of being asked')
    .option('--everywhere', 'read both tables whole, and not only where their keys lead')
    .action(act(eraseOne));
  person
    .command('readmit')
    .description('take in again what comes of somebody who was erased and agrees to be there')
    .argument('<id>', 'the id of the contact, which is the user of the events')
    .requiredOption('--account <id>', 'their account')
    .action(act(readmitOne));
}

async function readmitOne({ screen, installation }: Session, person: string, { account }: Options): Promise<undefined> {
  const done = await installation().operate('readmit-person', { account, person });
  screen.show(done, () => 'what comes of them is taken in again; what was erased does not come back');
}

async function exportOne(
  session: Session,
  person: string,
  { account, to, everywhere }: Options & { to: string },
): Promise<number> {
  const { screen } = session;
  const file = await newFile(to);
  let found: CountsByKind = {};
  let unreadable = 0;
  let from: string | undefined;
  do {
    const page = await session.installation().operate('export-person', { account, person, from, everywhere });
    for (const row of page.rows) if (!file.write(`${JSON.stringify(row)}\n`)) await once(file, 'drain');
    found = addCounts(found, page.found);
    unreadable += page.unreadable;
    from = page.next;
    screen.status(`${totalOf(found)} found …`);
  } while (from !== undefined);
  file.end();
  await once(file, 'finish');
  const unseen = notLookedAt(everywhere);
  screen.show({ found, file: to, unreadable, notLookedAt: unseen }, () =>
    [totalOf(found) === 0 ? 'nothing is kept of them' : tableOf(screen, { found }), `in ${to}`].join('\n'),
  );
  noteUnreadable(screen, unreadable);
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

async function eraseOne(
  session: Session,
  person: string,
  { account, confirm, everywhere }: Options & { confirm?: string },
): Promise<number> {
  const { screen, ask } = session;
  const confirmed =
    confirm ??
    (await ask?.(`Everything about them goes, and does not come back. Their id again, to erase them: `)) ??
    '';
  let found: CountsByKind = {};
  let erased: CountsByKind = {};
  let left: CountsByKind = {};
  let unreadable = 0;
  let record = '';
  let from: string | undefined;
  do {
    const step = await session
      .installation()
      .operate('erase-person', { account, person, confirm: confirmed, from, everywhere });
    found = addCounts(found, step.found);
    erased = addCounts(erased, step.erased);
    left = addCounts(left, step.left);
    unreadable += step.unreadable;
    ({ record, next: from } = step);
    screen.status(`${totalOf(erased)} erased …`);
  } while (from !== undefined);
  const unseen = notLookedAt(everywhere);
  screen.show({ found, erased, left, unreadable, notLookedAt: unseen, record }, () =>
    [
      totalOf(found) === 0 ? 'nothing was there of them' : tableOf(screen, { found, erased, left }),
      `on record as ${record}`,
    ].join('\n'),
  );
  if (totalOf(found) > 0) {
    screen.note('What was on its way may still have come in: give the same command again in two minutes.');
  }
  if (totalOf(left) > 0)
    screen.note('Some rows were being written or sent at that moment: give the same command again.');
  noteUnreadable(screen, unreadable);
  noteUnseen(screen, unseen);
  return totalOf(left) === 0 && unreadable === 0 ? 0 : 1;
}

function noteUnreadable(screen: Screen, unreadable: number): void {
  if (unreadable === 0) return;
  screen.note(
    `${unreadable} of what was looked at can not be read, and may be about them: sakimawari doctor says what to do`,
  );
}

function noteUnseen(screen: Screen, unseen: readonly KeptKind[]): void {
  screen.note(['Not looked at:', ...unseen.map((kind) => `  ${keptData[kind].says.en}`)].join('\n'));
}

const totalOf = (counts: CountsByKind) => Object.values(counts).reduce((sum, count) => sum + count, 0);

function tableOf(screen: Screen, columns: Record<string, CountsByKind>): string {
  const kinds = [...new Set(Object.values(columns).flatMap((counts) => Object.keys(counts)))] as KeptKind[];
  return screen.table(
    ['PLACE', ...Object.keys(columns).map((name) => name.toUpperCase())],
    kinds.map((kind) => [keptData[kind].says.en, ...Object.values(columns).map((counts) => `${counts[kind] ?? 0}`)]),
  );
}
