import { keptInDaysOf, type StageConfig } from '../config.ts';
import type { Grantee } from '../constructs/alarmed-function.ts';

/** Tells a function whose installation it is. */
export function companyKnownBy(grantee: Grantee<'COMPANY'>, { company, mail }: StageConfig): void {
  const { ceiling: mailCeiling, hours: mailHours, systemSender, operator } = mail;
  grantee.setEnvironment('COMPANY', JSON.stringify({ ...company, mailCeiling, mailHours, systemSender, operator }));
}

/** Tells a function how long what grows is kept. */
export function keptInDaysKnownBy(grantee: Grantee<'KEPT_IN_DAYS'>, config: StageConfig): void {
  grantee.setEnvironment('KEPT_IN_DAYS', JSON.stringify(keptInDaysOf(config)));
}
