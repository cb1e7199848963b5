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
  knownOn?: string;
  history?: true;
}

export function addLedger(program: Command, act: Act): void {
  program
    .command('ledger')
    .description('say what the facts of an account were on a day, as it was known on another')
    .argument('<account>')
    .option('--as-of <date>', 'on this day, today unless given', parseDay)
    .option('--known-on <date>', 'as it was known at the end of this day, today unless given', parseDay)
    .option('--history', 'every entry, with what was corrected')
    .action(act(showLedger));
}

async function showLedger(session: Session, account: string, options: Options): Promise<undefined> {
  const { screen, installation } = session;
  const { asOf, knownOn, history } = options;
  const ledger = await installation().operate('show-ledger', { account, asOf, knownOn });
  screen.show(ledger, () => ledgerText(screen, ledger, history === true));
}

function ledgerText(
  screen: Screen,
  { account, asOf, knownOn, facts, entries, problems }: Ledger,
  all: boolean,
): string {
  const lines = all ? entries : facts;
  const title = all ? `${account} as known on ${knownOn}` : `${account} as of ${asOf}, as known on ${knownOn}`;
  if (lines.length === 0) return `${title}: the ledger knows nothing`;
  return [
    title,
    screen.table(
      ['FACT', 'FROM', 'UNTIL', 'VALUE', 'KNOWN SINCE', 'BY', 'WHY'],
      lines.map((line) => rowOf(line)),
    ),
    ...problems.map((problem) => screen.tint(problem, 'warn')),
  ].join('\n');
}

function rowOf({ fact, product, from, until, value, recordedAt, who, reason, note, status }: Line): (string | Cell)[] {
  const tone = status === 'stands' ? undefined : ({ tone: 'quiet' } as const);
  const cells = [
    product === null ? fact : `${fact} of ${product}`,
    from,
    until ?? '–',
    status === 'withdrawn' ? 'withdrawn' : valueText(value),
    recordedAt,
    who,
    [reason, note].filter((text) => text !== null).join(': ') || '–',
  ];
  return cells.map((text) => (tone === undefined ? text : { text, ...tone }));
}

function valueText(value: Line['value']): string {
  if (value === null) return 'not known';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'object') return `${value.amount} ${value.currency ?? ''}`.trim();
  return String(value);
}
