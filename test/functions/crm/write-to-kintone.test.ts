import { beforeEach, describe, expect, it } from 'vitest';
import { answerOf } from '../../support/crm-doubles/double.ts';
import { KintoneDouble } from '../../support/crm-doubles/kintone-double.ts';
import { CrmWorld } from '../../support/crm-world.ts';

const fields = {
  score: { direction: 'ours', value: 'score' },
  判定: { direction: 'ours', value: 'grade', as: { watch: '注意' } },
  担当: { direction: 'theirs' },
};
const mapping = { kintone: { app: 42, record: 'account', fields } };

let world: CrmWorld;
let kintone: KintoneDouble;
beforeEach(() => {
  kintone = new KintoneDouble(() => world.now);
  for (const code of ['score', '判定', 'our_id']) kintone.codes.add(code);
  world = new CrmWorld({ kintone: { double: kintone, secret: () => 'ApiTokenOfTheApp' } });
  for (const id of ['1', '2', '3']) kintone.records.set(id, { 担当: '青井' });
});

describe('the record of an account in kintone', () => {
  it('says what the mapping names, and what is theirs stays', async () => {
    await world.use(mapping);
    await world.score({ '1': 512 });
    await world.run();
    expect(kintone.records.get('1')).toEqual({ 担当: '青井', score: '51.2', 判定: '注意' });
  });

  it('is found by a field that holds our id', async () => {
    kintone.records.set('9', { our_id: 'koa' });
    await world.use({ kintone: { app: 42, record: { field: 'our_id' }, fields } });
    await world.score({ koa: 800 });
    await world.run();
    expect(kintone.records.get('9')?.score).toBe('80');
  });

  it('that was deleted keeps none of the others from being written, though kintone turns down the whole call', async () => {
    kintone.records.delete('2');
    await world.use(mapping);
    await world.score({ '1': 512, '2': 600, '3': 700 });
    expect(await world.run()).toMatchObject({ written: 2, gone: 1 });
    expect((await world.store.gone(10)).map(({ account }) => account)).toEqual(['2']);
  });

  it('gets its other fields where one was removed', async () => {
    kintone.codes.delete('判定');
    await world.use(mapping);
    await world.score({ '1': 512 });
    await world.run();
    expect(kintone.records.get('1')).toEqual({ 担当: '青井', score: '51.2' });
    expect((await world.store.run()).crms.kintone?.fields).toMatchObject({ 判定: { code: 'GAIA_FC01' } });
  });
});

it.each([
  ['a token of another app', answerOf(520, { code: 'GAIA_IA02', message: 'no' }), 1],
  ['a token that may not write', answerOf(403, { code: 'GAIA_NO01', message: 'no' }), 1],
  ['a lock', answerOf(409, { code: 'GAIA_DA02', message: 'busy' }), 0],
  ['a page of maintenance', { status: 503, headers: {}, body: '<html></html>' }, 0],
])('%s holds kintone back, and says whether somebody has to see to it', async (_, answer, shut) => {
  await world.use(mapping);
  await world.score({ '1': 512 });
  kintone.next.push(answer);
  expect(await world.run()).toMatchObject({ written: 0, shut });
  world.now += 16 * 60_000;
  expect(await world.run()).toMatchObject({ written: 1, shut: 0 });
});

it('a kintone that turns everything down is not asked record by record', async () => {
  await world.use(mapping);
  const ids = Array.from({ length: 100 }, (_, n) => String(1 + n));
  await world.score(Object.fromEntries(ids.map((id) => [id, 512])));
  kintone.answer = () => answerOf(400, { code: 'CB_VA01', message: 'Missing or invalid input.' });
  const { calls } = await world.run();
  expect(calls).toBeLessThanOrEqual(41);
  expect((await world.store.run()).crms.kintone?.waiting).toMatchObject({ code: 'CB_VA01' });
});
