import { erasePerson as eraseStep, personToErase } from '../../../personal-data/erase-person.ts';
import { change } from '../../operation.ts';
import { asCommand, ofPerson, refusing } from './refusing.ts';

/** One step of taking a person out of everything. */
export const erasePerson = change(personToErase, ['person-erased'], (request, tools) =>
  refusing(ofPerson, () => eraseStep(request, asCommand(tools))),
);
