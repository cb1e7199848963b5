import { Liquid, type Template } from 'liquidjs';
import type { CustomerMailContent } from '../../domain/mail-content.ts';
import { nearestName } from '../../domain/nearest-name.ts';
import { onOneLine } from './plain-text.ts';

/** What a customer mail's words may use. */
type TemplateValues = Omit<CustomerMailContent, 'type' | 'template'> & {
  /** Where its recipient answers by one click; empty where there is nothing to click. */
  answerLinks: string;
};

type PathsOf<Values> = {
  [Part in keyof Values & string]-?: NonNullable<Values[Part]> extends string
    ? Part
    : `${Part}.${keyof NonNullable<Values[Part]> & string}`;
}[keyof Values & string];

const variables: Record<PathsOf<TemplateValues>, true> = {
  'contact.name': true,
  'account.name': true,
  'csm.name': true,
  'csm.email': true,
  'company.name': true,
  renewalDate: true,
  answerLinks: true,
};
/** Every variable a template may use; the type above keeps it complete. */
export const templateVariables: readonly string[] = Object.keys(variables);

/** Nothing that repeats, reads files or includes: a mail's length is bounded by its template's. */
const allowedTags = ['if', 'unless', 'case', 'comment', '#'];
const allowedFilters = [
  'append',
  'capitalize',
  'default',
  'downcase',
  'prepend',
  'remove',
  'replace',
  'strip',
  'truncate',
  'upcase',
];

const MOST_CHARACTERS = 20_000;

/** A name must stay a name: whatever it holds, Markdown shows it as it is. */
const escapeMarkdown = (value: unknown) => onOneLine(String(value)).replace(/[!-/:-@[-`{-~]/g, '\\$&');

const subjectEngine = engineOf((value) => onOneLine(String(value)));
const bodyEngine = engineOf(escapeMarkdown);

/** A subject line with its values filled in. Throws when a value that it needs is missing. */
export function renderSubject(template: string, values: TemplateValues): string {
  return onOneLine(subjectEngine.render(template, values));
}

/** Markdown with its values filled in, each escaped. Throws when a value that it needs is missing. */
export function renderBody(template: string, values: TemplateValues): string {
  return bodyEngine.render(template, values);
}

export interface TemplateProblem {
  /** From 1, within the template. */
  line: number;
  message: string;
}

/** What would keep a template from being rendered, with what to write instead. */
export function checkTemplate(template: string): TemplateProblem[] {
  let parsed: Template[];
  try {
    parsed = bodyEngine.liquid.parse(template);
  } catch (error) {
    // Liquid has no way to check but to parse: its errors are the findings.
    return [parseProblem(error as LiquidError)];
  }
  return Object.values(bodyEngine.liquid.analyzeSync(parsed).globals)
    .flat()
    .filter((variable) => !templateVariables.includes(String(variable)))
    .map((variable) => ({ line: variable.location.row, message: unknownVariable(String(variable)) }));
}

type LiquidError = Error & { token?: { getPosition(): [number, number] } };

function parseProblem(error: LiquidError): TemplateProblem {
  const line = error.token?.getPosition()[0] ?? 1;
  const text = error.message.replace(/, line:\d+, col:\d+$/, '');
  const filter = /^undefined filter: (.+)$/.exec(text)?.[1];
  if (filter !== undefined) return { line, message: `the filter \`${filter}\` is not known; ${oneOf(allowedFilters)}` };
  const tag = /^tag "(.+)" not found$/.exec(text)?.[1];
  if (tag !== undefined) return { line, message: `\`{% ${tag} %}\` can't be used in a mail; ${oneOf(allowedTags)}` };
  return { line, message: text };
}

function unknownVariable(name: string): string {
  const nearest = nearestName(name, templateVariables);
  const hint = nearest === undefined ? oneOf(templateVariables) : `write \`${nearest}\` (${oneOf(templateVariables)})`;
  return `\`${name}\` is not known here; ${hint}`;
}

const oneOf = (names: readonly string[]) => `there are ${names.join(', ')}`;

/** More than a playbook has; a function that lives through many playbooks forgets the old ones. */
const MOST_TEMPLATES_KEPT = 500;

/** Reads a template once for all mails that are made of it. */
function engineOf(outputEscape: (value: unknown) => string) {
  const liquid = restrictedLiquid(outputEscape);
  const read = new Map<string, Template[]>();
  return {
    liquid,
    render(template: string, values: TemplateValues): string {
      let parsed = read.get(template);
      if (parsed === undefined) {
        if (read.size >= MOST_TEMPLATES_KEPT) read.clear();
        parsed = liquid.parse(template);
        read.set(template, parsed);
      }
      return liquid.renderSync(parsed, values);
    },
  };
}

function restrictedLiquid(outputEscape: (value: unknown) => string): Liquid {
  const liquid = new Liquid({
    strictFilters: true,
    strictVariables: true,
    lenientIf: true,
    ownPropertyOnly: true,
    templates: {},
    outputEscape,
    parseLimit: MOST_CHARACTERS,
    memoryLimit: 10 * MOST_CHARACTERS,
    renderLimit: 1000,
  });
  for (const tag of Object.keys(liquid.tags)) if (!allowedTags.includes(tag)) delete liquid.tags[tag];
  for (const filter of Object.keys(liquid.filters)) {
    if (!allowedFilters.includes(filter)) liquid.unregisterFilter(filter);
  }
  return liquid;
}
