import type { Facts, ImportKind, ToldFacts } from '../../domain/import/facts.ts';
import { decodeToldAt, encodeToldAt } from '../../domain/import/told-at.ts';
import { decodeRecord, type Item } from './account-items.ts';

/** A row of facts with the times beside them, in `w`. */
export function withToldAt<Kind extends ImportKind>(item: Item, { facts, toldAt }: ToldFacts<Kind>): Item {
  return { ...item, w: { S: encodeToldAt(toldAt, facts) } };
}

export function decodeToldFacts<Kind extends ImportKind>(item: Item): ToldFacts<Kind> {
  const facts = decodeRecord<Facts<Kind>>(item);
  return { facts, toldAt: decodeToldAt(item.w?.S, facts) };
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
