import { company, kpiSettings, text } from '../runtime/variables.ts';

export const sendKpiReportEnv = {
  ACCOUNTS_TABLE: text,
  COMPANY: company,
  KPIS: kpiSettings,
};
