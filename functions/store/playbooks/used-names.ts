import { usedNames } from '../../../domain/playbook/used-names.ts';
import type { IsUsed } from '../../../domain/usage/tally/limit-tally.ts';
import { Expiring } from '../../runtime/expiring.ts';
import { type DynamoDBClient, GetItemCommand } from '../client.ts';
import { CURRENT_PLAYBOOK_SORT_KEY, playbookRowKey } from '../keys.ts';
import { readerOfBundle } from './check-mark.ts';
import { usedNamesOf } from './running-row.ts';

/** A warm function follows a push of the playbook so soon. */
const REMEMBERED_FOR_IN_MS = 60_000;

/** The event names that the running playbook lives on. */
export class DynamoUsedNames {
  private version: string | undefined;
  private names: ReadonlySet<string> = usedNames(undefined);
  private readonly known: Expiring<IsUsed>;

  constructor(
    private readonly client: Pick<DynamoDBClient, 'send'>,
    private readonly table: string,
    now: () => number,
    private readonly reader = readerOfBundle,
  ) {
    this.known = new Expiring(() => this.readNames(), { forMs: REMEMBERED_FOR_IN_MS, now });
  }

  isUsed(): Promise<IsUsed> {
    return this.known.get();
  }

  private async readNames(): Promise<IsUsed> {
    const running = await this.read(CURRENT_PLAYBOOK_SORT_KEY);
    const version = running?.version?.S;
    if (running !== undefined && version !== undefined && version !== this.version) {
      this.names = usedNamesOf(running, this.reader) ?? usedNames(await this.textOf(version));
      this.version = version;
    }
    const { names } = this;
    return (name) => names.has(name);
  }

  private async textOf(version: string): Promise<unknown> {
    return JSON.parse((await this.read(version))?.f?.S ?? 'null');
  }

  private async read(sk: string) {
    const Key = playbookRowKey(sk);
    return (await this.client.send(new GetItemCommand({ TableName: this.table, Key }))).Item;
  }
}
