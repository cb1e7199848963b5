import { accountRequest } from '../../../personal-data/account-step.ts';
import { exportAccount as exportStep } from '../../../personal-data/export-account.ts';
import { operation } from '../../operation.ts';

/** A page of everything that lies about an account. */
export const exportAccount = operation(accountRequest, exportStep);
