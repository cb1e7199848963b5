import { isDeepStrictEqual } from 'node:util';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Csm } from '../../domain/account/account.ts';
import type { Activity } from '../../domain/activities/activity.ts';
import type { AuditEntry } from '../../domain/audit/audit.ts';
import { boardEntry } from '../../domain/board/board-entry.ts';
import type { ReportedAt } from '../../domain/import/reported-at.ts';
import { leftToDo, type Move, type TeamRating } from '../../domain/improvement-map/moves.ts';
import { usualKpiRules } from '../../domain/kpis/kpi-rules.ts';
import type { DataRequest } from '../../domain/personal-data/data-request.ts';
import { emptyRegister } from '../../domain/playbook/name-register.ts';
import type { Proposal } from '../../domain/proposals/proposal.ts';
import type { LastAct } from '../../domain/sign-in/last-act.ts';
import type { PersonalKey } from '../../domain/sign-in/personal-key.ts';
import type { Session } from '../../domain/sign-in/session.ts';
import { lifetimeOf } from '../../domain/usage/lifetime.ts';
import { takeTeamAct } from '../../functions/act-for-team/take-team-act.ts';
import type { TeamActTools } from '../../functions/act-for-team/tools.ts';
import { encodeContact, encodeCsm } from '../../functions/store/accounts/account-items.ts';
import type { AccountSnapshot } from '../../functions/store/accounts/accounts.ts';
import type { DynamoDirectory } from '../../functions/store/accounts/directory.ts';
import type { StoredPlaybook, VersionTold } from '../../functions/store/playbooks/playbooks.ts';
import { NONCE_BYTES } from '../../functions/team-pages/sealed-cookie.ts';
import { formTokenOf, sessionCookie } from '../../functions/team-pages/session-cookie.ts';
import { defaultPlaybook } from './default-playbook.ts';
import { key, noon, type World, webInMemory } from './web-in-memory.ts';

const https = { headers: { 'x-forwarded-proto': 'https' } };

