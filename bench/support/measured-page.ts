import { createRequire } from 'node:module';
import { batchPut } from '../../functions/store/batches.ts';
import type { Item } from '../../functions/store/item.ts';
import { bundleAsDeployed } from '../../lib/bundle-functions.ts';
import type { Row } from '../bench.ts';
import type * as DeployedTeamPages from './deployed-team-pages.ts';
import { median, msOf } from './measure.ts';
import { bundlesFolder, projectRoot } from './project.ts';
import { RecordedReads } from './recorded-reads.ts';
import { rowsOfReader, session } from './team-reader.ts';
import { withTables } from './with-tables.ts';

const MOST_TIMES_BARE = 1.5;
const MOST_BYTES = 100_000;
/** After so long nothing is kept any more of what was read before. */
const NOTHING_IS_KEPT_AFTER_MS = 60_000;

/** Pages, over what rows they are shown, and what these are in words. */
export interface PagesOfBench {
  goal: string;
  pages: readonly PageOfBench[];
  rows: readonly Item[];
  of: string;
  /** How often each is shown. */
  times: number;
}

/** How long pages take beside what they read from the store, read bare: both on the local AWS, in turns. */
export async function measuredPages(
  { goal, pages, rows, of, times }: PagesOfBench,
  progress: (what: string) => void,
): Promise<Row[]> {
  const deployed = await teamPagesAsDeployed();
  return withTables(progress, async ({ client, accountsTable, endpoint }) => {
    progress(`writing ${of}`);
    await batchPut(client, accountsTable, [...rows, ...rowsOfReader]);
    const measured: Row[] = [];
    for (const page of pages) {
      progress(page.path);
      measured.push(...(await measuredPage(page, { goal, deployed, endpoint, accountsTable, times, of })));
    }
    return measured;
  });
}

interface PageSetting extends Pick<PagesOfBench, 'goal' | 'times' | 'of'> {
  deployed: typeof DeployedTeamPages;
  endpoint: string;
  accountsTable: string;
}

/** A page by its address, and whether another was shown just before it. */
export interface PageOfBench {
  path: string;
  isKept?: boolean;
}

async function measuredPage(
  { path, isKept = false }: PageOfBench,
  { goal, deployed, endpoint, accountsTable, times, of }: PageSetting,
): Promise<Row[]> {
  const recorded = await RecordedReads.before(endpoint);
  const apart = isKept ? 0 : NOTHING_IS_KEPT_AFTER_MS;
  const showRecorded = deployed.pagesOver({ endpoint: recorded.url, accountsTable }, session, apart);
  // Of the first one reads wait while code is loaded, and look as if they waited for each other.
  await showRecorded(path);
  recorded.forget();
  await showRecorded(path);
  const rounds = recorded.rounds();
  recorded.stop();
  const show = deployed.pagesOver({ endpoint, accountsTable }, session, apart);
  const readBare = deployed.bareReads(endpoint);
  const page = await show(path);
  const ratios: number[] = [];
  const [own, floor]: [number[], number[]] = [[], []];
  for (let i = 0; i < times; i += 1) {
    const sides = [
      async () => own.push(await msOf(() => show(path))),
      async () => floor.push(await msOf(() => readBare(rounds))),
    ];
    for (const side of i % 2 === 0 ? sides : sides.reverse()) await side();
    ratios.push((own.at(-1) as number) / (floor.at(-1) as number));
  }
  const ratio = median(ratios);
  const bytes = Buffer.byteLength(page);
  const reads = rounds.map((round) => round.length).join(' + ');
  return [
    {
      goal,
      what: `Team's page \`${path}\`, ${of}: first byte, warm${isKept ? ', within seconds of another' : ''}`,
      against: `its ${reads} reads done bare on the local AWS: ${Math.round(median(floor))} ms`,
      measured: `${ratio.toFixed(2)}× (${Math.round(median(own))} ms)`,
      limit: `≤ ${MOST_TIMES_BARE}×`,
      isMet: ratio <= MOST_TIMES_BARE,
    },
    {
      goal,
      what: 'The same',
      against: 'its size',
      measured: `${Math.round(bytes / 1000)} kB`,
      limit: `≤ ${MOST_BYTES / 1000} kB`,
      isMet: bytes <= MOST_BYTES,
    },
  ];
}

async function teamPagesAsDeployed(): Promise<typeof DeployedTeamPages> {
  const name = 'deployed-team-pages';
  const [bundle] = await bundleAsDeployed(projectRoot, { [name]: `bench/support/${name}.ts` }, bundlesFolder);
  return createRequire(import.meta.url)(bundle?.file as string);
}
