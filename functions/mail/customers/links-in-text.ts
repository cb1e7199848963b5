import { patternWhenAsked } from '../../../domain/names/pattern-when-asked.ts';

/**
 * Links in text that customers and their systems sent. A mail program makes links of them by itself, and under a colleague's name they would be
 * believed. Full-width forms are read as what they stand for.
 */
const ADDRESS = /[^\s@<>()"「」（）、。]+@[^\s@<>()"「」（）、。]+\.[^\s@<>()"「」（）、。]+/gu;
const URL_WITH_SCHEME = /(?:\b[a-z][a-z0-9+.-]*:\/\/|\bmailto:|\bwww\.)[^\s<>"()「」（）、。]*/giu;
/** Of the endings that mail programs know a domain by where nothing else says so; no others, since much has a dot in it. */
const DOMAIN =
  /\b(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|net|org|info|biz|io|co|jp|uk|de|fr|cn|ru|me|tv|cc|app|dev|xyz|top|site|online|shop|store|link|click|live|club|example)\b(?:[:/][^\s<>"()「」（）、。]*)?/giu;
/** In a person's name anything that could be one is: nobody is called so. A single letter before a dot is an initial. */
const domainInName = patternWhenAsked(String.raw`[\p{L}\p{N}-]{2,}\.\p{Ll}{2,}`);

const LEFT_OUT = '…';

const plain = (text: string) => text.normalize('NFKC').replaceAll('。', '.');

/** Whether what stands for a person's name holds a link or an address. */
export function isNoPersonsName(name: string): boolean {
  const read = plain(name);
  return [ADDRESS, URL_WITH_SCHEME].some((link) => read.search(link) >= 0) || domainInName().test(read);
}

/** A name of a company or a thing; such as have a domain for their name keep it. */
export const withoutLinks = (text: string) => leaveOut(text, [ADDRESS, URL_WITH_SCHEME]);

/** What a customer wrote. */
export const withoutAnyLinks = (text: string) => leaveOut(text, [ADDRESS, URL_WITH_SCHEME, DOMAIN]);

function leaveOut(text: string, links: RegExp[]): string {
  // Only what holds a link is read in another form than it was written.
  const read = links.some((link) => text.search(link) >= 0) ? text : text.normalize('NFKC');
  const rest = links.reduce((left, link) => left.replace(link, LEFT_OUT), read);
  return rest === read ? text : rest;
}
