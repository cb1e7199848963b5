import { describe, expect, it } from 'vitest';
import { auditedActs } from '../domain/audit/audit.ts';
import { recordedActs } from '../functions/act-for-team/take-team-act.ts';
import { reportActs } from '../functions/directory/upsert-records.ts';
import { type OperationName, operations } from '../functions/operate/operations.ts';

const names = Object.keys(operations) as OperationName[];
const changesOf = async (name: OperationName) => (await operations[name]()).changes;

/** What only customers and whoever has a link in a mail can do, and what begins a session. */
const BY_OTHER_DOORS = [
  'mail-approved',
  'mail-not-approved',
  'draft-sent',
  'mails-chosen',
  'survey-answered',
  'mail-rated',
  'activity-answered',
  'cs-survey-answered',
  'page-commented',
  'goal-agreed',
  'signed-in',
  // Around all functions, with the rights of who deploys.
  'rows-put-back',
];

describe('what somebody can change', () => {
  it('is called by what it changes where it changes something', async () => {
    const changing =
      /^(add|ask|begin|close|decide|decline|drop|erase|give|grant|hand|import|issue|link|move|note|publish|push|readmit|rebuild|record|remind|remove|resume|retry|revoke|rewind|rotate|send|snooze|start|switch|test|try|undo)-/;
    for (const name of names)
      expect([
        name,
        changing.test(name) || (await changesOf(name)) === 'nothing' || isUpkeep(await changesOf(name)),
      ]).toEqual([name, true]);
    for (const name of names)
      if (changing.test(name)) expect([name, await changesOf(name)]).not.toEqual([name, 'nothing']);
  });

  it('has one name for each act, and none for what nobody can do', async () => {
    const ofOperations = (await Promise.all(names.map(changesOf))).flatMap((changes) =>
      Array.isArray(changes) ? changes : [],
    );
    const done = new Set<string>([...ofOperations, ...recordedActs, ...reportActs, ...BY_OTHER_DOORS]);
    expect([...done].sort()).toEqual([...auditedActs].sort());
    expect(new Set(auditedActs).size).toBe(auditedActs.length);
  });
});

const isUpkeep = (changes: unknown) => typeof changes === 'object' && changes !== null && 'upkeep' in changes;
