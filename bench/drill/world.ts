import { setTimeout as sleep, setImmediate as turnOfLoop } from 'node:timers/promises';
import { randomOf } from '../../test/support/seeded-random.ts';
import type { DeployedFunctions, Handler, HttpAnswer } from './deployed-functions.ts';

/** How often what goes wrong, out of one. */
export interface Faults {
  /** The process is killed instead of having its request answered; that may have been carried out, or may be later. */
  kill: number;
  /** The service turns the request down as one too many. */
  throttle: number;
  /** The service fails; half of the time it did what it was asked first. */
  fail: number;
  /** It takes only part of a batch. */
  partly: number;
}

export const noFaults: Faults = { kill: 0, throttle: 0, fail: 0, partly: 0 };

export interface Request {
  service: string;
  operation: string;
  input: object;
  /** As it was sent. */
  body: string;
}

/** What answers; what it changes is changed at once. */
export type Service = (request: Request) => HttpAnswer;

interface Pending {
  process: Process;
  request: Request;
  answer: (answer: HttpAnswer) => void;
  fail: (error: Error) => void;
}

interface Timer {
  at: number;
  wake: () => void;
  process: Process | undefined;
}

interface Process {
  name: string;
  handler: Handler | undefined;
  isDead: boolean;
  /** How far its clock is off. */
  skewInMs: number;
  /** Ends the call that it is at. */
  die: () => void;
}

export class KilledError extends Error {}

const TAKES_AT_MOST_IN_MS = 60_000;
const IDLE_PROCESSES_KEPT = 3;
const TURNS_WITHOUT_FILES = 50;
const STANDS_STILL_AFTER_TURNS = 20_000;

/**
 * All functions and what they stand on, in one process and by one clock that only the world moves. Each step carries out
 * one request of one of them, drawn by a seed; with the same seed everything happens again as it did.
 */
export class World {
  faults: Faults = noFaults;
  /** What a service that fails as a whole refuses, until it doesn't. */
  isOut: (request: Request) => boolean = () => false;
  nowInMs: number;
  readonly counts: Record<string, number> = {};
  readonly logLines: { function: string; line: Record<string, unknown> }[] = [];
  /** Clocks of processes that start from now on are off by up to so much. */
  clocksOffByInMs = 0;
  private elapsedInMs = 0;
  private readonly random: () => number;
  private readonly pending: Pending[] = [];
  private readonly orphans: Request[] = [];
  private readonly timers: Timer[] = [];
  private readonly idle = new Map<string, Process[]>();

  constructor(
    private readonly functions: DeployedFunctions,
    /** Of processes that start from now on. */
    readonly env: Record<string, string>,
    private readonly service: Service,
    { seed, startsAt }: { seed: number; startsAt: number },
  ) {
    this.random = randomOf(seed);
    this.nowInMs = startsAt;
  }

  get areThingsWrong(): boolean {
    return this.faults !== noFaults;
  }

  below = (limit: number): number => Math.floor(this.random() * limit);
  chance = (share: number): boolean => share > 0 && this.random() < share;

  count(what: string, by = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + by;
  }

  /** Calls a function, in a process that is free or a new one. @throws KilledError when it was killed under way */
  async call(name: string, event: unknown, timeoutInMs = TAKES_AT_MOST_IN_MS): Promise<unknown> {
    const process = this.idle.get(name)?.pop() ?? this.startedProcess(name);
    const endsAt = this.elapsedInMs + timeoutInMs;
    const context = {
      awsRequestId: `drill-${this.counts.calls ?? 0}`,
      functionName: name,
      getRemainingTimeInMillis: () => endsAt - this.elapsedInMs,
    };
    this.count('calls');
    const killed = new Promise<never>((_, reject) => {
      process.die = () => reject(new KilledError(`${name} was killed`));
    });
    // Who is killed while nobody looks is killed all the same.
    killed.catch(() => {});
    const handler = process.handler as Handler;
    const answer = await Promise.race([handler(JSON.parse(JSON.stringify(event)), context), killed]);
    if (!process.isDead) {
      const free = this.idle.get(name) ?? [];
      if (free.length < IDLE_PROCESSES_KEPT) free.push(process);
      this.idle.set(name, free);
    }
    return answer;
  }

