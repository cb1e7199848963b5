import { createServer } from 'node:net';
import { LocalError } from './local-error.ts';

export interface Ports {
  aws: number;
  api: number;
  mailbox: number;
  smtp: number;
}

const defaultPort = 4566;
const lastFirstPort = 65_532;
const purposes: Record<keyof Ports, string> = {
  aws: 'the local AWS',
  api: 'the webhook and the web pages',
  mailbox: "the mailbox's page",
  smtp: 'the mailbox',
};

export const urlOf = (port: number) => `http://127.0.0.1:${port}`;

/** Four ports in a row from SAKIMAWARI_PORT on. */
export function portsFrom(setting: string | undefined): Ports {
  const first = setting ? Number(setting) : defaultPort;
  if (!Number.isInteger(first) || first < 1024 || first > lastFirstPort)
    throw new LocalError('port-invalid', [
      `SAKIMAWARI_PORT is ${setting}: write a whole number from 1024 to ${lastFirstPort}.`,
    ]);
  return { aws: first, api: first + 1, mailbox: first + 2, smtp: first + 3 };
}

export async function assertPortsFree(ports: Ports): Promise<void> {
  for (const [name, port] of Object.entries(ports) as [keyof Ports, number][]) {
    if (await isFree(port)) continue;
    throw new LocalError('port-taken', [
      `Port ${port} is taken by another program; it is needed for ${purposes[name]}.`,
      `To see by which: \`lsof -nP -iTCP:${port} -sTCP:LISTEN\`.`,
      `Stop that program, or move all ports: \`SAKIMAWARI_PORT=${otherThan(ports.aws)} npm start\`.`,
    ]);
  }
}

const otherThan = (first: number) => (first + 10_000 <= lastFirstPort ? first + 10_000 : defaultPort);

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
