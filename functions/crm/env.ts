import { type CrmName, crmNames } from '../../domain/crm/crm-names.ts';
import { type ReadVariable, VariableError } from '../runtime/variables.ts';

/** Where a CRM answers, and the name of the secret by which it is asked. */
export interface CrmConnection {
  secret: string;
  url: string;
}

export type CrmConnections = Partial<Record<CrmName, CrmConnection>>;

/** As the configuration has them: that each is right was checked when the stack was synthesized. */
const crmConnections: ReadVariable<CrmConnections> = (value) => {
  let read: unknown;
  try {
    read = JSON.parse(value);
  } catch {
    throw new VariableError('is not JSON');
  }
  for (const [name, given] of Object.entries(Object(read))) {
    const { secret, url } = Object(given) as Partial<Record<string, unknown>>;
    if (!crmNames.some((crm) => crm === name)) throw new VariableError(`knows no CRM but ${crmNames.join(', ')}`);
    if (typeof secret !== 'string' || typeof url !== 'string')
      throw new VariableError(`lacks the secret or the url of ${name}`);
  }
  return Object(read) as CrmConnections;
};

export const crmEnv = {
  /** By the name of each. */
  CRMS: crmConnections,
};
