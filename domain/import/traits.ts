import * as z from 'zod';
import { accountSchema, contactSchema } from '../account.ts';
import { type Day, isDay } from '../day.ts';
import { readTime } from '../usage/read-time.ts';
import { factOfText, isDate, type RowFacts, refuseFact } from './facts.ts';

/** What calls tell facts of: `group` of accounts, `identify` of contacts. */
type TraitKind = 'accounts' | 'contacts';

/** Who looks after an account is no system's to say: it comes by import. */
const accountFields = accountSchema.omit({ id: true, csm: true }).keyof().options;
const contactFields = contactSchema.omit({ id: true, account: true }).keyof().options;

const NOT_USED = 'none';
const ruleSchema = <Field extends string>(fields: readonly Field[]) => {
  const to = z.enum([...fields, NOT_USED]);
  return z.union([to, z.strictObject({ to, dividedBy: z.number().positive().optional() })], {
    error: `is no fact that a trait can tell: write one of ${fields.join(', ')}; or none; or { to: mrr, dividedBy: 12 }`,
  });
};

/** What a company adds to the list: by the trait's name the fact that it tells, and how many of its unit make one of ours. */
export const traitRulesSchema = z.strictObject({
  accounts: z.record(z.string(), ruleSchema(accountFields)).default({}),
  contacts: z.record(z.string(), ruleSchema(contactFields)).default({}),
});
export type TraitRules = z.infer<typeof traitRulesSchema>;

/** Names that Segment's specification reserves, where the fact has another name here. */
const reservedNames: Record<TraitKind, Record<string, string>> = {
  accounts: { createdAt: 'contractStart' },
  contacts: { createdAt: 'invitedAt' },
};

export interface ReadTraits {
  facts: RowFacts;
  /** Of each trait that can't be used, why. */
  refused: string[];
}

interface Rule {
  to: string;
  dividedBy?: number;
}

/** East Asian names are written family name first. */
const FAMILY_NAME_FIRST = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * Reads the facts out of a call's traits: those on the list, whatever their spelling (`renewalDate`, `renewal_date`);
 * the others are the sender's own and ignored. Where several traits tell one fact, the company's own rule goes first,
 * then the fact's own name.
 */
export class TraitReader {
  private readonly rules: Record<TraitKind, Map<string, Rule>>;

  constructor(
    rules: TraitRules,
    private readonly dayOf: (timeInMs: number) => Day,
  ) {
    this.rules = {
      accounts: rulesByName(accountFields, reservedNames.accounts, rules.accounts),
      contacts: rulesByName(contactFields, reservedNames.contacts, rules.contacts),
    };
  }

  read(kind: TraitKind, traits: Readonly<Record<string, unknown>>): ReadTraits {
    const given = new Map<string, { name: string; value: unknown }>();
    for (const name of Object.keys(traits).sort()) given.set(plain(name), { name, value: traits[name] });
    const facts: RowFacts = {};
    const refused: string[] = [];
    for (const [plainName, { to, dividedBy = 1 }] of this.rules[kind]) {
      const trait = given.get(plainName);
      if (trait === undefined || to === NOT_USED || Object.hasOwn(facts, to)) continue;
      const value = this.factOf(kind, to, trait.value, dividedBy);
      const reason = refuseFact(kind, to, value);
      if (reason === undefined) facts[to] = value;
      else refused.push(`The trait ${JSON.stringify(trait.name)}: ${reason}.`);
    }
    if (kind === 'contacts' && !Object.hasOwn(facts, 'name')) {
      const name = fullName(given.get('firstname')?.value, given.get('lastname')?.value);
      if (name !== undefined) facts.name = name;
    }
    return { facts, refused };
  }

  private factOf(kind: TraitKind, field: string, value: unknown, dividedBy: number): unknown {
    if (typeof value === 'string' && isDate(kind, field) && !isDay(value)) {
      const timeInMs = readTime(value);
      if (!Number.isNaN(timeInMs)) return this.dayOf(timeInMs);
    }
    const fact = typeof value === 'string' ? factOfText(kind, field, value) : value;
    return typeof fact === 'number' ? fact / dividedBy : fact;
  }
}

/** In the order in which they are asked. */
function rulesByName(
  fields: readonly string[],
  reserved: Record<string, string>,
  own: Record<string, string | Rule>,
): Map<string, Rule> {
  const rules = new Map<string, Rule>();
  for (const [name, rule] of Object.entries(own))
    rules.set(plain(name), typeof rule === 'string' ? { to: rule } : rule);
  for (const field of fields) if (!rules.has(plain(field))) rules.set(plain(field), { to: field });
  for (const [name, to] of Object.entries(reserved)) if (!rules.has(plain(name))) rules.set(plain(name), { to });
  return rules;
}

const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

function fullName(first: unknown, last: unknown): string | undefined {
  if (typeof first !== 'string' || typeof last !== 'string') return undefined;
  const names = FAMILY_NAME_FIRST.test(first + last) ? [last, first] : [first, last];
  return refuseFact('contacts', 'name', names.join(' ')) === undefined ? names.join(' ').trim() : undefined;
}
