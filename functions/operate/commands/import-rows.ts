import * as z from 'zod';
import {
  type Facts,
  type ImportKind,
  type ImportRow,
  importKinds,
  mergeFacts,
  type RefusedRow,
} from '../../../domain/import/facts.ts';
import { operation, type Tools } from '../operation.ts';

const requestSchema = z.strictObject({
  kind: z.enum(importKinds),
  rows: z.array(z.strictObject({ line: z.int().min(1), facts: z.record(z.string(), z.unknown()) })),
});

interface Candidate<Kind extends ImportKind> {
  line: number;
  facts: Facts<Kind>;
  changed: boolean;
}

/** Upserts rows: a row's facts replace the stored ones, facts it doesn't mention stay. */
export const importRows = operation(requestSchema, async ({ kind, rows }, tools) => {
  const refused: RefusedRow[] = [];
  const candidates = await merge(kind, rows, refused, tools);
  const accepted = await refuseDangling(kind, candidates, refused, tools);
  const changed = accepted.filter((candidate) => candidate.changed);
  await tools.directory.saveFacts(
    kind,
    changed.map(({ facts }) => facts),
  );
  return {
    imported: changed.length,
    unchanged: accepted.length - changed.length,
    refused: refused.sort((a, b) => a.line - b.line),
  };
});

async function merge<Kind extends ImportKind>(
  kind: Kind,
  rows: ImportRow[],
  refused: RefusedRow[],
  { directory }: Tools,
): Promise<Candidate<Kind>[]> {
  const stored = await directory.findFacts(
    kind,
    rows.map(({ facts }) => facts),
  );
  return rows.flatMap(({ line, facts: row }, i) => {
    const merged = mergeFacts(kind, stored[i], row);
    if ('facts' in merged) {
      return [{ line, facts: merged.facts, changed: JSON.stringify(merged.facts) !== JSON.stringify(stored[i]) }];
    }
    refused.push({ line, reason: merged.reason });
    return [];
  });
}

/** What a record refers to: the column and the kind of record it names. */
const references = {
  csms: { column: 'manager', to: 'csms' },
  accounts: { column: 'csm', to: 'csms' },
  contacts: { column: 'account', to: 'accounts' },
} as const;

/** Refuses rows that name somebody who isn't there; team members may name each other within one import. */
async function refuseDangling<Kind extends ImportKind>(
  kind: Kind,
  candidates: Candidate<Kind>[],
  refused: RefusedRow[],
  { directory }: Tools,
): Promise<Candidate<Kind>[]> {
  const { column, to } = references[kind];
  const named = ({ facts }: Candidate<Kind>) => (facts as Record<string, unknown>)[column] as string | undefined;
  const stored = await directory.existing(to, [...new Set(candidates.flatMap((candidate) => named(candidate) ?? []))]);
  let accepted = candidates;
  // A refused manager takes those along who name nobody else, so this repeats until nothing changes.
  for (;;) {
    const known = new Set([...stored, ...(kind === to ? accepted.map(({ facts }) => facts.id) : [])]);
    const isDangling = (candidate: Candidate<Kind>) => {
      const id = named(candidate);
      return id !== undefined && !known.has(id);
    };
    const dangling = accepted.filter(isDangling);
    if (dangling.length === 0) return accepted;
    for (const candidate of dangling) {
      const reason = `${column} ${JSON.stringify(named(candidate))} doesn't exist; import it with "import ${to}" first`;
      refused.push({ line: candidate.line, reason });
    }
    accepted = accepted.filter((candidate) => !isDangling(candidate));
  }
}
