// First of all: what it says is looked at as modules are loaded.
import './support/as-bundled.ts';

import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { bundleAsDeployed } from '../lib/bundle-functions.ts';
import type { Bench, Row } from './bench.ts';
import { bench as assistants } from './goals/assistants.ts';
import { bench as backfill } from './goals/backfill.ts';
import { bench as bundles } from './goals/bundles.ts';
import { bench as coldStart } from './goals/cold-start.ts';
import { bench as customerMail } from './goals/customer-mail.ts';
import { bench as fuzz } from './goals/fuzz.ts';
import { bench as growth } from './goals/growth.ts';
import { bench as ingestCost } from './goals/ingest-cost.ts';
import { bench as kpis } from './goals/kpis.ts';
import { bench as largeAccount } from './goals/large-account.ts';
import { bench as load } from './goals/load.ts';
import { bench as logTouch } from './goals/log-touch.ts';
import { bench as outbox } from './goals/outbox.ts';
import { bench as personalData } from './goals/personal-data.ts';
import { bench as postToMail } from './goals/post-to-mail.ts';
import { bench as repeatedDeliveries } from './goals/repeated-deliveries.ts';
import { bench as replay } from './goals/replay.ts';
import { bench as scoringCost } from './goals/scoring-cost.ts';
import { bench as studies } from './goals/studies.ts';
import { bench as teamPages } from './goals/team-pages.ts';
import { bench as usageSchedules } from './goals/usage-schedules.ts';
import { bench as workPages } from './goals/work-pages.ts';
import { FULL_EFFORT, QUICK_EFFORT } from './support/measure.ts';
import { PerformancePage, tableOf } from './support/performance-page.ts';
import { bundlesFolder, projectRoot } from './support/project.ts';

const usage = `Usage: npm run bench -- [NAME …] [--quick] [--write]
  NAME     only these: p1, p3, p4, evaluation, p5, p6, p7, p8, p9, p10, p11, p12, large-account, outbox, p13,
           p14, kpis, p13b, p16, assistants, work, log-touch;
           fuzz, repeated-deliveries, backfill, personal-data, growth and load take many minutes and run only when named
  --quick  only shows that they run; the figures mean little
  --write  keeps the table in docs/performance.md

SAKIMAWARI_LOAD_AGAINST=FOLDER  load: another build to measure side by side, checked out and installed there
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
  assistants,
  logTouch,
  workPages,
  fuzz,
  repeatedDeliveries,
  backfill,
  personalData,
  growth,
  load,
];
const chosen = benches.filter(({ name, isLong }) => (positionals.length === 0 ? !isLong : positionals.includes(name)));
if (chosen.length < positionals.length || chosen.length === 0) {
  stderr.write(usage);
  process.exit(2);
}

process.on('exit', () => rmSync(bundlesFolder, { recursive: true, force: true }));
// What the SDK says about its future on this machine's Node is no figure.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const rows: Row[] = [];
const sheets = new Map<string, Row[]>();
for (const { name, sheet, run } of chosen) {
  const progress = (what: string) => stderr.write(`  ${name}: ${what}\n`);
  progress('…');
  const measured = await run({
    effort: values.quick ? QUICK_EFFORT : FULL_EFFORT,
    isQuick: values.quick,
    progress,
  });
  if (sheet === undefined) rows.push(...measured);
  else sheets.set(sheet, measured);
}
const page = new PerformancePage(join(projectRoot, 'docs/performance.md'));
if (rows.length > 0) page.setMain(rows);
for (const [sheet, ofSheet] of sheets) page.setSheet(sheet, ofSheet);
stdout.write(`${[...(rows.length > 0 ? [rows] : []), ...sheets.values()].map(tableOf).join('\n\n')}\n`);
if (values.write) page.write();

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
