/** The CRMs that are written to; in a file of its own, since what is deployed asks for no more. */
export const crmNames = ['hubspot', 'salesforce', 'kintone'] as const;
export type CrmName = (typeof crmNames)[number];
