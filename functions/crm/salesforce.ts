import type { HttpAnswer } from '../aws/http-answer.ts';
import type { CrmAdapter, CrmParts, RecordChange, RecordProblem, WriteOutcome } from './crm-adapter.ts';
import { askedOf, bodyOf, listIn, outcomeByStatus, textIn, UnusableTokenError } from './outcome-of-answer.ts';

const VERSION = 'v62.0';
const HOUR_IN_SECONDS = 3600;
/** A query stands in the address, which may hold 16 KB. */
const KEYS_A_QUERY = 50;

const NO_SUCH_FIELD = new Set(['INVALID_FIELD', 'INVALID_FIELD_FOR_INSERT_UPDATE']);
const GONE = new Set(['ENTITY_IS_DELETED', 'INVALID_CROSS_REFERENCE_KEY', 'MALFORMED_ID', 'NOT_FOUND']);
const PASSES = new Set(['UNABLE_TO_LOCK_ROW', 'SERVER_UNAVAILABLE']);

/** Accounts, or another object, by sObject collections; signed in by the client credentials of a connected app. */
export function salesforce({ url, secret, send }: CrmParts, { object }: { object: string }): CrmAdapter {
  let session: Promise<Session> | undefined;
  return {
    // 15,000 calls a day in the smallest edition that has an API: a call holds 200 records.
    limits: { recordsPerCall: 200, pauseInMs: 200, callsPerDay: 3_000 },
    write: (changes, record) =>
      askedOf(async () => {
        session ??= signedIn();
        const found = await session;
        if ('result' in found) return found;
        if (record === 'account') return update(found, changes);
        const ids = await idsOf(found, record.field, changes);
        if ('result' in ids) return ids;
        return byTheirKeys(changes, ids.byKey, (known) => update(found, known));
      }),
  };

  async function signedIn(): Promise<Session> {
    const { clientId, clientSecret } = clientIn(await secret());
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await send.POST(new URL('/services/oauth2/token', url), headers, String(form));
    const body = bodyOf(answer);
    const token = textIn(body.access_token);
    if (answer.status !== 200 || token === undefined) {
      const code = textIn(body.error) ?? `http-${answer.status}`;
      return outcomeByStatus(answer, code) ?? { result: 'shut', code };
    }
    // To no other host than the configured one: the token is enough to write with.
    return { headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } };
  }

  async function update({ headers }: Entered, changes: RecordChange[]): Promise<WriteOutcome> {
    const records = changes.map(({ record, fields }) => ({ attributes: { type: object }, id: record, ...fields }));
    const to = new URL(`/services/data/${VERSION}/composite/sobjects`, url);
    return outcomeOf(await send.PATCH(to, headers, JSON.stringify({ allOrNone: false, records })), changes);
  }

  /** Which record has which of the keys. */
  async function idsOf({ headers }: Entered, field: string, changes: RecordChange[]): Promise<Found | WriteOutcome> {
    const byKey = new Map<string, string>();
    for (let i = 0; i < changes.length; i += KEYS_A_QUERY) {
      const keys = changes.slice(i, i + KEYS_A_QUERY).map(({ record }) => quoted(record));
      const to = new URL(`/services/data/${VERSION}/query`, url);
      to.searchParams.set('q', `SELECT Id, ${field} FROM ${object} WHERE ${field} IN (${keys.join(',')})`);
      const answer = await send.GET(to, headers, '');
      if (answer.status !== 200) return failureOf(answer, new Set([field]));
      for (const row of listIn(bodyOf(answer).records)) {
        const [id, key] = [textIn(row.Id), row[field]];
        if (id !== undefined && key !== undefined) byKey.set(String(key).toLowerCase(), id);
      }
    }
    return { byKey };
  }
}

interface Entered {
  headers: Record<string, string>;
}
type Session = Entered | WriteOutcome;
interface Found {
  /** In small letters: fields with values of their own tell no capitals apart unless they are set up to. */
  byKey: Map<string, string>;
}

