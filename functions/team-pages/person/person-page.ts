import type { Csm } from '../../../domain/account/account.ts';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import { changedNames } from '../../../domain/audit/changed-facts.ts';
import { PEOPLE_PAGE } from '../../../domain/links/team-pages.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { type Html, html } from '../../pages/html.ts';
import { CONFLICT_STATUS } from '../../pages/notices.ts';
import { section } from '../../pages/page-parts.ts';
import { actorText, type Naming, valueText } from '../parts/change-text.ts';
import { shortName } from '../parts/short-name.ts';
import { roleName, stateOf } from '../set-up/people-page.ts';
import type { TeamPage } from '../team-page.ts';
import { auditWords } from '../words/audit-words.ts';
import { type Filled, leavingForm, namesOfTeam, type PersonDrawing, personForm } from './person-form.ts';
import { personWords } from './words/words.ts';

const MOST_CHARACTERS_OF_A_HEADING = 80;

/** What was filled in, in which of the forms, and what has to be said before. */
export interface SentBack extends Filled {
  of: 'person' | 'leaving';
  notice: Html;
  status: number;
}

/** Somebody new. */
export function newPersonPage(drawing: PersonDrawing, sent?: SentBack): TeamPage {
  const say = personWords(drawing.locale);
  return {
    at: 'set-up',
    heading: say.add.heading,
    lead: say.add.lead,
    body: html`${sent?.notice}${personForm(undefined, drawing, sent)}${namesOfTeam(drawing)}${leave(drawing)}`,
    ...(sent && { status: sent.status }),
  };
}

/** What is known of somebody, to be changed; whether they leave. */
export function personPage(member: Csm, drawing: PersonDrawing, sent?: SentBack): TeamPage {
  const { locale, today } = drawing;
  const say = personWords(locale);
  const filledIn = (of: SentBack['of']) => (sent?.of === of ? sent : undefined);
  return {
    at: 'set-up',
    about: `${roleName(member.role, locale)} · ${stateOf(member, today, locale)}`,
    heading: shorten(member.name, MOST_CHARACTERS_OF_A_HEADING),
    body: html`${sent?.notice}${personForm(member, drawing, filledIn('person'))}
${section(say.leave.heading, leavingForm(member, drawing, filledIn('leaving')))}
${namesOfTeam(drawing)}${leave(drawing)}`,
    ...(sent && { status: sent.status }),
  };
}

/** Nothing was saved: why. */
export function complaint(
  text: string,
  { locale }: Pick<PersonDrawing, 'locale'>,
): Pick<SentBack, 'notice' | 'status'> {
  const notice = html`<div class="notice" role="alert"><p><b>${text}</b> ${personWords(locale).notYet}</p></div>`;
  return { notice, status: 422 };
}

/** How somebody stands now, and how they stood as the form was read. */
export interface ChangedMeanwhile {
  seen: Csm;
  stands: Csm;
  /** Who changed what is known of them, the latest change first. */
  changes: readonly AuditEntry[];
  timeZone: string;
}

/** Nothing was saved: somebody else has changed it since the form was read: who, what, when. */
export function changedMeanwhile(
  { seen, stands, changes, timeZone }: ChangedMeanwhile,
  { locale, members }: Pick<PersonDrawing, 'locale' | 'members'>,
): Pick<SentBack, 'notice' | 'status'> {
  const { changed: say } = personWords(locale);
  const words = auditWords(locale);
  const naming: Naming = {
    locale,
    memberName: (id) => members.find((one) => one.id === id)?.name,
    contactName: () => undefined,
  };
  const lines = changedNames(seen, stands).map((name) => {
    const text = (member: Csm) => valueText(name, member[name as keyof Csm], naming);
    const change = words.ofFact(words.facts[name as keyof Csm] ?? name, words.change(text(seen), text(stands)));
    const told = changes.find(({ after }) => after !== null && typeof after === 'object' && Object.hasOwn(after, name));
    const by = told && say.by(shortName(actorText(told, naming)), styleOf(locale).moment(told.at, timeZone));
    return html`<li>${change}${by !== undefined && html` <span class="hint">${by}</span>`}</li>`;
  });
  const notice = html`<div class="notice" role="alert"><p><b>${say.heading}</b></p><ul>${lines}</ul><p>${say.again}</p></div>`;
  return { notice, status: CONFLICT_STATUS };
}

const leave = ({ locale }: Pick<PersonDrawing, 'locale'>) =>
  html`<nav><a href="${PEOPLE_PAGE}">${personWords(locale).back}</a></nav>`;
