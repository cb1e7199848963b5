import { createHmac } from 'node:crypto';
import { type AuditEntry, memberOf } from '../../domain/audit/audit.ts';
import { ASSISTANTS_PAGE } from '../../domain/links/team-pages.ts';
import {
  MOST_CHARACTERS_OF_A_KEY_NAME,
  MOST_PERSONAL_KEYS,
  type PersonalKey,
  personalKeyText,
  readPersonalKey,
} from '../../domain/sign-in/personal-key.ts';
import { wholeTextIn } from '../pages/read-form.ts';
import { hashOfPersonalKey } from '../store/sign-in/personal-keys.ts';
import { assistantsPage, newKeyPage } from '../team-pages/assistants/assistants-page.ts';
import { assistantsWords } from '../team-pages/assistants/words/words.ts';
import { notFoundPage } from '../team-pages/notices.ts';
import { keyFor } from '../team-pages/sealed-cookie.ts';
import { type ActRequest, backWithNotice, type TakeTeamAct } from './act-request.ts';
import type { TeamActTools } from './tools.ts';

/** As the form's page draws it. */
const REQUEST_ID = /^[0-9a-f-]{36}$/;
/** As the store makes it. */
const HASH = /^[\w-]{43}$/;

/** Makes a key by which an assistant asks in the reader's name, and shows it this once. Fields: `name`, `request`. */
export const makeKey: TakeTeamAct = async (request, tools) => {
  const { form, reader } = request;
  const { personalKeys, sessionKeys, now } = tools;
  const { member, locale } = reader;
  const drawn = wholeTextIn(form, 'request');
  if (!REQUEST_ID.test(drawn)) return notFoundPage(reader);
  const name = wholeTextIn(form, 'name').replace(/\s+/g, ' ').trim();
  const say = assistantsWords(locale).refused;
  const keys = await personalKeys.listed(member.id);
  const refuse = (complaint: string) =>
    assistantsPage({ ...drawingOf(request, tools), keys, request: drawn, complaint, name }, locale);
  if (name === '') return refuse(say.noName);
  if ([...name].length > MOST_CHARACTERS_OF_A_KEY_NAME) return refuse(say.longName);
  // The same form sent twice makes one key, and what is kept does not tell it: only whoever holds the key of sessions can.
  const { current } = await sessionKeys.read();
  const secret = createHmac('sha256', keyFor('personal key', current))
    .update(JSON.stringify([member.id, drawn]))
    .digest('base64url');
  const key = personalKeyText(secret, member.id);
  const hash = hashOfPersonalKey(key);
  const stands = keys.some((one) => one.hash === hash);
  if (keys.length >= MOST_PERSONAL_KEYS && !stands) return refuse(say.tooMany(MOST_PERSONAL_KEYS));
  const made: PersonalKey = {
    person: member.id,
    role: member.role,
    name,
    hint: readPersonalKey(key)?.hint ?? '',
    madeAt: new Date(now()).toISOString(),
  };
  const isNew = await personalKeys.make(hash, made, auditOf('personal-key-made', made, now()));
  // One that was ended meanwhile is shown to nobody.
  const shown = isNew ? made : await personalKeys.find(hash);
  if (shown === undefined) return notFoundPage(reader);
  return newKeyPage({ key, name: shown.name, webUrl: tools.webUrl, endsFor: shown }, locale, tools.clock.dayOf);
};

/** Ends a key of the reader's. Field: `key`, its hash. */
export const endKey: TakeTeamAct = async (request, tools) => {
  const { form, reader } = request;
  const { personalKeys, now } = tools;
  const hash = wholeTextIn(form, 'key');
  const key = HASH.test(hash) ? await personalKeys.find(hash) : undefined;
  form.set('back', ASSISTANTS_PAGE);
  const say = assistantsWords(reader.locale);
  // Ended twice, it ended once; nobody learns whether somebody else has such a key.
  if (key === undefined || key.person !== reader.member.id) {
    return backWithNotice(request, tools, { text: say.endedBefore });
  }
  await personalKeys.end(hash, now(), auditOf('personal-key-ended', key, now()));
  return backWithNotice(request, tools, { text: say.ended(key.name) });
};

const drawingOf = ({ formOf }: ActRequest, { clock, webUrl }: TeamActTools) => ({
  form: formOf,
  timeZone: clock.timeZone,
  webUrl,
});

function auditOf(
  what: 'personal-key-made' | 'personal-key-ended',
  { person, hint, name }: PersonalKey,
  nowInMs: number,
): AuditEntry {
  const said = { name };
  return {
    ...{ at: new Date(nowInMs).toISOString(), who: memberOf(person), door: 'page', what },
    ...{ about: { member: person, key: hint } },
    ...(what === 'personal-key-made' ? { before: null, after: said } : { before: said, after: null }),
  };
}
