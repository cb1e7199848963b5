import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DataRequest } from '../../../domain/personal-data/data-request.ts';
import { type KeptData, type KeptKind, keptData } from '../../../domain/personal-data/kept-data.ts';
import { isInTally, withPseudonym } from '../../../domain/personal-data/person-in-usage.ts';
import { type Person, PersonMarks } from '../../../domain/personal-data/person-marks.ts';
import { eachPair, encodePair, joinPairs } from '../../../domain/usage/tally/encoded-pairs.ts';
import { decodeTally, encodeTally } from '../../../domain/usage/tally/usage-tally.ts';
import { parseEventsKey } from '../events/events.ts';
import type { Item } from '../item.ts';
import { ACCOUNT_KEY_PREFIX, accountIdOf, accountOfHours } from '../keys.ts';
import { packedText, unpackedText } from '../packed-text.ts';
import { encodeTallyRows, tallyRows } from '../usage/usage-codec.ts';
import type { LookedAtRow } from './row-pages.ts';

/** What erasing makes of a row: it goes, or another one stands in its place, under the same key or under one without the person. */
export type Treatment = { is: 'deleted' } | { is: 'replaced'; row: Item };

/** Attributes that hold JSON, beside what is packed. */
const JSON_ATTRIBUTES = new Set(['f', 'x', 'by', 'w', 'raw']);
/** Of raw events and calls: what their short names stand for, as far as it is a word of the product's own. */
const FIELD_OF_ATTRIBUTE: Record<string, string> = { e: 'event', k: 'kind' };
/** Numbers by which writers notice that somebody wrote in between. */
const REVISIONS = ['rev', 'version'];

/** The row as the person is to be told of it; `undefined`: nothing in it is about them. */
export function treatmentOf(
  kind: KeptKind,
  item: Item,
  ofPerson: PersonMarks,
  pseudonym: string,
): Treatment | undefined {
  const marks = marksIn({ kind, item }, ofPerson);
  const { onErasing }: KeptData = keptData[kind];
  if (onErasing === 'untouched' || onErasing === 'expires') return undefined;
  if (onErasing === 'deleted' && isTheirs(kind, item, marks)) return { is: 'deleted' };
  // It goes whole or stays whole.
  if (kind === 'data-request') return undefined;
  const row = kind === 'usage-hour' ? hourWithout(item, marks, pseudonym) : rowWithout(kind, item, marks, pseudonym);
  return row === item ? undefined : { is: 'replaced', row: withNextRevision(row) };
}

/** Whether the row is the person's own, and does not only name them. */
function isTheirs(kind: KeptKind, item: Item, marks: PersonMarks): boolean {
  const { id } = marks.person;
  if (kind === 'quarantined') return marks.isNamedIn(readable(item));
  if (kind === 'data-request') return isOfRequest(item, marks.person);
  // Only requests of theirs lead to them.
  if (kind === 'export-part') return true;
  if (kind === 'mail') return (jsonOf(item) as { contact?: string } | undefined)?.contact === id;
  if (kind === 'mail-tag') return marks.isPartOf(`${item.mail?.S}`);
  if (kind === 'anonymous-link') return item.user?.S === id;
  if (kind === 'waiting-event') return item.u?.S === id || marks.isPartOf(`${item.pk?.S}`);
  if (kind === 'call') return marks.isPartOf(`${item.pk?.S}`) || (jsonOf(item) as { userId?: string })?.userId === id;
  const keys = [item.pk?.S, kind === 'user-link' || kind === 'user-move' ? undefined : item.sk?.S];
  return keys.some((key) => key !== undefined && (marks.isPartOf(key) || isAddressIn(key, marks)));
}

/** Whether what was asked for is of the person; what is exported of their account tells of them as well. */
export function isOfRequest({ f }: Item, { account, id }: Pick<Person, 'account' | 'id'>): boolean {
  const subject = subjectOf({ f } as Item);
  return subject?.account === account && (subject.person === undefined || subject.person === id);
}

export const subjectOf = ({ f }: Item): DataRequest['subject'] =>
  (parsed(`${f?.S}`) as DataRequest | undefined)?.subject;

/** The marks by which somebody is found in the row: in what is another account's, not by their id. */
function marksIn(row: Pick<LookedAtRow, 'kind' | 'item'>, marks: PersonMarks): PersonMarks {
  const account = accountOf(row);
  return account === undefined || account === marks.person.account ? marks : PersonMarks.byWords(marks.person);
}

/** Whose the row is; `undefined`: no account's, or of none that it names. */
function accountOf({ kind, item }: Pick<LookedAtRow, 'kind' | 'item'>): string | undefined {
  const pk = `${item.pk?.S}`;
  if (pk.startsWith(ACCOUNT_KEY_PREFIX)) return accountIdOf(pk);
  if (kind === 'usage-hour') return accountOfHours(pk);
  if (kind === 'raw-event') return parseEventsKey(pk)?.account;
  if (kind === 'call') return (jsonOf(item) as { groupId?: string } | undefined)?.groupId;
  return kind === 'user-link' || kind === 'mail-tag' ? item.account?.S : undefined;
}

