import { refuseFact } from '../../domain/import/facts.ts';
import {
  ASSISTANTS_PAGE,
  CHANGES_PAGE,
  NEW_PERSON_PAGE,
  PEOPLE_PAGE,
  PERSONAL_DATA_PAGE,
  pageOf,
} from '../../domain/links/team-pages.ts';
import { actorMeant, changesPage } from '../team-pages/changes/changes-page.ts';
import { noRightPage, notFoundPage } from '../team-pages/notices.ts';
import { newPersonPage, personPage } from '../team-pages/person/person-page.ts';
import { peoplePage } from '../team-pages/set-up/people-page.ts';
import { setUpPage } from '../team-pages/set-up/set-up-page.ts';
import type { ShowTeamPage } from './page-request.ts';

/** What needs a hand before the product can do its work, and what of its data arrives. */
export const showSetUp: ShowTeamPage = async ({ reader }, showing) => {
  const { records, clock, now, provider } = showing;
  const today = clock.dayOf(now());
  const [members, playbook, found] = await Promise.all([
    records.members(),
    records.playbook(undefined),
    showing.setUp(today),
  ]);
  const facts = { ...found, members, playbook, hasProvider: provider !== undefined, today, timeZone: clock.timeZone };
  return setUpPage(facts, reader);
};

/** The pages behind it. */
export const showPartOfSetUp: ShowTeamPage = async (request, showing) => {
  const { reader, id, query, form } = request;
  const { records, chatPlaces, clock, now } = showing;
  if (id === ASSISTANTS) return (await import('./assistants.ts')).showAssistants(request, showing);
  const isOfPerson = id.startsWith(OF_PERSON);
  const isOfData = id === PERSONAL_DATA || id.startsWith(OF_DATA_REQUEST);
  if (id !== PEOPLE && id !== NEW_PERSON && id !== CHANGES && !isOfPerson && !isOfData) return notFoundPage(reader);
  const mayChange = reader.may('administer');
  if (id !== PEOPLE && !mayChange) return noRightPage(reader);
  if (id === CHANGES) return showChanges(request, showing);
  if (isOfData) {
    const { showDataRequest, showPersonalData } = await import('./personal-data.ts');
    if (id === PERSONAL_DATA) return showPersonalData(request, showing);
    return showDataRequest({ ...request, id: id.slice(OF_DATA_REQUEST.length) }, showing);
  }
  const { locale } = reader;
  const person = id.slice(OF_PERSON.length);
  const isId = isOfPerson && refuseFact('csms', 'id', person) === undefined;
  // The list of the team may be a moment older than what was just done.
  const [members, member] = await Promise.all([records.members(), isId ? records.member(person) : undefined]);
  members.sort((a, b) => a.name.localeCompare(b.name, locale));
  const facts = { members, today: clock.dayOf(now()) };
  if (id === PEOPLE) return peoplePage({ ...facts, mayChange, query }, locale);
  const drawing = { ...facts, places: chatPlaces, form, locale };
  if (id === NEW_PERSON) return newPersonPage(drawing);
  return member === undefined ? notFoundPage(reader) : personPage(member, drawing);
};

/** A page of a list. */
const MOST_CHANGES = 50;
/** As the page before ended. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const showChanges: ShowTeamPage = async ({ reader, query }, { records, lists, audit, clock, now }) => {
  const members = await records.members();
  const after = query.get('after') ?? '';
  const from = MOMENT.test(after) ? after : undefined;
  const asked = { limit: MOST_CHANGES, now: now(), from, who: actorMeant(query, members) };
  const { entries, next } = await audit.latestPage(asked);
  const ids = new Set(entries.flatMap(({ about: { account } }) => (account === undefined ? [] : account)));
  const accounts = await lists.accounts(ids);
  const accountNames = new Map([...accounts].map(([account, { name }]) => [account, name]));
  return changesPage({ entries, next, accountNames, members, query, timeZone: clock.timeZone }, reader.locale);
};

/** What follows the name of the page in the addresses. */
const [PEOPLE, NEW_PERSON, CHANGES, PERSONAL_DATA, ASSISTANTS] = [
  PEOPLE_PAGE,
  NEW_PERSON_PAGE,
  CHANGES_PAGE,
  PERSONAL_DATA_PAGE,
  ASSISTANTS_PAGE,
].map((path) => path.slice(pageOf('set-up').length + 1));
const OF_PERSON = `${PEOPLE}/`;
const OF_DATA_REQUEST = `${PERSONAL_DATA}/`;
