import { describe, expect, it } from 'vitest';
import { readRelease, readTemplate, type Template } from '../support/previous-release.ts';
import { installation } from './installation.ts';

// What CloudFormation makes of the templates of the release before and of this one; the local AWS is kinder than it.
const before = readTemplate('data');
const now = installation('local').template('data').toJSON() as Template;

/** A change of these makes CloudFormation put an empty thing in the place of the one that holds something. */
const replacedBy: Record<string, readonly string[]> = {
  'AWS::DynamoDB::Table': ['TableName', 'KeySchema', 'LocalSecondaryIndexes', 'ImportSourceSpecification'],
  'AWS::Events::EventBus': ['Name'],
  'AWS::SecretsManager::Secret': ['Name'],
  'AWS::Events::Archive': ['ArchiveName', 'SourceArn'],
};

interface Index {
  IndexName: string;
}
const indexes = (template: Template, id: string) =>
  (template.Resources[id]?.Properties?.GlobalSecondaryIndexes ?? []) as Index[];

describe(`what holds data, from ${readRelease().commit.slice(0, 7)} to this release`, () => {
  it.each(Object.entries(before.Resources))('stays as it is: %s', (id, { Type, Properties = {} }) => {
    expect(Object.keys(replacedBy)).toContain(Type);
    const after = now.Resources[id];
    expect(after).toMatchObject({ Type, DeletionPolicy: 'Retain' });
    const parts = ({ Properties: all = {} }: { Properties?: Record<string, unknown> }) =>
      (replacedBy[Type] ?? []).map((name) => [name, all[name]]);
    expect(parts(after ?? {})).toEqual(parts({ Properties }));
    // Another view is another stream, and functions go on at its beginning.
    expect(after?.Properties?.StreamSpecification).toEqual(Properties.StreamSpecification);
  });

  it('has no more than one index of a table made or removed, which is what DynamoDB does at a time', () => {
    for (const [id, { Type }] of Object.entries(before.Resources)) {
      if (Type !== 'AWS::DynamoDB::Table') continue;
      const [old, ours] = [indexes(before, id), indexes(now, id)];
      const isIn = (all: Index[]) => (one: Index) => all.some(({ IndexName }) => IndexName === one.IndexName);
      const moved = [...old.filter((one) => !isIn(ours)(one)), ...ours.filter((one) => !isIn(old)(one))];
      expect(moved.length).toBeLessThanOrEqual(1);
      // An index can't be changed, only be made anew under another name.
      for (const index of old) {
        const same = ours.find(({ IndexName }) => IndexName === index.IndexName);
        if (same !== undefined) expect(same).toEqual(index);
      }
    }
  });

  it('still exports what functions of before are wired to: CloudFormation drops nothing that is in use', () => {
    const imported = new Set(JSON.stringify(readTemplate('app')).match(/sakimawari-local-data:\w+/g));
    const exported = Object.values(now.Outputs ?? {}).flatMap(({ Export }) => Export?.Name ?? []);
    expect(imported.size).toBeGreaterThan(0);
    expect(exported).toEqual(expect.arrayContaining([...imported]));
  });
});
