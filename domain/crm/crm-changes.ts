import type { RenewalAnswer } from '../answers/renewal-answer.ts';
import type { Grade } from '../health/health.ts';
import { stableHash } from '../names/stable-hash.ts';
import type { Day } from '../time/day.ts';
import type { CrmField, CrmPart } from './crm-mapping.ts';
import type { AccountInCrm } from './crm-values.ts';

/** `null` empties the field. */
export type FieldValue = string | number | null;
export type FieldValues = Record<string, FieldValue>;

/** What was last written for an account into one CRM. */
export interface CrmRecordState {
  /** The record that it went to. */
  record: string;
  /** The mapping by which it did; `hashOfPart`. */
  mapping: string;
  /** Field → a hash of what was written. */
  written: Record<string, string>;
  /** When (ISO) something was written last. */
  at?: string;
  /** The record is not there: it is left alone until the mapping or the record's id is another one. */
  gone?: { since: string };
  /** The CRM did not take these values (`hashOfFields`), and why by its own code: tried again when they change, or on another day. */
  refused?: { since: string; code: string; fields: string };
}

/** How a grade and an answer are called where the mapping doesn't say. */
export interface CrmWords {
  grade(grade: Grade): string;
  answer(answer: RenewalAnswer): string;
}

const ELLIPSIS = '…';

/** What the fields that are ours should say. */
export function wantedFields({ fields }: Pick<CrmPart, 'fields'>, account: AccountInCrm, words: CrmWords): FieldValues {
  const ours = Object.entries(fields).filter(([, { direction }]) => direction === 'ours');
  return Object.fromEntries(
    ours.map(([name, field]) => [name, shortened(fieldValue(field, account, words), field.most)]),
  );
}

function fieldValue({ value, as = {} }: CrmField, account: AccountInCrm, words: CrmWords): FieldValue {
  const { score, grade, reasons, openTasks, nextAction, renewalAnswer } = account;
  switch (value) {
    case 'score':
      return score;
    case 'grade':
      return grade && (as[grade] ?? words.grade(grade));
    case 'reasons':
      return reasons.length === 0 ? null : reasons.join('\n');
    case 'reason-1':
    case 'reason-2':
    case 'reason-3':
      return reasons[Number(value.slice(-1)) - 1] ?? null;
    case 'open-tasks':
      return openTasks;
    case 'next-action':
      return nextAction;
    case 'renewal-answer':
      return renewalAnswer && (as[renewalAnswer] ?? words.answer(renewalAnswer));
    case undefined:
      return null;
  }
}

function shortened(value: FieldValue, most: number | undefined): FieldValue {
  if (typeof value !== 'string' || most === undefined || value.length <= most) return value;
  let text = '';
  for (const character of value) {
    if (text.length + character.length + ELLIPSIS.length > most) break;
    text += character;
  }
  return text + ELLIPSIS;
}

/**
 * Of what the fields should say, what the record does not say yet as far as we know. A field that was never written and has
 * nothing to say is left as it is: it may hold what somebody wrote before.
 *
 * @param leftOut fields that the CRM does not know
 */
export function changedFields(
  wanted: FieldValues,
  recordState: CrmRecordState | undefined,
  record: string,
  leftOut: ReadonlySet<string>,
): FieldValues {
  const written = recordState?.record === record ? recordState.written : {};
  return Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => {
      if (leftOut.has(field)) return false;
      const before = written[field];
      return before === undefined ? value !== null : before !== hashOfValue(value);
    }),
  );
}

/** Whether nothing is tried: the record was gone, and neither its id nor the mapping is another one. */
export const isLeftAlone = (recordState: CrmRecordState | undefined, record: string, mapping: string) =>
  recordState?.gone !== undefined && isOf(recordState, record, mapping);

/** Whether the CRM turned down the very same on the same day (UTC). */
export const wasRefused = (
  recordState: CrmRecordState | undefined,
  { record, mapping, fields, day }: { record: string; mapping: string; fields: FieldValues; day: Day },
) =>
  recordState?.refused !== undefined &&
  isOf(recordState, record, mapping) &&
  recordState.refused.fields === hashOfFields(fields) &&
  recordState.refused.since.startsWith(day);

const isOf = (recordState: CrmRecordState, record: string, mapping: string) =>
  recordState.record === record && recordState.mapping === mapping;

export const hashOfFields = (fields: FieldValues) => hashOfValue(JSON.stringify(Object.entries(fields).sort()));

interface Written {
  record: string;
  mapping: string;
  part: Pick<CrmPart, 'fields'>;
  fields: FieldValues;
  /** ISO */
  at: string;
}

/** What is known once these fields were written. */
export function afterWriting(
  recordState: CrmRecordState | undefined,
  { record, mapping, part, fields, at }: Written,
): CrmRecordState {
  const before = recordState?.record === record ? recordState.written : {};
  const now = Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, hashOfValue(value)]));
  // A field that is ours no longer is somebody else's until then: what it says now is not known.
  const known = Object.entries({ ...before, ...now }).filter(([field]) => part.fields[field]?.direction === 'ours');
  return { record, mapping, written: Object.fromEntries(known), at };
}

/** Of what was written; twice over, since one number of 32 bits is the same for two texts once in a while. */
export function hashOfValue(value: FieldValue): string {
  const text = JSON.stringify(value);
  return [stableHash(text), stableHash(`~${text}`)].map((hash) => hash.toString(36)).join('-');
}

export const hashOfPart = (part: CrmPart) => hashOfValue(JSON.stringify(part));
