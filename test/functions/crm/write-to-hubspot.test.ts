import { beforeEach, describe, expect, it } from 'vitest';
import type { Task } from '../../../domain/tasks/task.ts';
import { answerOf } from '../../support/crm-doubles/double.ts';
import { HubspotDouble } from '../../support/crm-doubles/hubspot-double.ts';
import { CrmWorld } from '../../support/crm-world.ts';
import { sampleTask } from '../../support/sample-task.ts';

const mapping = {
  hubspot: {
    record: 'account',
    fields: {
      cs_score: { direction: 'ours', value: 'score' },
      cs_grade: { direction: 'ours', value: 'grade', as: { 'at-risk': 'RED' } },
      cs_reasons: { direction: 'ours', value: 'reasons' },
      cs_next_action: { direction: 'ours', value: 'next-action' },
      lifecyclestage: { direction: 'theirs' },
    },
  },
};

let world: CrmWorld;
let hubspot: HubspotDouble;
beforeEach(async () => {
  hubspot = new HubspotDouble(() => world.now);
  for (const name of ['cs_score', 'cs_grade', 'cs_reasons', 'cs_next_action', 'sakimawari_id'])
    hubspot.properties.add(name);
  world = new CrmWorld({ hubspot: { double: hubspot, secret: () => 'pat-na1-11111111-2222' } });
  for (const id of ['101', '102', '103']) hubspot.records.set(id, { lifecyclestage: 'customer' });
});

describe('the record of an account in HubSpot', () => {
  it('says score, grade and what costs it most, and what is theirs stays', async () => {
    await world.use(mapping);
    await world.score({ '101': 312 });
    await world.run();
    expect(hubspot.records.get('101')).toEqual({
      lifecyclestage: 'customer',
      cs_score: '31.2',
      cs_grade: 'RED',
      cs_reasons: 'Log-ins against the usual level: 31 of 100',
    });
  });

  it('is written when our value changes, and never otherwise', async () => {
    await world.use(mapping);
    await world.score({ '101': 312, '102': 700 });
    await world.run();
    const before = hubspot.requests.length;
    await world.score({ '101': 312, '102': 710 });
    world.now += 60_000;
    await world.run();
    const [request, ...more] = hubspot.requests.slice(before);
    expect(more).toEqual([]);
    expect(JSON.parse(request?.body ?? '')).toEqual({
      inputs: [{ id: '102', properties: { cs_score: '71', cs_reasons: 'Log-ins against the usual level: 71 of 100' } }],
    });
  });

  it('counts a task as open until somebody is done with it, whenever the account is evaluated next', async () => {
    const counted = { cs_open_tasks: { direction: 'ours', value: 'open-tasks' } };
    const episode = '101/logins-fell/-/2026-06-02';
    const tasks = ['call', 'write'].map((name) =>
      sampleTask({ id: `${episode}/${name}/csm`, account: '101', episode }),
    );
    hubspot.properties.add('cs_open_tasks');
    await world.use({ hubspot: { record: 'account', fields: counted } });
    for (const task of tasks) await world.work(task);
    await world.score({ '101': 312 }, tasks);
    await world.run();
    expect(hubspot.records.get('101')).toMatchObject({ cs_open_tasks: '2' });
    world.now += 60_000;
    await world.work({ ...(tasks[0] as Task), status: 'done', outcome: 'helped', closedOn: '2026-06-02' });
    await world.run();
    expect(hubspot.records.get('101')).toMatchObject({ cs_open_tasks: '1' });
  });

  it('keeps what somebody edited there, until our own value is another one', async () => {
    await world.use(mapping);
    await world.score({ '101': 312 });
    await world.run();
    Object.assign(hubspot.records.get('101') ?? {}, { cs_score: '99' });
    await world.score({ '101': 312 });
    await world.run();
    expect(hubspot.records.get('101')?.cs_score).toBe('99');
    await world.score({ '101': 400 });
    await world.run();
    expect(hubspot.records.get('101')?.cs_score).toBe('40');
  });

  it('is not emptied of what was there before we had anything to say', async () => {
    Object.assign(hubspot.records.get('101') ?? {}, { cs_next_action: 'Call them' });
    await world.use(mapping);
    await world.score({ '101': 312 });
    await world.run();
    expect(hubspot.records.get('101')?.cs_next_action).toBe('Call them');
  });

  it('is found by a property that holds our id', async () => {
    hubspot.records.set('900', { sakimawari_id: 'koa' });
    await world.use({ hubspot: { ...mapping.hubspot, record: { field: 'sakimawari_id' } } });
    await world.score({ koa: 800 });
    await world.run();
    expect(hubspot.records.get('900')?.cs_score).toBe('80');
  });

  it('is not asked about where the id can be none of a record', async () => {
    await world.use(mapping);
    await world.score({ koa: 800 });
    await world.run();
    expect(hubspot.requests).toEqual([]);
  });
});

describe('a record that is gone', () => {
  it('costs the others nothing, and is left alone until the mapping is another one', async () => {
    await world.use(mapping);
    hubspot.records.delete('102');
    await world.score({ '101': 312, '102': 500, '103': 600 });
    expect(await world.run()).toMatchObject({ written: 2, gone: 1 });
    expect(hubspot.records.get('103')?.cs_score).toBe('60');
    expect((await world.store.gone(10)).map(({ account }) => account)).toEqual(['102']);

    const before = hubspot.requests.length;
    await world.score({ '102': 510 });
    await world.run();
    expect(hubspot.requests.length).toBe(before);

    hubspot.records.set('102', {});
    const { cs_reasons: _, ...fewer } = mapping.hubspot.fields;
    await world.use({ hubspot: { ...mapping.hubspot, fields: fewer } });
    await world.run();
    expect(hubspot.records.get('102')).toEqual({ cs_score: '51', cs_grade: 'watch' });
    expect(await world.store.gone(10)).toEqual([]);
  });
});

