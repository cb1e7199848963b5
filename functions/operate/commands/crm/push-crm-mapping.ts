import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { crmMappingSchema } from '../../../../domain/crm/crm-mapping.ts';
import { crmNames } from '../../../../domain/crm/crm-names.ts';
import { auditOf, change } from '../../operation.ts';
import { refuseUnknownCrms } from './asked-mapping.ts';

/** From now on the CRMs are written by this mapping; within minutes all accounts are. */
export const pushCrmMapping = change(
  z.strictObject({ mapping: crmMappingSchema }),
  ['crm-mapping-taken'],
  async ({ mapping }, tools) => {
    refuseUnknownCrms(mapping, tools);
    const before = await tools.crm.mapping();
    const crms = crmNames.filter((name) => mapping[name] !== undefined);
    if (isDeepStrictEqual(before, JSON.parse(JSON.stringify(mapping)))) return { crms, taken: false };
    const named = (of: typeof before) => of && crmNames.filter((name) => of[name] !== undefined).join(', ');
    const audit = auditOf(tools, 'crm-mapping-taken', {}, { before: named(before), after: named(mapping) });
    await tools.crm.keepMapping(mapping, audit);
    return { crms, taken: true };
  },
);
