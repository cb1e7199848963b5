import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../domain/evaluation/evaluate.ts';
import { dataSnapshot } from '../../../domain/plays/data-snapshot.ts';
import { signalData } from '../../../domain/plays/signal-data.ts';
import { Story } from '../../support/story.ts';

const D = '2026-06-01';

function peopleOf(story: Story) {
  const input = story.input(D);
  return dataSnapshot(input, evaluate(input)).people;
}

describe('the people that a task shows', () => {
  it('are champions, key persons and who began lately, imported or not, with the last day they did anything', () => {
    const story = new Story()
      .active('colleague', '2026-01-01', '2026-05-31')
      .active('champion', '2026-03-01', '2026-05-12')
      .logins('2026-05-20', 1, 'newcomer')
      .logins('2026-05-29', 1, 'stranger')
      .logins('2026-05-04', 1, 'not-so-new');
    story.contacts = [
      { id: 'colleague', account: 'koa', role: 'user' },
      { id: 'newcomer', account: 'koa', name: 'Nao', role: 'user' },
      { id: 'champion', account: 'koa', name: 'Chie', role: 'champion' },
      { id: 'silent', account: 'koa', keyPerson: true },
    ];
    expect(peopleOf(story)).toEqual([
      { id: 'champion', name: 'Chie', role: 'champion', lastActive: '2026-05-12' },
      { id: 'silent', name: undefined, role: undefined, lastActive: null },
      { id: 'stranger', name: undefined, role: undefined, lastActive: '2026-05-29' },
      { id: 'newcomer', name: 'Nao', role: 'user', lastActive: '2026-05-20' },
    ]);
  });

  it('are no crowd where everybody is new', () => {
    const story = new Story();
    for (let n = 10; n < 30; n += 1) story.logins(`2026-05-${n}`, 1, `user-${n}`);
    story.contacts = [{ id: 'user-29', account: 'koa', role: 'champion' }];
    expect(peopleOf(story).map(({ id }) => id)).toEqual([29, 28, 27, 26, 25, 24].map((n) => `user-${n}`));
  });
});

describe('what a task about the score shows', () => {
  it('tells of each feature once, however many parts of the score look at it', () => {
    const input = new Story().logins('2026-05-30', 1).input(D);
    const { features = [] } = signalData(input, evaluate(input), { signal: 'health-at-risk', subject: null });
    const named = features.map(({ feature }) => feature);
    expect(named.length).toBeGreaterThan(1);
    expect(named).toEqual([...new Set(named)]);
  });
});