/** What is done on the team's pages, over plain maps: everybody of the team is signed in. */
export function teamInMemory(given: Partial<World> = {}) {
  const web = webInMemory(given);
  const { world, tools } = web;
  const lastActs = new Map<string, LastAct>();
  const sessionOf = (person: string): Session => {
    const role = world.members.find(({ id }) => id === person)?.role ?? 'csm';
    return { id: `session-of-${person}`, person, role, signedInAt: noon, seenAt: noon };
  };
  const activities = new Map<string, Activity>();
  /** When the stage of the account was told last. */
  let stageSetAt: number | undefined;
  const recorded: AuditEntry[] = [];
  const moves = new Map<string, Move>();
  const ratings: TeamRating[] = [];
  /** When each fact of a colleague was told. */
  const reportedAt = new Map<string, ReportedAt>();
  const people: Pick<DynamoDirectory, 'findRecords' | 'saveRecord' | 'existing'> = {
    findRecords: async (_kind, asked) =>
      asked.map(({ id }) => {
        const facts = world.members.find((member) => member.id === id);
        return facts && ({ facts, reportedAt: reportedAt.get(facts.id) ?? {} } as never);
      }),
    saveRecord: async (_kind, { facts, reportedAt: at }, asRead, { audit } = {}) => {
      const place = world.members.findIndex(({ id }) => id === facts.id);
      if (world.members[place] !== asRead?.facts) return false;
      world.members.splice(place < 0 ? world.members.length : place, 1, facts as Csm);
      reportedAt.set(facts.id, at);
      if (audit) recorded.push(audit);
      return true;
    },
    existing: async (_kind, ids) => new Set(ids.filter((id) => world.members.some((member) => member.id === id))),
  };
  const versions = new Map<string, StoredPlaybook>([
    ['v2', { version: 'v2', playbook: defaultPlaybook, pushedAt: '' }],
    ['v3', { version: 'v3', playbook: defaultPlaybook, pushedAt: '' }],
  ]);
  const told: VersionTold[] = [];
  const asked: { kind: string; question: unknown; playbook: string; by: string }[] = [];
  const stopped: string[] = [];
  const studies = new Map<string, { state: string; answer?: unknown }>();
  const proposals = new Map<string, Proposal>();
  const dataRequests = new Map<string, DataRequest>();
  const dataRuns: string[] = [];
  const personalKeys = new Map<string, PersonalKey>();
  const endedKeys = new Set<string>();
  const running = () => [...versions.keys()].at(-1) as string;
  const playbooks: TeamActTools['playbooks'] = {
    current: async () => versions.get(running()),
    currentVersion: async () => running(),
    version: async (version) => versions.get(version),
    names: async () => emptyRegister(),
    latestTold: async (most) => told.toReversed().slice(0, most),
    push: async (playbook, predecessor, version, pushedAt, said = {}) => {
      if (predecessor !== running()) return false;
      versions.set(version, { version, playbook, pushedAt });
      if (said.told) told.push(said.told);
      if (said.audit) recorded.push(said.audit);
      return true;
    },
  };
  const team = {
    ...tools,
    company: web.company,
    links: { openSignIn: async () => ({ unusable: 'unknown' }) },
    sessionKeys: { read: async () => ({ current: key, all: [key], leaked: [] }) },
    sessions: {
      read: async ({ id, person }) => {
        const lastAct = lastActs.get(id);
        const member = world.members.find((one) => one.id === person);
        return { isOpen: true, ...(member && { member }), ...(lastAct && { lastAct }) };
      },
    },
    signIns: {
      asks: async () => undefined,
      keep: async () => true,
      keepNothing: async () => {},
      begin: async () => true,
      beginByProvider: async () => {},
      end: async () => {},
      remember: async ({ session, act }) => void lastActs.set(session.id, act),
    },
    activities: {
      log: async (_account, activity, { notice }) => {
        if (activities.has(activity.id)) return false;
        activities.set(activity.id, activity);
        if (notice) lastActs.set(notice.session.id, notice.act);
        return true;
      },
      takeBack: async (_account, { id }) => activities.delete(id),
    },
    accounts: {
      load: async (id) =>
        id !== world.account.id
          ? null
          : ({
              ...{ account: world.account, activities: [...activities.values()], answers: [], days: [] },
              lifetime: lifetimeOf([]),
              stored: world.state ? { version: 1, state: world.state } : null,
            } as unknown as AccountSnapshot),
    },
    stages: {
      move: async ({ before, after, at, activity }, stored) => {
        if (world.account !== before) return false;
        const told = stageSetAt;
        Object.assign(world, { account: after, ...(stored && { state: stored.state }) });
        stageSetAt = at;
        activities.set(activity.id, activity);
        return told === undefined ? {} : { at: told };
      },
      takeBack: async (_account, { at, activity, before }) => {
        if (stageSetAt !== at) return 'said-since';
        const { stage: _, ...facts } = world.account;
        world.account = { ...facts, ...(before.stage && { stage: before.stage }) };
        if (world.state) world.state = { ...world.state, stage: before.progress };
        stageSetAt = before.at;
        activities.delete(activity.id);
        return 'taken-back';
      },
    },
    records: tools.reads.records,
    tasks: { ...tools.tasks, find: async (id) => world.tasks.get(id) },
    playbooks,
    improvements: {
      readAll: async () => ({ moves: [...moves.values()], ratings }),
      saveMove: async (before, move, audit, { mail, untold } = {}) => {
        if (!isDeepStrictEqual(moves.get(move.id), before)) return false;
        const waits = world.mails.find(({ id }) => id === untold?.mail);
        if (untold !== undefined && waits?.status !== 'waiting') return false;
        world.mails = world.mails.filter((one) => one !== waits);
        if (mail) world.mails.push(mail);
        moves.set(move.id, move);
        recorded.push(audit);
        return true;
      },
      openMoves: async () => [...moves.values()].filter((move) => leftToDo(move) !== null),
      saveRating: async (before, rating, audit) => {
        const place = ratings.findIndex(({ activity, by }) => activity === rating.activity && by === rating.by);
        if (!isDeepStrictEqual(ratings[place], before)) return false;
        ratings.splice(place < 0 ? ratings.length : place, 1, rating);
        recorded.push(audit);
        return true;
      },
    },
    proposals: {
      latest: async (most) => [...proposals.values()].toReversed().slice(0, most),
      find: async (id) => proposals.get(id),
      save: async (before, proposal, audit) => {
        if (!isDeepStrictEqual(proposals.get(proposal.id), before)) return false;
        proposals.set(proposal.id, proposal);
        recorded.push(audit);
        return true;
      },
    },
    kpis: { rules: usualKpiRules, targets: [] },
    chatPlaces: ['main', 'enterprise'],
    studies: {
      start: async (study, by) => {
        asked.push({ ...study, by });
        return { id: `${study.kind}-${asked.length}` } as never;
      },
      look: async (id) => studies.get(id) as never,
      cancel: async (id) => void stopped.push(id) as undefined,
    },
    personalKeys: {
      listed: async (person) =>
        [...personalKeys].flatMap(([hash, key]) => (key.person === person ? { ...key, hash } : [])),
      make: async (hash, key, audit) => {
        if (endedKeys.has(hash) || personalKeys.has(hash)) return false;
        personalKeys.set(hash, key);
        recorded.push(audit);
        return true;
      },
      find: async (hash) => personalKeys.get(hash),
      end: async (hash, _now, audit) => {
        endedKeys.add(hash);
        recorded.push(audit);
        return personalKeys.delete(hash);
      },
    },
    webUrl: 'https://pages.example',
    dataRequests: {
      ask: async (request, audit) => {
        if (dataRequests.has(request.id)) return false;
        dataRequests.set(request.id, request);
        if (audit) recorded.push(audit);
        return true;
      },
    },
    dataRuns: { start: async (name) => void dataRuns.push(name) },
    board: {
      read: async () => ({ entries: [boardEntry(world.account, world.state ?? null, '2026-06-02')], isPartial: false }),
    },
    listings: {
      listed: async () => ({ items: world.members.map(encodeCsm), next: undefined }),
      ofAccount: async (account) => ({ items: world.account.id === account ? [encodeContact(world.contact)] : [] }),
    },
    audit: {
      ofMember: async (id) => recorded.filter(({ about }) => about.member === id).toReversed(),
    },
    openDirectory: async () => ({
      ...{ directory: people, ledger: { read: async () => [] }, clock: tools.clock, now: tools.now },
      links: { linkUsers: async () => undefined },
    }),
    newId: () => 'new',
    random: (bytes) => Buffer.alloc(bytes),
  } satisfies TeamActTools;
  const take = takeTeamAct(team);

  async function press(
    person: string,
    act: string,
    form: Record<string, string> | [string, string][] | FormData,
  ): Promise<APIGatewayProxyStructuredResultV2> {
    const session = sessionOf(person);
    const path = `/act/${act}`;
    const sent = await encoded([['form', formTokenOf(session, key)]], form);
    const event = {
      version: '2.0',
      rawPath: path,
      rawQueryString: '',
      headers: { ...https.headers, 'content-type': sent.type },
      cookies: [
        sessionCookie(session, https, {
          keys: { current: key, all: [key] },
          nonce: Buffer.alloc(NONCE_BYTES, 1),
        }).split(';')[0],
      ],
      pathParameters: { proxy: act },
      requestContext: { http: { method: 'POST', path } },
      ...{ body: sent.body, isBase64Encoded: sent.isBase64Encoded },
    } as unknown as APIGatewayProxyEventV2;
    return (await take(event, {} as never, undefined as never)) as APIGatewayProxyStructuredResultV2;
  }

  return {
    ...web,
    activities,
    /** Who changed what in the team. */
    recorded,
    /** Every playbook that ran, the latest last. */
    versions,
    /** What was asked of the past, and what was stopped. */
    asked,
    stopped,
    /** How questions stand, by their ids. */
    studies,
    proposals,
    /** By their hashes. */
    personalKeys,
    people,
    /** To make them fail. */
    team,
    press,
    lastActOf: (person: string) => lastActs.get(`session-of-${person}`),
    undo: (person: string, of = lastActs.get(`session-of-${person}`)?.at ?? 0) =>
      press(person, 'undo', { of: String(of) }),
  };
}

/** As a browser sends it; what has a file as an API takes it. */
async function encoded(token: [string, string][], form: Record<string, string> | [string, string][] | FormData) {
  if (!(form instanceof FormData)) {
    const body = new URLSearchParams([...token, ...entriesOf(form)]).toString();
    return { type: 'application/x-www-form-urlencoded', body, isBase64Encoded: false };
  }
  for (const [name, value] of token) form.set(name, value);
  const response = new Response(form);
  const bytes = Buffer.from(await response.arrayBuffer());
  return {
    type: response.headers.get('content-type') as string,
    body: bytes.toString('base64'),
    isBase64Encoded: true,
  };
}

const entriesOf = (form: Record<string, string> | [string, string][]) =>
  Array.isArray(form) ? form : Object.entries(form);
