import * as z from 'zod';
import { operatorNamed } from '../../../../domain/audit/audit.ts';
import { type CellWarning, dayOfReported, type RefusedRow } from '../../../../domain/import/facts.ts';
import { readProductRow } from '../../../../domain/import/product-row.ts';
import { canonicalId } from '../../../../domain/names/canonical-id.ts';
import { type ReportedRow, upsertRecords } from '../../../directory/upsert-records.ts';
import { change } from '../../operation.ts';

const requestSchema = z.strictObject({
  rows: z.array(z.strictObject({ line: z.int().min(1), facts: z.record(z.string(), z.unknown()) })),
  by: z.string().min(1).max(200).optional(),
});

/** Adds or changes what accounts have of each product; products that no row names stay as they are. */
export const importProducts = change(requestSchema, ['account-changed'], async ({ rows, by }, tools) => {
  const at = tools.now();
  const reporter = { by: 'import', who: by === undefined ? tools.operator : operatorNamed(by) } as const;
  const dayOf = tools.clock.dayOf;
  const refused: RefusedRow[] = [];
  const warnings: CellWarning[] = [];
  const told = rows.flatMap(({ line, facts }): ReportedRow<number>[] => {
    const days = Object.entries(facts).map(([column, value]) => [
      column,
      dayOfReported('products', column, value, dayOf),
    ]);
    const row = readProductRow(Object.fromEntries(days));
    if ('refused' in row) {
      refused.push({ line, reason: row.refused });
      return [];
    }
    warnings.push(...row.warnings.map((warning) => ({ line, ...warning })));
    return [{ ref: line, facts: { id: canonicalId(row.account) }, product: row.product, at, reporter }];
  });
  const known = await tools.directory.existing('accounts', [...new Set(told.map(({ facts }) => facts.id as string))]);
  const sound = told.filter(({ facts }) => known.has(facts.id as string));
  for (const { ref, facts } of told) {
    if (known.has(facts.id as string)) continue;
    const reason = `account ${JSON.stringify(facts.id)} doesn't exist; import it with "import accounts" first`;
    refused.push({ line: ref, reason });
  }
  const written = await upsertRecords('accounts', sound, tools);
  refused.push(...written.refused.map(({ ref, reason }) => ({ line: ref, reason })));
  return { imported: written.imported, unchanged: written.unchanged, refused, warnings };
});
