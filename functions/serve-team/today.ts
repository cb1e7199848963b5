import { readToday } from '../readings/today.ts';
import { todayPage } from '../team-pages/today/today-page.ts';
import type { ShowTeamPage } from './page-request.ts';
import { rowsOfMoves } from './rows-of-moves.ts';

/** What a reader has to do as it stands, what waits for their word, and what came of the day before. */
export const showToday: ShowTeamPage = async ({ reader, query, form }, showing) => {
  const { locale } = reader;
  const read = await readToday(reader, query.get('after') ?? undefined, showing);
  const { today, playbook, members, calendar, week } = read;
  const mayWork = reader.may('work');
  const moves = await rowsOfMoves(read.moves, { form, locale, playbook, today, mayWork });
  const { clock } = showing;
  return todayPage(
    { ...read, moves, query, dayOf: (at) => clock.dayOf(Date.parse(at)), mayWork },
    { form, locale, today, calendar, week, members, playbook },
  );
};
