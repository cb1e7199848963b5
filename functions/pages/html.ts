import { escapeHtml } from '../mail/layout/html-basics.ts';

/** Markup that is safe to be put into a page. */
export class Html {
  constructor(readonly markup: string) {}
}

type Value = Html | string | number | undefined | false | Html[];

/** Markup with values in it; each that isn't markup itself is escaped. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  let whole = parts[0] as string;
  for (let i = 0; i < values.length; i += 1) whole += markupOf(values[i]) + parts[i + 1];
  return new Html(whole);
}

/** Most texts hold nothing that would have to be escaped. */
const SPECIAL = /[&<>"']/;

function markupOf(value: Value): string {
  if (value instanceof Html) return value.markup;
  if (typeof value === 'string') return SPECIAL.test(value) ? escapeHtml(value) : value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return linesOf(value);
  return '';
}

function linesOf(lines: Html[]): string {
  let whole = lines[0]?.markup ?? '';
  for (let i = 1; i < lines.length; i += 1) whole += `\n${lines[i]?.markup}`;
  return whole;
}
