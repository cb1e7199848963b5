import { accountRequest } from '../../../personal-data/account-step.ts';
import { readmit } from '../../../personal-data/readmit.ts';
import { change } from '../../operation.ts';
import { asCommand, ofAccount, refusing } from './refusing.ts';

/** What comes of an account is taken in again that was erased, and comes back. */
export const readmitAccount = change(accountRequest.pick({ account: true }), ['account-readmitted'], (subject, tools) =>
  refusing(ofAccount, () => readmit(subject, asCommand(tools))),
);
