import { describe, expect, it } from 'vitest';
import type { DeadAddress } from '../../../domain/activities/activity.ts';
import { Story } from '../../support/story.ts';
import { problemsOf, withSignal } from '../../support/with-signal.ts';

const NAME = 'address-dead';
const playbook = withSignal(NAME, { when: { kind: 'address-dead' } });

const D = '2026-06-01';
const mori = { id: 'mori', account: 'koa', keyPerson: true, email: 'mori@koa.example' };

function bounced(dead: Partial<DeadAddress> = {}): Story {
  const story = new Story();
  story.playbook = playbook;
  story.contacts = [mori];
  story.deadAddresses = [{ contact: 'mori', address: mori.email, reason: 'bounced', day: '2026-05-30', ...dead }];
  return story;
}
const reading = (story: Story, asOf = D) => story.reading(NAME, asOf, 'mori');

describe('a key person whom mails no longer reach', () => {
  it.each(['bounced', 'complained'] as const)('trips when their address %s', (reason) => {
    expect(reading(bounced({ reason }))).toMatchObject({ verdict: 'trips', evidence: { days: 2 } });
  });

  it('trips on the very day, not before', () => {
    const story = bounced();
    expect(reading(story, '2026-05-29').verdict).toBe('recovers');
    expect(reading(story, '2026-05-30')).toMatchObject({ verdict: 'trips', evidence: { days: 0 } });
  });

  it('says nothing of an address that works', () => {
    const story = bounced();
    story.deadAddresses = [];
    expect(reading(story).verdict).toBe('recovers');
    expect(reading(bounced({ address: 'former@koa.example' })).verdict).toBe('recovers');
  });

  it('knows the address however it is written, and whoever else had it', () => {
    const story = bounced({ contact: 'former', address: 'Mori@koa.example' });
    expect(reading(story).verdict).toBe('trips');
    story.contacts = [{ ...mori, email: 'mori@KOA.example' }];
    expect(reading(story).verdict).toBe('trips');
  });

  it('is about key persons, one episode each', () => {
    const story = bounced();
    const other = { id: 'sato', account: 'koa', email: 'sato@koa.example' };
    story.deadAddresses.push({ contact: 'sato', address: other.email, reason: 'bounced', day: '2026-05-31' });
    story.contacts = [mori, other];
    const subjects = () => story.day(D).signals.flatMap(({ signal, subject }) => (signal === NAME ? [subject] : []));
    expect(subjects()).toEqual(['mori']);
    story.contacts = [mori, { ...other, keyPerson: true }];
    expect(subjects()).toEqual(['mori', 'sato']);
    expect(story.state?.episodes).toHaveLength(2);
  });

  it('recovers with another address, for good', () => {
    const story = bounced();
    expect(story.history(NAME, '2026-05-29', D)).toEqual(['2026-05-30 opened']);
    story.contacts = [{ ...mori, email: 'mori.k@koa.example' }];
    expect(story.history(NAME, '2026-06-02', '2026-07-01')).toEqual(['2026-06-02 closed recovered']);
  });

  it('stays open while the address is only taken out', () => {
    const story = bounced();
    story.day(D);
    story.contacts = [{ ...mori, email: undefined }];
    expect(reading(story, '2026-06-02')).toMatchObject({ verdict: 'holds', state: 'open' });
  });

  it('is over for somebody who is no key person any more', () => {
    for (const contacts of [[{ ...mori, keyPerson: false }], []]) {
      const story = bounced();
      story.day(D);
      story.contacts = contacts;
      expect(reading(story, '2026-06-02')).toMatchObject({ verdict: 'recovers', state: 'cooldown' });
    }
  });

  it('is unknown when the account has no key person', () => {
    const story = bounced();
    story.contacts = [{ ...mori, keyPerson: false }];
    expect(story.reading(NAME, D)).toMatchObject({ verdict: 'unknown', reason: 'no-key-person' });
  });

  it('needs no usage, and no source that sends', () => {
    const story = bounced();
    story.sourceSendsUntil = '2026-01-01';
    expect(reading(story).verdict).toBe('trips');
  });
});

describe('the condition in a playbook', () => {
  it('is right as the default has it', () => {
    expect(problemsOf(playbook, NAME)).toEqual([]);
  });
});
