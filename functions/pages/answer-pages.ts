import { expectations } from '../../domain/answers/activity-answer.ts';
import { type Answer, renewalAnswers } from '../../domain/answers/renewal-answer.ts';
import { helpAmounts, type Link } from '../../domain/links/link.ts';
import { type MailKind, mailKinds, type OptOut } from '../../domain/mail/mail-kinds.ts';
import { linkWords } from '../mail/words/words.ts';
import { type Html, html } from './html.ts';
import { BUSY_STATUS, CONFLICT_STATUS, withNotice } from './notices.ts';
import type { Page } from './page.ts';
import { option, quote, textArea } from './page-parts.ts';
import type { CustomerFacts, CustomerLink, Said } from './read-facts.ts';
import { pageWords } from './words/words.ts';

type LinkTo<To extends Link['to']> = Extract<Link, { to: To }>;

/** Stands in the form by which somebody chooses their mails: without it, no kind chosen means nothing. */
export const KINDS_SHOWN = 'kinds-shown';
export const SCALE = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** What was filled in and could not be taken as it was. */
interface Refused {
  complaint: 'choose' | 'tooLong' | 'busy';
  form: URLSearchParams;
}

/** What the customer is asked, with what they clicked in the mail ready to be sent. */
export function askPage(facts: CustomerFacts, link: CustomerLink, said: Said, refused?: Refused): Page {
  const page = pageFor();
  if (refused === undefined) return page;
  const { complaint } = refused;
  const say = pageWords(facts.locale);
  return complaint === 'busy'
    ? withNotice(page, say.notStoredYet, '', BUSY_STATUS)
    : withNotice(page, say.customer.refused[complaint], '', 422);

  function pageFor(): Page {
    const given = (name: string) => refused?.form.get(name) ?? undefined;
    const comment = given('comment');
    switch (link.to) {
      case 'renewal': {
        const answer = renewalAnswers.find((one) => one === given('answer')) ?? link.answer;
        return renewalPage(facts, { ...link, answer }, said, comment);
      }
      case 'survey': {
        const value = SCALE.find((one) => String(one) === given('value')) ?? link.value;
        return surveyPage(facts, { ...link, value }, said, comment);
      }
      case 'fit': {
        const fit = helpAmounts.find((one) => one === given('fit')) ?? link.fit;
        return fitPage(facts, { ...link, fit }, said, comment);
      }
      case 'activity': {
        const expectation = expectations.find((one) => one === given('expectation')) ?? link.expectation;
        return activityPage(facts, { ...link, expectation }, said, comment);
      }
      case 'cs-nps': {
        const score = SCALE.find((one) => String(one) === given('score')) ?? link.score;
        return csNpsPage(facts, { ...link, score }, said, comment);
      }
      case 'preferences':
        return preferencesPage(facts, link, said, refused?.form);
    }
  }
}

function renewalPage(facts: CustomerFacts, link: LinkTo<'renewal'>, { answer }: Said, comment = ''): Page {
  const { locale, csmName } = facts;
  const say = pageWords(locale).customer;
  const { renewal } = say;
  const options = renewalAnswers.map((one) => option('answer', one, renewal.answers[one], one === link.answer));
  const earlier = answer && answerText(answer, facts);
  return pageOf(facts, {
    about: renewal.about(facts.account?.name ?? ''),
    heading: renewal.heading(link.renewalDate),
    lead: renewal.lead(csmName),
    body: html`${earlier !== undefined && html`<p class="lead">${earlier}</p>`}<form method="post">
<fieldset><legend>${renewal.legend}</legend>${options}</fieldset>
${textArea('comment', say.comment, say.optional, comment)}
<button type="submit">${renewal.send}</button>
</form>`,
  });
}

/**
 * What was answered, and whether a colleague of ours recorded it, or the reader or somebody else of the account gave
 * it.
 */
function answerText({ contact: id, day, answer: given }: Answer, { locale, csmName, contact }: CustomerFacts): string {
  const { answers, said } = pageWords(locale).customer.renewal;
  const label = answers[given];
  if (id === undefined) return said.recorded(csmName, day, label);
  return id === contact?.id ? said.you(day, label) : said.colleague(day, label);
}

/** `answer`: as it is stored. */
export function renewalThanks(facts: CustomerFacts, answer: Answer): Page {
  const { renewal } = pageWords(facts.locale).customer;
  const { heading, lead } = renewal.thanks[answer.answer];
  return pageOf(facts, {
    about: renewal.about(facts.account?.name ?? ''),
    heading,
    lead: lead(facts.csmName),
    body: html`<p class="lead">${answerText(answer, facts)}</p><p class="lead hint">${renewal.changeIt}</p>`,
  });
}

function surveyPage(facts: CustomerFacts, link: LinkTo<'survey'>, { survey }: Said, comment = ''): Page {
  const say = pageWords(facts.locale).customer.survey;
  const last = survey?.given.at(-1);
  const lead = last && say.said(last.value);
  return scalePage(facts, { heading: say.heading(facts.company.name), lead }, ['value', link.value], comment);
}

/** The scale is that of the product's survey, and the question says that it is about what we do. */
function csNpsPage(
  facts: CustomerFacts,
  link: LinkTo<'cs-nps'>,
  { csScore: earlier }: Said,
  comment = earlier?.comment ?? '',
): Page {
  const { csNps, survey } = pageWords(facts.locale).customer;
  const lead = earlier === undefined ? csNps.lead : survey.said(earlier.score);
  return scalePage(facts, { heading: csNps.heading(facts.csmName), lead }, ['score', link.score], comment);
}

