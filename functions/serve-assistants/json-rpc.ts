import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { isObject } from '../../domain/usage/read-usage-event.ts';

/** What the standard calls wrong, and what the protocol adds to it. */
export const codes = {
  unreadable: -32700,
  noRequest: -32600,
  noMethod: -32601,
  badParams: -32602,
  internal: -32603,
  refused: -32000,
  headersDiffer: -32020,
  otherRevision: -32022,
} as const;

export type Id = string | number | null;

export interface Request {
  id: string | number;
  method: string;
  params: Record<string, unknown>;
}

/** A request that is not carried out: by which code, and with which status of HTTP. */
export class RefusedRequestError extends Error {
  override readonly name = 'RefusedRequestError';
  readonly code = 'refused-request';

  constructor(
    readonly status: number,
    readonly rpcCode: number,
    message: string,
    readonly options: { headers?: Record<string, string>; data?: unknown; id?: Id } = {},
  ) {
    super(message);
  }
}

/**
 * The one request that a body holds; `null` for a notification or an answer, to which nothing is said.
 *
 * @throws RefusedRequestError
 */
export function readRequest(body: string): Request | null {
  const message = parsed(body);
  if (Array.isArray(message)) {
    throw new RefusedRequestError(400, codes.noRequest, 'Send one request at a time: batches are not taken.');
  }
  if (!isObject(message) || message.jsonrpc !== '2.0') {
    throw new RefusedRequestError(400, codes.noRequest, 'Send one JSON-RPC 2.0 message as a JSON object.');
  }
  const { id, method, params = {} } = message;
  if (method === undefined && (Object.hasOwn(message, 'result') || Object.hasOwn(message, 'error'))) return null;
  const isId = (typeof id === 'string' && id.length <= 200) || (typeof id === 'number' && Number.isFinite(id));
  if (typeof method !== 'string' || (!isId && id !== undefined)) {
    throw new RefusedRequestError(400, codes.noRequest, 'A request has a method, and a text or number as its id.');
  }
  if (!isId) return null;
  if (!isObject(params)) {
    throw new RefusedRequestError(400, codes.badParams, 'The params of a request are a JSON object.', { id: id as Id });
  }
  return { id: id as Request['id'], method, params };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new RefusedRequestError(400, codes.unreadable, 'The body is no JSON.');
  }
}

const json = (statusCode: number, body: object, headers: Record<string, string> = {}) => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify({ jsonrpc: '2.0', ...body }),
});

export const respondWithResult = (id: Id, result: object): APIGatewayProxyStructuredResultV2 =>
  json(200, { id, result });

export const respondWithRefusal = ({
  status,
  rpcCode: code,
  message,
  options: { headers, data, id = null },
}: RefusedRequestError): APIGatewayProxyStructuredResultV2 =>
  json(status, { id, error: { code, message, ...(data !== undefined && { data }) } }, headers);
