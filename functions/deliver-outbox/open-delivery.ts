import type { Playbook } from '../../domain/playbook/playbook.ts';
import { dynamoClient } from '../adapters/dynamo-client.ts';
import { DynamoOutbox } from '../adapters/dynamo-outbox.ts';
import { DynamoPlaybooks } from '../adapters/dynamo-playbooks.ts';
import { SesMailTransport, sesClient } from '../adapters/ses-mail.ts';
import type { ValuesOf } from '../runtime/variables.ts';
import type { Delivery } from './deliver-mail.ts';
import type { deliverOutboxEnv } from './env.ts';
import { messageWriter } from './write-message.ts';

/** What sending needs, once a cold start. */
export function openDelivery(env: ValuesOf<typeof deliverOutboxEnv>): Delivery & { outbox: DynamoOutbox } {
  const client = dynamoClient();
  const playbooks = new DynamoPlaybooks(client, env.ACCOUNTS_TABLE);
  return {
    outbox: new DynamoOutbox(client, env.ACCOUNTS_TABLE),
    transport: new SesMailTransport(sesClient(), process.env.AWS_REGION as string),
    writeMessage: messageWriter(
      remembered(async (version) => (await playbooks.version(version))?.playbook),
      env.COMPANY.timeZone,
    ),
    now: () => new Date(),
  };
}

/** A version never changes once pushed; what is not there may come. */
function remembered(read: (version: string) => Promise<Playbook | undefined>): typeof read {
  const known = new Map<string, Playbook>();
  return async (version) => {
    const playbook = known.get(version) ?? (await read(version));
    if (playbook !== undefined) known.set(version, playbook);
    return playbook;
  };
}
