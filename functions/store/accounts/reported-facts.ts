import type { Facts, ImportKind, ReportedFacts } from '../../../domain/import/facts.ts';
import { decodeReportedAt, encodeReportedAt } from '../../../domain/import/reported-at.ts';
import type { ReportedBy } from '../../../domain/import/reporter.ts';
import type { Item } from '../item.ts';
import type { StoredRecord } from '../record.ts';
import { accountRecord, contactRecord, csmRecord } from './account-items.ts';

const records: { [Kind in ImportKind]: StoredRecord<Facts<Kind>> } = {
  csms: csmRecord,
  accounts: accountRecord,
  contacts: contactRecord,
};

/** A row of facts with the times beside them, in `w`; in `by` whose calls reported some of them. */
export function withReportedAt<Kind extends ImportKind>(
  item: Item,
  { facts, reportedAt, reportedBy }: ReportedFacts<Kind>,
): Item {
  const reported: Item = { ...item, w: { S: encodeReportedAt(reportedAt, facts) } };
  return reportedBy === undefined ? reported : { ...reported, by: { S: JSON.stringify(reportedBy) } };
}

export function decodeReportedFacts<Kind extends ImportKind>(kind: Kind, item: Item): ReportedFacts<Kind> {
  const facts = records[kind].decode(item);
  const reportedBy = item.by?.S;
  return {
    facts,
    reportedAt: decodeReportedAt(item.w?.S, facts),
    ...(reportedBy !== undefined && { reportedBy: JSON.parse(reportedBy) as ReportedBy }),
  };
}

/** The condition of a write that must find the record as it was read, or still none. */
export function ifUntouched<Kind extends ImportKind>(kind: Kind, asRead: ReportedFacts<Kind> | undefined) {
  if (asRead === undefined) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: 'f = :facts AND (w = :reportedAt OR attribute_not_exists(w))',
    ExpressionAttributeValues: {
      ':facts': { S: records[kind].textAsRead(asRead.facts) },
      ':reportedAt': { S: encodeReportedAt(asRead.reportedAt, asRead.facts) },
    },
  };
}
