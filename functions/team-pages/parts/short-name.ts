import { onOneLine, shorten } from '../../mail/layout/plain-text.ts';

/** Longer than that names are cut: a list of them has to stay a page. */
const MOST_CHARACTERS = 40;

/** A name as lists have it, which turns round no words after it; who opens what it leads to reads all of it. */
export const shortName = (name: string) => shorten(onOneLine(name), MOST_CHARACTERS);
