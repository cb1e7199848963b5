import { type CrmMapping, crmMappingSchema } from '../../../../domain/crm/crm-mapping.ts';
import { crmNames } from '../../../../domain/crm/crm-names.ts';
import type { Tools } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';

export const givenMappingSchema = { mapping: crmMappingSchema.optional() };

/** What is to be written by: what was given, or what is in use. */
export async function mappingAsked(given: CrmMapping | undefined, { crm }: Tools): Promise<CrmMapping> {
  const mapping = given ?? (await crm.mapping());
  if (mapping === null) {
    throw new OperatorError(
      'no-crm-mapping',
      'Nothing is written into a CRM.',
      'Nobody has said yet which values go into which of its fields.',
      'Write a file as docs/crm.md shows, and take it into use: sakimawari crm use FILE',
    );
  }
  return mapping;
}

/** @throws OperatorError where the mapping names a CRM that the stage does not write to */
export function refuseUnknownCrms(mapping: CrmMapping, { installation }: Tools): void {
  const unknown = crmNames.filter((name) => mapping[name] !== undefined && !installation.crms.includes(name));
  if (unknown.length === 0) return;
  throw new OperatorError(
    'crm-not-configured',
    'The mapping was not taken into use.',
    `It names ${unknown.join(', ')}, and this stage writes to ${installation.crms.join(', ') || 'no CRM'}.`,
    'Name the CRM and its secret under crm in the configuration, and deploy; or take it out of the file.',
  );
}
