import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Company, companySchema } from '../domain/company/company.ts';
import type { Mailbox } from '../domain/outbox/outbox.ts';
import { projectFolder } from './ministack.ts';

export const localStage = 'local';

/** Of the stage's config what the start itself needs; the CDK app checks the whole of it. */
export interface LocalConfig {
  company: { timeZone: string };
  mail: {
    domains: string[];
    ceiling: string;
    systemSender: Mailbox;
    operator: Mailbox;
  };
  sources: string[];
}

export function readLocalConfig(): LocalConfig {
  return parse(readFileSync(join(projectFolder, 'config', `${localStage}.yaml`), 'utf8'));
}

/** The company as its functions know it. */
export function readLocalCompany(): Company {
  const { company, mail } = readLocalConfig();
  const { ceiling: mailCeiling, systemSender, operator } = mail;
  return companySchema.parse({ ...company, mailCeiling, systemSender, operator });
}
