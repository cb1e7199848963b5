import type { Account, Product } from '../../../domain/account/account.ts';
import type { LedgerEntry } from '../../../domain/ledger/ledger-entry.ts';
import { pageOfAccount } from '../../../domain/links/team-pages.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { textIn } from '../../../domain/locale/text.ts';
import { accountIn, labelOf, shortName } from '../../mail/names.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { type Row, rowsOf } from '../../pages/page-parts.ts';
import { type Column, dataTable } from '../parts/data-table.ts';
import type { LedgerChange } from './account-facts.ts';
import { type Drawing, listOf, memberIn, sectionOf } from './section.ts';
import { accountWords } from './words/words.ts';

/** What the account has and pays, whom it belongs to, and what of that changed when. */
export function contractSection(drawing: Drawing): Html {
  const { facts, locale } = drawing;
  const { contract: say } = accountWords(locale);
  const { products = [] } = facts.account;
  return sectionOf(
    drawing,
    'contract',
    rowsOf(rowsOfContract(drawing)),
    products.length > 0 && productsOf(drawing, products),
    html`<h3>${say.ledger}</h3>${ledgerOf(drawing)}`,
  );
}

function rowsOfContract(drawing: Drawing): Row[] {
  const { facts, locale } = drawing;
  const { contract: say } = accountWords(locale);
  const { longDay, number, money, data } = mailWords(locale);
  const { account, parent, playbook } = facts;
  const {
    plan,
    mrr,
    currency,
    licenses,
    contractStart,
    autoRenews,
    segment,
    country,
    holds = [],
    churnReason,
  } = account;
  const rows: Row[] = [];
  if (plan !== undefined) rows.push([say.plan, shortName(plan)]);
  if (mrr !== undefined) rows.push([data.mrr, money(mrr, currency)]);
  if (licenses !== undefined) rows.push([say.licenses, number(licenses)]);
  if (contractStart !== undefined) rows.push([say.start, longDay(contractStart)]);
  if (autoRenews !== undefined) rows.push([say.autoRenews, autoRenews ? say.yes : say.no]);
  if (segment !== undefined) rows.push([say.segment, shortName(segment)]);
  if (country !== undefined) rows.push([say.country, styleOf(locale).country(country)]);
  if (holds.length > 0)
    rows.push([say.holds, html`${holds.map((held) => html`${labelOf(held, locale, playbook)}<br>`)}`]);
  if (account.parent !== undefined) rows.push([say.parent, parentOf(account.parent, parent, locale)]);
  if (churnReason !== undefined)
    rows.push([say.reason, textIn(playbook.reasons.churn[churnReason]?.label, locale) ?? churnReason]);
  return rows;
}

const parentOf = (id: string, parent: Pick<Account, 'name'> | undefined, locale: Drawing['locale']) =>
  html`<a href="${pageOfAccount(id)}">${parent === undefined ? id : accountIn(locale, parent)}</a>`;

function productsOf({ locale }: Drawing, products: Product[]): Html {
  const { contract: say } = accountWords(locale);
  const { data, money, number, longDay } = mailWords(locale);
  const columns: Column<Product>[] = [
    { heading: say.product, cell: ({ name }) => shortName(name) },
    { heading: say.plan, cell: ({ plan }) => plan && shortName(plan) },
    {
      heading: data.mrr,
      isNumber: true,
      cell: ({ mrr, currency }) => (mrr === undefined ? undefined : money(mrr, currency)),
    },
    {
      heading: say.licenses,
      isNumber: true,
      cell: ({ licenses }) => (licenses === undefined ? undefined : number(licenses)),
    },
    { heading: data.renewal, isShort: true, cell: ({ renewalDate }) => renewalDate && longDay(renewalDate) },
  ];
  return dataTable({ caption: say.products, columns, rows: products, showsCaption: true });
}

export function ledgerOf(drawing: Drawing): Html {
  const { facts, locale } = drawing;
  const { contract: say } = accountWords(locale);
  const { longDay } = mailWords(locale);
  const columns: Column<LedgerChange>[] = [
    {
      heading: say.fact,
      cell({ entry: { fact, product } }) {
        const name = say.facts[fact];
        return product === undefined ? name : say.ofProduct(name, shortName(product));
      },
    },
    {
      heading: say.value,
      cell({ entry, status }) {
        const value = shownValue(drawing, entry);
        return status === 'stands' ? value : html`<s>${value}</s> <small>${say.corrected[status]}</small>`;
      },
    },
    { heading: say.from, isShort: true, cell: ({ entry: { from } }) => longDay(from) },
    { heading: say.known, isShort: true, cell: ({ entry: { recordedAt } }) => longDay(facts.dayOf(recordedAt)) },
  ];
  return listOf(drawing, 'ledger', { shown: facts.ledger, columns, none: say.noLedger });
}

function shownValue(drawing: Drawing, entry: LedgerEntry): Html | string {
  const { facts, locale } = drawing;
  const { contract: say, unknownValue } = accountWords(locale);
  const { money, number, longDay, stages } = mailWords(locale);
  if (entry.value === null) return unknownValue;
  switch (entry.fact) {
    case 'status':
      return say.status[entry.value];
    case 'mrr':
      return money(entry.value.amount, entry.value.currency);
    case 'licenses':
    case 'recordLimit':
    case 'goalStart':
    case 'goalTarget':
      return number(entry.value);
    case 'stage':
      return stages[entry.value];
    case 'csm':
      return memberIn(drawing, entry.value) ?? entry.value;
    case 'renewalDate':
    case 'goalDate':
    case 'goalSince':
      return longDay(entry.value);
    case 'goalMeasure':
      return labelOf(entry.value, locale, facts.playbook);
    case 'holds':
      return entry.value.map((held) => labelOf(held, locale, facts.playbook)).join(' · ') || '–';
    case 'churnReason':
      return textIn(facts.playbook.reasons.churn[entry.value]?.label, locale) ?? entry.value;
    case 'parent':
    case 'mergedInto':
      return html`<a href="${pageOfAccount(entry.value)}">${entry.value}</a>`;
    case 'plan':
    case 'segment':
    case 'goalName':
      return shortName(entry.value);
  }
}
