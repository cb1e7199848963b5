import type { Facts, ImportKind, ToldFacts } from '../../../domain/import/facts.ts';
import type { ToldBy } from '../../../domain/import/teller.ts';
import { decodeToldAt, encodeToldAt } from '../../../domain/import/told-at.ts';
import type { Item } from '../item.ts';
import { decodeRecord } from './account-items.ts';

/** A row of facts with the times beside them, in `w`; in `by` whose calls told some of them. */
export function withToldAt<Kind extends ImportKind>(item: Item, { facts, toldAt, toldBy }: ToldFacts<Kind>): Item {
  const told: Item = { ...item, w: { S: encodeToldAt(toldAt, facts) } };
  return toldBy === undefined ? told : { ...told, by: { S: JSON.stringify(toldBy) } };
}

export function decodeToldFacts<Kind extends ImportKind>(item: Item): ToldFacts<Kind> {
  const facts = decodeRecord<Facts<Kind>>(item);
  const toldBy = item.by?.S;
  return {
    facts,
    toldAt: decodeToldAt(item.w?.S, facts),
    ...(toldBy !== undefined && { toldBy: JSON.parse(toldBy) as ToldBy }),
  };
}

/** The condition of a write that must find the record as it was read, or still none. */
export function ifUntouched<Kind extends ImportKind>(asRead: ToldFacts<Kind> | undefined) {
  if (asRead === undefined) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: 'f = :facts AND (w = :toldAt OR attribute_not_exists(w))',
    ExpressionAttributeValues: {
      ':facts': { S: JSON.stringify(asRead.facts) },
      ':toldAt': { S: encodeToldAt(asRead.toldAt, asRead.facts) },
    },
  };
}
