import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type OnSpawn, type Service, startService } from './child-process.ts';
import { urlOf } from './ports.ts';

export interface Mailbox extends Service {
  url: string;
}

export interface MailboxOptions {
  smtpPort: number;
  webPort: number;
  folder: string;
  onSpawn?: OnSpawn;
}

/** Catches every mail that leaves the local AWS, and shows them as they are. A process of its own: maildev takes over signals. */
export async function startMailbox(options: MailboxOptions): Promise<Mailbox> {
  const mails = join(options.folder, 'mails');
  mkdirSync(mails, { recursive: true });
  const url = urlOf(options.webPort);
  const service = await startService({
    name: 'The mailbox',
    command: process.execPath,
    args: [
      join(dirname(createRequire(import.meta.url).resolve('maildev')), 'bin', 'maildev'),
      ...['--smtp', String(options.smtpPort), '--ip', '127.0.0.1'],
      ...['--web', String(options.webPort), '--web-ip', '127.0.0.1'],
      ...['--mail-directory', mails],
    ],
    // maildev would take its settings from MAILDEV_ variables too.
    spawn: { env: { PATH: process.env.PATH } },
    logFile: join(options.folder, 'mailbox.log'),
    healthUrl: `${url}/healthz`,
    onSpawn: options.onSpawn,
  });
  return { ...service, url };
}
