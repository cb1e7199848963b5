import { accountSchema, contactSchema } from '../account/account.ts';
import { fullName } from '../names/person-name.ts';
import type { Day } from '../time/day.ts';
import { dayOfReported, factOfText, plainName, type RowFacts, refuseFact } from './facts.ts';

/** What calls tell facts of: `group` of accounts, `identify` of contacts. */
type TraitKind = 'accounts' | 'contacts';

/** What a trait's name says that it tells nothing of. */
export const NOT_USED = 'none';

/** Who looks after an account, and whose it is, is no system's to say: it comes by import. Products come in one piece. */
export const traitFields = {
  accounts: () => accountSchema.omit({ id: true, csm: true, parent: true, products: true }).keyof().options,
  contacts: () => contactSchema.omit({ id: true, account: true }).keyof().options,
};

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

/** By the trait's name the fact that it tells, and how many of its unit make one of ours. */
export interface TraitRules {
  accounts: Record<string, string | Rule>;
  contacts: Record<string, string | Rule>;
}

interface Rule {
  to: string;
  dividedBy?: number;
}

/** What a person's two names are called by Segment, by OpenID Connect and by CRMs. */
const GIVEN_NAMES = ['firstname', 'givenname'];
const FAMILY_NAMES = ['lastname', 'familyname'];

/**
 * Reads the facts out of a call's traits: those on the list, whatever their spelling (`renewalDate`, `renewal_date`);
 * the others are the sender's own and ignored. Where several traits tell one fact, the company's own rule goes first,
 * then the fact's own name.
 */
export class TraitReader {
  private readonly rules: Partial<Record<TraitKind, Map<string, Rule>>> = {};

  constructor(
    private readonly own: TraitRules,
    private readonly dayOf: (timeInMs: number) => Day,
  ) {}

  read(kind: TraitKind, traits: Readonly<Record<string, unknown>>): ReadTraits {
    const given = new Map<string, { name: string; value: unknown }>();
    for (const name of Object.keys(traits).sort()) given.set(plainName(name), { name, value: traits[name] });
    const facts: RowFacts = {};
    const refused: string[] = [];
    for (const [spelling, { to, dividedBy = 1 }] of this.rulesOf(kind)) {
      const trait = given.get(spelling);
      if (trait === undefined || to === NOT_USED || Object.hasOwn(facts, to)) continue;
      const value = this.factOf(kind, to, trait.value, dividedBy);
      const reason = refuseFact(kind, to, value);
      if (reason === undefined) facts[to] = value;
      else refused.push(`The trait ${JSON.stringify(trait.name)}: ${reason}.`);
    }
    if (kind === 'contacts' && !Object.hasOwn(facts, 'name')) {
      const name = nameOfParts(given);
      if (name !== undefined) facts.name = name;
    }
    return { facts, refused };
  }

  private rulesOf(kind: TraitKind): Map<string, Rule> {
    this.rules[kind] ??= rulesByName(traitFields[kind](), reservedNames[kind], this.own[kind]);
    return this.rules[kind];
  }

  private factOf(kind: TraitKind, field: string, value: unknown, dividedBy: number): unknown {
    const reported = dayOfReported(kind, field, value, this.dayOf);
    const fact = typeof reported === 'string' ? factOfText(kind, field, reported) : reported;
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
    rules.set(plainName(name), typeof rule === 'string' ? { to: rule } : rule);
  for (const field of fields) if (!rules.has(plainName(field))) rules.set(plainName(field), { to: field });
  for (const [name, to] of Object.entries(reserved))
    if (!rules.has(plainName(name))) rules.set(plainName(name), { to });
  return rules;
}

/** Of two parts of which only one is told nobody knows what the other was. */
function nameOfParts(given: ReadonlyMap<string, { value: unknown }>): string | undefined {
  const [first, last] = [GIVEN_NAMES, FAMILY_NAMES].map((names) =>
    names.map((name) => given.get(name)?.value).find((value) => value !== undefined),
  );
  if (typeof first !== 'string' || typeof last !== 'string') return undefined;
  const name = fullName(first, last);
  return refuseFact('contacts', 'name', name) === undefined ? name : undefined;
}
