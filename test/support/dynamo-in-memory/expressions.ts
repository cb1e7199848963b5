/** A value as it travels: bytes are text. */
export type Value = Record<string, unknown>;
export type Row = Record<string, Value>;

export interface Names {
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Row;
}

export type Condition = (row: Row, given: Names) => boolean;
export type Update = (row: Row, given: Names) => Row;

const TOKEN = /\s*(?:([#:]?[A-Za-z_][\w-]*|:\d\w*|#\d\w*)|(<>|<=|>=|[=<>(),+-]))/y;
const conditions = new Map<string, Condition>();
const updates = new Map<string, Update>();

/** As DynamoDB reads conditions, filters and conditions on keys. What no request of ours holds is refused. */
export function conditionOf(text: string): Condition {
  const known = conditions.get(text) ?? new Parser(text).condition();
  conditions.set(text, known);
  return known;
}

export function updateOf(text: string): Update {
  const known = updates.get(text) ?? new Parser(text).update();
  updates.set(text, known);
  return known;
}

export function projected(row: Row, text: string | undefined, given: Names): Row {
  if (text === undefined) return row;
  const names = text.split(',').map((name) => nameOf(name.trim(), given));
  return Object.fromEntries(names.filter((name) => name in row).map((name) => [name, row[name] as Value]));
}

type Operand = (row: Row, given: Names) => Value | undefined;

class Parser {
  private readonly tokens: string[] = [];
  private at = 0;

  constructor(private readonly text: string) {
    TOKEN.lastIndex = 0;
    const end = text.trimEnd().length;
    while (TOKEN.lastIndex < end) {
      const found = TOKEN.exec(text);
      if (found === null) throw this.unreadable();
      this.tokens.push((found[1] ?? found[2]) as string);
    }
  }

  condition(): Condition {
    const read = this.either();
    if (this.at < this.tokens.length) throw this.unreadable();
    return read;
  }

  update(): Update {
    const steps: ((before: Row, after: Row, given: Names) => void)[] = [];
    while (this.at < this.tokens.length) {
      const clause = this.next();
      do {
        const place = this.next();
        if (clause === 'SET') {
          this.expect('=');
          const value = this.sum();
          steps.push((before, after, given) => {
            const set = value(before, given);
            if (set === undefined) throw new TypeError(`nothing to set: ${this.text}`);
            after[nameOf(place, given)] = set;
          });
        } else if (clause === 'REMOVE') steps.push((_, after, given) => delete after[nameOf(place, given)]);
        else if (clause === 'ADD' || clause === 'DELETE') {
          const value = this.operand();
          steps.push((before, after, given) => {
            const name = nameOf(place, given);
            const changed = addedTo(before[name], value(before, given) as Value, clause === 'DELETE');
            if (changed === undefined) delete after[name];
            else after[name] = changed;
          });
        } else throw this.unreadable();
      } while (this.take(','));
    }
    return (before, given) => {
      const after = { ...before };
      for (const step of steps) step(before, after, given);
      return after;
    };
  }

  private either(): Condition {
    const parts = [this.both()];
    while (this.take('OR')) parts.push(this.both());
    return parts.length === 1 ? (parts[0] as Condition) : (row, given) => parts.some((part) => part(row, given));
  }

  private both(): Condition {
    const parts = [this.one()];
    while (this.take('AND')) parts.push(this.one());
    return parts.length === 1 ? (parts[0] as Condition) : (row, given) => parts.every((part) => part(row, given));
  }

  private one(): Condition {
    if (this.take('NOT')) {
      const part = this.one();
      return (row, given) => !part(row, given);
    }
    if (this.take('(')) {
      const part = this.either();
      this.expect(')');
      return part;
    }
    const call = this.tokens[this.at + 1] === '(' ? this.tokens[this.at] : undefined;
    if (call !== undefined && call !== 'size') return this.test(call);
    const left = this.operand();
    const sign = this.next();
    if (sign === 'BETWEEN') {
      const from = this.operand();
      this.expect('AND');
      const to = this.operand();
      return (row, given) =>
        holds(left(row, given), '>=', from(row, given)) && holds(left(row, given), '<=', to(row, given));
    }
    if (sign === 'IN') {
      const all = this.list();
      return (row, given) => all.some((each) => holds(left(row, given), '=', each(row, given)));
    }
    const right = this.operand();
    return (row, given) => holds(left(row, given), sign, right(row, given));
  }

  private test(call: string): Condition {
    this.next();
    const [first, second] = this.list() as [Operand, Operand?];
    switch (call) {
      case 'attribute_exists':
        return (row, given) => first(row, given) !== undefined;
      case 'attribute_not_exists':
        return (row, given) => first(row, given) === undefined;
      case 'begins_with':
        return (row, given) =>
          String(first(row, given)?.S ?? '').startsWith(String(second?.(row, given)?.S)) &&
          'S' in (first(row, given) ?? {});
      case 'contains':
        return (row, given) => contains(first(row, given), second?.(row, given));
      default:
        throw this.unreadable();
    }
  }

  private list(): Operand[] {
    this.expect('(');
    const all = [this.operand()];
    while (this.take(',')) all.push(this.operand());
    this.expect(')');
    return all;
  }

  private sum(): Operand {
    const left = this.operand();
    const sign = this.take('+') ? 1 : this.take('-') ? -1 : 0;
    if (sign === 0) return left;
    const right = this.operand();
    return (row, given) => ({ N: String(Number(left(row, given)?.N) + sign * Number(right(row, given)?.N)) });
  }

  private operand(): Operand {
    const token = this.next();
    if (token === 'size' || token === 'if_not_exists') {
      const [first, second] = this.list() as [Operand, Operand?];
      if (second !== undefined) return (row, given) => first(row, given) ?? second(row, given);
      return (row, given) => sizeOf(first(row, given));
    }
    if (token.startsWith(':')) {
      return (_, { ExpressionAttributeValues: values }) => {
        const value = values?.[token];
        if (value === undefined) throw new TypeError(`${token} is not given: ${this.text}`);
        return value;
      };
    }
    if (!/^#?\w/.test(token)) throw this.unreadable();
    return (row, given) => row[nameOf(token, given)];
  }

  private next(): string {
    const token = this.tokens[this.at];
    if (token === undefined) throw this.unreadable();
    this.at += 1;
    return token;
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at += 1;
    return true;
  }

  private expect(token: string): void {
    if (!this.take(token)) throw this.unreadable();
  }

  private unreadable = () => new TypeError(`no such expression here: ${this.text}`);
}

function nameOf(token: string, { ExpressionAttributeNames: names }: Names): string {
  if (!token.startsWith('#')) return token;
  const name = names?.[token];
  if (name === undefined) throw new TypeError(`${token} is not given`);
  return name;
}

function holds(left: Value | undefined, sign: string, right: Value | undefined): boolean {
  if (left === undefined || right === undefined) return sign === '<>' && left !== right;
  if (sign === '=' || sign === '<>') return isSame(left, right) === (sign === '=');
  const order = orderOf(left, right);
  if (order === undefined) return false;
  if (sign === '<') return order < 0;
  if (sign === '<=') return order <= 0;
  if (sign === '>') return order > 0;
  if (sign === '>=') return order >= 0;
  throw new TypeError(`no such comparison here: ${sign}`);
}

/** Numbers as numbers; sets whatever their order. */
export function isSame(left: Value, right: Value): boolean {
  if (left.N !== undefined && right.N !== undefined) return Number(left.N) === Number(right.N);
  if (Array.isArray(left.SS) && Array.isArray(right.SS)) {
    return left.SS.length === right.SS.length && left.SS.every((one) => (right.SS as unknown[]).includes(one));
  }
  return left.S === right.S && JSON.stringify(left) === JSON.stringify(right);
}

function orderOf(left: Value, right: Value): number | undefined {
  if (left.N !== undefined && right.N !== undefined) return Number(left.N) - Number(right.N);
  if (typeof left.S === 'string' && typeof right.S === 'string') return compareText(left.S, right.S);
  return undefined;
}

/** DynamoDB goes by the bytes, which beyond the first plane come in another order than their halves. */
const BY_HALVES_ALIKE = /^[\0-\ud7ff]*$/;

export function compareText(left: string, right: string): number {
  if (BY_HALVES_ALIKE.test(left) && BY_HALVES_ALIKE.test(right)) return left < right ? -1 : left > right ? 1 : 0;
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

function contains(value: Value | undefined, part: Value | undefined): boolean {
  if (typeof value?.S === 'string') return value.S.includes(String(part?.S));
  if (Array.isArray(value?.SS)) return value.SS.includes(part?.S);
  return false;
}

function sizeOf(value: Value | undefined): Value | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value.SS)) return { N: String(value.SS.length) };
  if (typeof value.S === 'string') return { N: String(Buffer.byteLength(value.S)) };
  throw new TypeError('no size of such a value here');
}

function addedTo(before: Value | undefined, value: Value, takesAway: boolean): Value | undefined {
  if (Array.isArray(value.SS)) {
    const old = (before?.SS ?? []) as string[];
    const given = value.SS as string[];
    const left = takesAway ? old.filter((one) => !given.includes(one)) : [...new Set([...old, ...given])];
    return left.length > 0 ? { SS: left } : undefined;
  }
  if (value.N === undefined || takesAway) throw new TypeError('nothing here adds such a value');
  return { N: String(Number(before?.N ?? 0) + Number(value.N)) };
}
