import { patternWhenAsked } from '../names/pattern-when-asked.ts';

/** A customer's person as they are named in what is stored. */
export interface Person {
  account: string;
  /** The contact's, which is the user of the events. */
  id: string;
  addresses: readonly string[];
  names: readonly string[];
}

/** Fields whose words are our own or the company's: an id may be the same word, and is not meant by it. */
const FIELDS_OF_OTHERS = new Set([
  ...['account', 'assignee', 'by', 'channel', 'country', 'csm', 'currency', 'decidedBy', 'door', 'event', 'fact', 'is'],
  ...[
    'kind',
    'language',
    'medium',
    'owner',
    'plan',
    'play',
    'playbook',
    'priority',
    'role',
    'segment',
    'signal',
    'skill',
  ],
  ...['source', 'stage', 'status', 'template', 'type', 'verdict', 'what'],
]);
/** The same where an account is meant. */
const FIELDS_BESIDE_ACCOUNTS = new Set([...FIELDS_OF_OTHERS, 'contact', 'id', 'person', 'user', 'userId']);
FIELDS_BESIDE_ACCOUNTS.delete('account');
/** An id that is shorter may be any word of a sentence. */
const SHORTEST_ID_IN_TEXT = 3;
const SHORTEST_NAME = 2;
/** Nobody's: no id holds such a letter. */
const NO_ID = '\u0000';
/** Only who writes in sentences puts blanks between words, or uses letters beyond those of ids. */
const textual = patternWhenAsked(String.raw`[\s\P{ASCII}]`);

type Json = null | boolean | number | string | Json[] | { [field: string]: Json };

/**
 * How somebody is found in what is stored, and taken out of it. Their id is theirs where it stands alone, is a part of a
 * longer id, or a word of a text: never within another id. Addresses and names are found anywhere.
 */
export class PersonMarks {
  private readonly partOfId: RegExp;
  private readonly words: RegExp;
  private readonly idInText: RegExp;

  constructor(
    readonly person: Person,
    /** An account's id is marked as a person's is, who would be of no account. */
    private readonly isAccount = false,
  ) {
    const { account, addresses, names } = person;
    const id = literal(person.id);
    const ends = '(?=$|[/#])';
    // Ids of what belongs to an account begin with that account's, which may be the same word.
    const ofPerson = account === person.id ? `(?:(?<=/)|(?<=#)(?!${id}/))` : '(?<=[/#])';
    const begins = isAccount ? '(?:^|(?<=#))' : ofPerson;
    this.partOfId = new RegExp(begins + id + ends, 'gu');
    const marked = [...addresses.map(asAddress), ...names.filter((name) => name.length >= SHORTEST_NAME).map(asWord)];
    this.words = new RegExp(marked.join('|') || NEVER, 'giu');
    const isWord = !isAccount && person.id.length >= SHORTEST_ID_IN_TEXT;
    this.idInText = new RegExp(isWord ? `(?<![\\p{L}\\p{N}_.@/#-])${id}(?![\\p{L}\\p{N}_@/#-])` : NEVER, 'gu');
  }

  /** Of a whole account, as far as it is named elsewhere. */
  static ofAccount(id: string): PersonMarks {
    return new PersonMarks({ account: '', id, addresses: [], names: [] }, true);
  }

  /** By their names and addresses alone: where others are at home, the same id is somebody else. */
  static byWords({ account, addresses, names }: Omit<Person, 'id'>): PersonMarks {
    return new PersonMarks({ account, id: NO_ID, addresses, names });
  }

  /** Whether somebody else's id or word could not be meant by it. */
  isNamedIn(value: unknown): boolean {
    return this.replaced(value, '') !== value;
  }

  /** The same value where nobody is named in it; else one with the pseudonym in their place. */
  replaced<Value>(value: Value, pseudonym: string): Value {
    return this.inValue(value as Json, pseudonym) as Value;
  }

  /** Of a text that stands by itself, such as a part of a key. */
  replacedInText(text: string, pseudonym: string): string {
    return this.inText(text, pseudonym);
  }

  /** Whether a key, as a whole or a part of it, is the person's id. */
  isPartOf(key: string): boolean {
    return key === this.person.id || key.search(this.partOfId) >= 0;
  }

  private inValue(value: Json, pseudonym: string, field?: string): Json {
    if (typeof value === 'string') {
      const others = this.isAccount ? FIELDS_BESIDE_ACCOUNTS : FIELDS_OF_OTHERS;
      if (value === this.person.id) return field !== undefined && others.has(field) ? value : pseudonym;
      return this.inText(value, pseudonym);
    }
    if (Array.isArray(value)) {
      const parts = value.map((part) => this.inValue(part, pseudonym, field));
      return parts.every((part, i) => part === value[i]) ? value : parts;
    }
    if (typeof value !== 'object' || value === null) return value;
    return this.inFields(value, pseudonym);
  }

  private inFields(fields: { [field: string]: Json }, pseudonym: string): Json {
    // Of the team and of programs another one may be called the same.
    const isOfOthers = typeof fields.is === 'string' && fields.is !== 'contact';
    const isTheirs = !this.isAccount && fields.contact === this.person.id;
    let isOther = isTheirs && ('comment' in fields || 'given' in fields);
    const entries = Object.entries(isTheirs ? withoutWords(fields) : fields).map(([field, value]) => {
      const replaced =
        isOfOthers && field === 'id' && value === this.person.id ? value : this.inValue(value, pseudonym, field);
      const name = field === this.person.id ? pseudonym : field;
      isOther ||= replaced !== value || name !== field;
      return [name, replaced] as const;
    });
    return isOther ? Object.fromEntries(entries) : fields;
  }

  private inText(text: string, pseudonym: string): string {
    const withoutWords = text.replace(this.words, pseudonym);
    const withoutParts = withoutWords.replace(this.partOfId, pseudonym);
    return textual().test(withoutParts) ? withoutParts.replace(this.idInText, pseudonym) : withoutParts;
  }
}

const NEVER = '(?!)';

/** What somebody wrote with an answer of theirs, or with those that they gave one after the other. */
function withoutWords({ comment: _, given, ...fields }: { [field: string]: Json }): { [field: string]: Json } {
  if (!Array.isArray(given)) return fields;
  const wordless = given.map((one) =>
    typeof one === 'object' && one !== null && !Array.isArray(one) ? withoutWords(one) : one,
  );
  return { ...fields, given: wordless };
}

const asAddress = (address: string) => `(?<![\\w.+-])${literal(address)}(?![\\w-]|\\.\\w)`;

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

const spacedScript = patternWhenAsked(String.raw`^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]`);

/** A name of letters that are written with blanks between words is no part of a longer word. */
function asWord(name: string): string {
  const isSpaced = spacedScript().test(name);
  return isSpaced ? `(?<![\\p{L}\\p{N}])${literal(name)}(?![\\p{L}\\p{N}])` : literal(name);
}
