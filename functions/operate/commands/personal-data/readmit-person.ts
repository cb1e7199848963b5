import { personRequest } from '../../../personal-data/person-step.ts';
import { readmit } from '../../../personal-data/readmit.ts';
import { change } from '../../operation.ts';
import { asCommand, ofPerson, refusing } from './refusing.ts';

/** What comes of somebody is taken in again who was erased, and agrees to be there. */
export const readmitPerson = change(
  personRequest.pick({ account: true, person: true }),
  ['person-readmitted'],
  (subject, tools) => refusing(ofPerson, () => readmit(subject, asCommand(tools))),
);
