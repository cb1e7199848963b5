import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OutboxMail, SendOutcome } from '../../../domain/outbox.ts';
import { deliverOutbox } from '../../../functions/deliver-outbox/deliver-outbox.ts';
import { type Sweeping, sweepOutbox } from '../../../functions/sweep-outbox/sweep-outbox.ts';
import { outboxInMemory } from '../../support/outbox-in-memory.ts';
import { sampleOperatorMail } from '../../support/sample-mails.ts';

const accepted: SendOutcome = { result: 'accepted', messageId: 'ses-1' };
const minute = 60_000;
const noon = Date.parse('2026-06-01T12:00:00.000Z');
const at = (minutesBeforeNoon: number) => new Date(noon - minutesBeforeNoon * minute).toISOString();

function mailOf(id: string, changes: Partial<OutboxMail> = {}): OutboxMail {
  return { ...sampleOperatorMail('en'), id, createdAt: at(2), ...changes };
}

function sweepingOver(mails: OutboxMail[], outcomes: SendOutcome[] = []) {
  const sends: string[] = [];
  const pauses: number[] = [];
  const outbox = outboxInMemory(mails);
  const sweeping: Sweeping = {
    outbox,
    transport: {
      send: async ({ tag }) => {
        sends.push(tag);
        return outcomes.shift() ?? accepted;
      },
      messageIdHeader: (id) => id,
    },
    optOuts: { isOptedOut: async () => false },
    writeMessage: async ({ id }) => ({ subject: id, raw: Buffer.from(id) }),
    now: () => new Date(noon),
    sleep: async (milliseconds) => pauses.push(milliseconds),
  };
  return { sweeping, outbox, sends, pauses };
}

const always = () => true;

describe('the sweeper', () => {
  it('sends what has waited for over a minute, and leaves younger ones to the stream', async () => {
    const { sweeping, outbox, sends } = sweepingOver([mailOf('old'), mailOf('young', { createdAt: at(0.5) })]);
    expect(await sweepOutbox(sweeping, always)).toMatchObject({ sent: 1, left: 1, oldestPendingInSeconds: 30 });
    expect(sends).toHaveLength(1);
    expect([...outbox.rows.values()].map(({ status }) => status)).toEqual(['sent', 'pending']);
  });

  it('holds a claim that its run did not settle within 15 minutes, and never sends it', async () => {
    const dead = mailOf('dead', { status: 'claimed', claimedAt: at(15) });
    const alive = mailOf('alive', { status: 'claimed', claimedAt: at(14) });
    const { sweeping, outbox, sends } = sweepingOver([dead, alive]);
    expect(await sweepOutbox(sweeping, always)).toMatchObject({ expiredClaims: 1, sent: 0 });
    expect(outbox.rows.get(dead.id)).toMatchObject({
      status: 'held',
      reason: expect.stringMatching(/^outcome-unknown: .*the run that sent it ended early/),
    });
    expect(outbox.rows.get(alive.id)?.status).toBe('claimed');
    expect(sends).toEqual([]);
  });

  it('makes a pause when SES asks for one, goes on, and keeps what was put off for the next sweep', async () => {
    const mails = [mailOf('a', { createdAt: at(20) }), mailOf('b')];
    const { sweeping, outbox, pauses } = sweepingOver(mails, [{ result: 'deferred', code: 'Throttling' }]);
    expect(await sweepOutbox(sweeping, always)).toMatchObject({ sent: 1, pending: 1, oldestPendingInSeconds: 1200 });
    expect(pauses).toEqual([1000]);
    expect(outbox.rows.get(mails[0]?.id as string)?.status).toBe('pending');
    expect(await sweepOutbox(sweeping, always)).toMatchObject({ sent: 1, pending: 0, oldestPendingInSeconds: 0 });
  });

  it('begins no send that it could not finish in its time', async () => {
    const { sweeping, sends } = sweepingOver([mailOf('a'), mailOf('b')]);
    expect(await sweepOutbox(sweeping, () => sends.length === 0)).toMatchObject({ sent: 1, left: 1 });
  });
});

class Killed extends Error {
  /** Thousands die: where each of them stood would take longer to find than everything else. */
  override readonly stack = 'killed';
}

/** A run that dies at its n-th step, before or after the step took effect; nothing of it happens afterwards. */
function mortal<Tools extends Record<string, unknown>>(tools: Tools, steps: { left: number }): Tools {
  return Object.fromEntries(
    Object.entries(tools).map(([name, tool]) => [
      name,
      typeof tool !== 'function' || name === 'openMails' || name === 'messageIdHeader'
        ? tool
        : async (...args: unknown[]) => {
            if (steps.left < 0) throw new Killed();
            steps.left -= 1;
            if (steps.left === -1) throw new Killed();
            const answer = await tool(...args);
            steps.left -= 1;
            if (steps.left === -1) throw new Killed();
            return answer;
          },
    ]),
  ) as Tools;
}

describe('whenever runs are killed', () => {
  beforeEach(() => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('no mail goes out twice, and each ends up sent or before a person', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ sweep: fc.boolean(), diesAtStep: fc.nat({ max: 24 }), parallel: fc.boolean() }), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.array(fc.constantFrom<SendOutcome>(accepted, { result: 'deferred', code: 'Throttling' }), { maxLength: 4 }),
        async (runs, outcomes) => {
          const mails = ['a', 'b', 'c'].map((id) => mailOf(id));
          const { sweeping, outbox } = sweepingOver(mails);
          const goneOut: string[] = [];
          sweeping.transport.send = async ({ tag }) => {
            const outcome = outcomes.shift() ?? accepted;
            if (outcome.result === 'accepted') goneOut.push(tag);
            return outcome;
          };
          let time = noon;
          sweeping.now = () => new Date(time);

          for (const { sweep, diesAtStep, parallel } of runs) {
            const steps = { left: diesAtStep };
            const run: Sweeping = {
              ...sweeping,
              outbox: mortal(sweeping.outbox, steps),
              transport: mortal({ ...sweeping.transport }, steps),
            };
            const go = () => (sweep ? sweepOutbox(run, always) : deliverOutbox(run, mails, always));
            await Promise.allSettled(parallel ? [go(), go()] : [go()]);
            time += 5 * minute;
          }
          for (let i = 0; i < 5; i += 1) {
            time += 15 * minute;
            await sweepOutbox(sweeping, always);
          }

          expect(goneOut).toHaveLength(new Set(goneOut).size);
          const states = [...outbox.rows.values()].map(({ status }) => status);
          expect(states.every((status) => status === 'sent' || status === 'held')).toBe(true);
          // What is recorded as sent really went out.
          expect(states.filter((status) => status === 'sent').length).toBeLessThanOrEqual(goneOut.length);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
