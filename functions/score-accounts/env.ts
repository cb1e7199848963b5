import { kpiSettings } from '../runtime/variables.ts';
import { scoreEnv } from '../scoring/env.ts';

export const scoreAccountsEnv = {
  ...scoreEnv,
  KPIS: kpiSettings,
};
