import type { Command } from 'commander';
import { type Act, allPages, type Session } from '../../session.ts';
import { gradeTone } from '../../tones.ts';

export function addAccounts(program: Command, act: Act): void {
  program
    .command('accounts')
    .description('list the accounts with their health')
    .option('--failing', 'only those that could not be scored, and why')
    .action(act(list));
}

async function list(session: Session, { failing }: { failing?: true }): Promise<undefined> {
  return failing ? listFailing(session) : listAccounts(session);
}

async function listFailing({ screen, installation }: Session): Promise<undefined> {
  const rows = await allPages(screen, (from) => installation().operate('list-failing-accounts', { from }));
  screen.show(rows, () =>
    rows.length === 0
      ? 'every account was scored'
      : screen.table(
          ['ACCOUNT', 'WHY', 'SINCE', 'TRIES', 'WHAT THE ERROR SAID', 'PAGE'],
          rows.map(({ account, why, since, times, detail, page }) => [
            account,
            why,
            since,
            String(times),
            detail,
            page,
          ]),
          2,
        ),
  );
}

interface Scored {
  score: number | null;
  grade?: string | null | undefined;
  productHealth?: { product: string; score: number }[];
}

/** With the score of each product behind it, where there is one. */
function healthText({ score, grade, productHealth = [] }: Scored): string {
  const whole = score === null ? '–' : `${score.toFixed(1)} ${grade}`;
  const products = productHealth.map((one) => `${one.product} ${one.score.toFixed(1)}`);
  return products.length === 0 ? whole : `${whole} (${products.join(', ')})`;
}

async function listAccounts({ screen, installation }: Session): Promise<undefined> {
  const rows = await allPages(screen, (from) => installation().operate('list-accounts', { from }));
  rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  screen.show(rows, () =>
    screen.table(
      ['ACCOUNT', 'NAME', 'HEALTH', 'STAGE', 'CSM', 'PLAN', 'MRR', 'RENEWAL', 'PAGE'],
      rows.map((row) => [
        row.id,
        row.name,
        { text: healthText(row), tone: gradeTone(row.grade) },
        row.stageOverdue ? { text: `${row.stage}, over ${row.stageUsualDays} days`, tone: 'warn' } : (row.stage ?? '–'),
        row.csm ?? '–',
        row.plan ?? '–',
        row.mrr === undefined ? '–' : `${row.mrr} ${row.currency ?? ''}`.trim(),
        row.renewalDate ?? '–',
        row.page,
      ]),
    ),
  );
}
