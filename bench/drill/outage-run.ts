import { localClock } from '../../domain/time/time-zone.ts';
import { signedDelivery } from '../../test/support/signed-delivery.ts';
import { AcknowledgedEvents, verdictsOn } from './after-kills.ts';
import { ACCOUNTS, type DrilledCompany, openCompany, type SetUp, SOURCE } from './drilled-company.ts';
import { consumeQueue, nightlyRun } from './kill-run.ts';
import { StreamReading, streamReaders } from './streams.ts';
import type { Verdict } from './verdicts.ts';

const clock = localClock('Asia/Tokyo');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SWEEPS_AN_HOUR = 12;
const DELIVERIES = 12;
const SETTLED_AFTER_SWEEPS = 18;

/** Something fails as a whole, for an hour or a night, and then works again. */
export const outages = {
  bus: 'an hour in which the bus takes nothing: each event is published once, and mails do not wait for it',
  secrets: 'an hour in which no secret can be read: nothing is acknowledged that is not counted, and mails go out once',
  night: 'a night that never comes: doctor says so, and the next one raises what that one would have',
  clock: 'clocks an hour ahead and back again while mails go out: none goes out twice, what is unknown is told',
} as const;
export type Outage = keyof typeof outages;

/** The same properties as when functions are killed, and what is of this outage alone. */
export async function outageRun(setUp: SetUp, outage: Outage, seed: number): Promise<Verdict> {
  const morning = new Morning(setUp, seed);
  const own = await runs[outage](morning, setUp, seed);
  const verdicts = Object.entries(await morning.verdicts());
  return {
    looked: own.looked + verdicts.reduce((all, [, { looked }]) => all + looked, 0),
    broken: [...own.broken, ...verdicts.flatMap(([name, { broken }]) => broken.map((what) => `${name}: ${what}`))],
  };
}

class Morning {
  readonly company: DrilledCompany;
  readonly acknowledged = new AcknowledgedEvents(clock);
  private readonly readings: StreamReading[];

  constructor(setUp: SetUp, seed: number) {
    this.company = openCompany(setUp.functions, seed, setUp.rows);
    const { world, aws } = this.company;
    this.readings = streamReaders.map((reader) => new StreamReading(world, reader, aws.changes));
  }

  async night(): Promise<void> {
    await this.company.world.until(nightlyRun(this.company));
    await this.drain();
  }

  async drain(): Promise<void> {
    await this.company.world.until(this.drained());
  }

  async drained(): Promise<void> {
    for (const one of this.readings) if (one.letters.length > 0) one.again();
    for (const one of this.readings) one.end();
    await Promise.all(this.readings.map((one) => one.read()));
    await consumeQueue(this.company, () => true);
  }

  async sweeps(count: number): Promise<void> {
    const { world } = this.company;
    for (let sweep = 0; sweep < count; sweep += 1) {
      await world.until(world.sleep(5 * MINUTE));
      const at = new Date(world.nowInMs).toISOString();
      await world.until(world.call('sweep-outbox', { at }).catch(() => {}));
      await this.drain();
    }
  }

  /** Gives its status. */
  async post(events: object[]): Promise<number> {
    const { world } = this.company;
    const request = signedDelivery(JSON.stringify(events), world.nowInMs, { source: SOURCE });
    const answer = await world.until(world.call('receive-events', request).catch(() => ({ statusCode: 502 })));
    return (answer as { statusCode: number }).statusCode;
  }

  async doctor(): Promise<{ check: string; ok: boolean; detail: string }[]> {
    return (await this.company.operate('doctor', '--json')).json;
  }

  async verdicts() {
    await this.sweeps(SETTLED_AFTER_SWEEPS);
    const held = (await this.company.operate('outbox', '--held', '--json')).json;
    const { company, acknowledged } = this;
    return verdictsOn({ company, acknowledged, done: new Set(), doctor: await this.doctor(), held });
  }
}

type Run = (morning: Morning, setUp: SetUp, seed: number) => Promise<Verdict>;

