import {
  type CrmWords,
  changedFields,
  type FieldValues,
  hashOfPart,
  isLeftAlone,
  wantedFields,
  wasRefused,
} from '../../domain/crm/crm-changes.ts';
import type { CrmPart } from '../../domain/crm/crm-mapping.ts';
import type { CrmName } from '../../domain/crm/crm-names.ts';
import { isRecordId } from '../../domain/crm/record-id.ts';
import type { Day } from '../../domain/time/day.ts';
import type { ReadAccount } from './read-accounts.ts';

export type PlannedChange =
  | { record: string; fields: FieldValues }
  /** Its id is none that a record of this CRM can have; it is gone; took it not today; or says all that it should. */
  | { nothing: 'no-record' | 'gone' | 'refused' | 'same' };

/** Of each account what would be written into one CRM. */
export function changePlanner({ crm, part, words, day, leftOut = new Set() }: PlanFor) {
  const mapping = hashOfPart(part);
  return ({ id, values, recordStates }: Pick<ReadAccount, 'id' | 'values' | 'recordStates'>): PlannedChange => {
    if (part.record === 'account' && !isRecordId(crm, id)) return { nothing: 'no-record' };
    const recordState = recordStates[crm];
    if (isLeftAlone(recordState, id, mapping)) return { nothing: 'gone' };
    const fields = changedFields(wantedFields(part, values, words), recordState, id, leftOut);
    if (Object.keys(fields).length === 0) return { nothing: 'same' };
    if (wasRefused(recordState, { record: id, mapping, fields, day })) return { nothing: 'refused' };
    return { record: id, fields };
  };
}

export interface PlanFor {
  crm: CrmName;
  part: CrmPart;
  words: CrmWords;
  /** Of now, in UTC. */
  day: Day;
  /** Fields that the CRM is known not to have. */
  leftOut?: ReadonlySet<string>;
}
