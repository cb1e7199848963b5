import type { Template } from 'aws-cdk-lib/assertions';
import { ACCOUNT_BUCKETS, STUDY_SHARDS } from '../../functions/store/keys.ts';
import { shardsAtATime } from '../../lib/features/studies-definition.ts';
import { prices, type Region, type Unit } from './prices.ts';

/** What a company does in a month. */
export interface Usage {
  accounts: number;
  events: number;
  mails: number;
}

export const idle: Usage = { accounts: 0, events: 0, mails: 0 };
export const busy: Usage = { accounts: 1000, events: 1_000_000, mails: 2000 };

const DAYS = 30;
const HOURS = DAYS * 24;
const MINUTES = HOURS * 60;
const GIGABYTE = 1e9;

/** As measured and counted elsewhere in bench/, rounded upwards. */
const EVENTS_A_DELIVERY = 100;
const RAW_EVENT_BYTES = 300;
const MONTHS_KEPT = 400 / DAYS;
/** An hour's roll-up, the days it changes, what is known of people, a source's count: by the events it stands for. */
const ROLL_UP_WRITES_AN_EVENT = 0.15;
const ROLL_UP_READS_AN_EVENT = 0.3;
const ACCOUNT_BYTES = 60_000;
const READ_UNITS_TO_SCORE = 3.5;
const WRITE_UNITS_TO_SCORE = 1;
/** Beside the nightly one: at once after a change. */
const SCORES_AN_ACCOUNT_AND_DAY = 2;
/** The queue hands over ten changed accounts at a time. */
const SCORES_A_CALL = 10;
const WRITE_UNITS_A_MAIL = 20;
const READ_UNITS_A_MAIL = 30;
const BUS_EVENTS_AN_ACCOUNT = 5;
/** Every night, of each bucket: how far its kept days have come, and what the ledgers recorded since. */
const READ_UNITS_A_BUCKET_AND_NIGHT = 1.5;
/** Changes of what KPIs look at: one a quarter. */
const CHANGES_AN_ACCOUNT = 1 / 3;
/** The kept days of its bucket, twice; its month, the beginning of a year, the year summed up and how far they have come. */
const READ_UNITS_A_CHANGE = 21;
const WRITE_UNITS_A_CHANGE = 8;
/** Once a month, of each account: the usage of 92 days, for what was answered in surveys. */
const READ_UNITS_TO_LOOK_FOR_ANSWERS = 5;
/** Of the list of accounts, as `p9` counts it of 100,000: each bucket is read and written once a night. */
const WRITE_UNITS_A_ROW_OF_THE_BOARD = 0.1;
/** Each night looks at all tasks of the weeks that signals are judged by, of which an account has two. */
const TASKS_LOOKED_AT_AN_ACCOUNT = 2;
const READ_UNITS_A_TASK = 0.25;
/** What of each bucket's data arrives is written down, and all of it read by who counts the signals. */
const WRITE_UNITS_OF_ARRIVALS_A_BUCKET = 2;
const WRITE_UNITS_OF_SIGNALS_A_NIGHT = 10;
/** How levels changed, counted by bucket: as many steps as there can be, packed; and the day that comes of all of them. */
const WRITE_UNITS_OF_FLEET_A_BUCKET = 2;
const WRITE_UNITS_OF_FLEET_A_NIGHT = 1;
/** Each group of buckets looks whether all others have counted, consistently; and like every call that scores, at five weeks of days. */
const READ_UNITS_OF_FLEET_A_GROUP = 32;
const READ_UNITS_OF_FLEET_A_CALL = 1;
/** SES tells of a mail that it was sent and delivered. */
const FEEDBACKS_A_MAIL = 2;
const SECONDS_A_CALL = 0.2;
const LOG_BYTES_A_CALL = 1500;
/** Lambda asks a queue with five pollers, each for 20 seconds. */
const LOOKS_INTO_A_QUEUE_A_MINUTE = 15;
/**
 * Half a unit a key that holds nothing. Eleven of twelve sweeps ask 16 keys; the one on the hour six lists, each in 16
 * buckets and under its own name.
 */
