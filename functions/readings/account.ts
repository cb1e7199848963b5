import type { Contact } from '../../domain/account/account.ts';
import { renewalDateOf } from '../../domain/account/products.ts';
import { searchBoard } from '../../domain/board/board-search.ts';
import { type Invitation, type StandingLink, standingLink, toOwnPage } from '../../domain/customer-page/invitation.ts';
import { linksByMail, mayBringLink } from '../../domain/customer-page/links-by-mail.ts';
import { HOLD_OUT } from '../../domain/episodes/arm.ts';
import { episodeId } from '../../domain/episodes/episodes.ts';
import { explanationOf } from '../../domain/evaluation/explanation.ts';
import { type LedgerEntry, ledgerOf } from '../../domain/ledger/ledger-entry.ts';
import { ledgerPage } from '../../domain/ledger/ledger-page.ts';
import type { Locale } from '../../domain/locale/locale.ts';
import { counterCourses } from '../../domain/overview/counters.ts';
import { sharedByIndicator } from '../../domain/overview/fleet-share.ts';
import { goalProgress } from '../../domain/overview/goal.ts';
import { peopleOf } from '../../domain/overview/people.ts';
import { entryNamed } from '../../domain/playbook/names.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { aboutOf } from '../../domain/plays/about.ts';
import type { LiveEpisode } from '../../domain/signals/reading.ts';
import { featureUse } from '../../domain/signals/task-data.ts';
import type { StageProgress } from '../../domain/stages/progress.ts';
import { roadmapOf } from '../../domain/stages/roadmap.ts';
import { signalsOfStage } from '../../domain/stages/stage-signals.ts';
import { addDays, type Day, LAST_DAY } from '../../domain/time/day.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import type { WebLinks } from '../links/web-links.ts';
import { accountRows, csmFinder } from '../readings/account-rows.ts';
import { errorFields, log } from '../runtime/log.ts';
import { type EvaluatedAccount, evaluateAccount } from '../scoring/evaluate-account.ts';
import { isInstallationsError } from '../scoring/is-installations-error.ts';
import { recordedEpisodes } from '../scoring/recorded-episodes.ts';
import type { Scoring } from '../scoring/scoring.ts';
import type { CustomerPages, Past, PastKind, PastRecord } from '../store/accounts/account-history.ts';
import {
  type AccountFacts,
  type AccountPart,
  accountParts,
  type EpisodeLine,
  type LedgerChange,
  type Shown,
} from '../team-pages/account/account-facts.ts';
import { placeIn } from '../team-pages/parts/page-address.ts';
import type { Readings } from './readings.ts';

/** Of each list, on the page of the whole, and where it is shown by itself. */
const FEW = 8;
const MANY = 50;
/** Each with its link and a form: more would weigh more than a page may. */
const MANY_PAGES_OF_CUSTOMERS = 20;
/** What corrects an entry lies near it. */
const MOST_LEDGER_ENTRIES = 400;
/** What is older is for the command. */
const MOST_CHANGES = 200;
const ACTIVE_USERS_OVER_DAYS = 28;
/** No account's id is longer, and the store refuses much longer keys. */
const LONGEST_ID_IN_BYTES = 400;

const WORST_FIRST = { order: 'health', isDescending: false } as const;

/** What is not looked for. */
const NO_PAST: Past = { records: [], isCut: false };
const NO_PAGES: CustomerPages = { invitations: [], comments: [] };
/** As many as one finds somebody among. */
const MOST_TO_INVITE = 200;
/** Mails of a quarter that brought the customer's people links to their own pages. */
const MOST_WITH_LINKS = 200;

/** Which account, and in whose language; `query` says which of its lists is shown by itself, and from where. */
export interface AccountAsked {
  id: string;
  locale: Locale;
  query: URLSearchParams;
}

/** What links to the customer's own pages are made with; they are left out without. */
export interface PagesOfCustomers {
  links: Pick<WebLinks, 'addressesAt'>;
  /** Where links begin. */
  webUrl: string;
}

