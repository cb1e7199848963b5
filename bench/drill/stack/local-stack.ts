import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Item } from '../../../functions/store/item.ts';
import { scanAnswers } from '../../../functions/store/query.ts';
import { deploy } from '../../../local/deploy.ts';
import { type Installation, startInstallation } from '../../../local/installation.ts';
import { startMailbox } from '../../../local/mailbox.ts';
import type { Ports } from '../../../local/ports.ts';
import { endProcessGroup } from '../../../local/process-identity.ts';
import { type LocalOutputs, writeOutputs } from '../../../local/run-files.ts';
import { issueKeys } from '../../../local/source-keys.ts';
import { StopList } from '../../../local/stop-list.ts';
import { createDataStack, type DataTables, dataTables, dynamoAt } from '../../../test/support/data-stack.ts';
import { makeNextRelease } from './next-release.ts';
import { signal, workersIn } from './workers.ts';

const LOOK_FOR_NEW_ONES_EVERY_MS = 15;

export type Rows = Record<keyof DataTables, Item[]>;

/** All that its tables hold. */
export async function rowsAt({ awsEndpoint }: LocalOutputs): Promise<Rows> {
  const tables = await dataTables(awsEndpoint);
  const all = async (TableName: string) => {
    const rows: Item[] = [];
    for await (const { Items = [] } of scanAnswers(dynamoAt(awsEndpoint), { TableName, ConsistentRead: true })) {
      rows.push(...Items);
    }
    return rows;
  };
  return { accounts: await all(tables.accounts), events: await all(tables.events) };
}

/** The deployed stack on a local AWS of its own, whose parts can be ended and started again. */
export class LocalStack {
  private stops = new StopList();
  private installation: Installation | undefined;

  constructor(
    /** All that it keeps; the operator's command finds it by what lies here. */
    readonly folder: string,
    private readonly ports: Ports,
    private readonly say: (what: string) => void,
  ) {}

  get outputs(): LocalOutputs {
    return this.running.outputs;
  }

  /** @param rows what its tables held before */
  async start(rows?: Rows): Promise<void> {
    const template = rows && readFileSync(join(this.folder, 'cdk.out', 'sakimawari-local-data.template.json'), 'utf8');
    this.installation = await startInstallation({
      folder: this.folder,
      ports: this.ports,
      stops: this.stops,
      report: (title, work) => {
        this.say(title);
        return work();
      },
      ...(rows && {
        prepare: async (endpoint) => {
          await createDataStack(endpoint, template as string, rows);
        },
      }),
    });
    const outputsFile = join(this.folder, 'outputs.json');
    process.env.SAKIMAWARI_OUTPUTS = outputsFile;
    writeOutputs(outputsFile, this.outputs);
    writeOutputs(outputsFile, { ...this.outputs, ...(await issueKeys()) });
  }

  async stop(): Promise<void> {
    await this.stops.stopAll();
  }

  rows(): Promise<Rows> {
    return rowsAt(this.outputs);
  }

  /**
   * Every function stops wherever it is, and the local AWS is killed. Its tables are what DynamoDB would have kept: they
   * are read after the functions stand still, since the local AWS itself keeps nothing.
   */
  async kill(before: () => Promise<void>): Promise<Rows> {
    const { aws } = this.running;
    const stopped = new Set<number>();
    const isRead = new AbortController();
    const stopAll = () => {
      for (const { pid } of workersIn(this.folder)) if (!stopped.has(pid) && signal(pid, 'SIGSTOP')) stopped.add(pid);
    };
    stopAll();
    const stopping = (async () => {
      for (; !isRead.signal.aborted; await pause(LOOK_FOR_NEW_ONES_EVERY_MS)) stopAll();
    })();
    const rows = await this.rows();
    await before();
    endProcessGroup(aws.pid);
    isRead.abort();
    await stopping;
    await this.stops.stopAll();
    this.stops = new StopList();
    return rows;
  }

  killMailbox(): void {
    endProcessGroup(this.running.mailbox.pid);
  }

  async startMailbox(): Promise<void> {
    await this.running.mailbox.exited;
    const mailbox = await startMailbox({ smtpPort: this.ports.smtp, webPort: this.ports.mailbox, folder: this.folder });
    this.stops.add(mailbox.stop);
    this.running.mailbox = mailbox;
  }

  /** Gives how many functions it gave other code. */
  async deployNextRelease(): Promise<number> {
    const functions = makeNextRelease(join(this.folder, 'cdk.out'));
    await deploy({ folder: this.folder, awsEndpoint: this.outputs.awsEndpoint });
    return functions;
  }

  private get running(): Installation {
    if (this.installation === undefined) throw new Error('the stack was not started');
    return this.installation;
  }
}
