import type { StageConfig } from '../config.ts';
import type { Grantee } from '../constructs/alarmed-function.ts';

/** Tells a function whose installation it is. */
export function companyKnownBy(grantee: Grantee<'COMPANY'>, { company, mail }: StageConfig): void {
  const { ceiling: mailCeiling, hours: mailHours, systemSender, operator } = mail;
  grantee.setEnvironment('COMPANY', JSON.stringify({ ...company, mailCeiling, mailHours, systemSender, operator }));
}