/** In two rounds: what is known of it, and the records that are shown. */
export async function readAccount(
  { id, locale, query }: AccountAsked,
  { scoring: openedScoring, history, audit, keptBoard, lists, clock, now }: Readings,
  pagesOfCustomers?: PagesOfCustomers,
): Promise<AccountFacts | null | 'unreadable'> {
  if (Buffer.byteLength(id) > LONGEST_ID_IN_BYTES) return null;
  const scoring = await openedScoring();
  const part = partOf(query);
  const showsPages = pagesOfCustomers !== undefined && (part === undefined || part === 'customer-pages');
  const pastFor = async (kind: PastKind, ...parts: AccountPart[]) =>
    part === undefined || parts.includes(part) ? history.past(id, kind) : NO_PAST;
  const [evaluated, tasks, episodes, mails, recorded, changed, board, pages] = await Promise.all([
    evaluatedIfReadable(scoring, id),
    pastFor('tasks', 'open-tasks', 'closed-tasks'),
    pastFor('episodes', 'past-episodes'),
    pastFor('mails', 'mails', 'customer-pages'),
    history.ledger(id, MOST_LEDGER_ENTRIES),
    audit.ofAccount(id, { limit: MOST_CHANGES }),
    part === undefined || part === 'group' ? keptBoard.recent() : undefined,
    showsPages ? history.customerPages(id) : NO_PAGES,
  ]);
  if (evaluated === null || evaluated === 'unreadable') return evaluated;

  const { input, evaluation, state } = evaluated;
  const { account, usage, activities } = input;
  const { asOf: today, running, team } = scoring;
  const { playbook } = running;
  const live = recordedEpisodes(state, playbook, today);
  const open = openEpisodes(live, evaluated, scoring);
  const everybody = peopleOf({ ...input, about: new Set(open.flatMap(({ person }) => person ?? [])) });

  const slice = sliceFor(part, query);
  const people = slice('people', everybody);
  const openTasks = slice('open-tasks', dueFirst(withStatus(tasks, true), live), tasks.isCut);
  const closedTasks = slice('closed-tasks', withStatus(tasks, false), tasks.isCut);
  const isOver = ({ id: episode }: PastRecord) => !open.some((one) => one.id === episode);
  const past = slice('past-episodes', episodes.records.filter(isOver), episodes.isCut);
  const sent = slice('mails', mails.records, mails.isCut);
  const stageTasks = tasks.records.filter(isOfStage(id, evaluation.stage, playbook));
  const withLinks = showsPages
    ? mails.records.filter(({ id }) => mayBringLink(playbook, id)).slice(0, MOST_WITH_LINKS)
    : [];
  const groupContext = { health: playbook.health, today, csmOf: csmFinder(team, today) };
  const belonging = searchBoard(board?.entries ?? [], { parent: id, ...WORST_FIRST }, groupContext);
  const group = slice('group', belonging);
  const asked = {
    tasks: idsOf(openTasks.rows, closedTasks.rows, stageTasks),
    episodes: idsOf(past.rows),
    mails: new Set(idsOf(sent.rows, withLinks)),
    people: people.rows.flatMap(({ contact }) => contact ?? []),
    parent: account.parent,
  };
  const groupIds = group.rows.map(({ account }) => account);
  const [found, groupRows] = await Promise.all([history.find(id, asked), accountRows(lists, groupIds, today)]);

  const mailed = linksByMail(recordsOf(withLinks, found.mails), {
    ...{ playbook, invitations: pages.invitations, nowInMs: now() },
  });
  const changes = ledgerChanges(id, recorded.entries, { today, clock });
  const renewalDate = renewalDateOf(account, null, today);
  return {
    account,
    today,
    team,
    dayOf: clock.dayOf,
    timeZone: clock.timeZone,
    playbook,
    explanation: explanationOf(account, running, evaluation, live),
    scores: evaluation.next.scores,
    scoredOn: state?.lastScoredDay ?? null,
    openTasks: { ...openTasks, rows: recordsOf(openTasks.rows, found.tasks) },
    closedTasks: { ...closedTasks, rows: recordsOf(closedTasks.rows, found.tasks) },
    nextAction: found.nextAction,
    renewalDate,
    answer: input.answers.find((answer) => answer.renewalDate === renewalDate),
    openEpisodes: slice('open-episodes', open),
    pastEpisodes: {
      ...past,
      rows: recordsOf(past.rows, found.episodes).map((episode) => ({
        ...episode,
        about: aboutOf(input, episode),
        isHeldOut: episode.arm?.name === HOLD_OUT,
      })),
    },
    counters: counterCourses(playbook, input),
    sharedByIndicator: sharedByIndicator(playbook.health.indicators, input),
    features:
      featureUse({ ...input, ...evaluation, scores: evaluation.next.scores }, Object.keys(playbook.features))
        .features ?? [],
    activeUsers: usage.activeUsers(addDays(today, 1 - ACTIVE_USERS_OVER_DAYS), today),
    firstEventDay: usage.firstEventDay,
    people: {
      ...people,
      rows: people.rows.map((person) => ({ ...person, optedOut: found.optOuts.get(person.id) ?? [] })),
    },
    customerPages: await customerPagesOf(account.id, pages, mailed, input.contacts, { pagesOfCustomers, now, slice }),
    goal: goalProgress(account, usage),
    ledger: slice('ledger', changes, recorded.isCut),
    roadmap: roadmapOf(input, evaluation, {
      episodes: live,
      tasks: stageTasks.flatMap((task) => found.tasks.get(task.id) ?? []),
      language: locale,
    }),
    parent: found.parent,
    group:
      belonging.length === 0
        ? undefined
        : { ...group, ...groupContext, rows: groupRows, entries: belonging, asOf: board?.asOf },
    mails: { ...sent, rows: recordsOf(sent.rows, found.mails) },
    activities: slice('activities', activities.toReversed()),
    changes: slice('changes', changed.entries, changed.next !== undefined),
    mergedInto: mergedInto(changes),
  };
}

