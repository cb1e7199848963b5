import { personalKeyText } from '../../domain/sign-in/personal-key.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { encodePersonalKey, hashOfPersonalKey } from '../../functions/store/sign-in/personal-keys.ts';
import type { Bench, Row } from '../bench.ts';
import { besideItsReads, type OpenAt } from '../support/beside-its-reads.ts';
import type * as DeployedAssistants from '../support/deployed-assistants.ts';
import type { Call } from '../support/deployed-assistants.ts';
import { loadAsDeployed } from '../support/load-as-deployed.ts';
import { csm } from '../support/sample-account.ts';
import { rowsOfTeam } from '../support/sample-team.ts';
import { rowsOfReader } from '../support/team-reader.ts';
import { withTables } from '../support/with-tables.ts';

const MOST_TIMES_BARE = 1.5;
/** A minute each: nothing read before is still kept, and no key has asked too often. */
const APART_IN_MS = 60_000;
const KEY = personalKeyText('b'.repeat(43), csm.id);
const calls: readonly Call[] = [
  { name: 'who_needs_me', arguments: {} },
  { name: 'find_accounts', arguments: { health: 'watch' } },
  { name: 'account', arguments: { account: 'account-1' } },
  { name: 'tasks', arguments: {} },
];

/** What assistants read, beside what it reads from the store read bare: both on the local AWS, in turns. */
export const bench: Bench = {
  name: 'assistants',
  async run({ isQuick, progress }) {
    const [accounts, tasks, times] = isQuick ? [20, 100, 1] : [1_000, 5_000, 25];
    const of = `${accounts} accounts, ${tasks} open tasks`;
    const deployed = await loadAsDeployed<typeof DeployedAssistants>('deployed-assistants');
    const key = { person: csm.id, role: csm.role, name: 'Bench', hint: 'bbbb', madeAt: new Date().toISOString() };
    return withTables(progress, async ({ client, accountsTable, endpoint }) => {
      progress(`writing ${of}`);
      const rows = [...rowsOfTeam(accounts, tasks), ...rowsOfReader, encodePersonalKey(hashOfPersonalKey(KEY), key)];
      await batchPut(client, accountsTable, rows);
      const measured: Row[] = [];
      let passed = 0;
      for (const call of calls) {
        progress(call.name);
        const openAt: OpenAt = (at) => {
          const ask = deployed.assistantsOver({ endpoint: at, accountsTable }, KEY, () => Date.now() + passed);
          return () => {
            passed += APART_IN_MS;
            return ask(call);
          };
        };
        const { reads, own, bare, ratio } = await besideItsReads(openAt, {
          endpoint,
          bareReads: deployed.bareReads,
          times,
        });
        measured.push({
          goal: 'F45',
          what: `An assistant's \`${call.name}\`, ${of}: answered, warm`,
          against: `its ${reads} reads done bare on the local AWS: ${Math.round(bare)} ms`,
          measured: `${ratio.toFixed(2)}× (${Math.round(own)} ms)`,
          limit: `≤ ${MOST_TIMES_BARE}×`,
          isMet: ratio <= MOST_TIMES_BARE,
        });
      }
      return measured;
    });
  },
};
