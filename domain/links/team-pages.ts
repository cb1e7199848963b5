/** What lies behind the first part of an address of the team's pages; `''` is the first page. */
export const teamPages = [
  '',
  'sign-in',
  'assets',
  'tasks',
  'accounts',
  'mails',
  'meeting',
  'activities',
  'signals',
  'plays',
  'kpis',
  'map',
  'proposals',
  'set-up',
] as const;
export type TeamPageName = (typeof teamPages)[number];

/** All that is done on them lies behind this. */
export const ACTS_PATH = '/act';

export const SCRIPT_PATH = '/assets/keys.js';

/** From here a browser is sent to the company's identity provider, which sends it back to the other one. */
export const PROVIDER_PATH = '/sign-in/oidc';
export const PROVIDER_RETURN_PATH = `${PROVIDER_PATH}/back`;

/** A page that shows all of its kind. */
export const pageOf = (page: TeamPageName) => `/${page}`;

const pathOf = (page: TeamPageName, id: string) => `/${page}/${id.split('/').map(encodeURIComponent).join('/')}`;

/** @param webUrl where pages lie, without a slash at its end */
export const addressOfPage = (webUrl: string, page: string) => webUrl + page;

export const pageOfTask = (taskId: string) => pathOf('tasks', taskId);
export const pageOfAccount = (accountId: string) => pathOf('accounts', accountId);
/** Where something done for the account is written down. */
export const pageToLogFor = (accountId: string) =>
  `${pageOf('activities')}?${new URLSearchParams({ account: accountId })}`;
export const PEOPLE_PAGE = '/set-up/people';
/** Who changed what, of everything. */
export const CHANGES_PAGE = '/set-up/changes';
export const NEW_PERSON_PAGE = '/set-up/new-person';
/** Where people make keys for the assistants that they work with. */
export const ASSISTANTS_PAGE = '/set-up/assistants';
/** Where assistants ask and act in somebody's name. */
export const ASSISTANTS_PATH = '/mcp';
/** Where what is kept of somebody is exported and erased, for those who administer it. */
export const PERSONAL_DATA_PAGE = '/set-up/personal-data';
export const pageOfDataRequest = (id: string) => pathOf('set-up', `personal-data/${id}`);
/** @param part of the file, counted from 1 */
export const pageOfExport = (id: string, part: number) => `${pageOfDataRequest(id)}/${part}`;
/** Of somebody in the team, for those who may change what is known of them. */
export const pageOfPerson = (memberId: string) => pathOf('set-up', `people/${memberId}`);
/** What belongs to no account has none in its address. */
export const pageOfMail = ({ account, id }: { account: string; id: string }) =>
  `${pathOf('mails', id)}${account === '' ? '' : `?${new URLSearchParams({ account })}`}`;
/** A change of the playbook that somebody proposes. */
export const pageOfProposal = (id: string) => pathOf('proposals', id);
const NEW_PROPOSAL = 'new';
/** Where something that was learned may be proposed. */
export const pageToPropose = (from: Record<string, string>) =>
  `${pageOfProposal(NEW_PROPOSAL)}?${new URLSearchParams(from)}`;
/** A signal: what it says, what became of its tasks, and what it would be by other numbers. */
export const pageOfSignal = (signal: string) => pathOf('signals', signal);
