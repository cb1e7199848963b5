/** So many accounts in one batch are a busy stream: the next batch changes most of them again. */
const BUSY_FROM_ACCOUNTS = 100;
const CALMED_FOR_IN_SECONDS = 120;
/** Clocks differ: what changes so shortly before a message falls due is told by another one. */
const MARGIN_IN_MS = 10_000;
const MOST_REMEMBERED = 50_000;

/**
 * Tells of changed accounts, and of one that a busy stream changes over and over at once and then once in two minutes:
 * the message that waits tells of all that changed until it falls due. To evaluate each account for each batch would
 * take more than the queue's consumers are, and nobody reads a score that stands for a second.
 *
 * What it remembers is this process's own: where that is lost, more messages are sent, and none is left out.
 */
export class CalmedChanges {
  /** By account: when its last message was, or will be, received. */
  private readonly dueAt = new Map<string, number>();

  constructor(
    private readonly queue: { send(accounts: string[], delayInSeconds?: number): Promise<void> },
    private readonly now: () => number,
  ) {}

  /** @param isAwaited somebody waits until everything is evaluated: nothing is put off, and what was is told of now */
  async send(accounts: string[], isAwaited = false): Promise<void> {
    if (isAwaited) return this.sendAll(accounts);
    if (accounts.length < BUSY_FROM_ACCOUNTS) return this.queue.send(accounts);
    const nowInMs = this.now();
    const [atOnce, later]: [string[], string[]] = [[], []];
    for (const account of accounts) {
      const dueAt = this.dueAt.get(account) ?? Number.NEGATIVE_INFINITY;
      if (dueAt - MARGIN_IN_MS > nowInMs) continue;
      if (nowInMs - dueAt < CALMED_FOR_IN_SECONDS * 1000) later.push(account);
      else atOnce.push(account);
    }
    await this.queue.send(atOnce);
    this.remember(atOnce, nowInMs);
    await this.queue.send(later, CALMED_FOR_IN_SECONDS);
    this.remember(later, nowInMs + CALMED_FOR_IN_SECONDS * 1000);
  }

  private async sendAll(accounts: string[]): Promise<void> {
    const nowInMs = this.now();
    const putOff = [...this.dueAt].filter(([, dueAt]) => dueAt > nowInMs).map(([account]) => account);
    await this.queue.send([...new Set([...accounts, ...putOff])].sort());
    for (const account of putOff) this.dueAt.delete(account);
  }

  private remember(accounts: string[], dueAt: number): void {
    if (this.dueAt.size + accounts.length > MOST_REMEMBERED) this.dueAt.clear();
    for (const account of accounts) this.dueAt.set(account, dueAt);
  }
}
