import { auditOf, change } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { accountRequest } from './account-step.ts';

/** What comes of an account is taken in again that was erased, and comes back. */
export const readmitAccount = change(
  accountRequest.pick({ account: true }),
  ['account-readmitted'],
  async ({ account }, tools) => {
    const at = new Date(tools.now()).toISOString();
    const audit = auditOf(tools, 'account-readmitted', { account });
    if (await tools.personalData.erasures.lift({ account }, at, audit)) return { readmitted: true };
    throw new OperatorError(
      'not-erased',
      'Nothing was changed.',
      'No account of this id was erased, or it is admitted again already.',
      'Compare the id with the request that was made.',
    );
  },
);
