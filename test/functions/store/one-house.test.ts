import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const projectRoot = join(import.meta.dirname, '../../..');
const sources = execFileSync('git', ['ls-files', '--', 'functions', 'domain', 'lib', 'cli', 'local'], {
  cwd: projectRoot,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file.endsWith('.ts'));
const textOf = (file: string) => readFileSync(join(projectRoot, file), 'utf8');
const filesWith = (pattern: RegExp) => sources.filter((file) => pattern.test(textOf(file)));

/** Who don't use `putIf` and `updateIf` yet, or need the row that stood. */
const REFUSALS_OF_THEIR_OWN = [
  'functions/store/usage/usage.ts',
  'functions/store/user-links/link-records.ts',
  'functions/store/work/customer-answers.ts',
];

describe('the tables', () => {
  it('are spoken to from functions/store only', () => {
    const asking = filesWith(
      /\bnew (Batch(Get|Write)Item|(Get|Put|Update|Delete)Item|Query|Scan|TransactWriteItems)Command\(/,
    );
    expect(asking.filter((file) => !file.startsWith('functions/store/'))).toEqual([]);
    expect(asking).not.toEqual([]);
  });

  it("are spoken to by the SDK's own client where whole tables are removed or copied only: it is slow to load", () => {
    const importing = filesWith(/^import (?!type )[^;]*from '@aws-sdk\/client-dynamodb'/m);
    expect(importing).toEqual([
      'cli/commands/installation/stage-in-aws.ts',
      'cli/commands/installation/tables-in-aws.ts',
    ]);
  });

  it.each([
    [
      'a client is made',
      /new DynamoDBClient\(/,
      ['cli/commands/installation/stage-in-aws.ts', 'functions/store/client.ts'],
    ],
    ['transactions are sent', /new TransactWriteItemsCommand\(/, ['functions/store/transact.ts']],
    ['queries are sent', /new QueryCommand\(|paginateQuery\(/, ['functions/store/query.ts']],
  ])('know one place where %s', (_, pattern, files) => {
    expect(filesWith(pattern)).toEqual(files);
  });

  it('are spoken to by every function through one client, made where it is put together', () => {
    const making = filesWith(/\bdynamoClient\(\)/);
    expect(making.filter((file) => !/^functions\/[\w-]+\/(handler|open-[\w-]+)\.ts$/.test(file))).toEqual([]);
    expect(new Set(making.map((file) => file.split('/')[1])).size).toBe(making.length);
    expect(making.filter((file) => textOf(file).split('dynamoClient()').length > 2)).toEqual([]);
    expect(making).not.toEqual([]);
  });

  it('say in one place that a condition did not hold', () => {
    const refused = /if \(!?\(?error instanceof ConditionalCheckFailedException\)+ (return|throw error)/;
    expect(filesWith(refused).filter((file) => !REFUSALS_OF_THEIR_OWN.includes(file))).toEqual([]);
  });

  it('have their keys in store/keys.ts alone', () => {
    const keyed = filesWith(
      /['`](?:[123]|account|csm|user|anonymous|group|hours|source|key|used|quarantine|opt-out|mailed|suppressed|sender|mail-tag|task-mails|task-mails-of|flush|backfill)#/,
    );
    expect(keyed).toEqual(['functions/store/keys.ts']);
  });
});
