import type { Command } from 'commander';
import type { OperationResult } from '../../../functions/operate/operations.ts';
import { parseDay } from '../../arguments.ts';
import type { Screen } from '../../screen.ts';
import type { Act, Session } from '../../session.ts';
import type { Cell } from '../../table.ts';

type Ledger = OperationResult<'show-ledger'>;
type Line = Ledger['entries'][number];

interface Options {
  asOf?: string;
  asKnownOn?: string;
  history?: true;
}

export function addLedger(program: Command, act: Act): void {
  program
    .command('ledger')
    .description('say what the facts of an account were on a day, as it was known on another')
    .argument('<account>')
    .option('--as-of <date>', 'on this day, today unless given', parseDay)
    .option('--as-known-on <date>', 'as it was known at the end of this day, today unless given', parseDay)
    .option('--history', 'every entry, with what was corrected')
    .action(act(showLedger));
}

async function showLedger(session: Session, account: string, options: Options): Promise<undefined> {
  const { screen, installation } = session;
  const { asOf, asKnownOn: knownOn, history = false } = options;
  const ledger = await installation().operate('show-ledger', { account, asOf, knownOn });
  const lines = history ? ledger.entries : ledger.facts;
  const { asOf: day, knownOn: known } = ledger;
  const title = history ? `${account} as known on ${known}` : `${account} as of ${day}, as known on ${known}`;
  screen.show(lines, () => `${ledgerText(screen, title, lines)}\n${ledger.page}`);
  for (const problem of ledger.problems) screen.note(problem);
}

function ledgerText(screen: Screen, title: string, lines: readonly Line[]): string {
  if (lines.length === 0) return `${title}: the ledger knows nothing`;
  return [
    title,
    screen.table(
      ['FACT', 'EFFECTIVE', 'UNTIL', 'VALUE', 'TOLD AT', 'BY', 'WHY'],
      lines.map((line) => rowOf(line)),
    ),
  ].join('\n');
}

function rowOf({ fact, product, effective, until, value, toldAt, who, reason, note, status }: Line): (string | Cell)[] {
  const tone = status === 'stands' ? undefined : ({ tone: 'quiet' } as const);
  const cells = [
    product === null ? fact : `${fact} of ${product}`,
    effective,
    until ?? '–',
    status === 'withdrawn' ? 'withdrawn' : valueText(value),
    toldAt,
    who,
    [reason, note].filter((text) => text !== null).join(': ') || '–',
  ];
  return cells.map((text) => (tone === undefined ? text : { text, ...tone }));
}

function valueText(value: Line['value']): string {
  if (value === null) return 'not known';
  return typeof value === 'object' ? value.join(', ') : String(value);
}
