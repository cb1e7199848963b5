import { describe, expect, it } from 'vitest';
import { auditedFacts } from '../../../domain/audit/audited-facts.ts';
import { auditOfTask } from '../../../domain/audit/task-changes.ts';
import { columnsOf, importKinds } from '../../../domain/import/facts.ts';
import { languages } from '../../../domain/locale/locale.ts';
import { auditWords } from '../../../functions/team-pages/words/audit-words.ts';
import { sampleTask } from '../../support/sample-task.ts';

describe('what goes on record of how something was and is', () => {
  it('is known by its name, whatever is told of accounts, people and the team', () => {
    for (const kind of importKinds) expect(auditedFacts).toEqual(expect.arrayContaining(columnsOf(kind)));
  });

  it('is known by its name, whatever is done to a task', () => {
    const task = sampleTask();
    const done = {
      ...{ ...task, status: 'done', outcome: 'helped', reason: 'price', minutes: 5, assignee: 'ken', role: 'sales' },
      ...{ snoozedUntil: '2026-06-09', feedback: 'useful' },
      history: [...(task.history ?? []), { act: 'done', by: 'aoi', day: '2026-06-01', note: 'x' }],
    } as typeof task;
    const entry = auditOfTask(task, done, { who: { is: 'member', id: 'aoi' }, door: 'page' }, '2026-06-01T00:00:00Z');
    expect(auditedFacts).toEqual(expect.arrayContaining(Object.keys(entry?.after ?? {})));
    expect(Object.keys(entry?.after ?? {}).length).toBeGreaterThan(8);
  });

  it.each(languages)('has a word of its own on pages (%s)', (language) => {
    const { facts } = auditWords(language);
    for (const fact of auditedFacts)
      expect([fact, facts[fact]?.length > 0 && facts[fact] !== fact]).toEqual([fact, true]);
    expect(new Set(auditedFacts).size).toBe(auditedFacts.length);
  });
});