const READ_UNITS_A_SWEEP = (11 * 8 + 51) / 12;
/** CloudWatch charges by the hour in which a metric is told. The sweep tells its own all day. */
const METRICS_OF_THE_SWEEP = 4;
/** With one source: what receiving, rolling up, attributing, scoring at once and SES's feedback tell. */
const METRICS_OF_WORK = 24;

/** The stacks of one stage, as far as they cost something. */
export interface Deployed {
  template(part: 'data' | 'app'): Template;
  config: { scoring: { groups: number } };
}

type OfNights = Record<'readUnit' | 'writeUnit' | 'transition', number>;

/** What scoring all accounts every night takes of the store and the state machine in a month. */
export function unitsOfNights(accounts: number, groups: number): OfNights {
  const board = Math.max(ACCOUNT_BUCKETS, accounts * WRITE_UNITS_A_ROW_OF_THE_BOARD);
  const perAccount = READ_UNITS_TO_SCORE + TASKS_LOOKED_AT_AN_ACCOUNT * READ_UNITS_A_TASK;
  return {
    readUnit:
      DAYS *
      (accounts * perAccount +
        ACCOUNT_BUCKETS * READ_UNITS_A_BUCKET_AND_NIGHT +
        groups * (READ_UNITS_OF_FLEET_A_GROUP + READ_UNITS_OF_FLEET_A_CALL) +
        board),
    writeUnit:
      DAYS *
      (accounts * WRITE_UNITS_TO_SCORE +
        board +
        ACCOUNT_BUCKETS * (WRITE_UNITS_OF_ARRIVALS_A_BUCKET + WRITE_UNITS_OF_FLEET_A_BUCKET) +
        WRITE_UNITS_OF_FLEET_A_NIGHT +
        WRITE_UNITS_OF_SIGNALS_A_NIGHT),
    // Those around the groups of accounts, and one in each.
    transition: DAYS * (4 + groups),
  };
}

/** In US dollars a month, of the store and the state machine. */
export const costOfNights = (accounts: number, { config }: Pick<Deployed, 'config'>, region: Region) =>
  sum(
    Object.entries(unitsOfNights(accounts, config.scoring.groups)).map(
      ([unit, count]) => count * prices[unit as Unit].price[region],
    ),
  );

/** Measured with `npm run bench -- p13b`: a year of one account, dense with use, by two playbooks; and its rows. */
const COMPUTING_SECONDS_OF_A_STUDY = 0.12;
const READ_UNITS_OF_A_STUDY = 8;
const MEGABYTES_OF_A_STUDY = 1769;

/** What a what-if over a year of all accounts costs in US dollars, and how long it takes. */
export function costOfStudy(accounts: number, { config }: Pick<Deployed, 'config'>, region: Region) {
  const seconds = accounts * COMPUTING_SECONDS_OF_A_STUDY;
  const units: Partial<Record<Unit, number>> = {
    gigabyteSecond: (seconds * MEGABYTES_OF_A_STUDY) / 1024,
    functionCall: STUDY_SHARDS + 1,
    readUnit: accounts * READ_UNITS_OF_A_STUDY,
    transition: STUDY_SHARDS + 3,
  };
  const cost = sum(Object.entries(units).map(([unit, count]) => count * prices[unit as Unit].price[region]));
  return { cost, minutes: seconds / shardsAtATime(config.scoring.groups) / 60 };
}

