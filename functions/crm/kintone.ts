import type { CrmRecordSource } from '../../domain/crm/crm-mapping.ts';
import type { HttpAnswer } from '../aws/http-answer.ts';
import type { CrmAdapter, CrmParts, RecordChange, WriteOutcome } from './crm-adapter.ts';
import { askedOf, bodyOf, outcomeByStatus, textIn, tokenIn } from './outcome-of-answer.ts';

const NO_SUCH_RECORD = 'GAIA_RE01';
/** The token is none of the app's, or may not write; or there is no such app. Their status says otherwise. */
const SHUT = new Set(['GAIA_IA02', 'GAIA_NO01', 'GAIA_AP01', 'CB_NO02', 'CB_WA01', 'CB_AU01']);
/** A code of a field that the app does not have, or no value can be put into. */
const NO_SUCH_FIELD = /^GAIA_(FC|FU)\d+$/;
const BUSY = 409;

/** Records of an app, by `records.json`: all of a call are written, or none. */
export function kintone({ url, secret, send }: CrmParts, { app }: { app: number }): CrmAdapter {
  return {
    // 10,000 calls a day for the app: a call holds 100 records.
    limits: { recordsPerCall: 100, pauseInMs: 500, callsPerDay: 3_000 },
    write: (changes, record) =>
      askedOf(async () => {
        const headers = { 'x-cybozu-api-token': tokenIn(await secret()), 'content-type': 'application/json' };
        const records = changes.map((change) => ({ ...foundBy(change, record), record: valuesOf(change) }));
        const answer = await send.PUT(new URL('/k/v1/records.json', url), headers, JSON.stringify({ app, records }));
        return outcomeOf(answer, changes);
      }),
  };
}

const foundBy = ({ record: value }: RecordChange, record: CrmRecordSource) =>
  record === 'account' ? { id: value } : { updateKey: { field: record.field, value } };

const valuesOf = ({ fields }: RecordChange) =>
  Object.fromEntries(
    Object.entries(fields).map(([code, value]) => [code, { value: value === null ? '' : String(value) }]),
  );

function outcomeOf(answer: HttpAnswer, changes: RecordChange[]): WriteOutcome {
  if (answer.status === 200) return { result: 'written', problems: new Map() };
  const body = bodyOf(answer);
  const code = textIn(body.code) ?? `http-${answer.status}`;
  if (SHUT.has(code)) return { result: 'shut', code };
  if (NO_SUCH_FIELD.test(code)) {
    const message = textIn(body.message) ?? '';
    const written = new Set(changes.flatMap(({ fields }) => Object.keys(fields)));
    const named = [...written].filter((field) => quotedIn(message).includes(field));
    if (named.length > 0) return { result: 'unknown-fields', fields: new Map(named.map((field) => [field, code])) };
  }
  const [only, second] = changes;
  if (code === NO_SUCH_RECORD && only && !second) {
    return { result: 'written', problems: new Map([[only.record, { gone: true }]]) };
  }
  if (answer.status === BUSY) return { result: 'later', code };
  // Which of the records it is about stands in words only.
  return outcomeByStatus(answer, code) ?? { result: 'refused', code };
}

/** What a message has in brackets, in either language: `(code: health)`, `（code: health）`. */
const quotedIn = (message: string) =>
  [...message.matchAll(/[（(](?:[^:：()（）]*[:：])?\s*([^()（）]+?)\s*[)）]/g)].map(([, inside]) => inside ?? '');
