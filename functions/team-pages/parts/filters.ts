import { shorten } from '../../mail/layout/plain-text.ts';
import { type Html, html } from '../../pages/html.ts';

const MOST_CHARACTERS_OF_A_CHOICE = 20;

export interface Filter {
  name: string;
  label: string;
  /** What may be chosen; without it words are typed. */
  choices?: readonly { value: string; label: string }[];
  /** A day is chosen. */
  isDay?: true;
}

export interface Filters {
  path: string;
  /** What is chosen by now. */
  query: URLSearchParams;
  filters: readonly Filter[];
  /** Of the address what stays as it is when others are chosen, such as the sort. */
  kept?: readonly string[];
  words: { all: string; show: string; clear: string };
}

/** Filters as a form that asks for the same page: the address says what is chosen, and no script is needed. */
export function filterForm({ path, query, filters, kept = [], words }: Filters): Html {
  const hidden = kept.flatMap((name) => {
    const value = query.get(name);
    return value === null ? [] : html`<input type="hidden" name="${name}" value="${value}">`;
  });
  const isAny = filters.some(({ name }) => (query.get(name) ?? '') !== '');
  return html`<form class="filters" method="get" action="${path}" role="search">${hidden}
${filters.map((filter) => field(filter, query.get(filter.name) ?? '', words.all))}
<div class="buttons"><button class="quiet">${words.show}</button>${isAny && html`<a href="${path}">${words.clear}</a>`}</div></form>`;
}

function field({ name, label, choices, isDay }: Filter, chosen: string, all: string): Html {
  const input = choices
    ? html`<select id="by-${name}" name="${name}"><option value="">${all}</option>${choices.map(
        ({ value, label }) => html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`,
      )}</select>`
    : isDay
      ? html`<input type="date" id="by-${name}" name="${name}" value="${chosen}">`
      : html`<input type="search" id="by-${name}" name="${name}" value="${chosen}" maxlength="200">`;
  return html`<div><label for="by-${name}">${label}</label>${input}</div>`;
}

/** By their labels, which are shortened; with the chosen one, however many there are. */
export function sortedChoices(
  labels: Iterable<readonly [value: string, label: string]>,
  chosen: string | null,
  most: number,
) {
  const choices = [...labels]
    .map(([value, label]) => ({ value, label: shorten(label, MOST_CHARACTERS_OF_A_CHOICE) }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
  return choices.filter(({ value }, place) => place < most || value === chosen);
}
