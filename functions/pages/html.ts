import { escapeHtml } from '../mail/layout/html-basics.ts';

/** Markup that is safe to be put into a page. */
export class Html {
  constructor(readonly markup: string) {}
}

type Value = Html | string | number | undefined | false | Html[];

/** Markup with values in it; each that isn't markup itself is escaped. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(parts.reduce((whole, part, i) => whole + markupOf(values[i - 1]) + part));
}

function markupOf(value: Value): string {
  if (value instanceof Html) return value.markup;
  if (Array.isArray(value)) return value.map(({ markup }) => markup).join('\n');
  return value === undefined || value === false ? '' : escapeHtml(String(value));
}
