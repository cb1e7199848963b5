import type { Command } from 'commander';
import { operatorNamed } from '../../../domain/audit/audit.ts';
import type { KeptKind } from '../../../domain/personal-data/kept-data.ts';
import { overwritableKinds } from '../../../domain/restoring/restoring.ts';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { DynamoAuditLog } from '../../../functions/store/audit/audit-log.ts';
import { erasedPeopleNow } from '../../../functions/store/personal-data/erased-people.ts';
import { type CopiedTable, Restoring } from '../../../functions/store/restoring/put-back.ts';
import { RestoredMark } from '../../../functions/store/restoring/restored-mark.ts';
import type { Act, Session } from '../../session.ts';
import type { TablesInAws } from './tables-in-aws.ts';

interface AtOption {
  at: string;
}
interface PutBackOptions extends AtOption {
  account?: string[];
  overwrite?: string[];
  yes?: string;
}

const SECONDS_BETWEEN_LOOKS = 5;

export function addRestore(program: Command, act: Act): void {
  const restore = program
    .command('restore')
    .description('put back what was lost, out of a copy of both tables as they were');
  const at = ['--at <time>', 'the moment before the damage, with its zone: 2026-06-01T03:00:00+09:00'] as const;
  restore
    .command('copy')
    .description('have AWS make copies of both tables as they were, and wait for them; changes nothing that is in use')
    .requiredOption(...at)
    .action(act(copyTables));
  restore
    .command('check')
    .description('compare the copies with what is there now: what is gone, what says something else, what can be read')
    .requiredOption(...at)
    .action(act(checkCopies));
  restore
    .command('put-back')
    .description('write what is gone back; what came since stays, and nothing that may have gone out goes out again')
    .requiredOption(...at)
    .option('--account <id...>', 'only what belongs to these accounts')
    .option(
      '--overwrite <kind...>',
      `also put these as they were, though they changed: ${overwritableKinds.join(', ')}`,
    )
    .option('--yes <stage>', 'the name of the stage, instead of being asked')
    .action(act(putBack));
  restore
    .command('end')
    .description('remove the copies, and let mails go out by themselves again')
    .requiredOption(...at)
    .action(act(endRestore));
}

async function copyTables({ tablesInAws, screen, sleep, now }: Session, options: AtOption): Promise<number> {
  const at = timeOf(options.at, now());
  const tables = await tablesInAws();
  await tables.copy(at);
  let copies = await tables.statusOf(at);
  while (copies.some(({ status }) => status !== 'ACTIVE')) {
    screen.status(copies.map(({ table, status }) => `${table}: ${status ?? 'ordered'}`).join(', '));
    await sleep(SECONDS_BETWEEN_LOOKS * 1000);
    copies = await tables.statusOf(at);
  }
  screen.clearStatus();
  screen.show({ at: at.toISOString(), copies: copies.map(({ table, copy }) => ({ table, name: copy })) }, () =>
    [`Both tables as of ${at.toISOString()} lie beside those in use:`, ...copies.map(({ copy }) => `  ${copy}`)].join(
      '\n',
    ),
  );
  return 0;
}

async function checkCopies(session: Session, options: AtOption): Promise<number> {
  const { screen, now } = session;
  const { tables, copies, at } = await copiesOf(session, options);
  const { kinds, unknown } = await new Restoring(tables.client, now).compare(copies, async (rows) => {
    await tables.refreshCredentials();
    screen.status(`${counted(rows, 'row')} compared …`);
  });
  screen.clearStatus();
  const rows = Object.entries(kinds).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const unreadable = rows.reduce((sum, [, count]) => sum + count.unreadable, 0);
  screen.show({ at: at.toISOString(), kinds, unknown }, () =>
    [
      screen.table(
        ['KIND', 'IN COPY', 'GONE', 'CHANGED', 'UNREADABLE'],
        rows.map(([kind, count]) => [kind, ...[count.inCopy, count.gone, count.changed, count.unreadable].map(String)]),
      ),
      ...(unknown > 0 ? [`${counted(unknown, 'row')} of kinds that this release does not know.`] : []),
    ].join('\n'),
  );
  return unreadable + unknown === 0 ? 0 : 1;
}

