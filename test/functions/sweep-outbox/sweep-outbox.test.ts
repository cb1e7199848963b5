import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MailFeedback } from '../../../domain/mail/mail-feedback.ts';
import { hasGoneOut, type OutboxMail, type OutboxRow, type SendOutcome } from '../../../domain/outbox/outbox.ts';
import { deliverOutbox } from '../../../functions/outbox/deliver-outbox.ts';
import { type Recording, recordFeedback } from '../../../functions/record-mail-feedback/record-feedback.ts';
import { type Sweeping, sweepOutbox } from '../../../functions/sweep-outbox/sweep-outbox.ts';
import { sampleCustomerMail, sampleOperatorMail } from '../../support/sample-mails.ts';
import { accepted, sendingOver } from '../../support/sending.ts';

const minute = 60_000;
const noon = Date.parse('2026-06-01T12:00:00.000Z');
const at = (minutesBeforeNoon: number) => new Date(noon - minutesBeforeNoon * minute).toISOString();

function mailOf(id: string, changes: Partial<OutboxMail> = {}): OutboxMail {
  return { ...sampleOperatorMail('en'), id, createdAt: at(2), ...changes };
}

function sweepingOver(mails: OutboxRow[], outcomes: SendOutcome[] = []) {
  const { sending: sweeping, ...rest } = sendingOver(mails, {
    outcomeOf: () => outcomes.shift() ?? accepted,
    now: () => new Date(noon),
  });
  return { sweeping, ...rest };
}

const always = () => true;

