import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { playbookSchema } from '../../../domain/playbook/playbook.ts';
import { readStoredPlaybook } from '../../../domain/playbook/stored-playbook.ts';
import { UnreadablePlaybookError } from '../../../domain/playbook/unreadable-playbook.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';

const folder = new URL('../../support/stored-playbooks/', import.meta.url);
const rowOf = (name: string) => readFileSync(new URL(name, folder), 'utf8');

describe('a playbook that an older release stored', () => {
  it.each(readdirSync(folder))('is read whole, what has come since at its default: %s', (name) => {
    const read = readStoredPlaybook('v1', rowOf(name));
    expect(read).toMatchObject(JSON.parse(rowOf(name)));
    expect(read.taskMails).toEqual({ mostPerPersonAndDay: 10 });
    expect(read.reasons).toEqual(defaultPlaybook.reasons);
    expect(read.customerMail).toMatchObject({ mostPerContactAndWeek: 2, approveWithinDays: 5 });
    expect(Object.values(read.plays).map(({ chat }) => chat)).toEqual(Object.values(read.plays).map(() => false));
    expect(Object.values(read.tasks).every(({ doneBy, links }) => doneBy !== undefined && links !== undefined)).toBe(
      true,
    );
  });

  it('runs on where a bound has been drawn closer since, with all its defaults', () => {
    const stored = JSON.parse(rowOf('first-release.json'));
    stored.stages = {
      'onboarding-2': {
        label: { en: 'Set-up', ja: '設定' },
        goal: { en: 'Set up', ja: '設定完了' },
        reachedWhen: [{ firstLoginShareAtLeast: 0 }],
      },
    };
    stored.signals['logins-fell'].when.windowInDays = 120;
    const read = readStoredPlaybook('v1', JSON.stringify(stored));
    expect(read.stages['onboarding-2']).toMatchObject({
      reachedWhen: [{ firstLoginShareAtLeast: 0 }],
      positive: [],
      challenge: [],
    });
    expect(read.signals['logins-fell']?.when).toMatchObject({ windowInDays: 120 });
    expect(read.taskMails).toEqual({ mostPerPersonAndDay: 10 });
    expect(Object.values(read.plays)[0]).toMatchObject({ chat: false });
  });

  it('comes out as it went in when this release wrote it', () => {
    expect(readStoredPlaybook('v7', JSON.stringify(defaultPlaybook))).toEqual(defaultPlaybook);
  });

  it.each<[string, string, RegExp]>([
    ['is cut off', '{"playbook":"sakimawari/v1"', /^playbook v4 can't be read: what is stored is no JSON$/],
    ['is of another form', '[]', /it has not the form of a playbook/],
    [
      'is of a later edition',
      JSON.stringify({ ...defaultPlaybook, playbook: 'sakimawari/v2' }),
      /playbook has not the form/,
    ],
    [
      'has fields of a newer release',
      JSON.stringify({ ...defaultPlaybook, forecasts: {} }),
      /a newer release wrote it.*forecasts/,
    ],
    [
      'lacks what it can not do without',
      JSON.stringify({ ...defaultPlaybook, signals: undefined }),
      /signals has not the form/,
    ],
  ])('says plainly that it can not be read where it %s', (_, stored, reason) => {
    expect(() => readStoredPlaybook('v4', stored)).toThrow(UnreadablePlaybookError);
    expect(() => readStoredPlaybook('v4', stored)).toThrow(reason);
  });
});

it('no default of the playbook stands within a choice of shapes, where an old row could not be given it', () => {
  expect(defaultsWithinChoices(playbookSchema)).toEqual([]);
});

function defaultsWithinChoices(schema: z.core.$ZodType, path = '', isChosen = false): string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const within = (inner: z.core.$ZodType, key: string, chosen = isChosen) =>
    defaultsWithinChoices(inner, `${path}.${key}`, chosen);
  switch (def.type) {
    case 'default':
    case 'prefault':
      return [...(isChosen ? [path] : []), ...within(def.innerType, 'default')];
    case 'optional':
      return within(def.innerType, 'optional');
    case 'object':
      return Object.entries(def.shape).flatMap(([key, field]) => within(field, key));
    case 'record':
      return within(def.valueType, '*');
    case 'array':
      return within(def.element, '*');
    case 'union':
      return def.options.flatMap((option, n) => within(option, String(n), true));
    default:
      return [];
  }
}
