import * as z from 'zod';
import {
  accountSchema,
  contactSchema,
  countrySchema,
  csmSchema,
  daySchema,
  idSchema,
  nameSchema,
  timeZoneSchema,
} from '../../domain/account/account.ts';
import type { ImportKind } from '../../domain/import/facts.ts';
import { patchSchema, replacementSchema, updatedAtSchema } from './changes.ts';
import { descriptions } from './descriptions.ts';
import { MAX_BODY_BYTES, MOST_A_PAGE, USUAL_A_PAGE } from './read-request.ts';

type Json = Record<string, unknown>;

const CONTROL = String.raw`\u0000-\u001f\u007f-\u009f`;

/**
 * What JSON Schema can say of our own checks, which zod cannot know. Patterns without `\p`, which not every language's
 * regular expressions have: `record-id` means besides that there are no invisible characters, and at most 200 bytes.
 */
const said = () =>
  new Map<unknown, Json>([
    [idSchema._zod, { format: 'record-id', pattern: `^[^\\s${CONTROL}]([^${CONTROL}]*[^\\s${CONTROL}])?$` }],
    [nameSchema._zod, { pattern: `^[^${CONTROL}]*[^\\s${CONTROL}][^${CONTROL}]*$` }],
    [daySchema._zod, { format: 'date' }],
    [timeZoneSchema._zod, { format: 'time-zone' }],
    [countrySchema._zod, { format: 'country' }],
    [updatedAtSchema._zod, { format: 'date-time' }],
  ]);

function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const saidOf = said();
  const { $schema, ...described } = z.toJSONSchema(schema, {
    io,
    override({ zodSchema, jsonSchema }) {
      Object.assign(jsonSchema, saidOf.get(zodSchema._zod));
      // Made by taking the record apart: what it says of itself is said where it stands.
      if (io === 'output' && jsonSchema.type === 'object') delete jsonSchema.additionalProperties;
    },
  }) as Json;
  return described;
}

const UPDATED_AT =
  'When the facts became so where they come from; now unless said, and now where it lies ahead. Of each fact the value that was told last stands, whatever arrives last.';

/** The record's schema with the meaning of each of its fields. */
function describedSchema(kind: ImportKind, schema: z.ZodType, io: 'input' | 'output'): Json {
  const described = jsonSchemaOf(schema, io);
  const meanings: Record<string, string> = { ...descriptions[kind], updatedAt: UPDATED_AT };
  const properties = Object.entries(described.properties as Record<string, Json>).map(([name, property]) => [
    name,
    { ...property, description: meanings[name] },
  ]);
  return { ...described, properties: Object.fromEntries(properties) };
}

const kinds: Record<ImportKind, { name: string; one: string; many: string; record: z.ZodType }> = {
  accounts: { name: 'Account', one: 'account', many: 'accounts', record: accountSchema },
  contacts: { name: 'Contact', one: 'contact', many: 'contacts', record: contactSchema },
  csms: { name: 'Csm', one: 'CSM or colleague', many: 'team', record: csmSchema },
};

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const content = (schema: Json) => ({ 'application/json': { schema } });
const answer = (description: string, schema: Json) => ({ description, content: content(schema) });

const errors: Record<number, [description: string, headers?: Json]> = {
  400: ['The body could not be read: it is no JSON, no UTF-8, or holds a key twice.'],
  401: [
    'No live key for the API came with it.',
    { 'WWW-Authenticate': { description: 'How to show one.', schema: { type: 'string' } } },
  ],
  404: ['There is no such record, or no such account.'],
  409: [
    'It contradicts what is stored: it names somebody who is not there, or does not go together with the facts that stay.',
  ],
  413: [`The body is longer than ${MAX_BODY_BYTES} bytes.`],
  415: ['The body is not announced as application/json in UTF-8.'],
  422: ['It was read, and some of it is not usable: `fields` says what and why.'],
  429: ['Too many requests at a time: send it again after a pause. The gateway says so, by `message` alone.'],
  500: ['A fault of ours, which the operator is told of: send it again later.'],
  503: [
    'The store is busy: send the same again.',
    { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } } },
  ],
};

