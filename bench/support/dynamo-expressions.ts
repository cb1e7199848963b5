import { isDeepStrictEqual } from 'node:util';
import type { Item } from '../../functions/store/item.ts';

/** What expressions are told beside their text. */
export interface Said {
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Item;
}

type Value = Item[string];
type Test = (item: Item, said: Said) => boolean;
type Operand = (item: Item, said: Said) => Value | undefined;

const TOKEN = /\s*(<>|<=|>=|[()=<>,+-]|[#:]?[A-Za-z_][\w.]*)/gy;
const COMPARISONS: Record<string, (order: number) => boolean> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const tests = new Map<string, Test>();

/** Whether a condition, filter or key condition holds for the row; of no row the conditions see one that has nothing. */
export function holds(expression: string | undefined, item: Item | undefined, said: Said): boolean {
  if (expression === undefined) return true;
  let test = tests.get(expression);
  if (test === undefined) {
    test = new Expression(expression).condition();
    tests.set(expression, test);
  }
  return test(item ?? {}, said);
}

/** The row as an update leaves it. */
export function updated(before: Item, expression: string, said: Said): Item {
  const after = { ...before };
  for (const { verb, clause } of clausesOf(expression)) {
    for (const part of partsOf(clause)) applyPart(verb, part, { before, after, said });
  }
  return after;
}

function applyPart(
  verb: string,
  part: string,
  { before, after, said }: { before: Item; after: Item; said: Said },
): void {
  const [path = ''] = part.split(/[\s=]/);
  const name = nameOf(path, said);
  const rest = part.slice(path.length).replace(/^\s*=\s*/, '');
  if (verb === 'REMOVE') {
    delete after[name];
    return;
  }
  const value = new Expression(rest).sum()(before, said);
  if (value === undefined) throw new Error(`nobody expected ${part}`);
  if (verb === 'SET') after[name] = value;
  else if (value.N !== undefined) after[name] = { N: String(Number(before[name]?.N ?? 0) + Number(value.N)) };
  else {
    const old = before[name]?.SS ?? [];
    const told = new Set(value.SS);
    const all = verb === 'ADD' ? [...new Set([...old, ...told])] : old.filter((text) => !told.has(text));
    // No set is empty.
    if (all.length === 0) delete after[name];
    else after[name] = { SS: all };
  }
}

function clausesOf(expression: string): { verb: string; clause: string }[] {
  const [, ...pieces] = expression.split(/\b(SET|REMOVE|ADD|DELETE)\s/);
  return Array.from({ length: pieces.length / 2 }, (_, i) => ({
    verb: pieces[2 * i] as string,
    clause: pieces[2 * i + 1] as string,
  }));
}

/** By commas that stand in no brackets. */
const partsOf = (clause: string) => clause.split(/,(?![^(]*\))/).map((part) => part.trim());

const nameOf = (path: string, { ExpressionAttributeNames = {} }: Said) =>
  path.startsWith('#') ? (ExpressionAttributeNames[path] as string) : path;

class Expression {
  private readonly tokens: string[];
  private at = 0;

  constructor(private readonly text: string) {
    this.tokens = Array.from(text.matchAll(TOKEN), ([, token]) => token as string);
    const read = this.tokens.join('').length;
    if (read !== text.replace(/\s/g, '').length) throw new Error(`nobody expected the expression ${text}`);
  }

  condition(): Test {
    const test = this.either();
    if (this.at < this.tokens.length) throw new Error(`nobody expected the expression ${this.text}`);
    return test;
  }

  /** A value, or several added up. */
  sum(): Operand {
    let left = this.operand();
    for (let sign = this.tokens[this.at]; sign === '+' || sign === '-'; sign = this.tokens[this.at]) {
      this.at += 1;
      const [first, second, times] = [left, this.operand(), sign === '+' ? 1 : -1];
      left = (item, said) => ({ N: String(Number(first(item, said)?.N) + times * Number(second(item, said)?.N)) });
    }
    return left;
  }

  private either(): Test {
    const any = [this.both()];
    while (this.isNext('OR')) any.push(this.both());
    return any.length === 1 ? (any[0] as Test) : (item, said) => any.some((test) => test(item, said));
  }

  private both(): Test {
    const all = [this.one()];
    while (this.isNext('AND')) all.push(this.one());
    return all.length === 1 ? (all[0] as Test) : (item, said) => all.every((test) => test(item, said));
  }

  private one(): Test {
    if (this.isNext('NOT')) {
      const test = this.one();
      return (item, said) => !test(item, said);
    }
    if (this.isNext('(')) {
      const test = this.either();
      this.expect(')');
      return test;
    }
    const name = this.tokens[this.at] as string;
    if (this.tokens[this.at + 1] === '(' && name !== 'size') return this.call(name);
    const left = this.operand();
    if (this.isNext('BETWEEN')) {
      const from = this.operand();
      this.expect('AND');
      const to = this.operand();
      return (item, said) => {
        const value = left(item, said);
        return compare(value, from(item, said)) >= 0 && compare(value, to(item, said)) <= 0;
      };
    }
    if (this.isNext('IN')) {
      this.expect('(');
      const among = [this.operand()];
      while (this.isNext(',')) among.push(this.operand());
      this.expect(')');
      return (item, said) => among.some((one) => compare(left(item, said), one(item, said)) === 0);
    }
    const isSo = COMPARISONS[this.tokens[this.at] as string];
    if (isSo === undefined) throw new Error(`nobody expected the expression ${this.text}`);
    this.at += 1;
    const right = this.operand();
    return (item, said) => isSo(compare(left(item, said), right(item, said)));
  }

  private call(name: string): Test {
    this.at += 2;
    const subject = this.operand();
    const other = this.isNext(',') ? this.operand() : () => undefined;
    this.expect(')');
    const test = FUNCTIONS[name];
    if (test === undefined) throw new Error(`nobody expected the expression ${this.text}`);
    return (item, said) => test(subject(item, said), other(item, said));
  }

  private operand(): Operand {
    const token = this.tokens[this.at] as string;
    this.at += 1;
    if (token === 'size' || token === 'if_not_exists') {
      this.expect('(');
      const subject = this.operand();
      const other = this.isNext(',') ? this.operand() : subject;
      this.expect(')');
      if (token === 'if_not_exists') return (item, said) => subject(item, said) ?? other(item, said);
      return (item, said) => {
        const value = subject(item, said);
        return value && { N: String(value.SS?.length ?? value.S?.length ?? 0) };
      };
    }
    if (token.startsWith(':')) return (_item, said) => said.ExpressionAttributeValues?.[token];
    return (item, said) => item[nameOf(token, said)];
  }

  private isNext(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at += 1;
    return true;
  }

  private expect(token: string): void {
    if (!this.isNext(token)) throw new Error(`nobody expected the expression ${this.text}`);
  }
}

const FUNCTIONS: Record<string, (value: Value | undefined, other: Value | undefined) => boolean> = {
  attribute_exists: (value) => value !== undefined,
  attribute_not_exists: (value) => value === undefined,
  begins_with: (value, other) => value?.S?.startsWith(other?.S as string) ?? false,
  contains: (value, other) => (value?.SS ?? value?.S)?.includes(other?.S as string) ?? false,
};

/** Not a number where they can't be compared: then nothing holds but that they differ. */
function compare(a: Value | undefined, b: Value | undefined): number {
  if (a === undefined || b === undefined) return Number.NaN;
  if (a.S !== undefined && b.S !== undefined) return a.S < b.S ? -1 : a.S > b.S ? 1 : 0;
  if (a.N !== undefined && b.N !== undefined) return Number(a.N) - Number(b.N);
  return isDeepStrictEqual(a, b) ? 0 : Number.NaN;
}
