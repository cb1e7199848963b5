import * as yaml from 'yaml';
import type * as z from 'zod';
import { nearestName } from '../domain/names/nearest-name.ts';
import { wideLettersIn } from './wide-letters.ts';

export interface LocatedProblem {
  /** From 1. */
  line: number;
  /** e.g. `signals.logins-fell.play`; empty for the file as a whole. */
  path: string;
  message: string;
}

export function describe(fileName: string, { line, path, message }: LocatedProblem): string {
  return `${fileName}:${line}: ${path === '' ? '' : `${path}: `}${message}`;
}

const MISSING = 'is missing';

type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;

/** The text of a YAML file together with its lines, so that each finding can be told where it stands. */
export class YamlSource<Schema extends z.ZodType> {
  private readonly lines = new yaml.LineCounter();
  private readonly document: yaml.Document;

  constructor(
    private readonly text: string,
    private readonly schema: Schema,
  ) {
    this.document = yaml.parseDocument(text, { lineCounter: this.lines, prettyErrors: false });
  }

  /** What is written, when it is YAML of the right shape; else what is wrong with it. */
  read(): { content: z.output<Schema> | null; problems: LocatedProblem[] } {
    const read = this.readAsWritten();
    return { ...read, problems: this.withCauses(read.problems) };
  }

  /** A letter that only looks like YAML's own is the cause; what YAML makes of the lines around it would mislead. */
  withCauses(problems: LocatedProblem[]): LocatedProblem[] {
    if (problems.length === 0) return problems;
    const letters = wideLettersIn(this.text);
    const causes = letters.filter(({ isPossiblyText }) => !isPossiblyText);
    if (causes.length > 0) return causes.map(({ line, message }) => ({ line, path: '', message }));
    return problems.map((problem) => {
      const letter = letters.find(({ line }) => line === problem.line);
      return letter === undefined ? problem : { ...problem, message: letter.message };
    });
  }

  private readAsWritten(): { content: z.output<Schema> | null; problems: LocatedProblem[] } {
    const syntax = [...this.document.errors, ...this.document.warnings];
    if (syntax.length > 0) return { content: null, problems: syntax.map((error) => this.syntaxProblem(error)) };
    let written: unknown;
    try {
      written = this.document.toJS();
    } catch (error) {
      // Thrown for references (`*name`) that multiply beyond reason; the message says so.
      return { content: null, problems: [{ line: 1, path: '', message: (error as Error).message }] };
    }
    const result = this.schema.safeParse(written);
    if (result.success) return { content: result.data, problems: [] };
    return { content: null, problems: this.shapeProblems(result.error.issues, [], written) };
  }

  at(path: Path, message: string): LocatedProblem {
    return { line: this.lineOf(path), path: path.map(String).join('.'), message };
  }

  nodeAt(path: Path): unknown {
    return this.document.getIn(path, true);
  }

  /** The line of the path's key, or of the nearest thing above it that is there. */
  lineOf(path: Path): number {
    let node: unknown = this.document.contents;
    let offset = 0;
    for (const key of path) {
      const child: unknown = yaml.isMap(node)
        ? node.items.find((pair) => String(pair.key) === String(key))
        : yaml.isSeq(node)
          ? node.items[Number(key)]
          : undefined;
      const position = yaml.isPair(child) ? child.key : child;
      if (!yaml.isNode(position) || !position.range) break;
      offset = position.range[0];
      node = yaml.isPair(child) ? child.value : child;
    }
    return this.lines.linePos(offset).line;
  }

  private syntaxProblem({ code, message, pos }: yaml.YAMLError): LocatedProblem {
    const { line } = this.lines.linePos(pos[0]);
    if (code === 'BLOCK_AS_IMPLICIT_KEY') {
      return { line, path: '', message: 'a text with `: ` in it needs quotes around it, or `|` and lines of its own' };
    }
    if (code !== 'DUPLICATE_KEY') return { line, path: '', message: `is not valid YAML: ${message}` };
    const key = /^[^\s:]+/.exec(this.text.slice(pos[0]))?.[0];
    return { line, path: '', message: `\`${key}\` is written twice in one place: keep one of them` };
  }

  private shapeProblems(issues: readonly Issue[], within: Path, content: unknown): LocatedProblem[] {
    const meant = new Set<string>();
    const problems = issues.flatMap((issue) => {
      const path = [...within, ...issue.path];
      if (issue.code === 'invalid_union') return this.unionProblems(issue, path, content);
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map((key) => {
          const { message, instead } = unknownKey(this.schema, key, path, content);
          if (instead !== undefined) meant.add([...path, instead].join('.'));
          return this.at([...path, key], message);
        });
      }
      const value = valueAt(content, path);
      return [this.at(path, value === undefined ? MISSING : wrongValue(issue, value))];
    });
    // A field under a wrong name is one mistake, not two.
    return problems.filter(({ path, message }) => message !== MISSING || !meant.has(path));
  }

  /** Of several shapes, the one that was most likely meant: it fits the most of what is written. */
  private unionProblems(issue: z.core.$ZodIssueInvalidUnion, path: Path, content: unknown): LocatedProblem[] {
    const value = valueAt(content, path);
    if (value === undefined) return [this.at(path, MISSING)];
    const kinds = kindsIn(issue);
    if (kinds !== undefined) {
      const inKind = issue.discriminator === undefined ? [...path, 'kind'] : path;
      return [this.at(inKind, oneOf(kinds, valueAt(content, inKind)))];
    }
    const byDistance = (a: Issue[], b: Issue[]) => distance(a, value) - distance(b, value);
    const nearest = issue.errors.toSorted(byDistance)[0] as Issue[];
    return this.shapeProblems(nearest, path, content);
  }
}

