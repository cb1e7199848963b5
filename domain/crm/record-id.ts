import type { CrmName } from './crm-names.ts';

const forms: Record<CrmName, RegExp> = {
  hubspot: /^[1-9]\d{0,19}$/,
  salesforce: /^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/,
  kintone: /^[1-9]\d{0,18}$/,
};

/** Whether this can be a record's own id: of what can't, nobody has to be asked. */
export const isRecordId = (crm: CrmName, text: string): boolean => forms[crm].test(text);
