import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { idSchema } from '../../domain/account/account.ts';
import { type Actor, programOf } from '../../domain/audit/audit.ts';
import { dayOfReported, type ImportKind, type RowFacts } from '../../domain/import/facts.ts';
import { reportTime } from '../../domain/import/reported-at.ts';
import type { Reporter } from '../../domain/import/reporter.ts';
import { readTime } from '../../domain/usage/read-time.ts';
import { isAccountId } from '../../domain/usage/read-usage-event.ts';
import { isOverload } from '../aws/aws-error.ts';
import { type DirectoryTools, RecordBusyError, upsertRecords } from '../directory/upsert-records.ts';
import { jsonResponse } from '../runtime/http-errors.ts';
import { RequestError, requestOf } from '../runtime/request-error.ts';
import type { RecordPages } from '../store/lists/record-pages.ts';
import { hintOfKey, type SourceKeys } from '../store/sources/source-keys.ts';
import { factNames, patchSchema, replacementSchema } from './changes.ts';
import { findTarget, type Target } from './find-target.ts';
import { checked, keyOf, readJson, readPage } from './read-request.ts';

export interface ServeApiTools extends DirectoryTools {
  keys: Pick<SourceKeys, 'find'>;
  pages: Pick<RecordPages, 'accounts' | 'contacts' | 'csms'>;
}

type Answer = APIGatewayProxyStructuredResultV2;
type RecordTarget = Extract<Target, { type: 'record' }>;
type ListTarget = Extract<Target, { type: 'list' }>;

const METHODS: Record<Target['type'], string[]> = {
  description: ['GET', 'HEAD'],
  list: ['GET', 'HEAD'],
  record: ['GET', 'HEAD', 'PUT', 'PATCH'],
};

/** Whoever reads the description, which is public. */
const NOBODY = programOf('-');

/** Accounts, contacts and the team, for programs: one request in, its answer out. */
export function serveApi(tools: ServeApiTools) {
  return (event: APIGatewayProxyEventV2): Promise<Answer> => whenNotBusy(() => answer(event));

  async function answer(event: APIGatewayProxyEventV2): Promise<Answer> {
    const { method } = event.requestContext.http;
    const target = findTarget(event.rawPath);
    if (target !== undefined && method === 'OPTIONS') return { statusCode: 204, headers: { allow: allowedAt(target) } };
    // Who shows no key learns nothing, not even what there is not; the description is public anyway.
    if (target?.type === 'description') return carryOut(method, target, event, NOBODY);
    const { who, source } = await authenticate(event, tools);
    return requestOf(source, () => carryOut(method, target, event, who));
  }

  async function carryOut(
    method: string,
    target: Target | undefined,
    event: APIGatewayProxyEventV2,
    who: Actor,
  ): Promise<Answer> {
    if (target === undefined) {
      throw new RequestError('not-found', 'no-such-path', 'GET /v1/openapi.json lists what there is.');
    }
    if (!METHODS[target.type].includes(method)) {
      const allow = allowedAt(target);
      throw new RequestError('method-not-allowed', 'method-not-allowed', `Use ${allow}.`, { headers: { allow } });
    }
    const answered = await respond(method, target, event, tools, who);
    return method === 'HEAD' ? { ...answered, body: '' } : answered;
  }
}

const allowedAt = ({ type }: Target) => [...METHODS[type], 'OPTIONS'].join(', ');

async function respond(
  method: string,
  target: Target,
  event: APIGatewayProxyEventV2,
  tools: ServeApiTools,
  who: Actor,
) {
  if (target.type === 'description') {
    const { describeApi } = await import('./openapi.ts');
    return jsonResponse(200, describeApi());
  }
  if (target.type === 'list') return list(target, event, tools);
  checkIds(target.identity);
  switch (method) {
    case 'PUT':
      return put(target, event, tools, who);
    case 'PATCH':
      return patch(target, event, tools, who);
    default:
      return jsonResponse(200, (await find(target, tools)) ?? refuseMissing(target));
  }
}

