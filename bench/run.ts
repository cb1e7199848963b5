// First of all: what it says is looked at as modules are loaded.
import './support/as-bundled.ts';

import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { bundleAsDeployed } from '../lib/bundle-functions.ts';
import type { Bench, Row } from './bench.ts';
import { bench as backfill } from './goals/backfill.ts';
import { bench as bundles } from './goals/bundles.ts';
import { bench as coldStart } from './goals/cold-start.ts';
import { bench as customerMail } from './goals/customer-mail.ts';
import { bench as fuzz } from './goals/fuzz.ts';
import { bench as ingestCost } from './goals/ingest-cost.ts';
import { bench as kpis } from './goals/kpis.ts';
import { bench as largeAccount } from './goals/large-account.ts';
import { bench as logTouch } from './goals/log-touch.ts';
import { bench as outbox } from './goals/outbox.ts';
import { bench as postToMail } from './goals/post-to-mail.ts';
import { bench as repeatedDeliveries } from './goals/repeated-deliveries.ts';
import { bench as replay } from './goals/replay.ts';
import { bench as scoringCost } from './goals/scoring-cost.ts';
import { bench as studies } from './goals/studies.ts';
import { bench as teamPages } from './goals/team-pages.ts';
import { bench as usageSchedules } from './goals/usage-schedules.ts';
import { bench as workPages } from './goals/work-pages.ts';
import { FULL_EFFORT, QUICK_EFFORT } from './support/measure.ts';
import { bundlesFolder, projectRoot } from './support/project.ts';

const usage = `Usage: npm run bench -- [NAME …] [--quick] [--write]
  NAME     only these: p1, p3, p4, evaluation, p5, p6, p7, p8, p9, p10, p11, p12, large-account, outbox, p13,
           p14, kpis, p13b, p16, work, log-touch;
           fuzz, repeated-deliveries and backfill take many minutes and run only when named
  --quick  only shows that they run; the figures mean little
  --write  keeps the table in docs/performance.md
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
});
const benches = [
  asDeployed('p1', 'receive-events'),
  asDeployed('p3', 'rules'),
  asDeployed('p4', 'indicators'),
  asDeployed('evaluation', 'evaluation'),
  asDeployed('p5', 'score-account'),
  asDeployed('p12', 'page-drawing'),
  coldStart,
  bundles,
  scoringCost,
  ingestCost,
  usageSchedules,
  largeAccount,
  customerMail,
  outbox,
  postToMail,
  kpis,
  replay,
  studies,
  teamPages,
  logTouch,
  workPages,
  fuzz,
  repeatedDeliveries,
  backfill,
];
const chosen = benches.filter(({ name, isLong }) => (positionals.length === 0 ? !isLong : positionals.includes(name)));
if (chosen.length < positionals.length || chosen.length === 0) {
  stderr.write(usage);
  process.exit(2);
}

// What the SDK says about its future on this machine's Node is no figure.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const rows: Row[] = [];
for (const { name, run } of chosen) {
  const progress = (what: string) => stderr.write(`  ${name}: ${what}\n`);
  progress('…');
  rows.push(...(await run({ effort: values.quick ? QUICK_EFFORT : FULL_EFFORT, isQuick: values.quick, progress })));
}
const table = tableOf(rows);
stdout.write(`${table}\n`);
if (values.write) writeFileSync(join(projectRoot, 'docs/performance.md'), pageOf(table));

/** A bench of our code's own speed runs it bundled and minified, as it is deployed. */
function asDeployed(name: string, goal: string): Bench {
  return {
    name,
    async run(options) {
      await bundleAsDeployed(projectRoot, { [goal]: `bench/goals/${goal}.ts` }, bundlesFolder);
      const load = createRequire(import.meta.url);
      const { bench } = load(join(bundlesFolder, goal, 'index.js')) as { bench: Pick<Bench, 'run'> };
      return bench.run(options);
    },
  };
}

function tableOf(all: Row[]): string {
  const lines = all.map(({ goal, what, against, measured, limit, isMet }) => {
    const verdict = isMet === null ? '–' : isMet ? 'met' : '**missed**';
    return [goal, what, against, measured, limit, verdict];
  });
  const header = ['goal', 'what', 'against', 'measured', 'limit', ''];
  return [header, header.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function pageOf(table: string): string {
  const day = new Date().toISOString().slice(0, 10);
  return `# Speed and size

The last run of \`npm run bench -- --write\`: ${day}, Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model}).
Figures are ratios against a floor or a peer of the same run, so they hold on a noisy machine; the median of many
rounds. A goal that is set for another Node version is told, not judged. Both sides pay for their young garbage; full
collections are rare enough to fall out of the median, on both sides. A row in microseconds or milliseconds alone has
no floor beside it: judge it by a quiet machine. First calls ask for their rows over plain HTTP on the same machine: over
TLS, as AWS is asked, the first request takes some 14 ms of processor time more. On the Node that AWS runs, without installing it:
\`npx -y -p node@24 -- npm run bench\`.

${table}
`;
}
