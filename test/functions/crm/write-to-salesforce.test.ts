import { beforeEach, describe, expect, it } from 'vitest';
import { answerOf } from '../../support/crm-doubles/double.ts';
import { SalesforceDouble } from '../../support/crm-doubles/salesforce-double.ts';
import { CrmWorld } from '../../support/crm-world.ts';

const [FIRST, SECOND] = ['001000000000001AAA', '001000000000002AAA'];
const fields = {
  Score__c: { direction: 'ours', value: 'score' },
  Reason__c: { direction: 'ours', value: 'reason-1', most: 20 },
  Rating: { direction: 'theirs' },
};
const mapping = { salesforce: { record: 'account', fields } };

let world: CrmWorld;
let salesforce: SalesforceDouble;
let secret: string;
beforeEach(() => {
  salesforce = new SalesforceDouble(() => world.now);
  secret = JSON.stringify(salesforce.client);
  for (const name of ['Score__c', 'Reason__c', 'Ours__c']) salesforce.fields.add(name);
  world = new CrmWorld({ salesforce: { double: salesforce, secret: () => secret } });
  for (const id of [FIRST, SECOND]) salesforce.records.set(id as string, { Rating: 'Hot' });
});

describe('the record of an account in Salesforce', () => {
  it('says what the mapping names, as long as the field holds', async () => {
    await world.use(mapping);
    await world.score({ [FIRST as string]: 312 });
    expect(await world.run()).toMatchObject({ written: 1 });
    expect(salesforce.records.get(FIRST as string)).toEqual({
      Rating: 'Hot',
      Score__c: 31.2,
      Reason__c: 'Log-ins against the…'.slice(0, 20),
    });
  });

  it('is found by a field that holds our id, whatever is in that; one that has no record is told', async () => {
    salesforce.records.set(FIRST as string, { Ours__c: "O'Hara" });
    await world.use({ salesforce: { record: { field: 'Ours__c' }, fields } });
    await world.score({ "O'Hara": 500, nobody: 400 });
    expect(await world.run()).toMatchObject({ written: 1, gone: 1 });
    expect(salesforce.records.get(FIRST as string)).toMatchObject({ Score__c: 50 });
    expect((await world.store.gone(10)).map(({ account }) => account)).toEqual(['nobody']);
  });

  it('that was deleted costs the others nothing', async () => {
    salesforce.records.delete(FIRST as string);
    await world.use(mapping);
    await world.score({ [FIRST as string]: 312, [SECOND as string]: 500 });
    expect(await world.run()).toMatchObject({ written: 1, gone: 1 });
  });

  it('gets its other fields where one was removed', async () => {
    salesforce.fields.delete('Reason__c');
    await world.use(mapping);
    await world.score({ [FIRST as string]: 312 });
    await world.run();
    expect(salesforce.records.get(FIRST as string)).toMatchObject({ Score__c: 31.2 });
    expect((await world.store.run()).crms.salesforce?.fields).toMatchObject({ Reason__c: { code: 'INVALID_FIELD' } });
  });
});

describe('a Salesforce that does not take what is written', () => {
  it.each([
    [
      'a client that is none any more',
      () => (secret = JSON.stringify({ clientId: 'x', clientSecret: 'y' })),
      'invalid_client',
    ],
    ['a secret that holds something else', () => (secret = 'xyz'), 'unusable-client'],
  ])('%s is told as shut', async (_, spoil, code) => {
    spoil();
    await world.use(mapping);
    await world.score({ [FIRST as string]: 312 });
    expect(await world.run()).toMatchObject({ written: 0, shut: 1 });
    expect((await world.store.run()).crms.salesforce).toMatchObject({ isShut: true, waiting: { code } });
  });

  it('has had enough calls for the day, which is no refusal: it is asked again in an hour', async () => {
    await world.use(mapping);
    await world.score({ [FIRST as string]: 312 });
    salesforce.next.push(
      answerOf(200, { access_token: salesforce.token }),
      answerOf(403, [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }]),
    );
    expect(await world.run()).toMatchObject({ written: 0, shut: 0 });
    world.now += 3_601_000;
    expect(await world.run()).toMatchObject({ written: 1, waitsInSeconds: 0 });
  });
});
