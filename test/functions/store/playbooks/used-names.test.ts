import { describe, expect, it } from 'vitest';
import { usedNames } from '../../../../domain/playbook/used-names.ts';
import type { Item } from '../../../../functions/store/item.ts';
import { playbookRowKey } from '../../../../functions/store/keys.ts';
import { DynamoPlaybooks } from '../../../../functions/store/playbooks/playbooks.ts';
import { DynamoUsedNames } from '../../../../functions/store/playbooks/used-names.ts';
import { defaultPlaybook } from '../../../support/default-playbook.ts';
import { fakeDynamo } from '../../../support/fake-dynamo.ts';
import { keptRows } from '../../../support/kept-rows.ts';

const AT = '2026-06-01T00:00:00.000Z';
const MINUTE_IN_MS = 60_000;
const [BEFORE, NOW] = ['the release before', 'this release'];
const other = { ...defaultPlaybook, measures: ['rides.total'], aliases: {} };

function installation() {
  const table = keptRows();
  const asked: string[] = [];
  const client = fakeDynamo(async (command: { operation: string; input: { Key: Item } }) => {
    asked.push(command.input.Key.sk?.S as string);
    return table.client.send(command as never);
  });
  let now = 0;
  const pass = () => {
    now += MINUTE_IN_MS + 1;
  };
  const push = (reader: string | undefined, playbook = defaultPlaybook, before?: string, version = 'v1') =>
    new DynamoPlaybooks(table.client, 'table', reader).push(playbook, before, version, AT);
  const names = (reader?: string) => new DynamoUsedNames(client, 'table', () => now, reader);
  const put = (Item: Item) => table.client.send({ operation: 'PutItem', input: { Item } } as never);
  return { asked, names, pass, push, put };
}

const known = [...usedNames(defaultPlaybook)];

describe('the event names that the running playbook lives on', () => {
  it('are told by the row that says which one runs: its text is not read', async () => {
    const { asked, names, push } = installation();
    await push(NOW);
    const isUsed = await names(NOW).isUsed();
    expect(known.every(isUsed)).toBe(true);
    expect(isUsed('rides.total')).toBe(false);
    expect(asked).toEqual(['current']);
  });

  it.each([
    ['that this release did not find', BEFORE, NOW],
    ['of a release that told none', undefined, NOW],
    ['for code that says of no release', NOW, undefined],
  ])('are read out of the playbook where there are others, or none: %s', async (_, writer, reader) => {
    const { asked, names, push } = installation();
    await push(writer);
    const isUsed = await names(reader).isUsed();
    expect([...known.map(isUsed), isUsed('rides.total')]).toEqual([...known.map(() => true), false]);
    expect(asked).toEqual(['current', 'v1']);
  });

  it('are read of a row as the first release wrote it', async () => {
    const { asked, names, push, put } = installation();
    await push(NOW, other);
    await put({ ...playbookRowKey('current'), version: { S: 'v1' } });
    expect((await names(NOW).isUsed())('rides.total')).toBe(true);
    expect(asked).toEqual(['current', 'v1']);
  });

  it('follow a push within a minute', async () => {
    const { names, pass, push } = installation();
    await push(NOW);
    const used = names(NOW);
    expect((await used.isUsed())('rides.total')).toBe(false);
    await push(NOW, other, 'v1', 'v2');
    expect((await used.isUsed())('rides.total')).toBe(false);
    pass();
    expect((await used.isUsed())('rides.total')).toBe(true);
  });

  it('are what everybody has where no playbook runs yet', async () => {
    const { names } = installation();
    const isUsed = await names(NOW).isUsed();
    expect(['login', 'nps.answered', 'rides.total'].map(isUsed)).toEqual([true, true, false]);
  });
});
