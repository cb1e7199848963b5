import type { Command } from 'commander';
import { type Act, allPages, type Session } from '../session.ts';
import { gradeTone } from '../tones.ts';

export function addAccounts(program: Command, act: Act): void {
  program.command('accounts').description('list the accounts with their health').action(act(listAccounts));
}

async function listAccounts({ screen, installation }: Session): Promise<undefined> {
  const rows = await allPages(screen, (from) => installation().operate('list-accounts', { from }));
  rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  screen.show(rows, () =>
    screen.table(
      ['ACCOUNT', 'NAME', 'HEALTH', 'STAGE', 'CSM', 'PLAN', 'MRR', 'RENEWAL'],
      rows.map((row) => [
        row.id,
        row.name,
        { text: row.score === null ? '–' : `${row.score.toFixed(1)} ${row.grade}`, tone: gradeTone(row.grade) },
        row.stageOverdue ? { text: `${row.stage}, over ${row.stageUsualDays} days`, tone: 'warn' } : (row.stage ?? '–'),
        row.csm ?? '–',
        row.plan ?? '–',
        row.mrr === undefined ? '–' : `${row.mrr} ${row.currency ?? ''}`.trim(),
        row.renewalDate ?? '–',
      ]),
    ),
  );
}
