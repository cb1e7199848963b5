import { exportPerson as exportStep } from '../../../personal-data/export-person.ts';
import { personRequest } from '../../../personal-data/person-step.ts';
import { operation } from '../../operation.ts';

/** A page of everything that lies about a person. */
export const exportPerson = operation(personRequest, exportStep);