describe('a property that was renamed or removed', () => {
  it('is left out and told, and the others are written', async () => {
    hubspot.properties.delete('cs_reasons');
    await world.use(mapping);
    await world.score({ '101': 312 });
    await world.run();
    expect(hubspot.records.get('101')).toMatchObject({ cs_score: '31.2' });
    const { fields } = (await world.store.run()).crms.hubspot ?? {};
    expect(fields).toEqual({ cs_reasons: { since: expect.any(String), code: 'PROPERTY_DOESNT_EXIST' } });

    // Known to be missing, it makes no call fail again that day; the day after it is tried.
    const refused = hubspot.refused;
    await world.score({ '101': 400 });
    await world.run();
    expect(hubspot.refused).toBe(refused);
    hubspot.properties.add('cs_reasons');
    world.now += 86_400_000;
    await world.run();
    expect(hubspot.records.get('101')?.cs_reasons).toContain('40 of 100');
  });
});

describe('a HubSpot that does not take what is written', () => {
  it.each([
    [
      'is busy',
      answerOf(429, { category: 'RATE_LIMITS', policyName: 'TEN_SECONDLY_ROLLING' }, { 'retry-after': '120' }),
      120,
    ],
    ['is disturbed', answerOf(503, {}), 30],
    ['has had enough for the day', answerOf(429, { category: 'RATE_LIMITS', policyName: 'DAILY' }), 3600],
  ])('%s: it is asked again when it says, and gets what it missed', async (_, answer, seconds) => {
    await world.use(mapping);
    await world.score({ '101': 312 });
    hubspot.next.push(answer);
    await world.run();
    expect(hubspot.records.get('101')?.cs_score).toBeUndefined();
    world.now += (seconds - 1) * 1000;
    await world.score({ '102': 500 });
    expect(await world.run()).toMatchObject({ calls: 0, waitsInSeconds: seconds - 1 });
    world.now += 2000;
    expect(await world.run()).toMatchObject({ written: 2, waitsInSeconds: 0 });
    expect([hubspot.records.get('101')?.cs_score, hubspot.records.get('102')?.cs_score]).toEqual(['31.2', '50']);
  });

  /** What is next written is not taken. */
  async function changesAsItGoesAway(): Promise<void> {
    await world.use(mapping);
    await world.score({ '101': 312 });
    await world.run();
    await world.score({ '101': 400 });
    hubspot.next.push(answerOf(502, {}));
  }

  it('gets what changed while it was away, also when all accounts have been looked at that day', async () => {
    await changesAsItGoesAway();
    await world.run();
    world.now += 31_000;
    expect(await world.run()).toMatchObject({ written: 1, waitsInSeconds: 0 });
    expect(hubspot.records.get('101')?.cs_score).toBe('40');
  });

  it.each([
    ['has nothing left to be told', () => world.score({ '101': 312 })],
    ['knows none of the records any more', async () => hubspot.records.clear()],
  ])('waits for nothing once it answers again and %s', async (_, meanwhile) => {
    await changesAsItGoesAway();
    await world.run();
    await meanwhile();
    world.now += 31_000;
    expect(await world.run()).toMatchObject({ written: 0, waitsInSeconds: 0 });
    expect((await world.store.run()).crms.hubspot).not.toHaveProperty('waiting');
  });

  it('that is away when the run dies is remembered, so that nobody is left behind', async () => {
    await changesAsItGoesAway();
    // As a process that is killed: what it wrote down last is all there is.
    const unmark = world.store.unmark.bind(world.store);
    world.store.unmark = async (due) => {
      await unmark(due);
      expect((await world.store.run()).crms.hubspot?.isBehind).toBe(true);
    };
    await world.run();
    expect.hasAssertions();
  });

  it('with a token that was revoked is told as shut, and goes on once it lets us in', async () => {
    await world.use(mapping);
    await world.score({ '101': 312 });
    hubspot.token = 'another-token';
    expect(await world.run()).toMatchObject({ written: 0, shut: 1 });
    expect((await world.store.run()).crms.hubspot).toMatchObject({
      isShut: true,
      waiting: { code: 'INVALID_AUTHENTICATION' },
    });
    hubspot.token = 'pat-na1-11111111-2222';
    world.now += 16 * 60_000;
    expect(await world.run()).toMatchObject({ written: 1, shut: 0 });
  });

  it('that turns a batch down for one record is asked in halves, and the one is told', async () => {
    await world.use(mapping);
    const answer = hubspot.answer.bind(hubspot);
    hubspot.answer = (request) =>
      request.body.includes('"id":"102"')
        ? answerOf(400, { category: 'VALIDATION_ERROR', message: 'no' })
        : answer(request);
    await world.score({ '101': 312, '102': 500, '103': 600 });
    expect(await world.run()).toMatchObject({ written: 2, refused: 1 });
    expect((await world.store.recordStates('102')).hubspot?.refused).toMatchObject({ code: 'VALIDATION_ERROR' });
    // The very same is not tried again that day.
    const before = hubspot.requests.length;
    await world.score({ '102': 500 });
    await world.run();
    expect(hubspot.requests.length).toBe(before);
  });
});