const runs: Record<Outage, Run> = {
  async bus(morning) {
    const { world, aws } = morning.company;
    world.isOut = ({ service }) => service === 'AWSEvents';
    await morning.night();
    await morning.sweeps(SWEEPS_AN_HOUR);
    const during = { published: aws.published.size, mails: aws.mails.length };
    world.isOut = () => false;
    const twice = () => [...aws.published].filter(([, { times }]) => times > 1);
    await morning.sweeps(SETTLED_AFTER_SWEEPS);
    const broken = twice().map(([id]) => `${id} was published more than once`);
    if (during.published > 0) broken.push('the bus was not out');
    if (during.mails === 0) broken.push('mails waited for the bus');
    if (aws.published.size === 0) broken.push('nothing was published afterwards');
    return { looked: aws.published.size, broken };
  },

  async secrets(morning) {
    const { world, aws } = morning.company;
    world.isOut = ({ service }) => service === 'secretsmanager';
    world.forgetProcesses();
    const statuses: number[] = [];
    const events = Array.from({ length: DELIVERIES }, (_, i) => ({
      id: `s${i}`,
      account: ACCOUNTS[i % ACCOUNTS.length] as string,
      event: 'login',
      time: world.nowInMs + i,
    }));
    await morning.night();
    for (const event of events) {
      statuses.push(await morning.post([event]));
      await morning.sweeps(1);
    }
    const during = aws.mails.length;
    world.isOut = () => false;
    for (const event of events) {
      // Its sender waits longer from one time to the next.
      for (let tries = 0; (await morning.post([event])) !== 202 && tries < 60; tries += 1)
        await world.until(world.sleep(MINUTE));
      morning.acknowledged.expect([event]);
      morning.acknowledged.count += 1;
    }
    await morning.drain();
    await morning.sweeps(SETTLED_AFTER_SWEEPS);
    const broken = statuses.flatMap((status, i) => (status >= 500 ? [] : [`delivery ${i} was answered by ${status}`]));
    if (during > 0) broken.push(`${during} mails went out with no key to seal their links`);
    if (aws.mails.length === 0) broken.push('no mail went out afterwards');
    return { looked: statuses.length + aws.mails.length, broken };
  },

  async night(morning, setUp, seed) {
    const other = new Morning(setUp, seed);
    const raised = ({ company }: Morning) =>
      [...company.aws.dynamo.rows('accounts')]
        .map(({ pk, sk }) => `${pk?.S} ${sk?.S}`)
        .filter((key) => / 1#(episode|task)#/.test(key))
        .map((key) => key.replace(/\/\d{4}-\d{2}-\d{2}(?=$|\/)/g, ''))
        .sort();
    const broken: string[] = [];
    const nightOf = async (one: Morning) => {
      await one.night();
      await one.sweeps(1);
    };
    const scheduleOf = async () => (await morning.doctor()).find(({ check }) => check === 'schedule');
    for (const one of [morning, other]) await nightOf(one);
    morning.company.world.jump(DAY);
    other.company.world.jump(DAY);
    await nightOf(other);
    for (const one of [morning, other]) one.company.world.jump(5 * HOUR);
    const during = await scheduleOf();
    if (during?.ok !== false) broken.push(`a night was left out, and doctor says: ${during?.detail}`);
    for (const one of [morning, other]) one.company.world.jump(DAY - 5 * HOUR);
    for (const one of [morning, other]) await nightOf(one);
    const after = await scheduleOf();
    if (after?.ok !== true) broken.push(`the next night came, and doctor says: ${after?.detail}`);
    const [caughtUp, expected] = [raised(morning), raised(other)];
    if (JSON.stringify(caughtUp) !== JSON.stringify(expected)) {
      const lacks = expected.filter((one) => !caughtUp.includes(one));
      broken.push(`the next night raised ${caughtUp.length} instead of ${expected.length}, lacks ${lacks.slice(0, 3)}`);
    }
    return { looked: expected.length + 2, broken };
  },

  async clock(morning) {
    const { world, aws } = morning.company;
    const ahead = async () => {
      for (let jumps = 0; jumps < 4; jumps += 1) {
        await world.sleep(300 + world.below(700));
        world.jump(jumps % 2 === 0 ? HOUR : -HOUR);
        world.forgetProcesses();
        await world.call('sweep-outbox', { at: new Date(world.nowInMs).toISOString() }).catch(() => {});
      }
    };
    await world.until(Promise.all([nightlyRun(morning.company), ahead()]));
    await world.until(Promise.all([morning.drained(), ahead()]));
    await morning.sweeps(SETTLED_AFTER_SWEEPS);
    return { looked: aws.mails.length, broken: aws.mails.length === 0 ? ['no mail went out'] : [] };
  },
};
