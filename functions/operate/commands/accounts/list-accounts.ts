import * as z from 'zod';
import { gradeOf } from '../../../../domain/health/health.ts';
import { addressOfPage, pageOfAccount } from '../../../../domain/links/team-pages.ts';
import { stageStatus } from '../../../../domain/stages/stage-status.ts';
import { decodeAccount } from '../../../store/accounts/account-items.ts';
import { accountLists } from '../../../store/keys.ts';
import { operation, todayOf } from '../../operation.ts';
import { readableRows } from '../../readable-rows.ts';

/** The accounts with their facts and, once they are scored, their health and where they are on their way. */
export const listAccounts = operation(z.strictObject({ from: z.string().optional() }), async ({ from }, tools) => {
  const [{ items, next }, running] = await Promise.all([
    tools.listings.listed(accountLists, from),
    tools.playbooks.current(),
  ]);
  const today = todayOf(tools);
  const { rows: accounts, leftOut } = readableRows(items, decodeAccount);
  const states = await tools.directory.listStates(accounts.map(({ id }) => id));
  const rows = accounts.map((account, i) => {
    const state = states[i];
    const tenths = state?.health?.score ?? null;
    const productHealth = (state?.productHealth ?? []).map(({ product, score, stale }) => {
      return { product, score: score / 10, grade: running && gradeOf(running.playbook.health, score), stale };
    });
    const status = stageStatus(state?.stage ?? null, running?.playbook ?? { stages: {} }, today);
    return {
      ...account,
      ...status,
      stage: status.stage ?? account.stage ?? null,
      score: tenths === null ? null : tenths / 10,
      grade: tenths === null || running === undefined ? null : gradeOf(running.playbook.health, tenths),
      stale: state?.health?.stale ?? false,
      ...(productHealth.length > 0 && { productHealth }),
      scoredOn: state?.lastScoredDay ?? null,
      page: addressOfPage(tools.installation.webUrl, pageOfAccount(account.id)),
    };
  });
  return { rows, leftOut, next };
});
