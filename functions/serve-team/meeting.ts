import { presentOn, teamOf } from '../../domain/company/team.ts';
import { healthSummary } from '../../domain/health-list/health-list.ts';
import {
  type MeetingEntry,
  type MeetingSort,
  meetingEntries,
  meetingSorts,
  sortedBy,
} from '../../domain/health-list/meeting-list.ts';
import { mayAgree } from '../team-pages/account/account-acts.ts';
import { type MeetingFacts, type MeetingRow, meetingPage } from '../team-pages/meeting/meeting-page.ts';
import { notFoundPage } from '../team-pages/notices.ts';
import { placeIn } from '../team-pages/parts/page-address.ts';
import type { ShowTeamPage } from './page-request.ts';

const ACCOUNTS_A_PAGE = 20;
/** Those in good health again are told of, not worked on. */
const MOST_RECOVERED = 10;

/** Whom a team talks about once a week, of everybody or of one CSM. */
export const showMeeting: ShowTeamPage = async ({ reader, query, form }, showing) => {
  const { board, records, lists, company, clock, now } = showing;
  const nowInMs = now();
  const today = clock.dayOf(nowInMs);
  const [{ entries: all, asOf }, members, playbook] = await Promise.all([
    board.read(),
    records.members(),
    records.playbook(undefined),
  ]);
  const asked = query.get('csm') ?? '';
  const csm = members.find(({ id }) => id === asked);
  if (asked !== '' && csm === undefined) return notFoundPage(reader);

  const found = playbook === undefined ? [] : meetingEntries(all, playbook, today);
  const entries = csm === undefined ? found : found.filter((entry) => entry.csm === csm.id);
  const team = teamOf(members);
  const { sort, isDown } = sortAsked(query);
  const listed = sortedBy(
    entries.filter(({ isListed }) => isListed),
    sort,
    isDown,
  );
  const from = placeIn(query);
  const until = from + ACCOUNTS_A_PAGE;
  const recovered = from > 0 ? [] : entries.filter(({ isListed }) => !isListed).slice(0, MOST_RECOVERED);
  const shown = [...listed.slice(from, until), ...recovered];
  const ids = shown.map(({ account }) => account);
  const [accounts, states, actions] = await Promise.all([
    lists.accounts(ids),
    lists.states(ids),
    lists.nextActions(ids),
  ]);

  const facts: MeetingFacts = {
    ...{ query, entries, csm, today, nowInMs, timeZone: company.timeZone },
    listed: listed.slice(from, until).map(rowOf),
    recovered: recovered.map(rowOf),
    next: listed.length > until ? String(until) : undefined,
    sorted: `${isDown ? '-' : ''}${sort}`,
    members: presentOn(members, today),
    asOf: asOf === undefined ? undefined : new Date(asOf).toISOString(),
  };
  return meetingPage(facts, form, reader.locale);

  function rowOf(entry: MeetingEntry): MeetingRow {
    const account = accounts.get(entry.account);
    const summary = account && playbook ? healthSummary(account, states.get(entry.account), playbook, today) : null;
    const isOwn = account !== undefined && mayAgree(reader, account, team, today);
    return { entry, summary, action: actions.get(entry.account), isOwn };
  }
};

function sortAsked(query: URLSearchParams): { sort: MeetingSort; isDown: boolean } {
  const asked = query.get('sort') ?? '';
  const sort = meetingSorts.find((one) => one === asked.replace(/^-/, ''));
  return sort === undefined ? { sort: 'stake', isDown: false } : { sort, isDown: asked.startsWith('-') };
}
