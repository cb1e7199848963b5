import { MAIN_PLACE } from '../../../../domain/chat/chat-places.ts';
import type { ChatPost, OutboxRow } from '../../../../domain/outbox/outbox.ts';
import { checkPlaces } from '../../../../domain/playbook/check-places.ts';
import { UnreadablePlaybookError } from '../../../../domain/playbook/unreadable-playbook.ts';
import { readTeamMembers } from '../../../store/accounts/team-members.ts';
import { DONE_POSTS_LIST, HELD_POSTS_LIST } from '../../../store/keys.ts';
import { decodeEach } from '../../../store/left-out.ts';
import { decodeRow } from '../../../store/outbox/outbox-items.ts';
import type { Tools } from '../../operation.ts';
import { counted } from './counted.ts';
import { type Finding, ill, well } from './finding.ts';

const LOOKS_BACK_IN_DAYS = 30;
const DAY_IN_MS = 86_400_000;
/** Of what was posted; a place that is in use comes up among far fewer. */
const MOST_ROWS = 1_000;

/** Where nothing arrives: places that refuse, that nothing was ever posted to, or that somebody means and nobody set up. */
export async function checkChat(tools: Tools): Promise<Finding> {
  const { chatPlaces } = tools.installation;
  if (chatPlaces.length === 0) return well('none: no place in the chat is configured');
  const [held, posted, unknown] = await Promise.all([
    placesIn(tools, HELD_POSTS_LIST),
    postedLately(tools, chatPlaces),
    unknownPlaces(tools),
  ]);
  const failing = chatPlaces.filter((place) => held.has(place));
  const silent = chatPlaces.filter((place) => !held.has(place) && !posted.has(place));
  if (failing.length + silent.length + unknown.length === 0) return well(`${chatPlaces.join(', ')} take messages`);
  return ill(
    [
      ...failing.map((place) => `${place}: ${counted(held.get(place) as number, 'message')} held`),
      ...silent.map((place) => `${place}: nothing was posted there in the last ${LOOKS_BACK_IN_DAYS} days`),
      ...unknown.map(({ place, by }) => `${place}: ${by} means it, and the configuration names no such place`),
    ].join('; '),
    [
      ...(failing.length > 0 ? ['See why: sakimawari outbox --held.'] : []),
      ...[...failing, ...silent].map((place) => `Try it: sakimawari chat test ${place}.`),
      ...(unknown.length > 0 ? ['Name it under chat.places and deploy, or mend the playbook or the person.'] : []),
    ].join(' '),
  );
}

async function placesIn({ listings }: Tools, list: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  let from: string | undefined;
  let rows = 0;
  do {
    const page = await listings.listed([list], from);
    for (const place of decodeEach(page.items, decodeRow).filter(isPost).map(placeOf)) {
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    rows += page.items.length;
    from = page.next;
  } while (from !== undefined && rows < MOST_ROWS);
  return counts;
}

/** Until each was met. */
async function postedLately({ listings, now }: Tools, places: string[]): Promise<Set<string>> {
  const since = new Date(now() - LOOKS_BACK_IN_DAYS * DAY_IN_MS).toISOString();
  const met = new Set<string>();
  let from: string | undefined;
  let rows = 0;
  do {
    const page = await listings.listed([DONE_POSTS_LIST], from, undefined, since);
    for (const row of decodeEach(page.items, decodeRow)) {
      if (isPost(row) && row.status === 'sent') met.add(placeOf(row));
    }
    rows += page.items.length;
    from = page.next;
  } while (from !== undefined && rows < MOST_ROWS && !places.every((place) => met.has(place)));
  return met;
}

async function unknownPlaces(tools: Tools): Promise<{ place: string; by: string }[]> {
  const { chatPlaces } = tools.installation;
  const [members, running] = await Promise.all([readTeamMembers(tools.listings), runningPlaybook(tools)]);
  const ofPeople = members.flatMap(({ id, chat }) =>
    chat === undefined || chatPlaces.includes(chat) ? [] : { place: chat, by: id },
  );
  const ofPlaybook = (running === undefined ? [] : checkPlaces(running, chatPlaces)).map(({ path }) => {
    const place = path.reduce<unknown>((within, key) => (within as Record<string, unknown>)[key], running);
    return { place: String(place), by: path.slice(0, -1).join('.') };
  });
  return [...ofPeople, ...ofPlaybook];
}

async function runningPlaybook({ playbooks }: Tools) {
  try {
    return (await playbooks.current())?.playbook;
  } catch (error) {
    // Another check says so.
    if (error instanceof UnreadablePlaybookError) return undefined;
    throw error;
  }
}

const isPost = (row: OutboxRow): row is ChatPost => row.channel === 'chat';
const placeOf = ({ place = MAIN_PLACE }: ChatPost) => place;
