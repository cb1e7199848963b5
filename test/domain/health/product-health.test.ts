import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Product } from '../../../domain/account/account.ts';
import { evaluate } from '../../../domain/evaluation/evaluate.ts';
import { explanationOf } from '../../../domain/evaluation/explanation.ts';
import { rewindState } from '../../../domain/evaluation/rewind-state.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { addDays } from '../../../domain/time/day.ts';
import { defaultPlaybook, Story } from '../../support/story.ts';

const D = '2026-06-01';
const text = (name: string) => ({ en: name, ja: name });
const playbook: Playbook = {
  ...defaultPlaybook,
  features: {
    pipeline: { label: text('Pipeline'), events: ['deal.moved'], mustHave: true },
    export: { label: text('Export'), events: ['exported'], mustHave: true },
    rooms: { label: text('Rooms'), events: ['message.sent', 'room.made'], mustHave: false },
  },
  products: { CRM: { events: ['deal.moved', 'crm.opened'] }, Chat: { events: ['message.sent'] } },
};
const crm: Product = { name: 'CRM', licenses: 4 };
const chat: Product = { name: 'Chat', licenses: 10 };

/** Two people work with the CRM on every day; the chat lies still, but for one of them long ago. */
function account(products: Product[] | undefined, changes: Partial<Playbook> = {}): Story {
  const story = new Story();
  story.playbook = { ...playbook, ...changes };
  story.account = { ...story.account, licenses: 20, products };
  story.contacts = [{ id: 'mei', account: 'koa', role: 'champion', keyPerson: true }];
  story.known = ['login', 'deal.moved', 'message.sent', 'exported', 'ticket.opened'];
  story.happens('2026-01-05', 'message.sent', 1, 'ken');
  for (let day = '2026-03-01'; day <= D; day = addDays(day, 1)) {
    story.logins(day, 2, 'ken').happens(day, 'deal.moved', 3, 'mei').happens(day, 'crm.opened', 1, 'ken');
  }
  return story;
}

function explain(story: Story, asOf = D) {
  const running = { playbook: story.playbook, version: 'v1' };
  return explanationOf(story.account, running, evaluate(story.input(asOf)), []);
}

const partsOf = (story: Story, product: string) =>
  Object.fromEntries(
    explain(story)
      .products?.find((one) => one.product === product)
      ?.parts.map(({ indicator, value }) => [indicator, value]) ?? [],
  );