function valueAt(content: unknown, path: Path): unknown {
  let value = content;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** The kinds there are, when what is written is none of them. */
function kindsIn(issue: z.core.$ZodIssueInvalidUnion): z.core.util.Primitive[] | undefined {
  if ('options' in issue) return issue.options as z.core.util.Primitive[];
  const wrong = issue.errors.map((shape) => shape.find(({ path }) => path.length === 1 && path[0] === 'kind'));
  const kinds = wrong.flatMap((found) => (found?.code === 'invalid_value' ? found.values : []));
  return kinds.length === issue.errors.length ? [...new Set(kinds)] : undefined;
}

/**
 * Another constant, or a wrong `kind`, means that another shape was meant; beyond that, fewer complaints are nearer. A
 * field under a name that is nearly right is one complaint, not two.
 */
function distance(issues: readonly Issue[], value: unknown): number {
  const missing = issues.flatMap(({ path }) => (valueAt(value, path) === undefined ? [String(path.at(-1))] : []));
  let sum = 0;
  for (const issue of issues) {
    const isOtherShape = issue.path.length === 0 || issue.path.at(-1) === 'kind';
    sum += issue.code === 'invalid_value' && issue.values.length === 1 && isOtherShape ? 100 : 1;
    if (issue.code !== 'unrecognized_keys') continue;
    for (const key of issue.keys) sum += nearestName(key, missing) === undefined ? 1 : -1;
  }
  return sum;
}

const UNIT = /In(?:Business)?(?:Seconds|Minutes|Hours|Days|Weeks|Months)$/;

function unknownKey(
  schema: z.core.$ZodType,
  key: string,
  path: Path,
  content: unknown,
): { message: string; instead?: string } {
  const known = [...new Set(shapesAt(schema, path, content).flatMap((shape) => Object.keys(shape)))];
  const stem = key.replace(UNIT, '');
  const otherUnit = stem === key ? undefined : known.find((name) => UNIT.test(name) && name.replace(UNIT, '') === stem);
  if (otherUnit !== undefined) {
    const unit = otherUnit.endsWith('InBusinessDays') ? 'business days' : 'days';
    return { message: `is measured in ${unit} here: write \`${otherUnit}\``, instead: otherUnit };
  }
  const written = Object.keys((valueAt(content, path) ?? {}) as object);
  const instead = nearestName(
    key,
    known.filter((name) => !written.includes(name)),
  );
  if (instead !== undefined) return { message: `is not known here: did you mean \`${instead}\`?`, instead };
  return { message: `is not known here; there are ${known.join(', ')}` };
}

type Shape = Record<string, z.core.$ZodType>;

/** The fields that may stand at the path; of several kinds of entry, those of the kind that is written there. */
function shapesAt(schema: z.core.$ZodType, path: Path, content: unknown): Shape[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const [key, ...rest] = path;
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'prefault':
      return shapesAt(def.innerType, path, content);
    case 'union': {
      const shapes = def.options.flatMap((option) => shapesAt(option, path, content));
      const value = valueAt(content, path);
      const sameKind = shapes.filter((shape) => isOfKind(shape, value));
      return sameKind.length === 0 ? shapes : sameKind;
    }
    case 'object': {
      if (key === undefined) return [def.shape];
      const field = def.shape[String(key)];
      return field === undefined ? [] : shapesAt(field, rest, valueAt(content, [key]));
    }
    case 'record':
      return key === undefined ? [] : shapesAt(def.valueType, rest, valueAt(content, [key]));
    case 'array':
      return key === undefined ? [] : shapesAt(def.element, rest, valueAt(content, [key]));
    default:
      return [];
  }
}

function isOfKind({ kind }: Shape, value: unknown): boolean {
  const def = (kind as z.core.$ZodTypes | undefined)?._zod.def;
  return def?.type === 'literal' && def.values.includes(valueAt(value, ['kind']) as string);
}

const typeNames: Record<string, string> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  array: 'a list',
  object: 'a group of fields',
  record: 'a group of fields',
  boolean: 'true or false',
};

function wrongValue(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type': {
      const number = typeof value === 'string' ? /^\s*(\d+(?:\.\d+)?)/.exec(value)?.[1] : undefined;
      const needsNumber = issue.expected === 'int' || issue.expected === 'number';
      if (needsNumber && number !== undefined) {
        return `must be ${typeNames[issue.expected]}: write ${number} without quotes or unit`;
      }
      return `must be ${typeNames[issue.expected] ?? issue.expected}, not ${shown(value)}`;
    }
    case 'invalid_value':
      return oneOf(issue.values, value);
    case 'invalid_key':
      return issue.issues[0]?.message ?? issue.message;
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array') return 'is empty';
      return `must be ${issue.inclusive ? 'at least' : 'above'} ${issue.minimum}`;
    case 'too_big':
      return `must be ${issue.inclusive ? 'at most' : 'below'} ${issue.maximum}`;
    default:
      return issue.message;
  }
}

function oneOf(values: readonly z.core.util.Primitive[], value: unknown): string {
  const known = values.map(String);
  const nearest = typeof value === 'string' ? nearestName(value, known) : undefined;
  const hint = known.length > 1 && nearest !== undefined ? ` (did you mean \`${nearest}\`?)` : '';
  return `must be ${known.length > 1 ? 'one of ' : ''}${known.join(', ')}, not ${shown(value)}${hint}`;
}

function shown(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a group of fields' : `\`${String(value)}\``;
}
