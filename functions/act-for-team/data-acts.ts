import { type AuditEntry, type AuditedAct, memberOf } from '../../domain/audit/audit.ts';
import { refuseFact } from '../../domain/import/facts.ts';
import { PERSONAL_DATA_PAGE, pageOfDataRequest } from '../../domain/links/team-pages.ts';
import { dataRequestKinds, newDataRequest } from '../../domain/personal-data/data-request.ts';
import type { ErasedSubject } from '../../domain/personal-data/erasure.ts';
import { oneOf, wholeTextIn } from '../pages/read-form.ts';
import { notFoundPage } from '../team-pages/notices.ts';
import { chosenPage } from '../team-pages/personal-data/personal-data-page.ts';
import { goTo } from '../team-pages/redirect.ts';
import type { TakeTeamAct } from './act-request.ts';

/**
 * Asks for somebody's data to be exported, erased, or taken in again, and leads to the page that tells how it stands. Fields:
 * `what`, `account`, `person` where it is not the whole account, `request`: drawn with the form; to erase the id again as `confirm`;
 * `everywhere`.
 */
export const askForData: TakeTeamAct = async (request, { dataRequests, dataRuns, now }) => {
  const { form, reader, formOf } = request;
  const what = oneOf(form, 'what', dataRequestKinds);
  const [account, person] = [wholeTextIn(form, 'account'), wholeTextIn(form, 'person')];
  const id = wholeTextIn(form, 'request');
  const subject: ErasedSubject = { account, ...(person !== '' && { person }) };
  const isWrong = [account, ...(person === '' ? [] : [person])].some(
    (one) => refuseFact('csms', 'id', one) !== undefined,
  );
  if (what === null || isWrong || !REQUEST_ID.test(id)) return notFoundPage(reader);
  const confirm = wholeTextIn(form, 'confirm');
  if (what === 'erase' && confirm !== (subject.person ?? account)) {
    const chosen = { subject, accountName: undefined, people: [], request: id, form: formOf };
    form.set('back', PERSONAL_DATA_PAGE);
    return chosenPage(chosen, reader.locale, confirm);
  }
  const at = new Date(now()).toISOString();
  const asked = newDataRequest(
    { id, what, subject, isEverywhere: form.get('everywhere') === 'yes', askedBy: reader.member.id },
    at,
  );
  // What is erased or taken in again is put on record as it is done.
  const audit = what === 'export' ? auditOfExport(subject, { at, by: reader.member.id }) : null;
  await dataRequests.ask(asked, audit);
  // Sent twice it is the same run; one that has ended does not begin again.
  await dataRuns.start(id, { request: id });
  return goTo(pageOfDataRequest(id));
};

/** As the form's page draws it. */
const REQUEST_ID = /^[0-9a-f-]{36}$/;

function auditOfExport({ account, person }: ErasedSubject, { at, by }: { at: string; by: string }): AuditEntry {
  const what: AuditedAct = person === undefined ? 'account-exported' : 'person-exported';
  return { at, who: memberOf(by), door: 'page', what, about: { account }, before: null, after: null };
}
