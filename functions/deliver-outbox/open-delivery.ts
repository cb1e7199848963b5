import type { Playbook } from '../../domain/playbook/playbook.ts';
import { AwsJsonClient, lambdaSettings, secretsManager } from '../adapters/aws-json-client.ts';
import { dynamoClient } from '../adapters/dynamo-client.ts';
import { DynamoOptOuts } from '../adapters/dynamo-opt-outs.ts';
import { DynamoOutbox } from '../adapters/dynamo-outbox.ts';
import { DynamoPlaybooks } from '../adapters/dynamo-playbooks.ts';
import { LinkKeys } from '../adapters/link-keys.ts';
import { SesMailTransport, sesClient } from '../adapters/ses-mail.ts';
import { WebLinks } from '../adapters/web-links.ts';
import type { ValuesOf } from '../runtime/variables.ts';
import type { Delivery } from './deliver-mail.ts';
import type { deliverOutboxEnv } from './env.ts';
import { messageWriter } from './write-message.ts';

/** What sending needs, once a cold start. */
export function openDelivery(env: ValuesOf<typeof deliverOutboxEnv>): Delivery & { outbox: DynamoOutbox } {
  const client = dynamoClient();
  const playbooks = new DynamoPlaybooks(client, env.ACCOUNTS_TABLE);
  const keys = new LinkKeys(new AwsJsonClient(secretsManager, lambdaSettings()), env.LINK_KEYS, Date.now);
  const links = new WebLinks(keys, Date.now);
  return {
    outbox: new DynamoOutbox(client, env.ACCOUNTS_TABLE),
    transport: new SesMailTransport(sesClient(), process.env.AWS_REGION as string),
    writeMessage: messageWriter(
      remembered(async (version) => (await playbooks.version(version))?.playbook),
      env.COMPANY.timeZone,
      (writtenAtInMs) => links.addressesAt(writtenAtInMs, env.WEB_URL),
    ),
    optOuts: new DynamoOptOuts(client, env.ACCOUNTS_TABLE),
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