/** Who has a page of their own, with the link that still opens it, and who may be given one. */
async function customerPagesOf(
  account: string,
  { invitations, comments, proposal }: CustomerPages,
  byMail: ReadonlyMap<string, StandingLink>,
  contacts: Contact[],
  { pagesOfCustomers, now, slice }: { pagesOfCustomers: PagesOfCustomers | undefined; now: () => number; slice: Slice },
): Promise<AccountFacts['customerPages']> {
  const known = new Set(invitations.map(({ contact }) => contact));
  const byMailOnly = [...byMail.keys()].filter((contact) => !known.has(contact)).map((contact) => ({ contact }));
  const all: Invitation[] = [...invitations, ...byMailOnly];
  const shown = slice('customer-pages', all);
  const given = shown.rows.map(async (invitation) => {
    const contact = contacts.find(({ id }) => id === invitation.contact);
    const mailed = byMail.get(invitation.contact);
    const one = { invitation, contact, ...(mailed && { mailedAt: mailed.givenAt }) };
    const last = laterOf(standingLink(invitation, now()), mailed);
    if (last === undefined || contact === undefined || pagesOfCustomers === undefined) return one;
    const { links, webUrl } = pagesOfCustomers;
    const addressOf = await links.addressesAt(last.givenAt, webUrl);
    return { ...one, link: { address: addressOf(toOwnPage(account, contact.id)), until: last.until * 1000 } };
  });
  return {
    given: { ...shown, rows: await Promise.all(given) },
    comments: comments.map((comment) => ({ ...comment, by: contacts.find(({ id }) => id === comment.contact)?.name })),
    mayInvite: contacts.slice(0, MOST_TO_INVITE),
    proposal,
  };
}

const laterOf = (byHand: StandingLink | null, byMail: StandingLink | undefined) =>
  byHand !== null && byHand.givenAt >= (byMail?.givenAt ?? 0) ? byHand : byMail;

/** One that can't be evaluated costs nobody the rest of the pages; whether it is the store that fails is another matter. */
async function evaluatedIfReadable(scoring: Scoring, id: string): Promise<EvaluatedAccount | null | 'unreadable'> {
  try {
    return await evaluateAccount(scoring, id);
  } catch (error) {
    if (isInstallationsError(error)) throw error;
    log('warn', 'account not read', errorFields(error));
    return 'unreadable';
  }
}

export const partOf = (query: URLSearchParams) => accountParts.find((part) => part === query.get('part'));

type Slice = <Row>(part: AccountPart, all: readonly Row[], isCut?: boolean) => Shown<Row>;

