import { batchPut } from '../../functions/store/batches.ts';
import type { Item } from '../../functions/store/item.ts';
import type { Row } from '../bench.ts';
import { besideItsReads, type OpenAt } from './beside-its-reads.ts';
import type * as DeployedTeamPages from './deployed-team-pages.ts';
import { loadAsDeployed } from './load-as-deployed.ts';
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
  const deployed = await loadAsDeployed<typeof DeployedTeamPages>('deployed-team-pages');
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
  const apart = isKept ? 0 : NOTHING_IS_KEPT_AFTER_MS;
  const openAt: OpenAt = (at) => {
    const show = deployed.pagesOver({ endpoint: at, accountsTable }, session, apart);
    return () => show(path);
  };
  const { bareReads } = deployed;
  const { reads, own, bare, ratio, answer: page } = await besideItsReads(openAt, { endpoint, bareReads, times });
  const bytes = Buffer.byteLength(page);
  return [
    {
      goal,
      what: `Team's page \`${path}\`, ${of}: first byte, warm${isKept ? ', within seconds of another' : ''}`,
      against: `its ${reads} reads done bare on the local AWS: ${Math.round(bare)} ms`,
      measured: `${ratio.toFixed(2)}× (${Math.round(own)} ms)`,
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
