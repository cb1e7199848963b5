import { describe, expect, it } from 'vitest';
import { TransactionCanceledException } from '../../../functions/store/client.ts';
import { transact } from '../../../functions/store/transact.ts';
import { fakeDynamo } from '../../support/fake-dynamo.ts';

const row = { pk: { S: 'a' }, sk: { S: 'b' } };
const parts = [{ Put: { TableName: 'table', Item: row } }, { Put: { TableName: 'table', Item: row } }];

describe('a transaction', () => {
  it('says which of its parts lost, and to what', async () => {
    const reasons = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: row }];
    const loss = await transact(refusing(reasons).client, parts);
    expect(loss).toEqual({ refused: new Map([[1, row]]), isInConflict: false });
  });

  it('says that somebody else writes one of the rows', async () => {
    const { client } = refusing([{ Code: 'TransactionConflict' }, { Code: 'None' }]);
    expect(await transact(client, parts)).toEqual({ refused: new Map(), isInConflict: true });
  });

  it('waits a conflict out where it may, and throws one that lasts', async () => {
    const conflict = [{ Code: 'TransactionConflict' }];
    expect(await transact(refusing(conflict, conflict).client, parts, { attempts: 3 })).toBeNull();
    const lasting = refusing(conflict, conflict, conflict);
    await expect(transact(lasting.client, parts, { attempts: 3 })).rejects.toThrow(TransactionCanceledException);
    expect(lasting.tries()).toBe(3);
  });

  it('throws what is nobody’s doing: overload, and what the table refuses', async () => {
    for (const Code of ['ThrottlingError', 'ProvisionedThroughputExceeded', 'ValidationError']) {
      const overloaded = refusing([{ Code }, { Code: 'None' }]);
      await expect(transact(overloaded.client, parts, { attempts: 3 })).rejects.toThrow(TransactionCanceledException);
      expect(overloaded.tries()).toBe(1);
    }
  });
});

/** Refuses the first tries for these reasons, and takes the next. */
function refusing(...reasons: object[][]) {
  let tries = 0;
  const client = fakeDynamo(async () => {
    const CancellationReasons = reasons[tries] as never;
    tries += 1;
    if (CancellationReasons === undefined) return {};
    throw new TransactionCanceledException({ message: '', CancellationReasons });
  });
  return { client, tries: () => tries };
}
