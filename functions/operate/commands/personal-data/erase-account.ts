import { accountToErase, eraseAccount as eraseStep } from '../../../personal-data/erase-account.ts';
import { change } from '../../operation.ts';
import { asCommand, ofAccount, refusing } from './refusing.ts';

/** One step of taking an account out of everything. */
export const eraseAccount = change(accountToErase, ['account-erased'], (request, tools) =>
  refusing(ofAccount, () => eraseStep(request, asCommand(tools))),
);