/** It says who is meant until the last step is done, and goes with that, or forgets them. */
export function isOfRun({ kind, item }: Pick<LookedAtRow, 'kind' | 'item'>): boolean {
  if (kind === 'running-erasure') return true;
  if (kind !== 'data-request') return false;
  const { what, state } = (parsed(`${item.f?.S}`) ?? {}) as Partial<DataRequest>;
  return what === 'erase' && state === 'running';
}

const isAddressIn = (key: string, { person }: PersonMarks) =>
  person.addresses.some((address) => key.endsWith(`#${address.toLowerCase()}`));

function jsonOf(item: Item): unknown {
  const text = unpackedText(item) ?? item.x?.S;
  return text === undefined ? undefined : parsed(text);
}

function rowWithout(kind: KeptKind, item: Item, marks: PersonMarks, pseudonym: string): Item {
  const isTheirEvent = kind === 'raw-event' && item.u?.S === marks.person.id;
  let row = item;
  for (const [name, value] of Object.entries(item)) {
    // An account may be called as its only person is.
    if (name === 'pk') continue;
    const isTheirWord = isTheirEvent && (name === 'c' || name === 'x');
    const without = isTheirWord ? {} : attributeWithout(name, value, marks, pseudonym);
    if (without === undefined) continue;
    const { [name]: _, ...others } = row;
    row = { ...others, ...without };
  }
  return row;
}

/** The row with the account's pseudonym where what it holds names the account; the same row where it does not. */
export function rowWithoutAccount(item: Item, marks: PersonMarks, pseudonym: string): Item {
  const [name] = ['z', 'f'].filter((one) => item[one] !== undefined);
  const without =
    name === undefined ? undefined : attributeWithout(name, item[name] as AttributeValue, marks, pseudonym);
  if (name === undefined || without === undefined) return item;
  const { [name]: _, ...others } = item;
  return withNextRevision({ ...others, ...without });
}

/** What stands in the attribute's place; `undefined`: nobody is named in it. */
function attributeWithout(
  name: string,
  value: AttributeValue,
  marks: PersonMarks,
  pseudonym: string,
): Item | undefined {
  if (name === 'z') {
    const text = unpackedText({ z: value }) as string;
    const without = textWithout(text, marks, pseudonym);
    return without === text ? undefined : packedText(without);
  }
  if (value.S === undefined) return undefined;
  const field = FIELD_OF_ATTRIBUTE[name] ?? name;
  const without = JSON_ATTRIBUTES.has(name)
    ? textWithout(value.S, marks, pseudonym)
    : Object.values(marks.replaced({ [field]: value.S }, pseudonym))[0];
  return without === value.S ? undefined : { [name]: { S: `${without}` } };
}

/** Of a JSON text that names nobody not a letter changes. */
function textWithout(text: string, marks: PersonMarks, pseudonym: string): string {
  const value = parsed(text);
  if (value === undefined) return marks.replacedInText(text, pseudonym);
  const without = marks.replaced(value, pseudonym);
  return without === value ? text : JSON.stringify(without);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function hourWithout(item: Item, marks: PersonMarks, pseudonym: string): Item {
  // Of an hour in several rows each is changed by itself: whoever reads adds their users up.
  if (item.e === undefined || item.parts !== undefined) return partWithout(item, marks, pseudonym);
  const [tally] = tallyRows([item]);
  if (tally === undefined) return item;
  const read = decodeTally(tally.encoded);
  if (!isInTally(read, marks)) return item;
  const [row] = encodeTallyRows(`${item.pk?.S}`, `${item.sk?.S}`, encodeTally(withPseudonym(read, marks, pseudonym)));
  return { ...row, ...(item.expiresAt !== undefined && { expiresAt: item.expiresAt }) };
}

function partWithout(item: Item, marks: PersonMarks, pseudonym: string): Item {
  const pairs: string[] = [];
  let isThere = false;
  eachPair(item.u?.S ?? '', (user, bits) => {
    const isTheirs = user === marks.person.id;
    isThere ||= isTheirs;
    pairs.push(encodePair(isTheirs ? pseudonym : user, bits));
  });
  return isThere ? { ...item, u: { S: joinPairs(pairs) } } : item;
}

/** Who has read the row as it was, and writes by that, notices. */
function withNextRevision(row: Item): Item {
  const name = REVISIONS.find((one) => row[one]?.N !== undefined);
  return name === undefined ? row : { ...row, [name]: { N: String(Number(row[name]?.N) + 1) } };
}

/** A row in the words of whoever exports it: what it holds, without how it is stored. */
export function readable(item: Item): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(item)) {
    if (value.N !== undefined) fields[name] = Number(value.N);
    else if (value.SS !== undefined) fields[name] = value.SS;
    else if (name === 'z' && value.B !== undefined) fields.f = parsed(unpackedText({ z: value }) as string);
    else if (value.S !== undefined) fields[name] = JSON_ATTRIBUTES.has(name) ? (parsed(value.S) ?? value.S) : value.S;
  }
  return fields;
}