async function putBack(session: Session, options: PutBackOptions): Promise<number> {
  const { screen, now, user, ask } = session;
  const overwritten = kindsOf(options.overwrite ?? []);
  const { tables, copies, at } = await copiesOf(session, options);
  await confirmed(tables.stage, options.yes, ask);
  const to = at.toISOString();
  const accounts = copies.find(({ table }) => table === 'accounts')?.live as string;
  const audit = new DynamoAuditLog(tables.client, accounts);
  const scope = { overwritten, ...(options.account !== undefined && { accounts: options.account }) };
  await audit.add({
    at: new Date(now()).toISOString(),
    who: operatorNamed(user),
    door: 'command',
    what: 'rows-put-back',
    about: {},
    before: null,
    after: { asOf: to },
  });
  const isErased = await erasedPeopleNow(tables.client, accounts).isErased();
  const result = await new Restoring(tables.client, now).putBack(
    copies,
    { to, wanted: scope, isErased },
    async (rows) => {
      await tables.refreshCredentials();
      screen.status(`${counted(rows, 'row')} looked at …`);
    },
  );
  screen.clearStatus();
  const restored = await new RestoredMark(tables.client, accounts).read();
  const written = Object.values(result.written).reduce((sum, count) => sum + count, 0);
  screen.show({ at: to, ...result, sendingWaits: restored !== null }, () =>
    [
      `${counted(written, 'row')} put back; ${counted(result.held, 'mail or message', 'mails and messages')} of them held.`,
      ...(result.overtaken > 0
        ? [`${counted(result.overtaken, 'row')} changed meanwhile and stayed: run it again.`]
        : []),
      ...(result.erased > 0
        ? [`${counted(result.erased, 'row')} left out: somebody of these accounts was erased since.`]
        : []),
      ...(restored === null
        ? []
        : ['What went out since then is forgotten: all mails wait in outbox --held until `restore end`.']),
      'Now: rebuild, then score, then doctor.',
    ].join('\n'),
  );
  return result.overtaken === 0 ? 0 : 1;
}

async function endRestore(session: Session, options: AtOption): Promise<number> {
  const { screen, now } = session;
  const at = timeOf(options.at, now());
  const tables = await session.tablesInAws();
  const accounts = (await tables.statusOf(at)).find(({ table }) => table === 'accounts')?.live as string;
  const mark = new RestoredMark(tables.client, accounts);
  const sendingWaited = (await mark.read()) !== null;
  await mark.lift();
  const removed = await tables.removeCopies(at);
  screen.show({ removed, sendingWaited }, () =>
    [
      `${counted(removed.length, 'copy', 'copies')} removed.`,
      ...(sendingWaited ? ['Mails go out by themselves again; what is held stays so: outbox --held.'] : []),
    ].join('\n'),
  );
  return 0;
}

async function copiesOf(
  session: Session,
  options: AtOption,
): Promise<{ tables: TablesInAws; copies: CopiedTable[]; at: Date }> {
  const at = timeOf(options.at, session.now());
  const tables = await session.tablesInAws();
  const copies = await tables.statusOf(at);
  const missing = copies.find(({ status }) => status !== 'ACTIVE');
  if (missing === undefined) return { tables, copies, at };
  throw new OperatorError(
    'no-copy',
    `There is no copy of the ${missing.table} table as of ${at.toISOString()}.`,
    missing.status === undefined ? 'None was made of that time.' : `AWS is still at it: ${missing.status}.`,
    `Run first, and let it end: sakimawari --stage ${tables.stage} restore copy --at ${at.toISOString()}`,
  );
}

const WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** To the second, as AWS has it. */
function timeOf(text: string, now: number): Date {
  const time = WITH_ZONE.test(text) ? Date.parse(text) : Number.NaN;
  if (time <= now) return new Date(Math.floor(time / 1000) * 1000);
  throw new OperatorError(
    'no-time',
    `"${text}" is no time that data could be put back to.`,
    Number.isNaN(time) ? 'It has to say day, time and zone.' : 'It is to come.',
    'Write it like 2026-06-01T03:00:00+09:00 or 2026-05-31T18:00:00Z.',
  );
}

function kindsOf(names: readonly string[]): KeptKind[] {
  const unknown = names.find((name) => !(overwritableKinds as readonly string[]).includes(name));
  if (unknown === undefined) return names as KeptKind[];
  throw new OperatorError(
    'not-overwritable',
    `Rows of "${unknown}" are not put as they were.`,
    'What people decided, and what went out, is newer than the copy and stays; what is gone of it comes back without being named.',
    `These may be named: ${overwritableKinds.join(', ')}.`,
  );
}

async function confirmed(stage: string, yes: string | undefined, ask: Session['ask']): Promise<void> {
  const said = yes ?? (await ask?.(`To write into the tables of ${stage}, type the name of the stage (${stage}): `));
  if (said?.trim() === stage) return;
  throw new OperatorError(
    said === undefined ? 'nobody-to-ask' : 'not-confirmed',
    'Nothing was put back.',
    said === undefined
      ? 'There is no terminal here to ask you on.'
      : `"${said.trim()}" is not the name of the stage, which is ${stage}.`,
    `If you mean it, say so: --yes ${stage}`,
  );
}
