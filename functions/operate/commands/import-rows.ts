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

/** What a record refers to: the columns, and the kind of record they name. */
const references = {
  csms: { columns: ['manager', 'standIn', 'successor'], to: 'csms' },
  accounts: { columns: ['csm'], to: 'csms' },
  contacts: { columns: ['account'], to: 'accounts' },
} as const;

/** Refuses rows that name somebody who isn't there; team members may name each other within one import. */
async function refuseDangling<Kind extends ImportKind>(
  kind: Kind,
  candidates: Candidate<Kind>[],
  refused: RefusedRow[],
  { directory }: Tools,
): Promise<Candidate<Kind>[]> {
  const { columns, to } = references[kind];
  const named = ({ facts }: Candidate<Kind>) =>
    columns.flatMap((column) => {
      const id = (facts as Record<string, unknown>)[column] as string | undefined;
      return id === undefined ? [] : [{ column, id }];
    });
  const ids = candidates.flatMap((candidate) => named(candidate).map(({ id }) => id));
  const stored = await directory.existing(to, [...new Set(ids)]);
  let accepted = candidates;
  // A refused manager takes those along who name nobody else, so this repeats until nothing changes.
  for (;;) {
    const known = new Set([...stored, ...(kind === to ? accepted.map(({ facts }) => facts.id) : [])]);
    const danglingIn = (candidate: Candidate<Kind>) => named(candidate).find(({ id }) => !known.has(id));
    const sound = accepted.filter((candidate) => {
      const dangling = danglingIn(candidate);
      if (dangling === undefined) return true;
      const { column, id } = dangling;
      const reason = `${column} ${JSON.stringify(id)} doesn't exist; import it with "import ${to}" first`;
      refused.push({ line: candidate.line, reason });
      return false;
    });
    if (sound.length === accepted.length) return accepted;
    accepted = sound;
  }
}
