import { setTimeout as pause } from 'node:timers/promises';
import type { Day } from '../../../domain/time/day.ts';
import { localClock } from '../../../domain/time/time-zone.ts';
import type { LocalOutputs } from '../../../local/run-files.ts';
import { postSigned } from '../../load/post-and-count.ts';
import { EVENTS } from '../../support/sample-account.ts';

const clock = localClock('Asia/Tokyo');
const MOST_EVENTS = 5;
const ACCEPTED = 202;
const MOST_PAUSE_IN_MS = 250;
const AGAIN_AFTER_MS = 500;

/** Deliveries of a product, each sent until it was acknowledged, whatever happens meanwhile. */
export class Traffic {
  /** By account and day. */
  readonly acknowledged = new Map<string, number>();
  deliveries = 0;
  sentAgain = 0;
  private readonly ending = new AbortController();
  private readonly senders: Promise<void>[];

  constructor(
    /** Of its events: no two have the same. */
    private readonly name: string,
    private readonly outputs: () => LocalOutputs,
    accounts: string[],
    private readonly below: (limit: number) => number,
    { senders = 3 } = {},
  ) {
    this.senders = Array.from({ length: senders }, (_, sender) => this.send(sender, accounts));
  }

  get events(): number {
    return [...this.acknowledged.values()].reduce((all, n) => all + n, 0);
  }

  /** Until what was begun is acknowledged. */
  async end(): Promise<void> {
    this.ending.abort();
    await Promise.all(this.senders);
  }

  private async send(sender: number, accounts: string[]): Promise<void> {
    for (let n = 0; !this.ending.signal.aborted; n += 1) {
      const account = accounts[this.below(accounts.length)] as string;
      const at = Date.now();
      const events = Array.from({ length: 1 + this.below(MOST_EVENTS) }, (_, i) => ({
        id: `${this.name}-${sender}-${n}-${i}`,
        account,
        user: `u${this.below(3)}@${account}.example`,
        event: EVENTS[i % EVENTS.length],
        time: new Date(at - i).toISOString(),
      }));
      await this.untilAcknowledged(`${this.name}-${sender}-${n}`, JSON.stringify(events));
      for (const { time } of events) this.acknowledge(account, clock.dayOf(Date.parse(time)));
      this.deliveries += 1;
      await pause(this.below(MOST_PAUSE_IN_MS));
    }
  }

  private async untilAcknowledged(id: string, body: string): Promise<void> {
    for (;;) {
      const { apiUrl, sources } = this.outputs();
      const [source, { secret }] = Object.entries(sources)[0] as [string, { secret: string }];
      const status = await postSigned(`${apiUrl}/v1/hooks/${source}`, body, id, secret).catch(() => 0);
      if (status === ACCEPTED) return;
      this.sentAgain += 1;
      await pause(AGAIN_AFTER_MS);
    }
  }

  private acknowledge(account: string, day: Day): void {
    const key = `${account} ${day}`;
    this.acknowledged.set(key, (this.acknowledged.get(key) ?? 0) + 1);
  }
}
