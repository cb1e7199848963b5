import { type Item, kindOf } from './item.ts';

/** What the row holds is none of its kind of record. The message says nothing of what it holds. */
export class UnreadableRecordError extends Error {
  override readonly name: string = 'UnreadableRecordError';
  readonly code: string = 'unreadable-record';
}

/** A newer release wrote the row: this one would lose, or take for something else, what it does not know. */
export class NewerRecordError extends UnreadableRecordError {
  override readonly name = 'NewerRecordError';
  override readonly code = 'newer-record';

  constructor(
    /** What kind of record it is. */
    readonly record: string,
    /** The version that was written. */
    readonly written: number,
  ) {
    super(`${record}: version ${written} was written by a newer release: deploy that one again`);
  }
}

/** Makes of what was read what a later release would have written. Pure; gives the same back where nothing is to do. */
type Step = (older: never) => unknown;

interface RecordForm {
  /** As errors and logs call it; a folder of `test/fixtures/rows/` has its rows under this name. */
  name: string;
  /** The attribute that says the version; `rv` unless releases before there were versions had one of their own. */
  versionIn?: string;
  /** What rows without a version may lack. Releases before 0.1.0 wrote none, so it may be of any of them. */
  unmarked?: Step;
  /** The first makes version 2 of version 1, and so on. Steps are added at the end, and stay for ever. */
  steps?: readonly Step[];
}

const VERSION_ATTRIBUTE = 'rv';
const FIRST_VERSION = 1;

/**
 * A kind of record, with the versions that it has had. What changes in a row's meaning is a new version and a step to it:
 * docs/how-to/stored-record.md. A row of the first version carries no version, so that rows cost nothing for it.
 */
export class StoredRecord<Value> {
  /** What this release writes, and the latest that it reads. */
  readonly version: number;
  /** Attributes that say the version of a row. */
  readonly mark: Item;
  private readonly versionIn: string;
  private readonly steps: readonly Step[];
  /** Of values that a step has changed: what the row says. */
  private readonly textsRead = new WeakMap<object, string>();

  constructor(private readonly form: RecordForm) {
    this.versionIn = form.versionIn ?? VERSION_ATTRIBUTE;
    this.steps = form.steps ?? [];
    this.version = FIRST_VERSION + this.steps.length;
    this.mark = this.version === FIRST_VERSION ? {} : { [this.versionIn]: { N: String(this.version) } };
  }

  /** The attributes that hold the record. */
  encode(value: Value): Item {
    return { f: { S: JSON.stringify(value) }, ...this.mark };
  }

  /** @throws UnreadableRecordError */
  decode(item: Item): Value {
    const text = item.f?.S;
    if (text === undefined) throw new UnreadableRecordError(`${kindOf(item)} holds no record`);
    return this.read(item, text);
  }

  /**
   * As `decode`, of a row that holds the record in some other way.
   *
   * @throws UnreadableRecordError
   */
  read(item: Item, text: string): Value {
    return this.stepped(item, () => JSON.parse(text), text);
  }

  /**
   * For rows that hold their record in attributes: these, as this release would have written them.
   *
   * @throws UnreadableRecordError
   */
  upToDate(item: Item): Value {
    return this.stepped(item, () => item);
  }

  private stepped(item: Item, readItem: () => unknown, text?: string): Value {
    const written = this.versionOf(item);
    try {
      return this.valueOf(readItem(), written, text);
    } catch (cause) {
      throw new UnreadableRecordError(`${this.form.name}: what is stored is no such record`, { cause });
    }
  }

  private valueOf(read: unknown, written: number | undefined, text: string | undefined): Value {
    let value = written === undefined && this.form.unmarked !== undefined ? this.form.unmarked(read as never) : read;
    for (let version = written ?? FIRST_VERSION; version < this.version; version += 1) {
      value = this.steps[version - FIRST_VERSION]?.(value as never);
    }
    if (text !== undefined && value !== read && typeof value === 'object' && value !== null) {
      this.textsRead.set(value, text);
    }
    return value as Value;
  }

  /**
   * What `f` says of a record that was read: not always what would be written of it now. Known of the very value that
   * `decode` gave, not of a copy.
   *
   * @param written what is written of it, where that is not all of it
   */
  textAsRead(value: Value, written: unknown = value): string {
    const text = typeof value === 'object' && value !== null ? this.textsRead.get(value) : undefined;
    return text ?? JSON.stringify(written);
  }

  /** The condition of a write that must find the record as it was read, or still none. */
  ifUnchanged(asRead: Value | undefined): {
    ConditionExpression: string;
    ExpressionAttributeValues?: Item;
  } {
    if (asRead === undefined) return { ConditionExpression: 'attribute_not_exists(pk)' };
    return {
      ConditionExpression: 'f = :before',
      ExpressionAttributeValues: { ':before': { S: this.textAsRead(asRead) } },
    };
  }

  private versionOf(item: Item): number | undefined {
    const written = item[this.versionIn]?.N;
    if (written === undefined) return undefined;
    if (Number(written) > this.version) throw new NewerRecordError(this.form.name, Number(written));
    return Number(written);
  }
}
