import { isObject } from '../usage/read-usage-event.ts';

/** What a write key may tell: what its user did, or facts of accounts and people as well. */
export const keyRights = ['events', 'facts'] as const;
export type KeyRights = (typeof keyRights)[number];

/** What the company's own server vouches for: nothing, who the user is, or also that they belong to the account. */
export type Vouched = 'nothing' | 'user' | 'membership';

/** Of what came by a key that may tell events only. */
export interface Limits {
  /** The key's id: once it may tell facts, what was put aside can be tried again. */
  key: string;
  vouched: Vouched;
}

/** What its readers must not find in what is stored; each proves an identity for as long as the secret lives. */
export interface Proofs {
  user?: string;
  group?: string;
}

const PROOF_NAMES = {
  user: ['userHash', 'user_hash'],
  group: ['groupHash', 'group_hash'],
} as const;
/** Where calls of Segment's libraries and events of PostHog's carry what else is said. */
const PLACES = ['context', 'traits', 'properties', '$set'] as const;
const PLACES_IN_PROPERTIES = ['$set', '$group_set'] as const;

/** Takes the proofs out of a call, wherever it carries them. */
export function takeProofs(raw: unknown): { raw: unknown; proofs: Proofs } {
  const proofs: Proofs = {};
  if (!isObject(raw)) return { raw, proofs };
  const rest = { ...raw };
  for (const place of PLACES) {
    if (isObject(rest[place])) rest[place] = without(rest[place], proofs);
  }
  if (isObject(rest.properties)) {
    const properties: Record<string, unknown> = { ...rest.properties };
    for (const place of PLACES_IN_PROPERTIES) {
      if (isObject(properties[place])) properties[place] = without(properties[place], proofs);
    }
    rest.properties = properties;
  }
  return { raw: without(rest, proofs), proofs };
}

function without(fields: Record<string, unknown>, proofs: Proofs): Record<string, unknown> {
  const rest = { ...fields };
  for (const kind of ['user', 'group'] as const) {
    for (const name of PROOF_NAMES[kind]) {
      if (!Object.hasOwn(rest, name)) continue;
      const proof = rest[name];
      delete rest[name];
      if (typeof proof === 'string') proofs[kind] ??= proof;
    }
  }
  return rest;
}

/** What is signed: the user's id; of a membership that and the account's. An id holds no line break, so none is another. */
export const signedText = (user: string, account?: string) => (account === undefined ? user : `${user}\n${account}`);