function scalePage(
  facts: CustomerFacts,
  head: { heading: string; lead: string | undefined },
  [name, chosen]: [string, number],
  comment: string,
): Page {
  const say = pageWords(facts.locale).customer;
  const options = SCALE.map((value) => option(name, String(value), String(value), value === chosen));
  return pageOf(facts, {
    heading: head.heading,
    ...(head.lead !== undefined && { lead: head.lead }),
    body: html`<form method="post">
<fieldset><legend>${say.survey.legend}</legend><div class="scale">${options}</div>
<p class="ends"><span>${say.survey.ends.low}</span><span>${say.survey.ends.high}</span></p></fieldset>
${textArea('comment', say.survey.why, say.optional, comment)}
<button type="submit">${say.survey.send}</button>
</form>`,
  });
}

export function surveyThanks(facts: CustomerFacts): Page {
  const { heading, lead } = pageWords(facts.locale).customer.survey.thanks;
  return pageOf(facts, { heading, lead: lead(facts.csmName) });
}

function fitPage(
  facts: CustomerFacts,
  link: LinkTo<'fit'>,
  { fit: earlier }: Said,
  comment = earlier?.comment ?? '',
): Page {
  const say = pageWords(facts.locale).customer;
  const labels = linkWords(facts.locale).helpAmounts;
  const options = helpAmounts.map((fit) => option('fit', fit, labels[fit], fit === link.fit));
  return choicePage(facts, say.fit, options, comment);
}

function activityPage(
  facts: CustomerFacts,
  link: LinkTo<'activity'>,
  { activity: earlier }: Said,
  comment = earlier?.comment ?? '',
): Page {
  const say = pageWords(facts.locale).customer;
  const labels = linkWords(facts.locale).expectations;
  const options = expectations.map((one) => option('expectation', one, labels[one], one === link.expectation));
  return choicePage(facts, say.activity, options, comment);
}

/** One of several answers, and what there is to say of it. */
function choicePage(
  facts: CustomerFacts,
  { heading, legend, send }: { heading: string; legend: string; send: string },
  options: Html[],
  comment: string,
): Page {
  const say = pageWords(facts.locale).customer;
  return pageOf(facts, {
    heading,
    body: html`<form method="post">
<fieldset><legend>${legend}</legend>${options}</fieldset>
${textArea('comment', say.comment, say.optional, comment)}
<button type="submit">${send}</button>
</form>`,
  });
}

export const activityThanks = (facts: CustomerFacts): Page =>
  pageOf(facts, pageWords(facts.locale).customer.activity.thanks);

/** They changed their answer so often that this one was not taken. */
export function notTakenPage(facts: CustomerFacts, stands: string, comment = ''): Page {
  const { heading, lead, written } = pageWords(facts.locale).customer.full;
  return pageOf(facts, {
    heading,
    lead: lead(stands, facts.csmName),
    body: comment === '' ? html`` : quote(comment, written),
    status: CONFLICT_STATUS,
  });
}

export function fitThanks(facts: CustomerFacts): Page {
  return pageOf(facts, pageWords(facts.locale).customer.fit.thanks);
}

/** Whoever comes from a mail that they don't want finds its kind given up already, and has only to say so. */
function preferencesPage(
  facts: CustomerFacts,
  link: LinkTo<'preferences'>,
  { optOut }: Said,
  form?: URLSearchParams,
): Page {
  const say = pageWords(facts.locale).customer.preferences;
  const wanted = form?.has(KINDS_SHOWN) === true ? form.getAll('kind') : null;
  const givenUp = new Set<MailKind>(
    wanted === null ? [...(optOut?.kinds ?? []), link.kind] : mailKinds.filter((kind) => !wanted.includes(kind)),
  );
  const boxes = mailKinds.map((kind): Html => {
    const { label, hint } = say.kinds[kind];
    return html`<label class="option"><input type="checkbox" name="kind" value="${kind}"${!givenUp.has(kind) && html` checked`}><span>${label}<small>${hint}</small></span></label>`;
  });
  return pageOf(facts, {
    heading: say.heading(facts.company.name),
    lead: say.lead,
    body: html`<form method="post">
<input type="hidden" name="${KINDS_SHOWN}" value="yes">
<fieldset><legend>${say.legend}</legend>${boxes}</fieldset>
<button type="submit">${say.send}</button>
</form>
<p class="lead hint">${say.contract}</p>`,
  });
}

/** What is stored. */
export function preferencesSaved(facts: CustomerFacts, { kinds }: Pick<OptOut, 'kinds'>): Page {
  const say = pageWords(facts.locale).customer.preferences;
  const left = mailKinds.filter((kind) => !kinds.includes(kind)).map((kind) => say.kinds[kind].label);
  return pageOf(facts, {
    heading: say.saved.heading,
    lead: left.length === 0 ? say.saved.none : say.saved.some(left),
    body: html`<p class="lead hint">${say.contract}</p>`,
  });
}

function pageOf({ locale, company }: CustomerFacts, page: Omit<Page, 'locale' | 'company'>): Page {
  return { locale, company: company.name, ...page };
}
