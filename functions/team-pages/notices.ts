import type { Reader } from './reader.ts';
import type { TeamPage } from './team-page.ts';
import { shellWords } from './words/words.ts';

/** For an address that leads to nothing. */
export const notFoundPage = ({ locale }: Reader): TeamPage => ({ ...shellWords(locale).notFound, status: 404 });

/** Nothing was done. */
export const noRightPage = ({ locale }: Reader): TeamPage => ({ ...shellWords(locale).noRight, status: 403 });
export const staleFormPage = ({ locale }: Reader): TeamPage => ({ ...shellWords(locale).staleForm, status: 403 });
