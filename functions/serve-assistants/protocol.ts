import { isObject } from '../../domain/usage/read-usage-event.ts';
import { checkArguments, schemaOf } from './arguments.ts';
import { codes, RefusedRequestError, type Request } from './json-rpc.ts';
import { type Asking, type Tool, UnanswerableError } from './tool.ts';
import { toolsByName } from './tools.ts';
import { assistantWords } from './words/words.ts';

/** With `initialize`, the latest first; each answers a request by itself, without a session. */
const SHAKEN_HANDS = ['2025-11-25', '2025-06-18'] as const;
/** Without: each request says itself by which revision it speaks. */
const ENVELOPED = ['2026-07-28'] as const;
type Revision = (typeof SHAKEN_HANDS)[number] | (typeof ENVELOPED)[number];

const IN_ENVELOPE = 'io.modelcontextprotocol/';
const SERVER = { name: 'sakimawari', title: 'Sakimawari', version: '0.1.0' };

type Headers = Readonly<Record<string, string | undefined>>;

const isEnveloped = (revision: Revision | undefined) => ENVELOPED.some((one) => one === revision);

/**
 * By which revision of the protocol a request speaks.
 *
 * @throws RefusedRequestError where it is none of ours, or its headers say otherwise than its body
 */
export function checkRevision({ method, params }: Request, headers: Headers): Revision {
  const envelope = isObject(params._meta) ? params._meta : {};
  const inBody = envelope[`${IN_ENVELOPE}protocolVersion`];
  const inHeader = headers['mcp-protocol-version'];
  if (inBody === undefined && !ENVELOPED.some((one) => one === inHeader)) {
    const known = SHAKEN_HANDS.find((one) => one === inHeader);
    if (inHeader !== undefined && known === undefined && method !== 'initialize') throw otherRevision(inHeader);
    return known ?? SHAKEN_HANDS[0];
  }
  if (inBody !== inHeader) throw differing('MCP-Protocol-Version', 'the version in _meta');
  const known = ENVELOPED.find((one) => one === inBody);
  if (known === undefined) throw otherRevision(String(inBody));
  for (const name of ['clientCapabilities', 'clientInfo']) {
    if (!isObject(envelope[`${IN_ENVELOPE}${name}`])) {
      throw new RefusedRequestError(400, codes.badParams, `_meta has no ${IN_ENVELOPE}${name}.`);
    }
  }
  if (headers['mcp-method'] !== method) throw differing('Mcp-Method', 'the method');
  if (method === 'tools/call' && headers['mcp-name'] !== params.name) throw differing('Mcp-Name', 'the name');
  return known;
}

const otherRevision = (requested: string) =>
  new RefusedRequestError(400, codes.otherRevision, 'This revision of the protocol is not spoken here.', {
    data: { supported: [...ENVELOPED, ...SHAKEN_HANDS], requested: requested.slice(0, 40) },
  });

const differing = (header: string, what: string) =>
  new RefusedRequestError(400, codes.headersDiffer, `The header ${header} says otherwise than ${what} in the body.`);

/** The result of a request. */
export async function answerMethod(request: Request, revision: Revision, asking: Asking): Promise<object> {
  const { method, params } = request;
  switch (method) {
    case 'initialize':
      if (isEnveloped(revision)) break;
      return {
        protocolVersion: SHAKEN_HANDS.find((one) => one === params.protocolVersion) ?? SHAKEN_HANDS[0],
        ...introduction(asking),
        serverInfo: SERVER,
      };
    case 'ping':
      if (isEnveloped(revision)) break;
      return {};
    case 'server/discover':
      if (!isEnveloped(revision)) break;
      return completed({ supportedVersions: ENVELOPED, ...introduction(asking), ...NOT_KEPT }, revision);
    case 'tools/list':
      return completed({ tools: listOf(asking), ...(isEnveloped(revision) && NOT_KEPT) }, revision);
    case 'tools/call':
      return completed(await callTool(params, asking), revision);
  }
  throw new RefusedRequestError(isEnveloped(revision) ? 404 : 200, codes.noMethod, 'There is no such method.');
}

/** Who may ask for what differs by person, and may differ tomorrow. */
const NOT_KEPT = { ttlMs: 0, cacheScope: 'private' } as const;

const completed = (result: object, revision: Revision) =>
  isEnveloped(revision)
    ? { ...result, resultType: 'complete', _meta: { [`${IN_ENVELOPE}serverInfo`]: SERVER } }
    : result;

const introduction = ({ asker, readings: { company } }: Asking) => ({
  capabilities: { tools: {} },
  instructions: assistantWords(asker.locale).instructions(asker.member.name, company.name),
});

const isOpenTo = ({ needs }: Tool, { asker }: Pick<Asking, 'asker'>) => asker.may(needs);

function listOf(asking: Asking): object[] {
  const words = assistantWords(asking.asker.locale);
  return [...toolsByName.values()]
    .filter((tool) => isOpenTo(tool, asking))
    .map(({ name, fields, does }) => {
      const { title, description } = words.tools[name];
      return {
        ...{ name, title, description },
        inputSchema: schemaOf(fields, (field) => words.fields[field as keyof typeof words.fields]),
        annotations: {
          title,
          readOnlyHint: does === 'reads',
          destructiveHint: does === 'replaces',
          idempotentHint: true,
          openWorldHint: false,
        },
      };
    });
}

async function callTool({ name, arguments: given = {} }: Request['params'], asking: Asking): Promise<object> {
  const tool = toolsByName.get(name as Tool['name']);
  if (tool === undefined || !isOpenTo(tool, asking)) {
    // What somebody may not do is no tool of theirs.
    throw new RefusedRequestError(200, codes.badParams, 'There is no such tool: tools/list says which there are.');
  }
  if (!isObject(given)) throw new RefusedRequestError(200, codes.badParams, 'The arguments are a JSON object.');
  const checked = checkArguments(tool.fields, given);
  const answer = await tool.load();
  try {
    const told = await answer(checked, asking);
    return { content: [{ type: 'text', text: JSON.stringify(told) }], structuredContent: told };
  } catch (error) {
    if (!(error instanceof UnanswerableError)) throw error;
    return { content: [{ type: 'text', text: error.message }], isError: true };
  }
}
