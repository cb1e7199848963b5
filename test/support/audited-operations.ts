import { AsyncLocalStorage } from 'node:async_hooks';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AuditEntry, AuditedAct } from '../../domain/audit/audit.ts';
import type { OperateAnswer } from '../../functions/operate/answer-request.ts';
import { type OperationName, operations } from '../../functions/operate/operations.ts';
import type { Item } from '../../functions/store/item.ts';

interface Written {
  entries: AuditedAct[];
  /** Keys of rows of other kinds. */
  rows: string[];
}

const written = new AsyncLocalStorage<Written>();

/**
 * These may write without a word of it: what only confirms what is known, as a file does that is imported again, and what
 * goes on with something of which the first call told.
 */
const MAY_BE_SILENT: OperationName[] = [
  'import-rows',
  'import-products',
  'snooze-task',
  'move-old-rows',
  'erase-person',
  'erase-account',
];

/** The client, which remembers what is written through it while an operation is carried out. */
export function watched<Client extends object>(client: Client, method: keyof Client): Client {
  return new Proxy(client, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (name !== method || typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        const answer = await value.apply(target, args);
        const [asked, input] = args as [string | { operation: string; input: object }, object];
        const { operation, input: sent } = typeof asked === 'string' ? { operation: asked, input } : asked;
        note(operation, sent);
        return answer;
      };
    },
  });
}

/**
 * Carries out an operation and holds it to what it says of itself: that it changes nothing, or what it puts on record. What
 * it was refused it may have begun.
 */
export async function heldToItsWord(command: string, carryOut: () => Promise<OperateAnswer>): Promise<OperateAnswer> {
  const did: Written = { entries: [], rows: [] };
  const answer = await written.run(did, carryOut);
  if (!Object.hasOwn(operations, command)) return answer;
  const { changes } = await operations[command as OperationName]();
  const complain = (what: string) => {
    throw new Error(`the operation ${command} ${what}`);
  };
  if (changes === 'nothing') {
    const [row] = [...did.rows, ...did.entries];
    if (row !== undefined) complain(`says that it changes nothing, and wrote ${row}`);
  } else if (Array.isArray(changes)) {
    const other = did.entries.find((what) => !changes.includes(what));
    if (other !== undefined) complain(`put ${other} on record, and does not say so`);
    const isSilent = did.rows.length > 0 && did.entries.length === 0 && !('refusal' in answer);
    if (isSilent && !MAY_BE_SILENT.includes(command as OperationName)) {
      complain(`wrote ${did.rows[0]}, and nothing says who did it`);
    }
  }
  return answer;
}

function note(operation: string, input: object): void {
  const did = written.getStore();
  if (did === undefined) return;
  for (const row of rowsIn(operation, input)) {
    const entry = entryIn(row);
    if (entry === undefined) did.rows.push(`${row.pk?.S} ${row.sk?.S}`);
    else did.entries.push(entry.what);
  }
}

function rowsIn(operation: string, input: object): Item[] {
  const { Item, Key, TransactItems, RequestItems } = input as {
    Item?: Item;
    Key?: Item;
    TransactItems?: TransactWriteItem[];
    RequestItems?: Record<string, { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]>;
  };
  switch (operation) {
    case 'PutItem':
      return [Item as Item];
    case 'UpdateItem':
    case 'DeleteItem':
      return [Key as Item];
    case 'TransactWriteItems':
      return (TransactItems ?? []).flatMap(({ Put, Update, Delete }) => {
        const row = Put?.Item ?? Update?.Key ?? Delete?.Key;
        return row === undefined ? [] : [row];
      });
    case 'BatchWriteItem':
      return Object.values(RequestItems ?? {})
        .flat()
        .map(({ PutRequest, DeleteRequest }) => (PutRequest?.Item ?? DeleteRequest?.Key) as Item);
    default:
      return [];
  }
}

function entryIn({ pk, sk, f }: Item): AuditEntry | undefined {
  const isEntry = sk?.S?.startsWith('1#audit#') || sk?.S?.startsWith('audit#') || pk?.S?.startsWith('audit#');
  return isEntry && f?.S !== undefined ? JSON.parse(f.S) : undefined;
}
