import { describe, expect, it } from 'vitest';
import { caseData, openCases } from '../../../domain/signals/open-cases.ts';
import { addDays } from '../../../domain/time/day.ts';
import { Story } from '../../support/story.ts';

const SIGNAL = 'payment-failed';
const D = '2026-06-10';

const invoice = (subject: string, time: string, more = {}) => ({ subject, time: Date.parse(time), ...more });

/** Of a company whose billing system is connected. */
function billed(): Story {
  const story = new Story();
  story.known.push('invoice.paid');
  return story;
}

describe('a failed payment', () => {
  it('opens on the day it fails and closes on the day it is paid', () => {
    const story = new Story()
      .tells(D, 'invoice.failed', { subject: 'in_1', value: 33_000, currency: 'JPY' })
      .tells(addDays(D, 3), 'invoice.paid', { subject: 'in_1', value: 33_000, currency: 'JPY' });
    expect(story.history(SIGNAL, addDays(D, -2), addDays(D, 6))).toEqual([
      `${D} opened`,
      `${addDays(D, 3)} closed recovered`,
    ]);
  });

  it('is judged by the clock of the billing system, in whatever order and however often its words come', () => {
    const failed = invoice('in_1', '2026-06-10T01:00:00Z');
    const paid = invoice('in_1', '2026-06-10T02:00:00Z');
    const inOrder = billed().tells(D, 'invoice.failed', failed).tells(D, 'invoice.paid', paid);
    const reversed = billed()
      .tells(D, 'invoice.paid', paid)
      .tells(D, 'invoice.failed', failed)
      .tells(D, 'invoice.failed', failed);
    for (const story of [inOrder, reversed]) expect(story.reading(SIGNAL, D).verdict).toBe('recovers');
    const again = new Story().tells(D, 'invoice.paid', failed).tells(D, 'invoice.failed', paid);
    expect(again.reading(SIGNAL, D)).toMatchObject({ verdict: 'trips', evidence: { value: 1, days: 0 } });
  });

  it('counts as paid where both are of the same second', () => {
    const at = invoice('in_1', '2026-06-10T01:00:00Z');
    const story = billed().tells(D, 'invoice.failed', at).tells(D, 'invoice.paid', at);
    expect(story.reading(SIGNAL, D).verdict).toBe('recovers');
  });

  it('stays open while another invoice is unpaid, and says since when the first one is', () => {
    const story = new Story()
      .tells(D, 'invoice.failed', { subject: 'in_1' })
      .tells(addDays(D, 2), 'invoice.failed', { subject: 'in_2' })
      .tells(addDays(D, 5), 'invoice.paid', { subject: 'in_1' })
      .tells(addDays(D, 9), 'invoice.dropped', { subject: 'in_2' });
    expect(story.reading(SIGNAL, addDays(D, 4)).evidence).toEqual({ value: 2, days: 4 });
    expect(story.reading(SIGNAL, addDays(D, 5)).evidence).toEqual({ value: 1, days: 3 });
    expect(story.history(SIGNAL, D, addDays(D, 12))).toEqual([`${D} opened`, `${addDays(D, 9)} closed recovered`]);
  });

  it('names each invoice by its number as it was told last, and by its id where nobody told one', () => {
    const data = new Story()
      .tells(D, 'invoice.failed', { subject: 'in_1', value: 1, reference: 'draft' })
      .tells(addDays(D, 1), 'invoice.failed', { subject: 'in_1', value: 1, reference: 'AC-0012' })
      .tells(addDays(D, 1), 'invoice.failed', { subject: 'in_2', value: 2 });
    const { usage } = data.input(addDays(D, 1));
    const rows = caseData('invoice', openCases(usage, { opens: ['invoice.failed'], closes: ['invoice.paid'] })).cases
      ?.rows;
    expect(rows?.map(({ id }) => id)).toEqual(['AC-0012', 'in_2']);
    expect(rows?.[0]).not.toHaveProperty('reference');
  });

  it('is over when nobody has said anything of the invoice for 16 weeks', () => {
    const story = new Story().tells(D, 'invoice.failed', { subject: 'in_1' });
    expect(story.reading(SIGNAL, addDays(D, 112)).verdict).toBe('trips');
    expect(story.reading(SIGNAL, addDays(D, 113)).verdict).not.toBe('trips');
  });

  it('is unknown where no billing system ever sent anything', () => {
    expect(new Story().reading(SIGNAL, D)).toMatchObject({ verdict: 'unknown', reason: 'no-source' });
    expect(billed().reading(SIGNAL, D).verdict).toBe('recovers');
  });

  it('makes nobody active, and is no first day of use', () => {
    const story = new Story().tells(D, 'invoice.failed', { subject: 'in_1', user: 'stripe:cus_1' });
    const { usage } = story.input(D);
    expect([usage.firstEventDay, usage.users.size, usage.activeUsers(D, D)]).toEqual([null, 0, 0]);
  });

  it('opens nothing that is a risk, and moves no score', () => {
    const paying = new Story().active('u1', addDays(D, -60), D);
    const failing = new Story().active('u1', addDays(D, -60), D).tells(D, 'invoice.failed', { subject: 'in_1' });
    const opened = failing.day(D).transitions.filter(({ kind }) => kind === 'opened');
    expect(opened.map(({ episode }) => episode.signal)).toContain(SIGNAL);
    expect(failing.playbook.signals[SIGNAL]?.side).toBe('service');
    const risks = (story: Story) =>
      story.state?.episodes.filter(({ signal }) => story.playbook.signals[signal]?.side === 'risk');
    const calm = paying.day(D);
    expect(failing.state?.scores).toEqual(calm.next.scores);
    expect(risks(failing)?.map(({ signal }) => signal)).toEqual(risks(paying)?.map(({ signal }) => signal));
  });
});

describe('amounts of several currencies', () => {
  it('stand each for themselves, with the last amount that was told of each invoice', () => {
    const story = new Story()
      .tells(D, 'invoice.failed', { ...invoice('in_1', '2026-06-10T01:00:00Z'), value: 33_000, currency: 'JPY' })
      .tells(D, 'invoice.failed', { ...invoice('in_1', '2026-06-10T02:00:00Z'), value: 20_000, currency: 'JPY' })
      .tells(D, 'invoice.failed', { ...invoice('in_2', '2026-06-10T03:00:00Z'), value: 199.5, currency: 'USD' });
    const [day] = story.usageDays();
    expect(day?.cases?.map(({ subject, value, currency }) => [subject, value, currency])).toEqual([
      ['in_1', 20_000, 'JPY'],
      ['in_2', 199.5, 'USD'],
    ]);
    expect(story.reading(SIGNAL, D).evidence).toEqual({ value: 2, days: 0 });
  });
});