describe('the sweeper', () => {
  it('sends what has waited for over a minute, and leaves younger ones to the stream', async () => {
    const { sweeping, outbox, sends } = sweepingOver([mailOf('old'), mailOf('young', { createdAt: at(0.5) })]);
    expect(await sweepOutbox(sweeping, always)).toMatchObject({ sent: 1, left: 1, oldestPendingInSeconds: 30 });
    expect(sends).toHaveLength(1);
    expect([...outbox.rows.values()].map(({ status }) => status)).toEqual(['sent', 'pending']);
  });

  it('holds a claim that nobody settled within ten minutes, and never sends it', async () => {
    const dead = mailOf('dead', { status: 'claimed', claimedAt: at(10) });
    const alive = mailOf('alive', { status: 'claimed', claimedAt: at(9) });
    const { sweeping, outbox, sends } = sweepingOver([dead, alive]);
    expect(await sweepOutbox(sweeping, always)).toMatchObject({ expiredClaims: 1, sent: 0 });
    expect(outbox.rows.get(dead.id)).toMatchObject({
      status: 'held',
      reason: expect.stringMatching(/^outcome-unknown: /),
    });
    expect(outbox.rows.get(alive.id)?.status).toBe('claimed');
    expect(sends).toEqual([]);
  });

  it('goes on after one that SES turned away, and keeps it for the next sweep', async () => {
    const mails = [mailOf('a', { createdAt: at(20) }), mailOf('b')];
    const { sweeping, outbox } = sweepingOver(mails, [{ result: 'deferred', code: 'Throttling' }]);
    expect(await sweepOutbox(sweeping, always)).toMatchObject({ sent: 1, pending: 1, oldestPendingInSeconds: 1200 });
    expect(outbox.rows.get(mails[0]?.id as string)?.status).toBe('pending');
    expect(await sweepOutbox(sweeping, always)).toMatchObject({ sent: 1, pending: 0, oldestPendingInSeconds: 0 });
  });

  it('takes up what a machine with a wrong clock wrote in the future', async () => {
    const pending = mailOf('pending', { createdAt: at(-180) });
    const dead = mailOf('dead', { status: 'claimed', claimedAt: at(-180) });
    const { sweeping, outbox } = sweepingOver([pending, dead]);
    expect(await sweepOutbox(sweeping, always)).toMatchObject({ sent: 1, expiredClaims: 1 });
    expect([...outbox.rows.values()].map(({ status }) => status)).toEqual(['sent', 'held']);
  });

  it('takes up what has waited for its time, at once, and leaves what has not', async () => {
    const due = mailOf('due', { status: 'waiting', notBefore: at(0), reason: 'capped', createdAt: at(9_000) });
    const early = mailOf('early', { status: 'waiting', notBefore: at(-1), reason: 'capped' });
    const { sweeping, outbox, sends } = sweepingOver([due, early]);
    expect(await sweepOutbox(sweeping, always)).toMatchObject({ sent: 1, left: 0, oldestPendingInSeconds: 0 });
    expect(sends).toHaveLength(1);
    expect(outbox.rows.get('due')).toMatchObject({ status: 'sent', reason: undefined, notBefore: undefined });
    expect(outbox.rows.get('early')).toMatchObject({ status: 'waiting', reason: 'capped', notBefore: at(-1) });
  });

  it('lets what may still not go wait on, with the reason of today', async () => {
    const due = sampleCustomerMail('en', 're-onboarding');
    const { sweeping, outbox } = sweepingOver([{ ...due, status: 'waiting', notBefore: at(0), reason: 'capped' }]);
    const tomorrow = noon + 24 * 60 * minute;
    sweeping.checkPolicy = async () => ({ verdict: 'wait', until: tomorrow, because: { code: 'escalation-open' } });
    expect(await sweepOutbox(sweeping, always)).toMatchObject({ waiting: 1, sent: 0 });
    expect(outbox.rows.get(due.id)).toMatchObject({
      status: 'waiting',
      notBefore: new Date(tomorrow).toISOString(),
      reason: expect.stringMatching(/^quiet until Tue 2 Jun 21:00: a late task/),
    });
  });

  it('takes up messages to the chat and events for the bus as well', async () => {
    const shared = { account: '', status: 'pending', createdAt: at(2) } as const;
    const { sweeping, outbox, posts, putOnBus } = sweepingOver([
      { ...shared, channel: 'chat', id: 'list', message: { text: 'Hello' } },
      {
        ...shared,
        channel: 'bus',
        id: 'evaluation-7',
        events: [
          {
            name: 'renewal.answered',
            id: 'e1',
            account: 'koa',
            at: at(2),
            data: { renewalDate: '2026-09-01', answer: 'talk', answeredOn: '2026-06-01' },
          },
        ],
      },
    ]);
    expect(await sweepOutbox(sweeping, always)).toMatchObject({ sent: 2 });
    expect(posts).toEqual([{ text: 'Hello' }]);
    expect(putOnBus).toEqual(['e1']);
    expect([...outbox.rows.values()].map(({ status }) => status)).toEqual(['sent', 'sent']);
  });

  it('begins no send that it could not finish in its time', async () => {
    const { sweeping, sends } = sweepingOver([mailOf('a'), mailOf('b')]);
    let asked = 0;
    expect(await sweepOutbox(sweeping, () => ++asked === 1)).toMatchObject({ sent: 1, left: 1 });
    expect(sends).toHaveLength(1);
  });
});

const notAsked = {} as never;
/** Runs that find nothing in their way, so that everything comes to its end. */
const QUIET_STEPS = Array.from({ length: 5 }, () => ({
  sweep: true,
  diesAtStep: Number.POSITIVE_INFINITY,
  parallel: false,
}));

class Killed extends Error {
  /** Thousands die: where each of them stood would take longer to find than everything else. */
  override readonly stack = 'killed';
}