  /** Somebody outside of all functions waits. */
  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.timers.push({ at: this.elapsedInMs + ms, wake, process: undefined }));
  }

  /** Kills what is idle as well, as a deploy does: the next call finds nothing that was known. */
  forgetProcesses(): void {
    this.idle.clear();
  }

  /** Everybody's clock jumps. */
  jump(ms: number): void {
    this.nowInMs += ms;
  }

  /** Goes on until the work is done. @throws what the work throws */
  async until<Done>(work: Promise<Done>): Promise<Done> {
    let outcome: { done: Done } | { failed: unknown } | undefined;
    work.then(
      (done) => {
        outcome = { done };
      },
      (failed: unknown) => {
        outcome = { failed };
      },
    );
    let idleTurns = 0;
    for (;;) {
      await turnOfLoop();
      if (outcome !== undefined) break;
      if (this.step()) {
        idleTurns = 0;
        continue;
      }
      idleTurns += 1;
      // The operator's command reads files, which no function does.
      if (idleTurns > TURNS_WITHOUT_FILES) await sleep(1);
      if (idleTurns > STANDS_STILL_AFTER_TURNS) throw new Error('the world stands still, and there is work left');
    }
    if ('failed' in outcome) throw outcome.failed;
    return outcome.done;
  }

  private step(): boolean {
    if (this.orphans.length > 0 && this.chance(0.2)) {
      const [late] = this.orphans.splice(this.below(this.orphans.length), 1) as [Request];
      this.count('requests carried out after the process had died');
      this.service(late);
      return true;
    }
    if (this.pending.length > 0) {
      const [chosen] = this.pending.splice(this.below(this.pending.length), 1) as [Pending];
      this.pass(2 + this.below(20));
      this.carryOut(chosen);
      return true;
    }
    const next = this.timers.reduce<Timer | undefined>(
      (first, one) => (first && first.at <= one.at ? first : one),
      undefined,
    );
    if (next === undefined) return false;
    this.timers.splice(this.timers.indexOf(next), 1);
    this.pass(Math.max(0, next.at - this.elapsedInMs));
    if (next.process?.isDead !== true) next.wake();
    return true;
  }

  private pass(ms: number): void {
    this.nowInMs += ms;
    this.elapsedInMs += ms;
  }

  private carryOut(chosen: Pending): void {
    const { request, process } = chosen;
    const { kill, throttle, fail, partly } = this.faults;
    this.count('requests');
    if (this.isOut(request)) {
      this.count('refused by a service that failed as a whole');
      chosen.answer({ status: 500, body: '{"__type":"InternalFailure"}' });
      return;
    }
    if (this.chance(kill)) {
      this.kill(process, chosen);
      return;
    }
    if (this.chance(throttle)) {
      this.count('throttled');
      chosen.answer(turnedDown(request));
      return;
    }
    if (this.chance(fail)) {
      this.count('failed');
      const isDone = this.chance(0.5);
      if (isDone) this.service(request);
      if (isDone) this.count('done and not answered');
      if (this.chance(0.5)) chosen.answer({ status: 500, body: '{"__type":"InternalServerError"}' });
      else chosen.fail(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
      return;
    }
    if (this.chance(partly)) {
      const taken = takenInPart(request, this.service, () => this.chance(0.5));
      if (taken !== undefined) {
        this.count('batches taken in part');
        chosen.answer(taken);
        return;
      }
    }
    chosen.answer(this.service(request));
  }

  private kill(process: Process, first: Pending): void {
    this.count('kills');
    const theirs = [first, ...this.pending.filter((one) => one.process === process)];
    for (const { request } of theirs) {
      const fate = this.below(3);
      if (fate === 0) this.service(request);
      if (fate === 0) this.count('carried out, and killed before the answer');
      if (fate === 1) this.orphans.push(request);
    }
    const left = this.pending.filter((one) => one.process !== process);
    this.pending.splice(0, this.pending.length, ...left);
    process.isDead = true;
    process.die();
  }

  private startedProcess(name: string): Process {
    this.count('processes started');
    const off = this.clocksOffByInMs;
    const process: Process = {
      name,
      handler: undefined,
      isDead: false,
      skewInMs: off === 0 ? 0 : this.below(2 * off) - off,
      die: () => {},
    };
    process.handler = this.functions.start(name, {
      env: this.env,
      now: () => this.nowInMs + process.skewInMs,
      monotonic: () => BigInt(Math.floor(this.elapsedInMs * 1e6)),
      random: this.random,
      post: (_url, headers, body) =>
        new Promise((answer, fail) => {
          // What a dead process still does changes nothing.
          if (!process.isDead) this.pending.push({ process, request: readRequest(headers, body), answer, fail });
        }),
      sleep: (ms) => new Promise((wake) => this.timers.push({ at: this.elapsedInMs + ms, wake, process })),
      write: (text) => {
        if (!process.isDead) this.logLines.push({ function: name, line: JSON.parse(text) });
      },
    });
    return process;
  }
}

function readRequest(headers: Record<string, string>, body: string): Request {
  const target = headers['x-amz-target'];
  if (target === undefined) {
    const form = new URLSearchParams(body);
    return { service: 'ses', operation: form.get('Action') ?? '', input: Object.fromEntries(form), body };
  }
  const [service = '', operation = ''] = target.split('.');
  return { service, operation, input: JSON.parse(body), body };
}

function turnedDown({ service }: Request): HttpAnswer {
  if (service === 'ses') {
    const body =
      '<ErrorResponse><Error><Code>Throttling</Code><Message>Maximum sending rate exceeded.</Message></Error></ErrorResponse>';
    return { status: 400, body };
  }
  return { status: 400, body: JSON.stringify({ __type: 'ThrottlingException', message: 'Rate exceeded' }) };
}

/** `undefined` where it is no batch. */
function takenInPart(request: Request, service: Service, isLeft: () => boolean): HttpAnswer | undefined {
  const { operation, input } = request;
  if (operation !== 'BatchWriteItem' && operation !== 'BatchGetItem') return undefined;
  const { RequestItems, ...rest } = input as { RequestItems: Record<string, unknown> };
  const [takenItems, leftItems]: Record<string, unknown>[] = [{}, {}];
  for (const [table, asked] of Object.entries(RequestItems)) {
    const all = (Array.isArray(asked) ? asked : (asked as { Keys: unknown[] }).Keys) as unknown[];
    const left = all.filter(isLeft);
    const put = (into: Record<string, unknown>, some: unknown[]) => {
      if (some.length > 0) into[table] = Array.isArray(asked) ? some : { ...(asked as object), Keys: some };
    };
    put(
      takenItems as Record<string, unknown>,
      all.filter((one) => !left.includes(one)),
    );
    put(leftItems as Record<string, unknown>, left);
  }
  const answer = service({ ...request, input: { ...rest, RequestItems: takenItems } });
  if (answer.status !== 200) return answer;
  const name = operation === 'BatchWriteItem' ? 'UnprocessedItems' : 'UnprocessedKeys';
  return { status: 200, body: JSON.stringify({ ...JSON.parse(answer.body), [name]: leftItems }) };
}