const responses = (...statuses: (keyof typeof errors)[]) =>
  Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/${status}` }]));

/** Ids of the demo company: who tries out the description finds something. */
const exampleIds: Record<ImportKind, string> = { accounts: 'koa', contacts: 'koa.admin', csms: 'haruka.ito' };

const idParameter = (name: string, of: ImportKind) => ({
  name,
  in: 'path',
  required: true,
  description: `The id of the ${kinds[of].one}, percent-encoded.`,
  schema: jsonSchemaOf(idSchema, 'input'),
  example: exampleIds[of],
});

const pageParameters = [
  {
    name: 'limit',
    in: 'query',
    description: 'How many at most; a page may hold fewer.',
    schema: { type: 'integer', minimum: 1, maximum: MOST_A_PAGE, default: USUAL_A_PAGE },
  },
  {
    name: 'after',
    in: 'query',
    description: '`next` of the page before.',
    schema: jsonSchemaOf(idSchema, 'input'),
  },
];

function listPath(kind: ImportKind, parameters: Json[]): Json {
  const { name, many } = kinds[kind];
  return {
    parameters,
    get: {
      operationId: `list${name}s`,
      summary: `The ${many}, page by page`,
      tags: [kind],
      parameters: pageParameters,
      responses: {
        200: answer('One page.', reference(`${name}Page`)),
        ...responses(401, 404, 422, 429, 500, 503),
      },
    },
  };
}

function recordPath(kind: ImportKind, parameters: Json[]): Json {
  const { name, one } = kinds[kind];
  const record = reference(name);
  const bodyOf = (schema: string) => ({ required: true, content: content(reference(schema)) });
  return {
    parameters,
    get: {
      operationId: `get${name}`,
      summary: `One ${one}`,
      tags: [kind],
      responses: { 200: answer('As it is known now.', record), ...responses(401, 404, 422, 429, 500, 503) },
    },
    put: {
      operationId: `put${name}`,
      summary: `Makes the ${one}, or says anew all that is known`,
      description: 'A fact that is not said is not known any more. What was told with a later time stands.',
      tags: [kind],
      requestBody: bodyOf(`${name}Replacement`),
      responses: {
        200: answer('As it is known now.', record),
        201: answer('There was none of this id.', record),
        ...responses(400, 401, 404, 409, 413, 415, 422, 429, 500, 503),
      },
    },
    patch: {
      operationId: `patch${name}`,
      summary: `Says some facts of the ${one}`,
      description: 'A fact that is not said stays; null forgets it. What was told with a later time stands.',
      tags: [kind],
      requestBody: bodyOf(`${name}Patch`),
      responses: {
        200: answer('As it is known now.', record),
        ...responses(400, 401, 404, 409, 413, 415, 422, 429, 500, 503),
      },
    },
  };
}

function schemasOf(kind: ImportKind): Json {
  const { name, record } = kinds[kind];
  return {
    [name]: describedSchema(kind, record, 'output'),
    [`${name}Replacement`]: describedSchema(kind, replacementSchema(kind), 'input'),
    [`${name}Patch`]: describedSchema(kind, patchSchema(kind), 'input'),
    [`${name}Page`]: {
      type: 'object',
      required: [kind],
      properties: {
        [kind]: { type: 'array', items: reference(name) },
        next: { type: 'string', description: 'Send it as `after` for the next page; absent after the last one.' },
      },
    },
  };
}

const errorSchema = {
  type: 'object',
  required: ['error', 'detail'],
  properties: {
    error: { type: 'string', description: 'What it is, for programs: it stays the same.' },
    detail: { type: 'string', description: 'What to do, for people.' },
    fields: {
      type: 'object',
      additionalProperties: { type: 'string' },
      description: 'By the field or parameter, what is wrong with it.',
    },
  },
};

/** The gateway's own. */
const throttledSchema = { type: 'object', required: ['message'], properties: { message: { type: 'string' } } };

/** The description of the HTTP API: of what a request may hold, its own schemas. */
export function describeApi(): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sakimawari',
      version: '1',
      summary: 'Accounts, contacts and the team, for the programs that know them.',
      description:
        'Facts count from the next evaluation of the account on: with its next event, or in the next night. An id may hold anything printable, up to 128 characters and 200 bytes: percent-encode it in paths, a slash too. No account is reached here whose id holds `/contacts/`, or that begins or ends with a slash.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ key: [] }],
    tags: [
      { name: 'accounts', description: 'Your customers.' },
      { name: 'contacts', description: 'The people at an account.' },
      { name: 'csms', description: 'Your own team.' },
      { name: 'description', description: 'This.' },
    ],
    paths: {
      '/v1/accounts': listPath('accounts', []),
      '/v1/accounts/{id}': recordPath('accounts', [idParameter('id', 'accounts')]),
      '/v1/accounts/{account}/contacts': listPath('contacts', [idParameter('account', 'accounts')]),
      '/v1/accounts/{account}/contacts/{id}': recordPath('contacts', [
        idParameter('account', 'accounts'),
        idParameter('id', 'contacts'),
      ]),
      '/v1/csms': listPath('csms', []),
      '/v1/csms/{id}': recordPath('csms', [idParameter('id', 'csms')]),
      '/v1/openapi.json': {
        get: {
          operationId: 'getDescription',
          summary: 'This description',
          tags: ['description'],
          security: [],
          responses: { 200: answer('OpenAPI 3.1.', { type: 'object' }), ...responses(429, 500) },
        },
      },
    },
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key of a source, `ska_…`.' } },
      schemas: { ...schemasOf('accounts'), ...schemasOf('contacts'), ...schemasOf('csms'), Error: errorSchema },
      responses: Object.fromEntries(
        Object.entries(errors).map(([status, [description, headers]]) => [
          status,
          {
            ...answer(description, status === '429' ? throttledSchema : reference('Error')),
            ...(headers && { headers }),
          },
        ]),
      ),
    },
  };
}