function clientIn(secret: string): { clientId: string; clientSecret: string } {
  try {
    const { clientId, clientSecret } = JSON.parse(secret) as Record<string, unknown>;
    if (typeof clientId === 'string' && typeof clientSecret === 'string') return { clientId, clientSecret };
  } catch {
    // As below: what stands there is not quoted.
  }
  throw new UnusableTokenError('unusable-client');
}

const quoted = (text: string) => `'${text.replace(/[\\']/g, (letter) => `\\${letter}`)}'`;

/** The outcome under the keys that were asked for; a key that no record has is gone. */
async function byTheirKeys(
  changes: RecordChange[],
  ids: ReadonlyMap<string, string>,
  update: (changes: RecordChange[]) => Promise<WriteOutcome>,
): Promise<WriteOutcome> {
  const keyOf = new Map<string, string>();
  const problems = new Map<string, RecordProblem>();
  const known = changes.flatMap(({ record, fields }) => {
    const id = ids.get(record.toLowerCase());
    if (id === undefined || keyOf.has(id)) {
      problems.set(record, id === undefined ? { gone: true } : { code: 'two-accounts-of-one-record' });
      return [];
    }
    keyOf.set(id, record);
    return [{ record: id, fields }];
  });
  const outcome: WriteOutcome = known.length === 0 ? { result: 'written', problems: new Map() } : await update(known);
  if (outcome.result !== 'written') return outcome;
  for (const [id, problem] of outcome.problems) problems.set(keyOf.get(id) as string, problem);
  return { result: 'written', problems };
}

/** Each record has an answer of its own, in the order in which they were told. */
function outcomeOf(answer: HttpAnswer, changes: RecordChange[]): WriteOutcome {
  const written = new Set(changes.flatMap(({ fields }) => Object.keys(fields)));
  if (answer.status !== 200) return failureOf(answer, written);
  let results: unknown;
  try {
    results = JSON.parse(answer.body);
  } catch {
    return { result: 'later', code: 'unreadable-answer' };
  }
  const problems = new Map<string, RecordProblem>();
  const unknown = new Map<string, string>();
  for (const [i, { success, errors }] of listIn(results).entries()) {
    if (success === true) continue;
    const [error = {}] = listIn(errors);
    const code = textIn(error.statusCode) ?? 'unknown-error';
    if (PASSES.has(code)) return { result: 'later', code };
    if (NO_SUCH_FIELD.has(code)) for (const field of fieldsIn(error, written)) unknown.set(field, code);
    const { record } = changes[i] as RecordChange;
    problems.set(record, GONE.has(code) ? { gone: true } : { code });
  }
  return unknown.size > 0 ? { result: 'unknown-fields', fields: unknown } : { result: 'written', problems };
}

function failureOf(answer: HttpAnswer, written: ReadonlySet<string>): WriteOutcome {
  let errors: Record<string, unknown>[];
  try {
    errors = listIn(JSON.parse(answer.body));
  } catch {
    errors = [];
  }
  const [error = {}] = errors;
  const code = textIn(error.errorCode) ?? `http-${answer.status}`;
  // It says 403, as to those whom it does not let in at all.
  if (code === 'REQUEST_LIMIT_EXCEEDED') return { result: 'later', code, retryAfterInSeconds: HOUR_IN_SECONDS };
  const byStatus = outcomeByStatus(answer, code);
  if (byStatus) return byStatus;
  const fields = NO_SUCH_FIELD.has(code) ? fieldsIn(error, written) : [];
  if (fields.length > 0) return { result: 'unknown-fields', fields: new Map(fields.map((field) => [field, code])) };
  return { result: 'refused', code };
}

/** Which of the fields that were written an error is about: in a list of its own, or within the message. */
function fieldsIn(error: Record<string, unknown>, written: ReadonlySet<string>): string[] {
  const listed = Array.isArray(error.fields) ? error.fields.map(String) : [];
  const named = /No such column '([^']+)'/.exec(textIn(error.message) ?? '')?.[1];
  const meant = new Set([...listed, ...(named === undefined ? [] : [named])].map((name) => name.toLowerCase()));
  return [...written].filter((name) => meant.has(name.toLowerCase()));
}
