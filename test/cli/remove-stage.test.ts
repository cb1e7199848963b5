import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Made, StageInAws } from '../../cli/commands/installation/made.ts';
import { type RemovalOptions, removeStage } from '../../cli/commands/installation/remove-stage.ts';
import { otherStages } from '../../cli/commands/installation/stage-in-aws.ts';
import { Screen } from '../../cli/screen.ts';

const made: Made[] = [
  { kind: 'secret', name: 'sakimawari/prod/source/app', detail: '', isData: true },
  { kind: 'stack', name: 'sakimawari-prod-app', detail: '160 resources', isData: false },
  { kind: 'stack', name: 'sakimawari-prod-data', detail: '9 resources', isData: true },
  { kind: 'table', name: 'sakimawari-prod-data-EventsTable12345678-ABC', detail: 'about 9 rows', isData: true },
];
const inTheOrderThatTheyCanGo = [
  'sakimawari-prod-app',
  'sakimawari-prod-data',
  'sakimawari-prod-data-EventsTable12345678-ABC',
  'sakimawari/prod/source/app',
];

/** A stage that consists of what is given, of which some may refuse to go once. */
function stageOf(things: Made[], refusing: string[] = []) {
  const there = new Map(things.map((one) => [one.name, one]));
  const gone: string[] = [];
  const aws: StageInAws = {
    stage: 'prod',
    find: async () => ({ where: 'account 1, ap-northeast-1', made: [...there.values()], left: [] }),
    async remove({ name }) {
      const refusal = refusing.indexOf(name);
      if (refusal >= 0) {
        refusing.splice(refusal, 1);
        throw new Error('is in use');
      }
      gone.push(name);
      there.delete(name);
    },
  };
  return { aws, gone };
}

async function run(aws: StageInAws, options: RemovalOptions = {}, typed?: string) {
  let stdout = '';
  let stderr = '';
  const screen = new Screen(
    collecting((text) => (stdout += text)),
    collecting((text) => (stderr += text)),
    false,
  );
  const asked: string[] = [];
  const ask = async (question: string) => {
    asked.push(question);
    return typed;
  };
  const exitCode = await removeStage(aws, { screen, ask }, options);
  return { exitCode, stdout, stderr, asked };
}

function collecting(take: (text: string) => void): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      take(chunk.toString());
      done();
    },
  });
}

describe('A stage', () => {
  test('is removed in the order in which its parts can go, once its name is typed', async () => {
    const { aws, gone } = stageOf(made);
    const { exitCode, stdout, stderr, asked } = await run(aws, {}, 'prod');
    expect(exitCode).toBe(0);
    expect(asked).toEqual(['To remove all this, type the name of the stage (prod): ']);
    expect(stderr).toContain('Of stage prod in account 1, ap-northeast-1');
    expect(gone).toEqual(inTheOrderThatTheyCanGo);
    expect(stdout).toBe('Stage prod is gone: 4 removed.\n');
  });

  test.each([['yes'], ['Prod'], ['prod-eu'], [''], [undefined]])('stays when %j is typed', async (typed) => {
    const { aws, gone } = stageOf(made);
    await expect(run(aws, {}, typed)).rejects.toThrow('Nothing was removed.');
    expect(gone).toEqual([]);
  });

  test('stays when --yes names another one', async () => {
    const { aws, gone } = stageOf(made);
    await expect(run(aws, { yes: 'test' })).rejects.toThrow('"test" is not the name of the stage, which is prod.');
    expect(gone).toEqual([]);
  });

  test('is only listed with --list, with what stays anyway', async () => {
    const { aws, gone } = stageOf(made);
    const { stdout, asked } = await run(aws, { list: true });
    for (const name of inTheOrderThatTheyCanGo) expect(stdout).toContain(name);
    expect(stdout).toContain('what `cdk bootstrap` made');
    expect([gone, asked]).toEqual([[], []]);
  });

  test('keeps what holds data with --keep-data, for a later deployment', async () => {
    const { aws, gone } = stageOf(made);
    const { stderr } = await run(aws, { keepData: true, yes: 'prod' });
    expect(gone).toEqual(['sakimawari-prod-app']);
    expect(stderr).toContain('table sakimawari-prod-data-EventsTable12345678-ABC. It holds data');
  });

  test('that could not be removed whole is gone on with, and says what is in the way', async () => {
    const { aws, gone } = stageOf(made, ['sakimawari-prod-data-EventsTable12345678-ABC']);
    await expect(run(aws, { yes: 'prod' })).rejects.toThrow(
      /The table sakimawari-prod-data-EventsTable12345678-ABC could not be removed. AWS says: is in use.*2 of 4 are removed/,
    );
    await run(aws, { yes: 'prod' });
    expect(gone).toEqual(inTheOrderThatTheyCanGo);
  });

  test('that is gone is told so, and is no failure', async () => {
    const { exitCode, stdout, asked } = await run(stageOf([]).aws);
    expect([exitCode, asked]).toEqual([0, []]);
    expect(stdout).toContain('There is nothing of stage prod here.');
  });

  test('in an account that can’t be read is left alone, with what to check', async () => {
    const { aws } = stageOf(made);
    const unreadable = { ...aws, find: () => Promise.reject(new Error('Region is missing')) };
    await expect(run(unreadable, { yes: 'prod' })).rejects.toThrow(/nothing was removed.*Region is missing/);
  });

  test('knows those that stand beside it, also where their names go on after its own', () => {
    const stacks = ['prod-app', 'prod-data', 'prod-eu-data', 'prod-data-app', 'test-mail'].map((name) => ({
      StackName: `sakimawari-${name}`,
    }));
    expect(otherStages([...stacks, { StackName: 'CDKToolkit' }], 'prod')).toEqual(['prod-data', 'prod-eu', 'test']);
  });
});
