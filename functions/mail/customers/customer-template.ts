import { Liquid, type Template } from 'liquidjs';
import { remembered } from '../../../domain/locale/remembered.ts';
import type { CustomerMailContent } from '../../../domain/mail/mail-content.ts';
import { nearestName } from '../../../domain/names/nearest-name.ts';
import { CHOICES } from '../layout/choices.ts';
import { FIRST_HOLE, HOLES } from '../layout/markdown.ts';
import { onOneLine } from '../layout/plain-text.ts';

/** What a customer mail's words may use. */
type TemplateValues = Omit<CustomerMailContent, 'type' | 'template' | 'products'> & {
  /** Those that renew on `renewalDate`; empty unless the account has several. */
  products: string;
  /** Where its recipient answers by one click; empty where there is nothing to click. */
  answerLinks: string;
  /** Where its recipient finds their own page; empty where there are no pages. */
  roadmapLink: string;
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
  products: true,
  answerLinks: true,
  roadmapLink: true,
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

const asLine = (value: unknown) => onOneLine(String(value));
/** A name must stay a name: whatever it holds, Markdown shows it as it is. */
const escapeMarkdown = (value: string) => (isLink(value) ? value : value.replace(/[!-/:-@[-`{-~]/g, '\\$&'));
/** One of ours: names that hold links don't get here. */
const isLink = (value: string) => /^https?:\/\/[\w.:[\]-]+\/w\/[\w-]+$/.test(value);

/** Of the body that is being written: Liquid asks for the text of one value after the other. */
let valuesInOrder: string[] = [];
function asHole(value: unknown): string {
  const text = asLine(value);
  // Nothing leaves no hole, and the place of the answers is found by its own mark.
  if (text === '' || text === CHOICES) return text;
  return holeOf(valuesInOrder.push(text) - 1);
}

const holeOf = (number: number) => String.fromCodePoint(FIRST_HOLE + number);
const holeNumber = (hole: string) => (hole.codePointAt(0) as number) - FIRST_HOLE;

const subjectEngine = engineOf(asLine);
const bodyEngine = engineOf(asHole);

/** Markdown with holes, and what fills them. */
export interface Body {
  markdown: string;
  values: readonly string[];
}

/** What was made of Markdown with holes, cut at them: text and what stands between, by turns. */
export type Frame = readonly string[];

/** The place of the answers, alone in its paragraph, and holes; in the address of a link these stand as their bytes. */
const MARKS = new RegExp(`(<p>${CHOICES}</p>|${CHOICES}|${HOLES.source}|%F0%BE(?:%[89AB][0-9A-F]){2})`, 'gu');

export function cutAtHoles(made: string): Frame {
  // Read anew from its bytes, text is kept as narrow as it can be: what joins it is twice as quick to send.
  return made.split(MARKS).map((part, i) => (i % 2 === 1 ? part : Buffer.from(part).toString()));
}

export function fillHoles(frame: Frame, values: readonly string[], choices: string, write = asItIs): string {
  const parts = frame.map((part, i) => (i % 2 === 0 ? part : part.includes(CHOICES) ? choices : filling(part)));
  return parts.join('');

  function filling(mark: string): string {
    const isInAddress = mark.startsWith('%');
    const hole = isInAddress ? decodeURIComponent(mark) : mark;
    const value = values[holeNumber(hole)] ?? '';
    return write(isInAddress && !isLink(value) ? encodeURIComponent(value).replaceAll('%40', '@') : value);
  }
}

const asItIs = (value: string) => value;

/** A subject line with its values filled in. Throws when a value that it needs is missing. */
export function renderSubject(template: string, values: TemplateValues): string {
  const form = formOf(template, values);
  if (form === undefined) return onOneLine(subjectEngine.render(template, values));
  return onOneLine(form.markdown.replace(HOLES, (hole) => form.values[holeNumber(hole)] as string));
}

/** The Markdown of a mail. Throws when a value that it needs is missing. */
export function renderBody(template: string, values: TemplateValues): Body {
  const form = formOf(template, values);
  if (form !== undefined) return form;
  valuesInOrder = [];
  const markdown = bodyEngine.render(template, values);
  return { markdown, values: valuesInOrder };
}

/**
 * What a template makes of these values, where it asks of them no more than whether they are there: then it reads the same
 * in every mail that has the same ones, and the engine, which takes most of the time that a mail's words take, is asked once.
 */
function formOf(template: string, values: TemplateValues): Body | undefined {
  const forms = formsOf(template);
  const lines = forms === null ? undefined : linesOf(values);
  if (forms === null || lines === undefined) return undefined;
  const there = lines.map(stateOf).join('');
  let markdown = forms.get(there);
  if (markdown === undefined) {
    markdown = subjectEngine.render(template, withHoles(lines));
    forms.set(there, markdown);
  }
  return { markdown, values: lines.map((line) => line ?? '') };
}

const PATH = String.raw`\s*(${templateVariables.map((name) => name.replace('.', String.raw`\.`)).join('|')})\s*`;
/** A value, or another in its place where it is empty; and a choice by whether one is there. */
const ASKS_IF_THERE = new RegExp(
  String.raw`\{\{-?${PATH}(\|\s*default:(${PATH}|\s*"[^"{}]*"\s*))?-?\}\}|\{%-?\s*((if|elsif|unless)\s${PATH}[!=]=\s*""|else|endif|endunless)\s*-?%\}`,
  'g',
);

/** By which of its values are there; `null` for a template that asks more of them. */
const formsOf = remembered((template) =>
  /\{[{%]/.test(template.replace(ASKS_IF_THERE, '')) ? null : new Map<string, string>(),
);

/** Each variable's value, in the order of `templateVariables`; `undefined` where one is of white space alone. */
function linesOf(values: TemplateValues): (string | undefined)[] | undefined {
  const lines: (string | undefined)[] = [];
  for (const [part, detail] of placesOfVariables) {
    const held: unknown = values[part];
    const value = detail === undefined ? held : (held as Record<string, unknown>)[detail];
    const line = value === undefined ? undefined : asLine(value);
    if (line === '' && value !== '') return undefined;
    lines.push(line);
  }
  return lines;
}

const placesOfVariables = templateVariables.map((name) => name.split('.') as [keyof TemplateValues, string?]);

const stateOf = (line: string | undefined) =>
  line === undefined ? '-' : line === '' ? '0' : line === CHOICES ? 'c' : '1';

/** The same values with a hole of its own in place of each that is there. */
function withHoles(lines: readonly (string | undefined)[]): TemplateValues {
  const marked: Record<string, unknown> = {};
  for (const [number, [part, detail]] of placesOfVariables.entries()) {
    const line = lines[number];
    const hole = line === undefined || line === '' || line === CHOICES ? line : holeOf(number);
    if (detail === undefined) marked[part] = hole;
    else marked[part] = { ...(marked[part] as object), [detail]: hole };
  }
  return marked as TemplateValues;
}

/** As a person reads and edits it: with its values in, each escaped. */
export function asMarkdown(body: Body): string {
  return fillHoles(cutAtHoles(body.markdown), body.values, CHOICES, escapeMarkdown);
}

export interface TemplateProblem {
  /** From 1, within the template. */
  line: number;
  message: string;
}

/** What would keep a template from being rendered, with what to write instead. */
export function checkTemplate(template: string): TemplateProblem[] {
  const wide = wideBracesIn(template);
  if (wide.length > 0) return wide;
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

/** As Japanese keyboards write them: to Liquid they are text, and a customer would read the variable's name. */
const WIDE_BRACES = /\{[｛％]|｛[{｛%％]/g;

function wideBracesIn(template: string): TemplateProblem[] {
  return template.split('\n').flatMap((text, i) =>
    [...text.matchAll(WIDE_BRACES)].map(([braces]) => ({
      line: i + 1,
      message: `has a full-width \`${braces}\`: write \`${braces.normalize('NFKC')}\``,
    })),
  );
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

function engineOf(outputEscape: (value: unknown) => string) {
  const liquid = restrictedLiquid(outputEscape);
  const parsed = remembered((template) => liquid.parse(template.replace(HOLES, '')));
  return {
    liquid,
    render: (template: string, values: TemplateValues): string => liquid.renderSync(parsed(template), values),
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
