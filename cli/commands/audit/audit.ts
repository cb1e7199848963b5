import type { Command } from 'commander';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { OperationResult } from '../../../functions/operate/operations.ts';
import { auditWords } from '../../../functions/team-pages/words/audit-words.ts';
import { parseDay } from '../../arguments.ts';
import type { Screen } from '../../screen.ts';
import { type Act, allPages, type Session } from '../../session.ts';

type Entry = OperationResult<'list-audit'>['rows'][number];

interface Options {
  account?: string;
  since?: string;
  who?: string;
}

export function addAudit(program: Command, act: Act): void {
  program
    .command('audit')
    .description('who changed what, when and by what way, with what was before')
    .option('--account <id>', 'only about this account, since there are entries unless --since says when')
    .option('--since <date>', 'from this day on; the last 30 days unless given', parseDay)
    .option('--who <id>', 'only by this person or source')
    .action(act(list));
}

async function list(session: Session, { account, since, who }: Options): Promise<undefined> {
  const { screen } = session;
  const entries = await allPages(screen, (from) =>
    session.installation().operate('list-audit', { account, since, who, from }),
  );
  entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  screen.show(entries, () => (entries.length === 0 ? 'nobody changed anything' : tableOf(screen, entries)));
}

function tableOf(screen: Screen, entries: Entry[]): string {
  const words = auditWords('en');
  return screen.table(
    ['WHEN', 'WHO', 'BY', 'WHAT', 'ABOUT', 'CHANGE', 'PAGE'],
    entries.map(({ at, who, whoIs, key, door, what, about, before, after, page }) => [
      at.replace('T', ' ').slice(0, 'YYYY-MM-DD HH:MM'.length),
      who === null ? words.nobody[whoIs] : key === null ? who : `${who} …${key}`,
      words.doors[door],
      words.acts[what],
      Object.values(about).join(' '),
      changeOf(before, after),
      page ?? '–',
    ]),
  );
}

function changeOf(before: AuditEntry['before'], after: AuditEntry['after']): string {
  if (isFields(after) || isFields(before)) {
    const [was, is] = [fieldsOf(before), fieldsOf(after)];
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
    return names.map((name) => `${name}: ${fromTo(was[name] ?? null, is[name] ?? null)}`).join(', ');
  }
  return before === null && after === null ? '' : fromTo(before, after);
}

const fieldsOf = (value: AuditEntry['before']): Record<string, unknown> => (isFields(value) ? value : {});

const isFields = (value: AuditEntry['before']) => typeof value === 'object' && value !== null;

const fromTo = (before: unknown, after: unknown) =>
  before === null ? `${after ?? '–'}` : `${before} → ${after ?? '–'}`;
