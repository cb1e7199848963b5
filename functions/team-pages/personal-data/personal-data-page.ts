import type { Contact, Csm } from '../../../domain/account/account.ts';
import { PERSONAL_DATA_PAGE, pageOf, pageOfDataRequest } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { type DataRequest, isStill } from '../../../domain/personal-data/data-request.ts';
import type { ErasedSubject } from '../../../domain/personal-data/erasure.ts';
import { type Html, html } from '../../pages/html.ts';
import { section } from '../../pages/page-parts.ts';
import type { ActForm } from '../act-form.ts';
import { dataTable } from '../parts/data-table.ts';
import { emptyState } from '../parts/empty-state.ts';
import { shortName } from '../parts/short-name.ts';
import { type Named, namesOnOffer } from '../parts/typed-names.ts';
import type { TeamPage } from '../team-page.ts';
import { shellWords } from '../words/words.ts';
import { askingForms, subjectText } from './data-form.ts';
import { personalDataWords } from './words/words.ts';

const ACCOUNTS = 'accounts';

export interface WhoseFacts {
  accounts: readonly Named[];
  requests: readonly DataRequest[];
  members: readonly Csm[];
  query: URLSearchParams;
  timeZone: string;
  now: number;
}

/** Whose data is meant, and what was asked for in the last week. */
export function personalDataPage(facts: WhoseFacts, locale: Locale, complaint?: 'missing' | 'longId'): TeamPage {
  const { accounts, query } = facts;
  const say = personalDataWords(locale);
  const { whose } = say;
  const wrong = complaint !== undefined && html`<b class="risk" id="wrong" role="alert">${whose[complaint]}</b>`;
  const bad = complaint !== undefined && html` aria-invalid="true" aria-describedby="wrong"`;
  const typed = (name: string) => (query.get(name) ?? '').slice(0, MOST_CHARACTERS_TYPED);
  return {
    at: 'set-up',
    heading: say.heading,
    lead: say.lead,
    body: html`${section(
      whose.heading,
      html`<form class="work" action="${PERSONAL_DATA_PAGE}"><div class="fields">
<div><label>${whose.account} <input name="account" list="${ACCOUNTS}" autocomplete="off" required maxlength="400" value="${typed('account')}"${bad} aria-describedby="account-hint${complaint !== undefined && ' wrong'}"></label><small class="hint" id="account-hint">${whose.accountHint}</small>${wrong}</div>
<div><label>${whose.person} <input name="person" autocomplete="off" maxlength="200" value="${typed('person')}" aria-describedby="person-hint"></label><small class="hint" id="person-hint">${whose.personHint}</small></div>
</div><p><button>${whose.button}</button></p></form>${namesOnOffer(ACCOUNTS, accounts)}`,
    )}
${section(say.requests.heading, requestsOf(facts, locale))}
<nav><a href="${pageOf('set-up')}">${shellWords(locale).menu.setUp}</a></nav>`,
  };
}

const MOST_CHARACTERS_TYPED = 400;

function requestsOf({ requests, members, timeZone, now }: WhoseFacts, locale: Locale): Html {
  const say = personalDataWords(locale);
  const { columns, kinds, states, forgotten } = say.requests;
  const hint = html`<p class="hint">${say.requests.lead}</p>`;
  if (requests.length === 0) return html`${emptyState({ heading: say.requests.none, lead: say.requests.lead })}`;
  const table = dataTable<DataRequest>({
    caption: say.requests.heading,
    rows: requests,
    columns: [
      {
        heading: columns.what,
        cell: ({ id, what }) => html`<a class="whole" href="${pageOfDataRequest(id)}">${kinds[what]}</a>`,
      },
      {
        heading: columns.about,
        cell: ({ subject }) =>
          subject === undefined
            ? html`<span class="hint">${forgotten}</span>`
            : html`<bdi>${subjectText(subject, {}, say)}</bdi>`,
      },
      { heading: columns.state, isShort: true, cell: (one) => states[isStill(one, now) ? 'still' : one.state] },
      { heading: columns.when, isShort: true, cell: ({ askedAt }) => styleOf(locale).moment(askedAt, timeZone) },
      {
        heading: columns.who,
        cell: ({ askedBy }) => html`<bdi>${shortName(members.find(({ id }) => id === askedBy)?.name ?? askedBy)}</bdi>`,
      },
    ],
  });
  return html`${hint}${table}`;
}

export interface ChosenFacts {
  subject: ErasedSubject;
  accountName: string | undefined;
  /** Of whom the subject is one; without a person the first of them all. */
  people: readonly Contact[];
  request: string;
  form: ActForm;
}

/** What may be done with somebody's data, or an account's. */
export function chosenPage(
  { subject, accountName, people, request, form }: ChosenFacts,
  locale: Locale,
  otherId?: string,
): TeamPage {
  const say = personalDataWords(locale);
  const { account, person } = subject;
  const contact = people.find(({ id }) => id === person);
  const isKnown = person === undefined ? accountName !== undefined : contact !== undefined;
  const others =
    person === undefined &&
    people.length > 0 &&
    section(
      say.chosen.people,
      html`<ul class="rows">${people.map(
        ({ id, name }) =>
          html`<li><a class="row" href="${`${PERSONAL_DATA_PAGE}?${new URLSearchParams({ account, person: id })}`}"><span><b><bdi>${shortName(name ?? id)}</bdi></b><br><small><bdi>${shortName(id)}</bdi></small></span></a></li>`,
      )}</ul><p class="hint">${say.chosen.morePeople}</p>`,
    );
  return {
    at: 'set-up',
    about: say.heading,
    heading: subjectText(subject, { account: accountName, person: contact?.name }, say),
    lead: isKnown || otherId !== undefined ? undefined : say.chosen.unknown,
    body: html`${askingForms({ subject, request, form, say, ...(otherId !== undefined && { otherId }) })}
${others}
<nav><a href="${PERSONAL_DATA_PAGE}">${say.chosen.another}</a></nav>`,
    ...(otherId !== undefined && { status: 422 }),
  };
}
