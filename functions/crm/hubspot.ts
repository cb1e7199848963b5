import type { HttpAnswer } from '../aws/http-answer.ts';
import type { CrmAdapter, CrmParts, RecordChange, RecordProblem, WriteOutcome } from './crm-adapter.ts';
import { askedOf, bodyOf, listIn, outcomeByStatus, textIn, tokenIn } from './outcome-of-answer.ts';

const HOUR_IN_SECONDS = 3600;
const NOT_FOUND = 'OBJECT_NOT_FOUND';
const NO_SUCH_PROPERTY = 'PROPERTY_DOESNT_EXIST';
const READ_ONLY = 'READ_ONLY_VALUE';
const FIELD_CODES = new Set([NO_SUCH_PROPERTY, READ_ONLY]);

/** Companies, or another object, by the batch update of the CRM API. */
export function hubspot({ url, secret, send }: CrmParts, { object }: { object: string }): CrmAdapter {
  return {
    // 100 calls in 10 seconds and 250,000 a day at least: a call holds 100 records.
    limits: { recordsPerCall: 100, pauseInMs: 250, callsPerDay: 50_000 },
    write: (changes, record) =>
      askedOf(async () => {
        const idProperty = record === 'account' ? {} : { idProperty: record.field };
        const inputs = changes.map(({ record: id, fields }) => ({ id, ...idProperty, properties: textsOf(fields) }));
        const headers = { authorization: `Bearer ${tokenIn(await secret())}`, 'content-type': 'application/json' };
        const to = new URL(`/crm/v3/objects/${encodeURIComponent(object)}/batch/update`, url);
        return outcomeOf(await send.POST(to, headers, JSON.stringify({ inputs })), changes);
      }),
  };
}

/** A property is told as text, and emptied by an empty one. */
const textsOf = (fields: RecordChange['fields']) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value === null ? '' : String(value)]));

function outcomeOf(answer: HttpAnswer, changes: RecordChange[]): WriteOutcome {
  const body = bodyOf(answer);
  const code = textIn(body.category) ?? `http-${answer.status}`;
  const byStatus = outcomeByStatus(answer, code);
  if (byStatus?.result === 'later' && textIn(body.policyName) === 'DAILY') {
    return { ...byStatus, code: 'daily-limit', retryAfterInSeconds: byStatus.retryAfterInSeconds ?? HOUR_IN_SECONDS };
  }
  if (byStatus) return byStatus;
  const problems = problemsOf(listIn(body.errors), changes);
  if (answer.status === 200 || (answer.status === 207 && problems.size > 0)) return { result: 'written', problems };
  const fields = unknownFieldsIn(body);
  if (fields.size > 0) return { result: 'unknown-fields', fields };
  const [only, second] = changes;
  if (only && !second && (answer.status === 404 || code === NOT_FOUND)) {
    return { result: 'written', problems: new Map([[only.record, { gone: true }]]) };
  }
  return { result: 'refused', code };
}

/** Of a batch that was written in part: whom each error is about. */
function problemsOf(errors: Record<string, unknown>[], changes: RecordChange[]): Map<string, RecordProblem> {
  const asked = new Set(changes.map(({ record }) => record));
  const problems = new Map<string, RecordProblem>();
  for (const error of errors) {
    const code = textIn(error.category) ?? 'unknown-error';
    const { ids } = Object(error.context) as { ids?: unknown };
    for (const id of Array.isArray(ids) ? ids.map(String) : []) {
      if (asked.has(id)) problems.set(id, code === NOT_FOUND ? { gone: true } : { code });
    }
  }
  return problems;
}

/** Properties stand in the context of an error, or in a list that is part of the message. */
function unknownFieldsIn(body: Record<string, unknown>): Map<string, string> {
  const found = new Map<string, string>();
  for (const { code, context } of listIn(body.errors)) {
    const names = (Object(context) as { propertyName?: unknown }).propertyName;
    const isField = FIELD_CODES.has(String(code));
    if (isField && Array.isArray(names)) for (const name of names) found.set(String(name), String(code));
  }
  for (const { name, error } of invalidIn(textIn(body.message) ?? '')) {
    if (FIELD_CODES.has(String(error)) && typeof name === 'string') found.set(name, String(error));
  }
  return found;
}

function invalidIn(message: string): Record<string, unknown>[] {
  const [list] = /\[\{.*\}\]/s.exec(message) ?? [];
  try {
    return list === undefined ? [] : listIn(JSON.parse(list));
  } catch {
    return [];
  }
}
