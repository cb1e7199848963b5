import { expect, it } from 'vitest';
import { streamReaders } from '../../bench/drill/streams.ts';
import { installation, type Resource, resourcesOf } from './installation.ts';

const app = installation('prod').template('app');
const names = new Map(
  resourcesOf(app, 'AWS::Lambda::Function').map(([id, { Properties }]) => [id, Properties.FunctionName as string]),
);

function readerOf({ Properties: mapping }: Resource) {
  return {
    function: names.get(mapping.FunctionName.Ref)?.replace('sakimawari-prod-', ''),
    table: JSON.stringify(mapping.EventSourceArn).includes('Events') ? 'events' : 'accounts',
    filters: mapping.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern)),
    batchSize: mapping.BatchSize,
    retryAttempts: mapping.MaximumRetryAttempts,
    hasDeadLetters: mapping.DestinationConfig?.OnFailure !== undefined,
  };
}

it('reads streams in the drill as the stacks have functions read them', () => {
  const ofStreams = resourcesOf(app, 'AWS::Lambda::EventSourceMapping').filter(
    ([, { Properties }]) => Properties.StartingPosition !== undefined,
  );
  const inOrder = (readers: { function?: string; table: string }[]) =>
    readers.toSorted((a, b) => `${a.function} ${a.table}`.localeCompare(`${b.function} ${b.table}`));
  expect(inOrder(ofStreams.map(([, resource]) => readerOf(resource)))).toEqual(inOrder(streamReaders));
  // Each in halves when it fails, and in the order in which it was written.
  for (const [, { Properties }] of ofStreams) {
    expect(Properties).toMatchObject({ BisectBatchOnFunctionError: true, StartingPosition: 'TRIM_HORIZON' });
    expect(Properties.ParallelizationFactor ?? 1).toBe(1);
  }
});
