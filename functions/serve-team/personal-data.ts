import { randomUUID } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { refuseFact } from '../../domain/import/facts.ts';
import { isFileThere } from '../../domain/personal-data/data-request.ts';
import type { ErasedSubject } from '../../domain/personal-data/erasure.ts';
import { notFoundPage } from '../team-pages/notices.ts';
import { idWritten, meantBy, writtenAccount } from '../team-pages/parts/typed-names.ts';
import { chosenPage, personalDataPage } from '../team-pages/personal-data/personal-data-page.ts';
import { requestPage } from '../team-pages/personal-data/request-page.ts';
import type { PageRequest, Showing, ShowTeamPage } from './page-request.ts';

const MOST_PEOPLE = 50;

/** Whose data, and what was asked for; with an account what may be done with it. */
export const showPersonalData: ShowTeamPage = async (request, showing) => {
  const { reader, query } = request;
  const { dataRequests, keptBoard, clock, now } = showing;
  const typed = query.get('account')?.trim() ?? '';
  const isAsked = query.has('account');
  const { entries, members } = await keptBoard.recent();
  const accounts = entries.map(({ account, name }) => ({
    value: account,
    label: writtenAccount({ id: account, name }),
  }));
  const account = meantBy(typed, accounts) ?? idWritten(typed);
  const person = query.get('person')?.trim() ?? '';
  const complaint = !isAsked
    ? undefined
    : account === ''
      ? 'missing'
      : [account, person].some((id) => id !== '' && refuseFact('csms', 'id', id) !== undefined)
        ? 'longId'
        : undefined;
  if (isAsked && complaint === undefined)
    return showChosen({ account, ...(person !== '' && { person }) }, request, showing);
  const requests = await dataRequests.all();
  const facts = { accounts, requests, members, query, timeZone: clock.timeZone, now: now() };
  return personalDataPage(facts, reader.locale, complaint);
};

async function showChosen(subject: ErasedSubject, { reader, form }: PageRequest, { lists, contacts }: Showing) {
  const { account, person } = subject;
  const [accounts, people] = await Promise.all([
    lists.accounts([account]),
    person === undefined
      ? contacts.contacts(account, MOST_PEOPLE).then(({ records }) => records)
      : lists.contacts([{ account, id: person }]).then((found) => [...found.values()]),
  ]);
  const accountName = accounts.get(account)?.name;
  return chosenPage({ subject, accountName, people, request: randomUUID(), form }, reader.locale);
}

/** How a request stands; with a number behind it, that part of its file. */
export const showDataRequest: ShowTeamPage = async ({ reader, id }, { dataRequests, keptInDays, clock, now }) => {
  const [request, part] = id.split('/');
  const found = await dataRequests.find(`${request}`);
  if (found === undefined) return notFoundPage(reader);
  if (part === undefined) return requestPage(found, { keptInDays, dayOf: clock.dayOf, now: now() }, reader.locale);
  const isThere = /^\d{1,4}$/.test(part) && isFileThere(found, now());
  const packed = isThere ? await dataRequests.part(found, Number(part) - 1) : undefined;
  if (packed === undefined) return notFoundPage(reader);
  return {
    name: `personal-data-${part}.ndjson`,
    type: 'application/x-ndjson; charset=utf-8',
    text: inflateRawSync(packed).toString(),
  };
};
