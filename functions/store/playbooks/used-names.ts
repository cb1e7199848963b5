import { usedNames } from '../../../domain/playbook/used-names.ts';
import type { IsUsed } from '../../../domain/usage/tally/limit-tally.ts';
import { Expiring } from '../../runtime/expiring.ts';
import { type DynamoDBClient, GetItemCommand } from '../client.ts';
import { CURRENT_PLAYBOOK_SORT_KEY, playbookRowKey } from '../keys.ts';

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
  ) {
    this.known = new Expiring(() => this.readNames(), { forMs: REMEMBERED_FOR_IN_MS, now });
  }

  isUsed(): Promise<IsUsed> {
    return this.known.get();
  }

  private async readNames(): Promise<IsUsed> {
    const version = (await this.read(CURRENT_PLAYBOOK_SORT_KEY))?.version?.S;
    if (version !== undefined && version !== this.version) {
      this.names = usedNames(JSON.parse((await this.read(version))?.f?.S ?? 'null'));
      this.version = version;
    }
    const { names } = this;
    return (name) => names.has(name);
  }

  private async read(sk: string) {
    const Key = playbookRowKey(sk);
    return (await this.client.send(new GetItemCommand({ TableName: this.table, Key }))).Item;
  }
}
