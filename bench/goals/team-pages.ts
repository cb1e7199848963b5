import { createRequire } from 'node:module';
import { stages } from '../../domain/account/account.ts';
import { groupedBy } from '../../domain/collections/grouped-by.ts';
import type { Session } from '../../domain/sign-in/session.ts';
import { addDays } from '../../domain/time/day.ts';
import { encodeAccount, encodeCsm, encodeTask } from '../../functions/store/accounts/account-items.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { encodeBoard } from '../../functions/store/board/board-items.ts';
import { accountBucket, playbookRowKey, sessionRowKey } from '../../functions/store/keys.ts';
import { PlaybookRecord } from '../../functions/store/playbooks/playbook-record.ts';
import { sessionRecord } from '../../functions/store/sign-in/sessions.ts';
import { bundleAsDeployed } from '../../lib/bundle-functions.ts';
import { startLocalAws } from '../../test/support/ministack.ts';
import { sampleTask } from '../../test/support/sample-task.ts';
import { createTables } from '../../test/support/tables.ts';
import type { Bench, Row } from '../bench.ts';
import { PLAYBOOK_READER } from '../support/as-bundled.ts';
import type * as DeployedTeamPages from '../support/deployed-team-pages.ts';
import { median } from '../support/measure.ts';
import { bundlesFolder, projectRoot } from '../support/project.ts';
import { RecordedReads } from '../support/recorded-reads.ts';
import { clock, csm, playbook } from '../support/sample-account.ts';

const PEOPLE = 20;
const MOST_TIMES_BARE = 1.5;
const MOST_BYTES = 100_000;
/** Each with what it shows of the sample. */
const PAGES = [
  { path: '/', isKept: false },
  { path: '/accounts', isKept: false },
  { path: '/tasks', isKept: false },
  { path: '/tasks', isKept: true },
];
/** After so long nothing is kept any more of what was read before. */
const NOTHING_IS_KEPT_AFTER_MS = 60_000;

/** First byte of the team's pages, beside what they read from the store read bare: both on the local AWS, in turns. */
export const bench: Bench = {
  name: 'p16',
  async run({ isQuick, progress }) {
    const [accounts, tasks] = isQuick ? [20, 100] : [1_000, 5_000];
    const pages = await teamPagesAsDeployed();
    progress('starting the local AWS');
    const { endpoints, stop } = await startLocalAws(1);
    const endpoint = endpoints[0] as string;
    process.env.SAKIMAWARI_TEST_AWS_ENDPOINT = endpoint;
    try {
      const { client, accountsTable } = await createTables();
      progress(`writing ${accounts} accounts and ${tasks} open tasks`);
      await batchPut(client, accountsTable, [...rowsOf(accounts, tasks), ...playbookRows]);
      const rows: Row[] = [];
      for (const page of PAGES) {
        progress(page.path);
        rows.push(
          ...(await measured(page, {
            pages,
            endpoint,
            accountsTable,
            isQuick,
            of: `${accounts} accounts, ${tasks} open tasks`,
          })),
        );
      }
      return rows;
    } finally {
      await stop();
    }
  },
};

interface Setting {
  pages: typeof DeployedTeamPages;
  endpoint: string;
  accountsTable: string;
  isQuick: boolean;
  of: string;
}

async function measured(
  { path, isKept }: (typeof PAGES)[number],
  { pages, endpoint, accountsTable, isQuick, of }: Setting,
): Promise<Row[]> {
  const recorded = await RecordedReads.before(endpoint);
  const first = pages.pagesOver({ endpoint: recorded.url, accountsTable }, session);
  await first(path);
  if (isKept) {
    recorded.forget();
    await first(path);
  }
  const rounds = recorded.rounds();
  recorded.stop();
  const show = pages.pagesOver({ endpoint, accountsTable }, session, isKept ? 0 : NOTHING_IS_KEPT_AFTER_MS);
  const readBare = pages.bareReads(endpoint);
  const page = await show(path);
  const times = Array.from({ length: isQuick ? 1 : 25 }, (_, i) => i);
  const ratios: number[] = [];
  const [own, floor]: [number[], number[]] = [[], []];
  for (const i of times) {
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
      goal: 'P16',
      what: `Team's page \`${path}\`, ${of}: first byte, warm${isKept ? ', within seconds of another' : ''}`,
      against: `its ${reads} reads done bare on the local AWS: ${Math.round(median(floor))} ms`,
      measured: `${ratio.toFixed(2)}× (${Math.round(median(own))} ms)`,
      limit: `≤ ${MOST_TIMES_BARE}×`,
      isMet: ratio <= MOST_TIMES_BARE,
    },
    {
      goal: 'P16',
      what: 'The same',
      against: 'its size',
      measured: `${Math.round(bytes / 1000)} kB`,
      limit: `≤ ${MOST_BYTES / 1000} kB`,
      isMet: bytes <= MOST_BYTES,
    },
  ];
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

const session: Session = { id: 's1', person: csm.id, role: csm.role, signedInAt: Date.now(), seenAt: Date.now() };

async function teamPagesAsDeployed(): Promise<typeof DeployedTeamPages> {
  const name = 'deployed-team-pages';
  const [bundle] = await bundleAsDeployed(projectRoot, { [name]: `bench/support/${name}.ts` }, bundlesFolder);
  return createRequire(import.meta.url)(bundle?.file as string);
}

/** As the deployed functions write it. */
const playbookRows = [
  { ...playbookRowKey('current'), version: { S: 'v1' } },
  {
    ...playbookRowKey('v1'),
    pushedAt: { S: '2026-05-01T00:00:00.000Z' },
    ...new PlaybookRecord(PLAYBOOK_READER).encode('v1', playbook),
  },
];

function rowsOf(accounts: number, tasks: number) {
  const today = clock.dayOf(Date.now());
  const idOf = (n: number) => `account-${n % accounts}`;
  const people = Array.from({ length: PEOPLE }, (_, n) => ({
    ...csm,
    id: n === 0 ? csm.id : `p${n}`,
    tasksPerWeek: 30,
  }));
  const signals = Object.keys(playbook.signals);
  const known = Array.from({ length: accounts }, (_, n) => ({ id: idOf(n), name: `Account ${n}`, csm: csm.id }));
  const entries = known.map(({ id, name }, n) => ({
    ...{ account: id, name, csm: csm.id, stage: stages[n % stages.length] as (typeof stages)[number] },
    ...{ score: 600, change: -20, openTasks: 5 },
  }));
  return [
    ...people.map(encodeCsm),
    { ...sessionRowKey(session.person, session.id), ...sessionRecord.encode(session) },
    ...known.map(encodeAccount),
    ...[...groupedBy(entries, ({ account }) => accountBucket(account))].map(([bucket, some]) =>
      encodeBoard(bucket, { asOf: Date.now(), entries: some }, 1),
    ),
    ...Array.from({ length: tasks }, (_, n) => {
      const [account, signal] = [idOf(n), signals[n % signals.length] as string];
      const openedOn = addDays(today, -(n % 90));
      const episode = `${account}/${signal}/-/${openedOn}`;
      const assignee = people[n % PEOPLE]?.id as string;
      const due = addDays(today, (n % 40) - 5);
      return encodeTask(
        sampleTask({ id: `${episode}/t${n}/csm`, account, signal, episode, assignee, due, raisedOn: openedOn }),
      );
    }),
  ];
}