/** Whose key the request shows. */
async function authenticate(
  event: APIGatewayProxyEventV2,
  { keys }: ServeApiTools,
): Promise<{ who: Actor; source: string }> {
  const key = keyOf(event);
  const found = key === undefined ? null : await keys.find(key, 'api');
  if (key !== undefined && found !== null)
    return { who: programOf(found.source, hintOfKey(key)), source: found.source };
  const detail = 'Send the header "authorization: Bearer ska_…" with a live key for the API.';
  throw new RequestError('unauthenticated', 'no-such-key', detail, { headers: { 'www-authenticate': 'Bearer' } });
}

function checkIds(ids: Record<string, unknown>): void {
  // The schema is for saying what is wrong: to load it takes as long as all else that most requests need.
  if (!Object.values(ids).every(isAccountId)) checked(z.record(z.string(), idSchema), ids);
}

async function list({ kind, account }: ListTarget, event: APIGatewayProxyEventV2, tools: ServeApiTools) {
  const { limit, after } = readPage(event);
  if (after !== undefined) checkIds({ after });
  if (account !== undefined) {
    checkIds({ account });
    await requireAccount(account, tools);
  }
  const { records, next } = await (kind === 'contacts'
    ? tools.pages.contacts(account as string, limit, after)
    : tools.pages[kind](limit, after));
  return jsonResponse(200, { [kind]: records, next });
}

/** The record is what the body says, and nothing besides; what was told later than it stands. */
async function put(target: RecordTarget, event: APIGatewayProxyEventV2, tools: ServeApiTools, who: Actor) {
  const { updatedAt, ...facts } = checked(replacementSchema(target.kind), readFacts(target.kind, event, tools));
  const isNew = (await find(target, tools)) === undefined;
  const all = Object.fromEntries(factNames(target.kind).map((name) => [name, null]));
  const record = await upsert(target, { ...all, ...facts }, updatedAt, tools, who);
  return jsonResponse(isNew ? 201 : 200, record);
}

/** A date may be told as a point in time, as files and calls may. */
function readFacts(kind: ImportKind, event: APIGatewayProxyEventV2, { clock }: ServeApiTools): unknown {
  const body = readJson(event);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, dayOfReported(kind, name, value, clock.dayOf)]),
  );
}

async function patch(target: RecordTarget, event: APIGatewayProxyEventV2, tools: ServeApiTools, who: Actor) {
  const { updatedAt, ...facts } = checked(patchSchema(target.kind), readFacts(target.kind, event, tools));
  if ((await find(target, tools)) === undefined) refuseMissing(target);
  return jsonResponse(200, await upsert(target, facts, updatedAt, tools, who));
}

async function upsert(
  target: RecordTarget,
  facts: RowFacts,
  updatedAt: string | undefined,
  tools: ServeApiTools,
  who: Actor,
): Promise<unknown> {
  const { kind, identity } = target;
  const { account } = identity;
  if (typeof account === 'string') await requireAccount(account, tools);
  const now = tools.now();
  const at = updatedAt === undefined ? now : reportTime(readTime(updatedAt), now);
  const reporter: Reporter = { by: 'api', who };
  const row = { ref: identity.id, facts: { ...facts, ...identity }, at, reporter };
  const { refused } = await upsertRecords(kind, [row], tools);
  const [refusal] = refused;
  if (refusal !== undefined) throw new RequestError('conflicting', 'contradicts', refusal.reason);
  return find(target, tools);
}

async function whenNotBusy<Done>(work: () => Promise<Done>): Promise<Done> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RecordBusyError) && !isOverload(error)) throw error;
    // What was written may be written again: a change that is told twice is one.
    throw new RequestError('busy', 'busy', 'Send the same again.', { cause: error });
  }
}

async function find({ kind, identity }: RecordTarget, { directory }: ServeApiTools): Promise<unknown> {
  const [record] = await directory.findRecords(kind, [identity]);
  return record?.facts;
}

async function requireAccount(account: string, { directory }: ServeApiTools): Promise<void> {
  if ((await directory.existing('accounts', [account])).has(account)) return;
  throw new RequestError('not-found', 'no-such-account', 'There is no account of this id: PUT it first.');
}

function refuseMissing({ kind }: RecordTarget): never {
  throw new RequestError('not-found', noSuch[kind], 'There is none of this id: PUT makes one.');
}

const noSuch: Record<ImportKind, string> = {
  accounts: 'no-such-account',
  contacts: 'no-such-contact',
  csms: 'no-such-csm',
};
