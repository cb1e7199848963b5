import { type Command, Option } from 'commander';
import { byRiskAndMoney } from '../../../domain/health-list/risk-and-money.ts';
import { sparkline } from '../../../functions/mail/layout/sparkline.ts';
import type { OperationResult } from '../../../functions/operate/operations.ts';
import { type Act, allPages, type Session } from '../../session.ts';

type Row = OperationResult<'list-health'>['rows'][number];

export function addHealthList(program: Command, act: Act): void {
  program
    .command('health-list')
    .description('list the accounts in bad health, as the weekly list does')
    .addOption(new Option('--csm <id>', 'only those of this CSM').conflicts('send'))
    .option('--send', 'send the list as it stands now; that of the week comes all the same')
    .addOption(
      new Option('--person <id>', 'with --send: to this colleague only, and not to the chat').implies({ send: true }),
    )
    .action(act(listOrSendHealth));
}

export function addNextAction(program: Command, act: Act): void {
  program
    .command('next-action')
    .description('note what is to be done about an account next; it stands in the weekly list')
    .argument('<account>')
    .argument('<text>', 'in a line')
    .option('--by <id>', 'the colleague who does it')
    .action(act(noteNextAction));
}

interface ListOptions {
  csm?: string;
  send?: boolean;
  person?: string;
}

async function listOrSendHealth(session: Session, { csm, send, person }: ListOptions): Promise<undefined> {
  return send ? sendHealthList(session, person) : listHealth(session, { csm });
}

async function sendHealthList({ screen, installation }: Session, person?: string): Promise<undefined> {
  const told = await installation().operate('send-health-list-now', { person });
  screen.show(told, () =>
    told.mails.length === 0
      ? 'Nobody has an account on the list: no mail.'
      : told.mails.map(({ to, mail }) => `${to}: ${mail} is on its way`).join('\n'),
  );
}

async function listHealth({ screen, installation }: Session, { csm }: { csm?: string }): Promise<undefined> {
  const found = await allPages(screen, (from) => installation().operate('list-health', { csm, from }));
  // What is typical is measured over the accounts on the list; those that left it have no share.
  const rows = [
    ...byRiskAndMoney(
      found.filter((row) => row.isListed),
      (row) => row,
    ),
    ...found.filter((row) => !row.isListed),
  ];
  screen.show(rows, () => {
    const listed = rows.filter(({ isListed }) => isListed);
    const before = rows.filter(({ wasListed }) => wasListed);
    const recovered = before.filter(({ isListed }) => !isListed).map(({ name }) => name);
    return [
      listed.length === 0 ? 'No account is in bad health.' : tableOf(listed),
      `Of ${before.length} listed a week ago, ${before.filter(({ improved }) => improved).length} improved.`,
      ...(recovered.length > 0 ? [`In good health again: ${recovered.join(', ')}.`] : []),
    ].join('\n');
  });

  function tableOf(listed: Row[]): string {
    return screen.table(
      [
        'SCORE',
        'GRADE',
        'CHANGE',
        'TREND',
        'ACCOUNT',
        'MRR',
        'RENEWAL',
        'OWNER',
        'TASKS',
        'WHAT MOVED IT',
        'NEXT ACTION',
        'PAGE',
      ],
      listed.map((row) => [
        String(row.score),
        { text: row.grade, tone: row.grade === 'at-risk' ? 'bad' : 'warn' },
        row.change === null ? '–' : signed(row.change),
        row.trend === undefined ? '–' : sparkline(row.trend),
        row.account,
        row.mrr === undefined ? '–' : [row.mrr.toLocaleString('en'), row.currency].join(' ').trim(),
        row.renewalDate ?? '–',
        row.owner?.id ?? '–',
        row.lateTasks === 0 ? String(row.openTasks) : `${row.openTasks} (${row.lateTasks} late)`,
        row.parts.map(({ indicator, change }) => `${indicator} ${signed(change)}`).join(', ') || '–',
        row.nextAction === null ? '–' : `${row.nextAction.text} (${row.nextAction.day})`,
        row.page,
      ]),
      2,
    );
  }
}

const signed = (points: number) => (points > 0 ? `+${points}` : String(points));

async function noteNextAction(
  { screen, installation }: Session,
  account: string,
  text: string,
  { by }: { by?: string },
): Promise<undefined> {
  const noted = await installation().operate('note-next-action', { account, text, by });
  screen.show(noted, () => `${noted.account}: ${noted.text}\n${noted.page}`);
}
