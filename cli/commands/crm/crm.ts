import type { Command } from 'commander';
import type { CrmMapping } from '../../../domain/crm/crm-mapping.ts';
import { crmNames } from '../../../domain/crm/crm-names.ts';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import type { OperationResult } from '../../../functions/operate/operations.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { parseCrmMapping } from '../../../mappings/load-crm.ts';
import { describe } from '../../../playbooks/yaml-source.ts';
import { readText } from '../../read-text.ts';
import { type Act, allPages, type Session } from '../../session.ts';

type PreviewRow = OperationResult<'preview-crm'>['rows'][number];
type Looked = OperationResult<'look-at-crm'>;

export function addCrm(program: Command, act: Act): void {
  const crm = program.command('crm').description("what is written on the records of the company's CRM");
  crm
    .command('check')
    .description('say what is wrong in a mapping file, line by line')
    .argument('<file>')
    .action(act(check));
  crm.command('use').description('write the CRM by this mapping file from now on').argument('<file>').action(act(use));
  crm
    .command('preview')
    .description('show what would be written, field by field, and write nothing')
    .option('--account <id>', 'only of this account')
    .option('--mapping <file>', 'by this file, instead of the one in use')
    .action(act(preview));
  crm
    .command('push')
    .description('write all fields of an account again, and say what came of it')
    .requiredOption('--account <id>', 'the account')
    .action(act(push));
  crm.command('status').description('say how far it has come, and what stands in the way').action(act(status));
}

async function check({ screen }: Session, path: string): Promise<number> {
  const { problems } = parseCrmMapping(await readText(path));
  screen.show({ ok: problems.length === 0, problems }, () =>
    problems.length === 0 ? `${path} is fine` : problems.map((problem) => describe(path, problem)).join('\n'),
  );
  return problems.length === 0 ? 0 : 1;
}

async function mappingIn(path: string): Promise<CrmMapping> {
  const { mapping, problems } = parseCrmMapping(await readText(path));
  if (mapping !== null) return mapping;
  throw new OperatorError(
    'crm-mapping-invalid',
    `${path} can't be used.`,
    problems.map((problem) => describe(path, problem)).join('\n'),
    'Mend it, and see whether all is well with: sakimawari crm check',
  );
}

async function use({ screen, installation }: Session, path: string): Promise<undefined> {
  const { crms, taken } = await installation().operate('push-crm-mapping', { mapping: await mappingIn(path) });
  screen.show({ crms, taken }, () =>
    taken
      ? `In use for ${crms.join(', ')}: all accounts are written within minutes; how far: sakimawari crm status`
      : 'In use already, as it is.',
  );
}

async function preview(
  { screen, installation }: Session,
  { account, mapping: path }: { account?: string; mapping?: string },
): Promise<undefined> {
  const mapping = path === undefined ? undefined : await mappingIn(path);
  const rows = await allPages(screen, (from) => installation().operate('preview-crm', { account, mapping, from }));
  screen.show(rows, () => {
    const changes = rows.flatMap(linesOf);
    const same = rows.filter((row) => 'nothing' in row && row.nothing === 'same').length;
    const rest = same === 0 ? [] : [`${counted(same, 'record')} would stay as they are.`];
    if (changes.length === 0) return rest[0] ?? 'There is no account to write.';
    return [screen.table(['ACCOUNT', 'CRM', 'FIELD', 'WOULD SAY'], changes), ...rest].join('\n');
  });
}

const WHY_NOTHING = {
  'no-record': 'its id is none of a record there: nothing is written',
  gone: 'its record is gone: left alone',
  refused: 'was turned down today: tried again tomorrow, or when it changes',
};

function linesOf(row: PreviewRow): string[][] {
  const { account, crm } = row;
  if (!('nothing' in row)) {
    return Object.entries(row.fields).map(([field, value]) => [account, crm, field, oneLine(value)]);
  }
  return row.nothing === 'same' ? [] : [[account, crm, '–', WHY_NOTHING[row.nothing]]];
}

const oneLine = (value: string | number | null) =>
  value === null ? '(emptied)' : String(value).replaceAll('\n', ' / ');

const LOOKS_EVERY_IN_MS = 2000;
/** A run a minute, and what it has to do before. */
const WAITS_AT_MOST_IN_MS = 5 * 60_000;

async function push(session: Session, { account }: { account: string }): Promise<number> {
  const { screen, installation, now, sleep } = session;
  const { operate } = installation();
  await operate('push-to-crm', { account });
  const began = now();
  let looked = await operate('look-at-crm', { account });
  while (looked.isDue && now() - began < WAITS_AT_MOST_IN_MS) {
    screen.status(`${account}: waits for the next run …`);
    await sleep(LOOKS_EVERY_IN_MS);
    looked = await operate('look-at-crm', { account });
  }
  const { isDue = false, recordStates = {} } = looked;
  const isWritten = !isDue && Object.values(recordStates).some(({ at, gone, refused }) => at && !gone && !refused);
  screen.show({ account, isDue, records: recordStates }, () => {
    if (isDue) return `${account} still waits to be written: sakimawari crm status says why`;
    const lines = crmNames.flatMap((crm) => {
      const recordState = recordStates[crm];
      return recordState === undefined ? [] : [`${crm}: ${recordStateText(recordState)}`];
    });
    return lines.length === 0
      ? `${account} has no record: sakimawari crm preview --account ${account}`
      : lines.join('\n');
  });
  return isWritten ? 0 : 1;
}

type RecordState = NonNullable<NonNullable<Looked['recordStates']>['hubspot']>;

function recordStateText({ record, at, gone, refused, written }: RecordState): string {
  if (gone) return `record ${record} is gone`;
  if (refused) return `record ${record} was turned down (${refused.code})`;
  return `record ${record} was written at ${at}, ${counted(Object.keys(written).length, 'field')}`;
}

async function status({ screen, installation }: Session): Promise<undefined> {
  const looked = await installation().operate('look-at-crm', {});
  screen.show(looked, () => statusText(looked).join('\n'));
}

function statusText({ configured, mapping, progress, due, dueSince, gone }: Looked): string[] {
  if (configured.length === 0) return ['This stage writes to no CRM: docs/crm.md says how to begin.'];
  if (mapping === null) return ['Nobody has said yet which values go where: sakimawari crm use FILE'];
  const lines = crmNames.flatMap((crm) => {
    if (mapping[crm] === undefined) return [];
    const { wroteAt, waiting, isShut, fields = {} } = progress[crm] ?? {};
    const state = isShut
      ? `does not let us in since ${waiting?.since} (${waiting?.code})`
      : waiting
        ? `takes nothing since ${waiting.since} (${waiting.code})`
        : wroteAt === undefined
          ? 'nothing was written yet'
          : `written last at ${wroteAt}`;
    const lost = Object.entries(fields).map(([field, { code }]) => `  left out: ${field} (${code})`);
    return [`${crm}: ${state}`, ...lost];
  });
  const waits = due === 0 ? 'No account waits.' : `${counted(due, 'account')} to look at, since ${dueSince}.`;
  const lost = gone.map(({ account }) => `  no record any more: ${account}`);
  return [...lines, waits, ...lost];
}
