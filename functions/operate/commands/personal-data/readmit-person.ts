import { auditOf, change } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { personRequest } from './person-step.ts';

/** What comes of somebody is taken in again who was erased, and agrees to be there. */
export const readmitPerson = change(
  personRequest.pick({ account: true, person: true }),
  ['person-readmitted'],
  async ({ account, person }, tools) => {
    const at = new Date(tools.now()).toISOString();
    const audit = auditOf(tools, 'person-readmitted', { account });
    if (await tools.personalData.erasures.lift({ account, person }, at, audit)) return { readmitted: true };
    throw new OperatorError(
      'not-erased',
      'Nothing was changed.',
      'Nobody of this id was erased at this account, or they are admitted again already.',
      'Compare the id and the account with the request that was made.',
    );
  },
);
