export interface Keeping {
  forMs: number;
  /** `refreshed()` answers with nothing older than this; `get()` may. */
  refreshedAtMostEveryMs?: number;
  now: () => number;
}

/** What was read, kept for so long. What failed is read again by the next who asks. */
export class Expiring<Value> {
  private kept: { value: Promise<Value>; askedAt: number } | undefined;

  constructor(
    private readonly read: () => Promise<Value>,
    private readonly keeping: Keeping,
  ) {}

  /** False too once the read has failed. */
  get isKept(): boolean {
    return this.kept !== undefined;
  }

  get(): Promise<Value> {
    return this.atMostOld(this.keeping.forMs);
  }

  /** For when what is kept does not fit and may just have been changed: asking wrongly can't hammer what is read. */
  refreshed(): Promise<Value> {
    return this.atMostOld(this.keeping.refreshedAtMostEveryMs ?? 0);
  }

  /** For when what is kept is known to be no longer so. */
  anew(): Promise<Value> {
    const kept = { value: this.read(), askedAt: this.keeping.now() };
    this.kept = kept;
    kept.value.catch(() => {
      if (this.kept === kept) this.kept = undefined;
    });
    return kept.value;
  }

  /** For who can do with what is older than `get()` answers with, or can't. */
  atMostOld(ageInMs: number): Promise<Value> {
    const { kept } = this;
    return kept !== undefined && this.keeping.now() - kept.askedAt <= ageInMs ? kept.value : this.anew();
  }
}

/** Begins anew when it is full or old: what is asked for often is soon back. */
export class ExpiringMap<Value> {
  private readonly values = new Map<string, Value>();
  private begunAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly most: number,
    private readonly keeping: Pick<Keeping, 'forMs' | 'now'>,
  ) {}

  get(key: string): Value | undefined {
    if (this.keeping.now() - this.begunAt > this.keeping.forMs) this.begin();
    return this.values.get(key);
  }

  set(key: string, value: Value): void {
    if (this.values.size >= this.most) this.begin();
    this.values.set(key, value);
  }

  private begin(): void {
    this.values.clear();
    this.begunAt = this.keeping.now();
  }
}
