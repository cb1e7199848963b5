import * as z from 'zod';
import { renewalAnswers } from '../answers/renewal-answer.ts';
import { grades } from '../health/health.ts';
import { crmNames } from './crm-names.ts';
import { crmValues } from './crm-values.ts';

/** So many fields of a record are written at most: what sales looks at is a handful. */
const MOST_FIELDS = 30;
const LONGEST_NAME = 200;
const words = z.string().max(255, 'is longer than 255 characters');

const fieldSchema = z
  .strictObject({
    /** `ours`: written here, and overwritten when our value changes. `theirs`: the CRM's own, never written. */
    direction: z.enum(['ours', 'theirs']),
    value: z.enum(crmValues).optional(),
    /** What the CRM's own list of choices calls a grade or an answer. */
    as: z.record(z.string(), words).optional(),
    /** The most characters that the field holds. */
    most: z.int().min(20, 'is below 20').max(65_535, 'is above 65,535').optional(),
  })
  .superRefine(({ direction, value, as, most }, context) => {
    const complain = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (direction === 'ours' && value === undefined) {
      context.addIssue({
        code: 'custom',
        path: [],
        message: `says no value: write value, one of ${crmValues.join(', ')}`,
      });
    }
    if (direction === 'theirs') {
      const given = Object.entries({ value, as, most }).find(([, one]) => one !== undefined);
      if (given)
        complain(given[0], 'is of no use: what is theirs is never written. Write `direction: ours`, or remove this');
      return;
    }
    const choices: readonly string[] | undefined =
      value === 'grade' ? grades : value === 'renewal-answer' ? renewalAnswers : undefined;
    for (const name of Object.keys(as ?? {})) {
      if (choices === undefined) complain('as', 'goes with `value: grade` and `value: renewal-answer` only');
      else if (!choices.includes(name)) complain('as', `knows no \`${name}\`: write ${choices.join(', ')}`);
    }
  });
export type CrmField = z.output<typeof fieldSchema>;

interface FieldNames {
  form: RegExp;
  /** How it is written, for who wrote it otherwise. */
  example: string;
  /** Names that nobody but the CRM writes. */
  own: RegExp;
}

const fieldNames = {
  hubspot: {
    form: /^[a-z][a-z0-9_]*$/,
    example: 'the internal name of a property, like cs_health_score',
    own: /^hs_/,
  },
  salesforce: {
    form: /^[A-Za-z][A-Za-z0-9_]*$/,
    example: 'the API name of a field, like Health_Score__c',
    own: /^(id|isdeleted|createdbyid|createddate|lastmodifiedbyid|lastmodifieddate|systemmodstamp)$/i,
  },
  kintone: {
    form: /^[^\s$"'()]+$/,
    example: 'the field code of a field, like health_score',
    own: /^\$/,
  },
} satisfies Record<(typeof crmNames)[number], FieldNames>;

/** The account's own id is the record's; or a field of the record, with values of its own each, holds the account's id. */
const recordSchema = z.union([
  z.literal('account'),
  z.strictObject({ field: z.string().min(1, 'is empty').max(LONGEST_NAME) }),
]);

function partOf<Own extends z.ZodRawShape>(crm: (typeof crmNames)[number], own: Own) {
  const { form, example, own: theirOwn }: FieldNames = fieldNames[crm];
  return z
    .strictObject({ ...own, record: recordSchema, fields: z.record(z.string().max(LONGEST_NAME), fieldSchema) })
    .superRefine((part, context) => {
      const { fields, record } = part as { fields: Record<string, CrmField>; record: CrmRecordSource };
      const complain = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
      const names = Object.keys(fields);
      if (!names.some((name) => fields[name]?.direction === 'ours')) {
        complain(['fields'], 'says nothing to write: give one field at least `direction: ours`');
      }
      if (names.length > MOST_FIELDS) complain(['fields'], `names ${names.length} fields: ${MOST_FIELDS} is the most`);
      for (const name of names) {
        if (theirOwn.test(name))
          complain(['fields', name], 'is a field that only the CRM itself writes: name one of your own');
        else if (!form.test(name)) complain(['fields', name], `is no field: write ${example}`);
      }
      if (record === 'account') return;
      if (!form.test(record.field)) complain(['record', 'field'], `is no field: write ${example}`);
      // Written, it would name another account.
      if (fields[record.field]?.direction === 'ours') {
        complain(['fields', record.field], 'is what a record is found by: write `direction: theirs`, or leave it out');
      }
    });
}

const objectName = (usual: string) =>
  z
    .string()
    .regex(/^[A-Za-z0-9][\w-]*$/, `is no object: write its API name, like ${usual}`)
    .max(100)
    .default(usual);

/** Which of our values go into which field of whose record, by CRM. */
export const crmMappingSchema = z
  .strictObject({
    hubspot: partOf('hubspot', { object: objectName('companies') }).optional(),
    salesforce: partOf('salesforce', { object: objectName('Account') }).optional(),
    kintone: partOf('kintone', {
      app: z.int().positive('is no id of an app: write the number in its address'),
    }).optional(),
  })
  .refine((mapping) => crmNames.some((crm) => mapping[crm] !== undefined), {
    message: `says nothing: write ${crmNames.join(', ')}, or one of them`,
  });

export type CrmMapping = z.output<typeof crmMappingSchema>;
export type CrmRecordSource = z.output<typeof recordSchema>;
/** What all of them have. */
export interface CrmPart {
  record: CrmRecordSource;
  fields: Record<string, CrmField>;
}