/** How many units of what a month takes, by the stacks as they are deployed. */
export function unitsOf({ template, config }: Deployed, usage: Usage): Record<Unit, number> {
  const { accounts, events, mails } = usage;
  const { groups } = config.scoring;
  const inApp = (type: string) => Object.values(template('app').findResources(type));
  const schedules = inApp('AWS::Scheduler::Schedule').map(({ Properties }) => callsOf(Properties.ScheduleExpression));
  const scheduledCalls = sum(schedules);
  // What runs most often.
  const sweeps = Math.max(...schedules);
  // What goes through the past is called when somebody asks (`costOfStudy`), as are requests about personal data, which are few.
  const functions = inApp('AWS::Lambda::Function').filter(
    ({ Properties }) => !/-(study-accounts|answer-data-request)$/.test(`${Properties.FunctionName}`),
  );
  const megabytes = Math.max(...functions.map(({ Properties }) => Properties.MemorySize as number));
  const queues = inApp('AWS::Lambda::EventSourceMapping').filter(({ Properties }) =>
    JSON.stringify(Properties.EventSourceArn).includes('Queue'),
  );
  const deliveries = events / EVENTS_A_DELIVERY;
  const scoresAtOnce = accounts * DAYS * SCORES_AN_ACCOUNT_AND_DAY;
  const nights = unitsOfNights(accounts, groups);
  const changes = accounts * CHANGES_AN_ACCOUNT;
  const callsAtOnce = scoresAtOnce / SCORES_A_CALL;
  const calls = scheduledCalls + DAYS * groups + deliveries * 3 + callsAtOnce + mails * (2 + FEEDBACKS_A_MAIL);
  const stored = (events * RAW_EVENT_BYTES * MONTHS_KEPT + accounts * ACCOUNT_BYTES) / GIGABYTE;
  return {
    alarm: inApp('AWS::CloudWatch::Alarm').length,
    dashboard: inApp('AWS::CloudWatch::Dashboard').length,
    metric: METRICS_OF_THE_SWEEP + (events > 0 ? METRICS_OF_WORK : 0),
    logGigabyte: (calls * LOG_BYTES_A_CALL) / GIGABYTE,
    secret: Object.keys(template('data').findResources('AWS::SecretsManager::Secret')).length,
    writeUnit:
      events * (1 + ROLL_UP_WRITES_AN_EVENT) +
      scoresAtOnce * WRITE_UNITS_TO_SCORE +
      nights.writeUnit +
      mails * WRITE_UNITS_A_MAIL +
      changes * WRITE_UNITS_A_CHANGE,
    readUnit:
      events * ROLL_UP_READS_AN_EVENT +
      scoresAtOnce * READ_UNITS_TO_SCORE +
      callsAtOnce * READ_UNITS_OF_FLEET_A_CALL +
      nights.readUnit +
      mails * READ_UNITS_A_MAIL +
      changes * READ_UNITS_A_CHANGE +
      accounts * READ_UNITS_TO_LOOK_FOR_ANSWERS +
      scheduledCalls +
      sweeps * READ_UNITS_A_SWEEP,
    storedGigabyte: stored,
    backedUpGigabyte: stored,
    functionCall: calls,
    gigabyteSecond: calls * SECONDS_A_CALL * (megabytes / 1024),
    httpRequest: deliveries + mails,
    mail: mails,
    transition: nights.transition,
    scheduledCall: scheduledCalls,
    busEvent: accounts * BUS_EVENTS_AN_ACCOUNT,
    queueRequest: queues.length * LOOKS_INTO_A_QUEUE_A_MINUTE * MINUTES,
  };
}

/** In US dollars; `without` leaves out what AWS never charges for. */
export function costOf(units: Record<Unit, number>, region: Region, allowances: 'paid' | 'free' = 'paid') {
  const costs = Object.entries(units).map(([unit, count]) => {
    const { price, free } = prices[unit as Unit];
    return [unit, Math.max(0, count - (allowances === 'free' ? free : 0)) * price[region]] as const;
  });
  return { byUnit: Object.fromEntries(costs) as Record<Unit, number>, total: sum(costs.map(([, cost]) => cost)) };
}

/** How often a month. */
function callsOf(expression: string): number {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate) return { minute: MINUTES, hour: HOURS, day: DAYS }[rate[2] as 'minute'] / Number(rate[1]);
  const [, , hour, day, , weekday] = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)$/.exec(expression) ?? [];
  const [, first, last] = /^(\d+)-(\d+)$/.exec(day ?? '') ?? [];
  if (first !== undefined) return Number(last) - Number(first) + 1;
  const hours = hour === '*' ? HOURS : DAYS;
  return weekday === undefined || weekday === '*' || weekday === '?' ? hours : hours / 7;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
