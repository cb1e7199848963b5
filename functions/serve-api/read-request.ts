import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import { MalformedBodyError, parseBody } from '../../domain/usage/read-delivery.ts';
import { RequestError } from '../runtime/request-error.ts';

export const MAX_BODY_BYTES = 64 * 1024;
export const MOST_A_PAGE = 200;
export const USUAL_A_PAGE = 100;

const utf8 = new TextDecoder('utf-8', { fatal: true });

const BEARER = /^bearer +(\S+)$/i;

/** The key that the request shows; undefined when it shows none. */
export const keyOf = ({ headers }: APIGatewayProxyEventV2) => BEARER.exec(headers.authorization ?? '')?.[1];

/** @throws RequestError when there is no JSON in the body, or anything besides */
export function readJson(event: APIGatewayProxyEventV2): unknown {
  requireJson(event.headers['content-type']);
  const { body = '', isBase64Encoded } = event;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > MAX_BODY_BYTES) {
    throw new RequestError('too-large', 'body-too-large', `Send at most ${MAX_BODY_BYTES} bytes.`);
  }
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (error) {
    throw new RequestError('malformed', 'not-utf-8', 'Send the body as UTF-8, uncompressed.', { cause: error });
  }
  try {
    return parseBody(text);
  } catch (error) {
    if (!(error instanceof MalformedBodyError)) throw error;
    throw new RequestError('malformed', error.code, error.message, { cause: error });
  }
}

function requireJson(contentType = ''): void {
  const [type, ...parameters] = contentType.toLowerCase().split(';');
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  if (type?.trim() === 'application/json' && isUtf8) return;
  throw new RequestError('unsupported-type', 'unsupported-type', 'Send content-type: application/json, in UTF-8.');
}

export interface Page {
  limit: number;
  /** The last one of the page before. */
  after?: string;
}

/** @throws RequestError that names the parameter */
export function readPage({ queryStringParameters = {} }: APIGatewayProxyEventV2): Page {
  const { limit = String(USUAL_A_PAGE), after } = queryStringParameters;
  const number = Number(limit);
  if (!/^\d+$/.test(limit) || number < 1 || number > MOST_A_PAGE) {
    throw invalid({ limit: `is not a whole number from 1 to ${MOST_A_PAGE}` });
  }
  return { limit: number, ...(after !== undefined && { after }) };
}

/** @throws RequestError that names every field that is wrong, without its value: it may be somebody's */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(Object.fromEntries(parsed.error.issues.flatMap((issue) => complaintsOf(issue, value))));
}

export function invalid(fields: Record<string, string>): RequestError {
  const names = Object.keys(fields);
  if (names.length === 0) return new RequestError('invalid', 'invalid', 'Send one JSON object.');
  return new RequestError('invalid', 'invalid', `Not usable: ${names.join(', ')}.`, { fields });
}

function complaintsOf(issue: z.core.$ZodIssue, value: unknown): [field: string, complaint: string][] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [key, 'is not known here']);
  const [field, ...rest] = issue.path;
  if (field === undefined) return [];
  const isMissing = rest.length === 0 && !Object.hasOwn(value as object, field);
  return [[issue.path.join('.'), isMissing ? 'is missing' : complaintOf(issue)]];
}

function complaintOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `is none of ${issue.values.join(', ')}`;
    case 'invalid_type':
      return `is not of the type ${issue.expected}`;
    default:
      return issue.message;
  }
}