describe('the health of an account by product', () => {
  it('is read by the same indicators over the events of each, with its own licenses', () => {
    const story = account([crm, chat]);
    expect(partsOf(story, 'CRM')).toEqual({
      'active-users': 0.5,
      'key-person-days': 28,
      'must-have-features': 1,
      'feature-breadth': 1,
    });
    expect(partsOf(story, 'Chat')).toEqual({ 'active-users': 0, 'key-person-days': 0, 'feature-breadth': 0 });
    const grades = explain(story).products?.map(({ product, score, grade }) => [product, grade, score]);
    expect(grades).toEqual([
      ['CRM', 'healthy', expect.any(Number)],
      ['Chat', 'at-risk', 0],
    ]);
  });

  it('takes in what is said of an event only where that is the product’s own', () => {
    const story = account([crm, chat]).tells('2026-05-20', 'nps.answered', { user: 'mei', value: 9 });
    expect(explain(story).health.parts.map(({ indicator }) => indicator)).toContain('nps');
    expect(partsOf(story, 'CRM')).not.toHaveProperty('nps');
    const asked = { ...playbook.products, CRM: { events: ['deal.moved', 'crm.opened', 'login'] } };
    expect(partsOf(account([crm, chat], { products: asked }), 'CRM')).toHaveProperty('login-level');
  });

  it('needs several products, and those that the playbook knows', () => {
    const products = (story: Story) => explain(story).products?.map(({ product }) => product);
    expect(products(account([crm]))).toBeUndefined();
    expect(products(account(undefined))).toBeUndefined();
    expect(products(account([crm, { name: 'Wiki' }]))).toEqual(['CRM']);
    expect(products(account([crm, chat], { products: {} }))).toBeUndefined();
  });

  it('changes nothing else, and nothing at all of who has one product or a playbook that names none', () => {
    const said = (story: Story) => JSON.stringify([evaluate(story.input(D)).next, explain(story)]);
    expect(said(account([crm]))).toBe(said(account([crm], { products: {} })));
    const { productHealth, ...next } = evaluate(account([crm, chat]).input(D)).next;
    expect(productHealth).toHaveLength(2);
    expect(next).toEqual(evaluate(account([crm, chat], { products: {} }).input(D)).next);
  });

  it('is told with its change since a week ago', () => {
    const story = account([crm, chat]).happens('2026-05-30', 'message.sent', 1, 'mei');
    const [, ofChat] = explain(story).products ?? [];
    const changes = ofChat?.parts.map(({ indicator, change }) => [indicator, change]);
    expect(Object.fromEntries(changes ?? [])).toMatchObject({ 'key-person-days': 5.6, 'feature-breadth': 10 });
  });

  it('stays, as stale, while its source is silent', () => {
    const story = account([crm, chat]);
    story.day(D);
    const before = story.state?.productHealth?.map(({ product, score }) => [product, score]);
    story.sourceSendsUntil = D;
    const [ofCrm, ofChat] = explain(story, '2026-07-01').products ?? [];
    expect([ofCrm, ofChat]).toMatchObject([
      { product: 'CRM', stale: true, parts: [] },
      { product: 'Chat', stale: true, parts: [] },
    ]);
    expect([ofCrm, ofChat].map((one) => [one?.product, (one?.score ?? 0) * 10])).toEqual(before);
  });

  it('goes back with the account that was scored for a day to come', () => {
    const story = account([crm, chat]);
    story.day(D);
    expect(rewindState(story.state as never, D).productHealth).toHaveLength(2);
    expect(rewindState(story.state as never, addDays(D, -1))).not.toHaveProperty('productHealth');
  });

  it('is that of somebody who does nothing else with us, whatever else is done', () => {
    const doing = fc.record({
      daysAgo: fc.nat(120),
      event: fc.constantFrom('deal.moved', 'crm.opened', 'message.sent', 'room.made', 'login', 'exported'),
      user: fc.constantFrom('mei', 'ken', 'ren'),
    });
    fc.assert(
      fc.property(fc.array(doing, { maxLength: 40 }), (all) => {
        const storyOf = (some: typeof all) => {
          const story = new Story();
          story.playbook = playbook;
          for (const { daysAgo, event, user } of some) story.happens(addDays(D, -daysAgo), event, 1, user);
          return story.input(D).usage;
        };
        const events = new Set(['message.sent', 'room.made']);
        const seen = storyOf(all).ofEvents(events);
        const alone = storyOf(all.filter(({ event }) => events.has(event)));
        const from = addDays(D, -28);
        const facts = (usage: typeof seen) => [
          usage.firstEventDay,
          usage.activeUsers(from, D),
          ...['mei', 'ken', 'ren'].map((user) => [usage.activeDays(user, from, D), usage.lastActiveDay(user)]),
          ...['deal.moved', 'message.sent', 'login'].map((event) => usage.count(event, from, D)),
          ...['pipeline', 'rooms'].map((feature) => [
            usage.featureUsers(feature, from, D),
            usage.featureDays(feature, from, D),
            usage.isFeatureUsedSince(feature, null),
          ]),
          [...usage.users.keys()].filter((user) => usage.lastActiveDay(user) !== null).sort(),
        ];
        expect(facts(seen)).toEqual(facts(alone));
        expect(facts(seen.backTo(from))).toEqual(facts(alone.backTo(from)));
      }),
      { numRuns: 60 },
    );
  });
});