/** A run that dies at its n-th step, before or after the step took effect; nothing of it happens afterwards. */
function mortal<Tools extends object>(tools: Tools, steps: { left: number }): Tools {
  return Object.fromEntries(
    Object.entries(tools).map(([name, tool]) => [
      name,
      typeof tool !== 'function' || ['openRows', 'dueMails', 'messageIdHeader'].includes(name)
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

  it('no mail goes out twice, none gets lost, and within 15 minutes each is settled or before a person', async () => {
    let kills = 0;
    const settings = fc.record({
      runs: fc.array(fc.record({ sweep: fc.boolean(), diesAtStep: fc.nat({ max: 30 }), parallel: fc.boolean() }), {
        minLength: 1,
        maxLength: 6,
      }),
      outcomes: fc.array(
        fc.constantFrom<SendOutcome | 'lost-answer'>(
          accepted,
          'lost-answer',
          { result: 'deferred', code: 'Throttling' },
          { result: 'unknown', code: 'ETIMEDOUT' },
        ),
        { maxLength: 5 },
      ),
      // Whether the mail service's events come, after how many steps of five minutes, and how often.
      events: fc.array(fc.record({ after: fc.nat({ max: 1 }), times: fc.nat({ max: 2 }) }), { maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(settings, async ({ runs, outcomes, events }) => {
        const mails = ['a', 'b', 'c'].map((id) => mailOf(id));
        const { sweeping, outbox } = sweepingOver(mails);
        let time = noon;
        sweeping.now = () => new Date(time);
        const goneOut: string[] = [];
        const heardOf = new Set<string>();
        const underWay: { at: number; tagged: Parameters<typeof recordFeedback>[1] }[] = [];
        sweeping.transport.send = async ({ tag, claim, from, to, raw }) => {
          const outcome = outcomes.shift() ?? accepted;
          const isTaken = outcome === 'lost-answer' || outcome.result === 'accepted';
          if (!isTaken) return outcome;
          const id = Buffer.from(raw).toString();
          const messageId = `ses-${goneOut.push(id)}`;
          const at = new Date(time).toISOString();
          const { after = 1, times = 1 } = events.shift() ?? {};
          if (times > 0) heardOf.add(id);
          for (let i = 0; i < times; i += 1) {
            const kind = i === 0 ? 'delivered' : 'sent';
            const feedback: MailFeedback = { kind, recipients: [to], messageId, takenAt: at, at, claim };
            underWay.push({ at: time + after * 5 * minute, tagged: { tag, sender: from, feedback } });
          }
          return outcome === 'lost-answer'
            ? { result: 'unknown', code: 'ETIMEDOUT' }
            : { result: 'accepted', messageId };
        };
        const recording: Recording = {
          outbox,
          addresses: { countSent: async () => {} } as never,
          directory: notAsked,
          changedAccounts: notAsked,
          publishesToBus: false,
          dayOf: () => '2026-06-01',
          now: sweeping.now,
          notifyOfPause: async () => {},
        };
        const hear = async () => {
          for (const { tagged } of underWay.filter(({ at: due }) => due <= time))
            await recordFeedback(recording, tagged);
        };

        for (const { sweep, diesAtStep, parallel } of [...runs, ...QUIET_STEPS]) {
          const steps = { left: diesAtStep };
          const run: Sweeping = {
            ...sweeping,
            outbox: mortal({ ...sweeping.outbox }, steps),
            transport: mortal({ ...sweeping.transport }, steps),
          };
          const go = () => (sweep ? sweepOutbox(run, always) : deliverOutbox(run, mails, always));
          await Promise.allSettled(parallel ? [go(), go()] : [go()]);
          if (steps.left < 0) kills += 1;
          await hear();
          // The schedule's own sweep, which nothing kills.
          await sweepOutbox(sweeping, always);
          for (const { status, claimedAt } of outbox.rows.values()) {
            if (status === 'claimed') expect(time - Date.parse(claimedAt as string)).toBeLessThan(15 * minute);
          }
          time += 5 * minute;
        }

        expect(goneOut).toHaveLength(new Set(goneOut).size);
        for (const { id, status } of outbox.rows.values()) {
          expect(hasGoneOut(status as OutboxMail['status']) || status === 'held').toBe(true);
          // What is recorded as gone out did go out, and what the mail service told of is not left to a person.
          if (status !== 'held') expect(goneOut).toContain(id);
          if (heardOf.has(id)) expect(status).not.toBe('held');
        }
      }),
      { numRuns: 6_000 },
    );
    expect(kills).toBeGreaterThan(10_000);
  });
});
