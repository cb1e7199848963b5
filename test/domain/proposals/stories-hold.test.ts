import { describe, expect, it } from 'vitest';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { storiesHold } from '../../../domain/proposals/stories-hold.ts';
import { withIdea } from '../../../domain/proposals/with-idea.ts';
import { storiesSchema } from '../../../domain/stories/story.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';

const file = {
  file: 'logins.yaml',
  stories: storiesSchema.parse({
    account: { stage: 'adoption' },
    stories: [
      {
        story: 'Nobody for two months is taken up',
        watchedFrom: '2026-06-01',
        events: [{ on: '2026-03-01', event: 'login', user: 'mei' }],
        expect: [{ on: '2026-06-01', opens: 'no-login' }],
      },
      {
        story: 'Somebody comes every day',
        watchedFrom: '2026-06-01',
        events: [{ from: '2026-01-01', to: '2026-06-02', every: 'day', event: 'login', user: 'mei' }],
        expect: [{ on: '2026-06-01', raised: 'nothing', by: 'no-login' }],
      },
      {
        story: 'What never was so',
        watchedFrom: '2026-06-01',
        events: [{ from: '2026-01-01', to: '2026-06-02', every: 'day', event: 'login', user: 'mei' }],
        expect: [{ on: '2026-06-01', opens: 'no-login' }],
      },
    ],
  }),
};
const SHARDS = 2;
const held = (playbook: Playbook) => {
  const setting = { running: { version: 'v1', playbook: defaultPlaybook }, stories: [file] };
  const parts = Array.from({ length: SHARDS }, (_, shard) =>
    storiesHold.ofShard?.({ playbook }, setting, { shard, shards: SHARDS }),
  );
  const total = parts.reduce<typeof storiesHold.nothing>(
    (sum, part) => storiesHold.add(sum, part as never),
    storiesHold.nothing,
  );
  return storiesHold.answer(total, { playbook }, undefined as never);
};

describe('stories that a changed playbook is held to', () => {
  it('are each gone through once over all shards; what the running playbook does otherwise too is no change’s fault', () => {
    expect(held(defaultPlaybook)).toEqual({ stories: 3, already: 1, broken: [], more: 0 });
    const early = withIdea(defaultPlaybook, { kind: 'early', activity: 'training', at: { stage: 'renewal' } });
    expect(held((early as { playbook: Playbook }).playbook)).toMatchObject({ stories: 3, broken: [] });
  });

  it('say what comes otherwise, and on which day', () => {
    const noLogin = defaultPlaybook.signals['no-login'] as Playbook['signals'][string];
    const later = { ...noLogin, when: { kind: 'days-since', event: 'login', tripsAtOrAbove: 200, recoversBelow: 200 } };
    const { broken } = held({
      ...defaultPlaybook,
      signals: { ...defaultPlaybook.signals, 'no-login': later as never },
    });
    expect(broken).toMatchObject([
      { file: 'logins.yaml', story: 'Nobody for two months is taken up', otherwise: { day: '2026-06-01' } },
    ]);
  });

  it('say where they speak of what would be gone', () => {
    const { 'no-login': _, ...signals } = defaultPlaybook.signals;
    const { broken } = held({ ...defaultPlaybook, signals });
    expect(broken.map(({ problem }) => problem)).toEqual([
      expect.stringContaining('no-login'),
      expect.stringContaining('no-login'),
    ]);
  });
});
