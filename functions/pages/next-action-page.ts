import { renewalDatesOf } from '../../domain/account/products.ts';
import { MOST_CHARACTERS_OF_AN_ACTION, type NextAction } from '../../domain/health-list/health-list.ts';
import { mailWords } from '../mail/words/words.ts';
import { asSeen } from './as-seen.ts';
import { html } from './html.ts';
import type { Page } from './page.ts';
import { type Row, rowsOf } from './page-parts.ts';
import type { NextActionFacts } from './read-facts.ts';
import { nextActionWords, pageWords } from './words/words.ts';

/** What was filled in and could not be taken as it was. */
interface Complaint {
  text: string;
  filledIn: string;
}

/** The form with the account's numbers, and what was agreed before. */
export function nextActionPage(facts: NextActionFacts, complaint?: Complaint): Page {
  const { account, action, locale, company } = facts;
  const say = nextActionWords(locale);
  if (account === undefined) return { locale, company: company.name, ...say.gone, status: 404 };
  const form = html`<form method="post">
${complaint && html`<p class="error" role="alert">${complaint.text}</p>`}
<input type="hidden" name="before" value="${asSeen(action?.text)}">
<div class="field"><label class="label" for="text">${say.label}</label>
<textarea class="line" id="text" name="text" rows="2" required maxlength="${MOST_CHARACTERS_OF_AN_ACTION}" aria-describedby="hint">
${complaint?.filledIn ?? action?.text ?? ''}</textarea>
<p class="hint" id="hint">${say.hint}</p></div>
<button type="submit">${say.save}</button>
</form>`;
  return {
    locale,
    company: company.name,
    about: mailWords(locale).customer(account.name),
    heading: say.heading(account.name),
    lead: say.lead,
    body: html`${rowsOf([...numbersOf(facts), ...soFar(facts, action)])}${form}`,
    ...(complaint && { status: 422 }),
  };
}

export function nextActionSaved(facts: NextActionFacts, action: NextAction): Page {
  const { account, locale, company } = facts;
  const { saved } = nextActionWords(locale);
  return {
    locale,
    company: company.name,
    about: account && mailWords(locale).customer(account.name),
    ...saved,
    body: rowsOf(soFar(facts, action)),
  };
}

export function nameOfNoter({ team, link, locale }: NextActionFacts, by: string | undefined): string | undefined {
  const { task } = pageWords(locale);
  if (by === link.person) return task.you;
  const name = team.memberOf(by)?.name;
  return name === undefined ? undefined : task.person(name);
}

function soFar(facts: NextActionFacts, action: NextAction | undefined): Row[] {
  if (action === undefined) return [];
  const say = nextActionWords(facts.locale);
  return [[say.soFar, say.noted(action.text, nameOfNoter(facts, action.by), action.day)]];
}

function numbersOf({ account, health, locale }: NextActionFacts): Row[] {
  const say = mailWords(locale);
  const { mrr, currency } = account ?? {};
  const [renewalDate] = renewalDatesOf(account ?? {});
  const rows: Row[] = [];
  if (health) rows.push([say.data.health, say.number(health.score / 10)]);
  if (mrr !== undefined) rows.push([say.data.mrr, say.money(mrr, currency)]);
  if (renewalDate !== undefined) rows.push([say.data.renewal, say.longDay(renewalDate)]);
  return rows;
}
