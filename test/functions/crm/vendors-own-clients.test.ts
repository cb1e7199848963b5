import { Client } from '@hubspot/api-client';
import { KintoneRestAPIClient } from '@kintone/rest-api-client';
import jsforce from 'jsforce';
import { afterEach, describe, expect, it } from 'vitest';
import { crmMappingSchema } from '../../../domain/crm/crm-mapping.ts';
import type { CrmName } from '../../../domain/crm/crm-names.ts';
import { httpPost } from '../../../functions/aws/http-post.ts';
import type { RecordChange } from '../../../functions/crm/crm-adapter.ts';
import { adapterOf } from '../../../functions/crm/open-crms.ts';
import { type CrmDouble, type DoubleRequest, listening } from '../../support/crm-doubles/double.ts';
import { HubspotDouble } from '../../support/crm-doubles/hubspot-double.ts';
import { KintoneDouble } from '../../support/crm-doubles/kintone-double.ts';
import { SalesforceDouble } from '../../support/crm-doubles/salesforce-double.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function addressOf(double: CrmDouble): Promise<string> {
  const { url, stop } = await listening(double);
  stops.push(stop);
  return url;
}

/** What our adapter sends over the wire, as the double has it. */
async function written(crm: CrmName, given: object, double: CrmDouble, secret: string, changes: RecordChange[]) {
  const mapping = crmMappingSchema.parse({
    [crm]: { record: 'account', fields: { any: { direction: 'ours', value: 'score' } }, ...given },
  });
  const url = new URL(await addressOf(double));
  const send = {
    POST: httpPost(5000),
    PUT: httpPost(5000, { method: 'PUT' }),
    PATCH: httpPost(5000, { method: 'PATCH' }),
    GET: httpPost(5000, { method: 'GET' }),
  };
  const adapter = adapterOf(crm, { url, secret: async () => secret, send }, mapping);
  return adapter.write(changes, mapping[crm]?.record ?? 'account');
}

const asked = ({ method, path, body }: DoubleRequest) => ({ method, path, body: JSON.parse(body) });

describe("what we send is what the vendor's own client sends", () => {
  it('to HubSpot', async () => {
    const double = new HubspotDouble(Date.now);
    double.properties.add('cs_score');
    double.records.set('1', {}).set('2', {});
    const basePath = await addressOf(double);
    const client = new Client({ accessToken: double.token, basePath });
    const theirs = await client.crm.companies.batchApi.update({
      inputs: [
        { id: '1', properties: { cs_score: '31.2' } },
        { id: '2', properties: { cs_score: '' } },
      ],
    });
    const changes = [
      { record: '1', fields: { cs_score: 31.2 } },
      { record: '2', fields: { cs_score: null } },
    ];
    const outcome = await written('hubspot', {}, double, double.token, changes);
    const [first, second] = double.requests as [DoubleRequest, DoubleRequest];
    expect(asked(second)).toEqual(asked(first));
    expect(second.headers.authorization).toBe(first.headers.authorization);
    expect(theirs.results.length).toBe(2);
    expect(outcome).toEqual({ result: 'written', problems: new Map() });
  });

  it('to Salesforce', async () => {
    const double = new SalesforceDouble(Date.now);
    double.fields.add('Score__c');
    const ids = ['001000000000001AAA', '001000000000002AAA'] as const;
    for (const id of ids) double.records.set(id, {});
    const instanceUrl = await addressOf(double);
    const connection = new jsforce.Connection({ instanceUrl, accessToken: double.token, version: '62.0' });
    const theirs = await connection
      .sobject('Account')
      .update(ids.map((Id, i) => ({ Id, Score__c: i === 0 ? 31.2 : null })) as never, { allOrNone: false });
    const changes = ids.map((record, i) => ({ record, fields: { Score__c: i === 0 ? 31.2 : null } }));
    const outcome = await written('salesforce', {}, double, JSON.stringify(double.client), changes);
    const requests = double.requests.filter(({ method }) => method === 'PATCH');
    const [first, second] = requests.map(asked);
    expect(second).toEqual(first);
    expect((theirs as { success: boolean }[]).every(({ success }) => success)).toBe(true);
    expect(outcome).toEqual({ result: 'written', problems: new Map() });
  });

  it('to kintone', async () => {
    const double = new KintoneDouble(Date.now);
    double.codes.add('score');
    double.records.set('1', {}).set('2', {});
    // It talks without encryption to the own machine only, by that name.
    const baseUrl = (await addressOf(double)).replace('127.0.0.1', 'localhost');
    const client = new KintoneRestAPIClient({ baseUrl, auth: { apiToken: double.token } });
    const theirs = await client.record.updateRecords({
      app: double.app,
      records: [
        { id: '1', record: { score: { value: '31.2' } } },
        { id: '2', record: { score: { value: '' } } },
      ],
    });
    const changes = [
      { record: '1', fields: { score: 31.2 } },
      { record: '2', fields: { score: null } },
    ];
    const outcome = await written('kintone', { app: double.app }, double, double.token, changes);
    const [first, second] = double.requests.map(asked);
    expect(second).toEqual(first);
    expect(theirs.records.length).toBe(2);
    expect(outcome).toEqual({ result: 'written', problems: new Map() });
  });
});
