import { describe, expect, it } from 'vitest';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { Story } from '../../support/story.ts';
import { problemsOf, withSignal } from '../../support/with-signal.ts';

const D = '2026-06-01';
const SIGNAL = 'other-product-interest';
const PAY = 'koa-pay';
const SIGN = 'koa-sign';
const when = {
  kind: 'subject-interest',
  viewed: { event: 'page.viewed', atLeast: 2 },
  downloaded: { event: 'document.downloaded', atLeast: 1 },
  withinDays: 7,
  quietForDays: 14,
};
const otherProducts = {
  [PAY]: { label: { en: 'Pay', ja: 'Pay' }, subjects: ['/products/pay', '/pay/*'] },
  [SIGN]: { label: { en: 'Sign', ja: 'Sign' }, subjects: ['/products/sign'] },
};
const playbook = withSignal(SIGNAL, { side: 'opportunity', when, cooldownInDays: 30 }, { otherProducts });

function visitor(): Story {
  const story = new Story();
  story.playbook = playbook;
  story.known = ['login', 'page.viewed', 'document.downloaded'];
  return story.logins('2026-01-05', 1);
}
const views = (story: Story, day: Day, subject = '/products/pay') => story.tells(day, 'page.viewed', { subject });
const downloads = (story: Story, day: Day) => story.tells(day, 'document.downloaded', { subject: '/pay/guide.pdf' });
const daysAgo = (days: number) => addDays(D, -days);

