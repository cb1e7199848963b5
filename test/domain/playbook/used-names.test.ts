import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { playbookSchema } from '../../../domain/playbook/playbook.ts';
import { usedNames } from '../../../domain/playbook/used-names.ts';
import { eventsKnownTo } from '../../../domain/stories/story-replay.ts';
import { caseEvents } from '../../../domain/usage/case-events.ts';

const playbook = playbookSchema.parse(parse(readFileSync('playbooks/default.yaml', 'utf8')));

test('a stored playbook tells every event that its signals, health, stages and data map live on', () => {
  const used = usedNames(JSON.parse(JSON.stringify(playbook)));
  expect(eventsKnownTo(playbook).filter((name) => !used.has(name))).toEqual([]);
});

test('of a renamed event both names are used: the one that comes and the one that the playbook writes', () => {
  const used = usedNames({ aliases: { user_signed_in: 'login' }, measures: ['records.total'] });
  for (const name of ['user_signed_in', 'login', 'records.total', 'nps.answered']) expect(used).toContain(name);
});

test('without a playbook, or with one that can’t be read, log-ins, surveys and what other systems say are used all the same', () => {
  expect(usedNames(null)).toContain('login');
  expect([...usedNames('v1')].sort()).toEqual(
    [...caseEvents, 'login', 'nps.answered', 'nps.sent', 'roi.reached'].sort(),
  );
});
