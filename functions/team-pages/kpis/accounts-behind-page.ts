import { kpiUnit } from '../../../domain/kpis/definitions.ts';
import type { AccountBehind, Figure, KpiReport } from '../../../domain/kpis/kpi-report.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { textIn } from '../../../domain/locale/text.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { mailWords } from '../../mail/words/words.ts';
import { html } from '../../pages/html.ts';
import { accountLink } from '../parts/account-link.ts';
import { dataTable } from '../parts/data-table.ts';
import { pageAddress } from '../parts/page-address.ts';
import { pager } from '../parts/pager.ts';
import type { TeamPage } from '../team-page.ts';
import { shellWords } from '../words/words.ts';
import { figureTexts } from './figure-text.ts';
import { cutName, KPIS_PATH, type KpiFacts } from './kpis-page.ts';
import { kpisPageWords } from './words/words.ts';

const MOST_CHARACTERS = 80;

export interface BehindFacts extends Pick<KpiFacts, 'query' | 'asked' | 'currency' | 'valueName' | 'playbook'> {
  report: KpiReport;
  figure: Figure;
  /** Those that are shown. */
  shown: readonly AccountBehind[];
  /** Where the others begin. */
  next?: string | undefined;
  nameOf(account: string): string;
}

/** The accounts behind a number, and what each adds to it. */
export function accountsBehindPage(facts: BehindFacts, locale: Locale): TeamPage {
  const { query, asked, report, figure, shown, next, currency, playbook, nameOf } = facts;
  const say = kpisPageWords(locale);
  const text = figureTexts(locale, currency);
  const cut = cutName(report, facts, locale);
  const period = [say.period(asked.unit, report.period), ...(cut === undefined ? [] : [cut])].join(' · ');
  const accounts = new Set(figure.accounts.map(({ account }) => account)).size;
  const back = html`<nav><a href="${pageAddress(KPIS_PATH, query, { after: null })}">${say.behind.back}</a></nav>`;
  const page = { at: 'kpis', heading: say.behind.heading(text.label(figure.kpi), period) } as const;
  if (accounts === 0) return { ...page, lead: say.behind.none, body: back };
  const path = `${KPIS_PATH}/${figure.kpi}`;
  const isChange = figure.kpi.includes('revenue');
  const isOfMoney = kpiUnit(figure.kpi) === 'money' || isChange;
  const isDated = shown.some(({ day }) => day !== undefined);
  const table = dataTable({
    caption: page.heading,
    columns: [
      {
        heading: say.behind.account,
        cell: ({ account }: AccountBehind) => accountLink(account, nameOf(account), MOST_CHARACTERS, locale),
      },
      ...(isOfMoney
        ? [
            {
              heading: say.behind.amount,
              isNumber: true as const,
              cell: ({ amount }: AccountBehind) =>
                amount === undefined ? '–' : isChange ? text.change(amount) : text.amount(amount),
            },
          ]
        : []),
      ...(isDated
        ? [{ heading: say.behind.day, cell: ({ day }: AccountBehind) => day && mailWords(locale).day(day) }]
        : []),
      { heading: say.reasons.reason, cell: ({ reason }) => reason && reasonText(reason) },
    ],
    rows: shown,
  });
  const lead = [text.value(figure.kpi, figure.value), say.behind.lead(accounts)].join(' · ');
  return { ...page, lead, body: html`${table}${pager({ path, query, next }, shellWords(locale).list.pages)}${back}` };

  function reasonText(reason: string): string {
    const lists = Object.values(playbook?.reasons ?? {});
    const label = lists.map((list) => list[reason]?.label).find((found) => found !== undefined);
    return shorten(textIn(label, locale) ?? reason, MOST_CHARACTERS);
  }
}