describe('interest in another product', () => {
  it.each([
    ['two views today', [0, 0], [], 'trips'],
    ['one view today', [0], [], 'holds'],
    ['two views, the seventh day with today', [6, 6], [], 'trips'],
    ['two views, the eighth day', [7, 7], [], 'holds'],
    ['a view on the seventh day and one today', [6, 0], [], 'trips'],
    ['a view on the eighth day and one today', [7, 0], [], 'holds'],
    ['a download on the seventh day', [], [6], 'trips'],
    ['a download on the eighth day', [], [7], 'holds'],
    ['a view and a download', [0], [3], 'trips'],
    ['nothing ever', [], [], 'recovers'],
    ['tomorrow’s views', [-1, -1], [], 'recovers'],
  ])('%s: %j and %j days ago: %s', (_, viewed, downloaded, verdict) => {
    const story = visitor();
    for (const days of viewed) views(story, daysAgo(days));
    for (const days of downloaded) downloads(story, daysAgo(days));
    expect(story.reading(SIGNAL, D, PAY).verdict).toBe(verdict);
  });

  it('shows how often pages were viewed and documents downloaded', () => {
    const story = downloads(views(views(visitor(), D), daysAgo(6), '/pay/prices'), D);
    expect(story.reading(SIGNAL, D, PAY).evidence).toEqual({ window: 2, value: 1 });
  });

  it('adds up the pages of one product, not those of two', () => {
    const one = views(views(visitor(), D, '/pay/prices'), D, '/products/pay');
    const two = views(views(visitor(), D, '/products/sign'), D, '/products/pay');
    const other = views(views(visitor(), D, '/products/paying'), D, '/products/pay/old');
    expect([one, two, other].map((story) => story.reading(SIGNAL, D, PAY).verdict)).toEqual([
      'trips',
      'holds',
      'recovers',
    ]);
  });

  it('knows the events under the product’s own names', () => {
    const story = visitor();
    story.playbook = { ...playbook, aliases: { $pageview: 'page.viewed' } };
    story.known = ['$pageview'];
    story.tells(D, '$pageview', { subject: '/products/pay' }).tells(D, '$pageview', { subject: '/products/pay' });
    expect(story.reading(SIGNAL, D, PAY).verdict).toBe('trips');
  });

  it('is over after 14 complete days without either, not after 13', () => {
    const verdictAfter = (days: number, look: (story: Story, day: Day) => Story) => {
      const story = look(visitor(), daysAgo(days));
      story.day(daysAgo(days));
      return story.reading(SIGNAL, D, PAY);
    };
    const twice = (story: Story, day: Day) => views(views(story, day), day);
    for (const look of [downloads, twice]) {
      expect(verdictAfter(14, look)).toMatchObject({ verdict: 'holds', state: 'open' });
      expect(verdictAfter(15, look)).toMatchObject({ verdict: 'recovers', state: 'cooldown' });
    }
  });

  it('stays open as long as anybody looks now and then', () => {
    const story = downloads(visitor(), '2026-03-01');
    for (let day = '2026-03-14'; day <= D; day = addDays(day, 14)) views(story, day);
    expect(story.history(SIGNAL, '2026-03-01', D)).toEqual(['2026-03-01 opened']);
  });

  it('keeps quiet for 30 days from the day of recovery on', () => {
    const story = downloads(visitor(), '2026-03-01');
    for (let day = '2026-04-01'; day <= '2026-05-01'; day = addDays(day, 1)) downloads(story, day);
    // Recovered on 16 March: quiet up to 14 April.
    expect(story.history(SIGNAL, '2026-03-01', '2026-04-20')).toEqual([
      '2026-03-01 opened',
      '2026-03-16 closed recovered',
      '2026-04-15 opened',
    ]);
  });

  it('is an episode a product', () => {
    const story = views(views(downloads(visitor(), D), D, '/products/sign'), D, '/products/sign');
    const opened = story.day(D).transitions.filter(({ episode }) => episode.signal === SIGNAL);
    expect(opened.map(({ episode }) => episode.subject)).toEqual([PAY, SIGN]);
  });

  it('never trips where the account holds the product, and is over once it does', () => {
    const story = downloads(visitor(), D);
    story.account = { ...story.account, holds: [PAY] };
    expect(story.reading(SIGNAL, D, PAY)).toMatchObject({
      verdict: 'recovers',
      reason: 'already-held',
      state: 'closed',
    });
    expect(story.reading(SIGNAL, D, SIGN).reason).toBeUndefined();

    const buyer = downloads(visitor(), daysAgo(1));
    buyer.day(daysAgo(1));
    buyer.account = { ...buyer.account, holds: [PAY] };
    expect(buyer.history(SIGNAL, D, D)).toEqual([`${D} closed recovered`]);
  });

  it('is over when the playbook no longer has the product', () => {
    const story = downloads(visitor(), daysAgo(1));
    story.day(daysAgo(1));
    story.playbook = { ...playbook, otherProducts: { [SIGN]: otherProducts[SIGN] } };
    expect(story.history(SIGNAL, D, D)).toEqual([`${D} closed recovered`]);
    // And nothing is said of it after.
    const told = story.day(addDays(D, 1)).signals.filter(({ signal }) => signal === SIGNAL);
    expect(told.map(({ subject }) => subject)).toEqual([SIGN]);
  });

  it('is unknown while no source has ever sent a view or a download', () => {
    const story = visitor();
    story.known = ['login'];
    expect(story.reading(SIGNAL, D, PAY)).toMatchObject({ verdict: 'unknown', reason: 'no-source' });
  });

  it('does not take a silent source for lost interest', () => {
    const story = downloads(visitor(), daysAgo(20));
    story.day(daysAgo(20));
    story.sourceSendsUntil = daysAgo(4);
    expect(story.reading(SIGNAL, D, PAY)).toMatchObject({ verdict: 'unknown', reason: 'source-stale', state: 'open' });
  });

  it('counts what was seen before the source fell silent', () => {
    const story = downloads(visitor(), daysAgo(5));
    story.sourceSendsUntil = daysAgo(4);
    expect(story.reading(SIGNAL, D, PAY).verdict).toBe('trips');
  });

  it('says nothing is the matter where there is no other product', () => {
    const story = downloads(visitor(), D);
    story.playbook = { ...playbook, otherProducts: {} };
    expect(story.reading(SIGNAL, D)).toMatchObject({ verdict: 'holds', evidence: {} });
  });
});

describe('its check', () => {
  it.each([
    [{ quietForDays: 6 }, 'quietForDays must be at least withinDays (7)'],
    [
      { viewed: { event: 'page.seen', atLeast: 2 } },
      'viewed.event `page.seen` is renamed by aliases: write `page.viewed`',
    ],
  ])('refuses %j', (changed, message) => {
    const wrong = withSignal(
      SIGNAL,
      { when: { ...when, ...changed } },
      { otherProducts, aliases: { 'page.seen': 'page.viewed' } },
    );
    expect(problemsOf(wrong, SIGNAL)).toEqual([expect.stringContaining(message)]);
  });

  it('has nothing against the condition as it stands', () => {
    expect(problemsOf(playbook, SIGNAL)).toEqual([]);
  });
});
