import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bench, inMicroseconds, type Row } from '../bench.ts';
import { projectRoot } from '../support/project.ts';

/** The build whose `npm run replay` is the measure. */
const BEFORE = '4daf30d';
/** What it took on the machine it was built on: 794 account-days a second. */
const RECORDED_IN_MICROSECONDS = 1_000_000 / 794;
const MOST_MEGABYTES = 512;

/** How many times faster a year is gone through than by the replay of an earlier build, over the same history. */
export const bench: Bench = {
  name: 'p13',
  async run({ isQuick, progress }) {
    const [days, accounts] = isQuick ? [30, 10] : [365, 100];
    const script = fileURLToPath(new URL('../support/replay-year.ts', import.meta.url));
    const { whole, withOne, further, megabytes } = JSON.parse(
      runScript(script, projectRoot, [String(days), String(accounts)]),
    );
    if (!isQuick) progress(`the same by ${BEFORE}`);
    const before = isQuick ? null : costBefore();
    const years = `${accounts.toLocaleString('en')} accounts × ${days} days`;
    return [
      fasterRow(`A course by the whole playbook, ${years}`, whole, 20, before),
      fasterRow(`One changed signal more, beside the running course, ${years}`, further, 100, before),
      {
        goal: 'P13',
        what: `The running course with the first changed signal beside it, ${years}`,
        against: 'the course alone',
        measured: `${(withOne / whole).toFixed(2)}× (${inMicroseconds(withOne)} an account-day)`,
        limit: 'told, not judged',
        isMet: null,
      },
      {
        goal: 'P13',
        what: `Memory for ${years}`,
        against: 'the function’s memory',
        measured: `${megabytes} MB at its peak`,
        limit: `≤ ${MOST_MEGABYTES} MB`,
        isMet: megabytes <= MOST_MEGABYTES,
      },
    ];
  },
};

function fasterRow(what: string, cost: number, limit: number, before: number | null): Row {
  const against = `npm run replay of ${BEFORE}: ${inMicroseconds(before ?? RECORDED_IN_MICROSECONDS)}${before === null ? ', as recorded' : ''}`;
  const times = (before ?? RECORDED_IN_MICROSECONDS) / cost;
  const measured = `${times.toFixed(1)}× faster (${inMicroseconds(cost)} an account-day)`;
  return { goal: 'P13', what, against, measured, limit: `≥ ${limit}×`, isMet: before === null ? null : times >= limit };
}

/** CPU an account-day, warm, in the cheapest of some rounds; `null` where the history of the repository isn't there. */
function costBefore(): number | null {
  const folder = mkdtempSync(join(tmpdir(), 'sakimawari-before-'));
  try {
    const tar = join(folder, 'before.tar');
    const archived = spawnSync('git', ['archive', '--output', tar, BEFORE], { cwd: projectRoot });
    if (archived.status !== 0) return null;
    spawnSync('tar', ['-xf', tar, '-C', folder]);
    // Its own packages are among those of today.
    symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
    const script = join(folder, 'cost.mts');
    writeFileSync(script, scriptBefore);
    return Number(runScript(script, folder, []));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const scriptBefore = `
import { companySchema } from './domain/company.ts';
import { replayCompany } from './local/demo/replay-company.ts';
import { readLocalConfig } from './local/local-config.ts';

const { company: own, mail } = readLocalConfig();
const { ceiling: mailCeiling, systemSender, operator } = mail;
const company = companySchema.parse({ ...own, mailCeiling, systemSender, operator });
let cheapest = Number.POSITIVE_INFINITY;
for (let round = 0; round < 3; round += 1) {
  let atStart = process.cpuUsage();
  const progress = (done) => { if (done === 0) atStart = process.cpuUsage(); };
  const { accounts } = replayCompany(company, { today: '2026-11-29', days: 365, progress });
  const { user, system } = process.cpuUsage(atStart);
  cheapest = Math.min(cheapest, (user + system) / accounts.reduce((sum, { days }) => sum + days.length, 0));
}
process.stdout.write(String(cheapest));
`;

function runScript(script: string, cwd: string, args: string[]): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${script} failed: ${stderr.slice(0, 2000)}`);
  return stdout;
}
