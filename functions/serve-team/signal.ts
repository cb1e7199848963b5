import { readSignal } from '../readings/signal.ts';
import { notFoundPage } from '../team-pages/notices.ts';
import { signalPage } from '../team-pages/signal/signal-page.ts';
import type { ShowTeamPage } from './page-request.ts';

/** A signal, and what it would be by the numbers in the address, or in the version that somebody thinks of going back to. */
export const showSignal: ShowTeamPage = async ({ reader, id, query, form }, showing) => {
  const facts = await readSignal({ id, query, mayPublish: reader.may('manage') }, showing);
  return facts === undefined ? notFoundPage(reader) : signalPage(facts, form, reader.locale);
};
