import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, type MockInstance, vi } from 'vitest';
import { type Playbook, playbookSchema } from '../../../../domain/playbook/playbook.ts';
import { readStoredPlaybook } from '../../../../domain/playbook/stored-playbook.ts';
import { UnreadablePlaybookError } from '../../../../domain/playbook/unreadable-playbook.ts';
import type { Item } from '../../../../functions/store/item.ts';
import { LARGEST_PLAYBOOK_IN_BYTES, PlaybookRecord } from '../../../../functions/store/playbooks/playbook-record.ts';
import { defaultPlaybook } from '../../../support/default-playbook.ts';

const thisRelease = new PlaybookRecord('this release');
const otherRelease = new PlaybookRecord('another release');
const notBundled = new PlaybookRecord();
let check: MockInstance;
beforeAll(() => {
  check = vi.spyOn(playbookSchema, 'safeParse');
});
afterAll(() => check.mockRestore());

const folder = new URL('../../../support/stored-playbooks/', import.meta.url);
const older = readdirSync(folder).map((name): [string, Item] => [
  name,
  { f: { S: readFileSync(new URL(name, folder), 'utf8') } },
]);
const changedByHand = (item: Item, attribute: string): Item => ({
  ...item,
  [attribute]: { S: item[attribute]?.S?.replace('"sakimawari/v1"', '"sakimawari/v0"') as string },
});

describe('a version of the playbook', () => {
  it('is taken as it stands by the release that pushed it, and says the same as when it is checked', () => {
    const row = thisRelease.encode('v1', defaultPlaybook);
    check.mockClear();
    expect(thisRelease.decode('v1', row)).toEqual(defaultPlaybook);
    expect(check).not.toHaveBeenCalled();
    expect(JSON.stringify(thisRelease.decode('v1', row))).toBe(JSON.stringify(notBundled.decode('v1', row)));
  });

  it.each([
    ['of a release that noted nothing', thisRelease, notBundled.encode('v1', defaultPlaybook)],
    ['that another release checked', thisRelease, otherRelease.encode('v1', defaultPlaybook)],
    ['read by code that is not bundled', notBundled, thisRelease.encode('v1', defaultPlaybook)],
  ])('%s is checked', (_, reader, row) => {
    check.mockClear();
    expect(reader.decode('v1', row)).toEqual(defaultPlaybook);
    expect(check).toHaveBeenCalled();
  });

  it('says nothing of a check where code that is not bundled wrote it', () => {
    expect(notBundled.encode('v1', defaultPlaybook)).toEqual({ f: { S: JSON.stringify(defaultPlaybook) } });
  });

  it('whose text was changed by hand is checked, and refused where it makes no sense any more', () => {
    const row = changedByHand(thisRelease.encode('v1', defaultPlaybook), 'f');
    expect(() => thisRelease.decode('v1', row)).toThrow(UnreadablePlaybookError);
    expect(thisRelease.missingMark('v1', row)).toBeUndefined();
  });

  it('that was pushed in a form that can not be read says nothing of a check', () => {
    expect(thisRelease.encode('v1', {} as Playbook)).toEqual({ f: { S: '{}' } });
  });
});

describe.each(older)('a version that an older release pushed (%s)', (_, row) => {
  const filled = JSON.stringify(readStoredPlaybook('v1', row.f?.S as string));
  const noted = { ...row, ...thisRelease.missingMark('v1', row) };

  it('is taken with all defaults of this release once this one has checked it, and keeps what was pushed', () => {
    check.mockClear();
    expect(JSON.stringify(thisRelease.decode('v1', noted))).toBe(filled);
    expect(check).not.toHaveBeenCalled();
    expect(noted.f).toEqual(row.f);
    expect(thisRelease.missingMark('v1', noted)).toBeUndefined();
  });

  it('goes by what was pushed, not by the defaults of another release', () => {
    const foreign = { ...row, ...otherRelease.missingMark('v1', row), filled: { S: '{}' } };
    expect(JSON.stringify(thisRelease.decode('v1', foreign))).toBe(filled);
    expect(thisRelease.missingMark('v1', foreign)).toEqual(thisRelease.missingMark('v1', row));
  });

  it.each(['f', 'filled'])('is checked anew once "%s" was changed by hand', (attribute) => {
    const row = changedByHand(noted, attribute);
    expect(row).not.toEqual(noted);
    if (attribute === 'f') expect(() => thisRelease.decode('v1', row)).toThrow(UnreadablePlaybookError);
    else expect(JSON.stringify(thisRelease.decode('v1', row))).toBe(filled);
  });
});

it('an older version so large that its row has no room for the defaults beside it is checked each time', () => {
  const [, { f }] = older[0] as [string, Item];
  const text = JSON.stringify({
    ...JSON.parse(f?.S as string),
    name: { en: 'a'.repeat(LARGEST_PLAYBOOK_IN_BYTES / 2), ja: 'あ' },
  });
  expect(thisRelease.missingMark('v1', { f: { S: text } })).toBeUndefined();
  expect(thisRelease.decode('v1', { f: { S: text } })).toEqual(readStoredPlaybook('v1', text));
});