/** Cuts lists to what is shown of them: little of each on the whole page, pages of the one that is shown by itself. */
function sliceFor(chosen: AccountPart | undefined, query: URLSearchParams): Slice {
  const after = placeIn(query);
  return (part, all, isCut = false) => {
    const from = chosen === part ? after : 0;
    const many = part === 'customer-pages' ? MANY_PAGES_OF_CUSTOMERS : MANY;
    const most = chosen === undefined ? FEW : chosen === part ? many : 0;
    const rows = all.slice(from, from + most);
    const end = from + rows.length;
    return { rows, count: all.length, isCut, ...(end < all.length && { next: String(end) }) };
  };
}

type OpenEpisode = EpisodeLine & { id: string; person?: string | undefined };

/** What is a risk first, and of those the latest. */
function openEpisodes(
  live: LiveEpisode[],
  { input, evaluation }: EvaluatedAccount,
  { running }: Scoring,
): OpenEpisode[] {
  const sideOf = ({ signal }: OpenEpisode) => entryNamed(running.playbook.signals, signal)?.side;
  const open = live
    .filter(({ recoveredOn }) => recoveredOn === undefined)
    .map((episode): OpenEpisode => {
      const { signal, subject, openedOn } = episode;
      const reading = evaluation.signals.find((one) => one.signal === signal && one.subject === subject);
      return {
        id: episodeId(input.account.id, episode),
        signal,
        about: aboutOf(input, episode),
        ...(episode.person !== undefined && { person: episode.person }),
        openedOn,
        recoveredOn: null,
        closedAs: null,
        isHeldOut: episode.arm === HOLD_OUT,
        evidence: reading?.evidence ?? {},
      };
    });
  return open.sort(
    (a, b) =>
      Number(sideOf(b) === 'risk') - Number(sideOf(a) === 'risk') ||
      (a.openedOn < b.openedOn ? 1 : Number(a.openedOn > b.openedOn) * -1),
  );
}

const withStatus = ({ records }: Past, isOpen: boolean) =>
  records.filter(({ status }) => (status === 'open') === isOpen);

/** By when they are due, as far as the episodes that are under way tell. */
function dueFirst(records: PastRecord[], live: LiveEpisode[]): PastRecord[] {
  const dues = new Map(live.flatMap(({ tasks = [] }) => tasks.map(({ id, due }) => [id, due])));
  const dueOf = ({ id }: PastRecord) => dues.get(id) ?? LAST_DAY;
  return records.sort((a, b) => (dueOf(a) < dueOf(b) ? -1 : Number(dueOf(a) > dueOf(b))));
}

/** The work that the account was given when it entered its stage. */
function isOfStage(account: string, stage: StageProgress | null, playbook: Playbook) {
  const signals = stage === null ? [] : signalsOfStage(playbook, stage.stage);
  const beginnings = signals.map((signal) => `${account}/${signal}/${stage?.since}/`);
  return ({ id }: PastRecord) => beginnings.some((beginning) => id.startsWith(beginning));
}

const idsOf = (...records: { id: string }[][]) => records.flat().map(({ id }) => id);

const recordsOf = <Value>(records: PastRecord[], found: ReadonlyMap<string, Value>) =>
  records.flatMap(({ id }) => found.get(id) ?? []);

/** The latest first. */
function ledgerChanges(
  account: string,
  entries: LedgerEntry[],
  { today, clock }: { today: Day; clock: LocalClock },
): LedgerChange[] {
  const ledger = ledgerOf(entries);
  const page = ledgerPage(account, ledger, { asOf: today, knownOn: today, clock });
  const changes = ledger.flatMap((entry, i): LedgerChange[] => {
    const status = page.entries[i]?.status;
    return status === undefined ? [] : [{ entry, status }];
  });
  return changes.sort((a, b) =>
    a.entry.from < b.entry.from ? 1 : a.entry.from > b.entry.from ? -1 : b.entry.recordedAt - a.entry.recordedAt,
  );
}

function mergedInto(changes: LedgerChange[]): string | undefined {
  const entry = changes.find(({ entry: { fact }, status }) => fact === 'mergedInto' && status === 'stands')?.entry;
  return entry?.fact === 'mergedInto' ? (entry.value ?? undefined) : undefined;
}
