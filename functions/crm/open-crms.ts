import type { CrmMapping } from '../../domain/crm/crm-mapping.ts';
import { type CrmName, crmNames } from '../../domain/crm/crm-names.ts';
import { httpPost } from '../aws/http-post.ts';
import type { AwsJsonClient } from '../aws/json-client.ts';
import { channelSecret } from '../channels/channel-secret.ts';
import type { CrmAdapter, CrmParts } from './crm-adapter.ts';
import type { CrmConnections } from './env.ts';
import { hubspot } from './hubspot.ts';
import { kintone } from './kintone.ts';
import { salesforce } from './salesforce.ts';

/** A CRM that takes longer is asked again later: what it did meanwhile is the same. */
const TIMEOUT_IN_MS = 25_000;

/** A part is there for what the mapping names. */
const openers: { [Name in CrmName]: (parts: CrmParts, part: NonNullable<CrmMapping[Name]>) => CrmAdapter } = {
  hubspot,
  salesforce,
  kintone,
};

/** Those that the stage has, each as the mapping wants it. */
export function openCrms(
  connections: CrmConnections,
  secrets: Pick<AwsJsonClient, 'call'>,
  now: () => number,
): Partial<Record<CrmName, (mapping: CrmMapping) => CrmAdapter>> {
  const send = {
    POST: httpPost(TIMEOUT_IN_MS),
    PUT: httpPost(TIMEOUT_IN_MS, { method: 'PUT' }),
    PATCH: httpPost(TIMEOUT_IN_MS, { method: 'PATCH' }),
    GET: httpPost(TIMEOUT_IN_MS, { method: 'GET' }),
  };
  const opened = crmNames.flatMap((crm) => {
    const connection = connections[crm];
    if (connection === undefined) return [];
    const secret = channelSecret(connection.secret, secrets, now)((text) => text);
    const parts: CrmParts = { url: new URL(connection.url), secret, send };
    return [[crm, (mapping: CrmMapping) => adapterOf(crm, parts, mapping)] as const];
  });
  return Object.fromEntries(opened);
}

/** What writes into a CRM. */
export function adapterOf<Name extends CrmName>(crm: Name, parts: CrmParts, mapping: CrmMapping): CrmAdapter {
  return openers[crm](parts, mapping[crm] as NonNullable<CrmMapping[Name]>);
}
