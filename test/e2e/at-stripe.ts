import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import { expect } from 'vitest';
import { operate } from '../../local/operator.ts';
import { outputs } from './installation.ts';

/** Signs only, by Stripe's own rules: nothing is ever asked of Stripe. */
const stripe = new Stripe('sk_test_none');

/** An account at Stripe whose webhooks come to a source of their own. */
export class AtStripe {
  private events = 0;

  constructor(
    private readonly source: string,
    private readonly secret: string,
  ) {}

  async connect(): Promise<void> {
    await operate('source', 'add', this.source, '--of', 'stripe');
    const file = join(tmpdir(), `sakimawari-${this.source}-${process.pid}`);
    await writeFile(file, `${this.secret}\n`, { mode: 0o600 });
    await operate('source', 'secret', this.source, '--file', file);
  }

  /** Posts as Stripe does, and says when it was answered. */
  async post(type: string, object: object): Promise<number> {
    this.events += 1;
    const created = Math.floor(Date.now() / 1000);
    const id = `evt_${this.source}_${this.events}`;
    const payload = JSON.stringify({ id, object: 'event', created, type, data: { object } });
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': stripe.webhooks.generateTestHeaderString({ payload, secret: this.secret }),
    };
    const url = `${outputs.apiUrl}/v1/hooks/${this.source}`;
    const answer = await fetch(url, { method: 'POST', headers, body: payload });
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ accepted: 1, quarantined: 0 });
    return Date.now();
  }
}
