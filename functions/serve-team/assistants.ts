import { randomUUID } from 'node:crypto';
import { assistantsPage } from '../team-pages/assistants/assistants-page.ts';
import type { ShowTeamPage } from './page-request.ts';

/** How to let an assistant ask in one's name, and the keys that the reader has given out. */
export const showAssistants: ShowTeamPage = async ({ reader, form }, { personalKeys, clock, webUrl }) => {
  const keys = await personalKeys.listed(reader.member.id);
  return assistantsPage({ keys, webUrl, timeZone: clock.timeZone, request: randomUUID(), form }, reader.locale);
};
