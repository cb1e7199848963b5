import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { type Locale, languages } from '../../../domain/locale/locale.ts';
import type { Obstacle } from '../../../domain/mail/mail-content.ts';
import { conversationOf, type OutboxMail } from '../../../domain/outbox/outbox.ts';
import type { MailMode } from '../../../domain/playbook/playbook.ts';
import { composeMessage } from '../../../functions/mail/compose-message.ts';
import { messageIdOf } from '../../../functions/mail/mail-tag.ts';
import type { OperationResult } from '../../../functions/operate/operations.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import type { Screen } from '../../screen.ts';
import { type Act, allPages, type Session } from '../../session.ts';
import type { Cell } from '../../table.ts';

type Preview = OperationResult<'preview-mails'>;
type Row = Preview['rows'][number];

interface Options {
  account: string;
  out?: string;
  language?: Locale;
}

export function addPreview(program: Command, act: Act): void {
  program
    .command('preview')
    .description('write every mail of a play into a folder as an account would cause it today; sends nothing')
    .argument('<play>', 'as the running playbook names it')
    .requiredOption('--account <id>', 'whose facts are used')
    .option('--out <folder>', 'where to; preview/<play>-<account> unless given')
    .addOption(
      new Option('--language <language>', 'every mail in this language').choices([
        ...languages,
        'ja-JP',
        'en-GB',
        'en-US',
      ]),
    )
    .action(act(preview));
}

async function preview(session: Session, play: string, { account, out, language }: Options): Promise<undefined> {
  const { screen } = session;
  const { operate } = session.installation();
  let about: Preview | undefined;
  const rows = await allPages(screen, async (from) => {
    about = await operate('preview-mails', { play, account, language, from });
    return about;
  });
  const { signal, subject, isOpen, lacks, playbook, at } = about as Preview;
  const folder = out ?? join('preview', `${play}-${fileName(account)}`);
  const mails = await writeAll(folder, rows, new Date(at));
  const result = { play, account, playbook, signal, subject, isOpen, lacks, folder, mails };
  screen.show(result, () => previewText(screen, result));
}

/** Each as a browser, a terminal and a mail program show it. */
async function writeAll(folder: string, rows: Row[], date: Date) {
  const numbered = rows.map((row, place) => ({ row, name: nameOf(row.mail, place) }));
  try {
    await mkdir(folder, { recursive: true });
    for (const { row, name } of numbered) {
      const references = sentBefore(row.mail, rows).map(messageIdOf);
      await writeFile(join(folder, `${name}.html`), row.html);
      await writeFile(join(folder, `${name}.txt`), row.text);
      await writeFile(join(folder, `${name}.eml`), await composeMessage(row.mail, row, { date, references }));
    }
  } catch (error) {
    throw new OperatorError(
      'not-written',
      'The preview is not written.',
      `${folder} can't be written to: ${(error as Error).message}.`,
      'Name a folder that can: --out FOLDER',
    );
  }
  return numbered.map(({ row: { mail, mode, subject }, name }) => {
    const { kind, language, from, to } = mail;
    return { name, kind, mode, language, from: from.address, to: to.address, subject };
  });
}

/** Those of the preview that it is an answer under. */
function sentBefore(mail: OutboxMail, rows: Row[]): OutboxMail[] {
  const all = rows.map((row) => row.mail);
  const conversation = conversationOf(mail);
  return all
    .slice(0, all.indexOf(mail))
    .filter((other) => conversation !== null && conversationOf(other) === conversation)
    .filter(({ to }) => to.address === mail.to.address);
}

function nameOf({ kind, language, content }: OutboxMail, place: number): string {
  const of = 'tasks' in content ? content.tasks[0]?.template : 'task' in content ? content.task.template : undefined;
  const number = String(place + 1).padStart(2, '0');
  return [number, kind, of, language].filter((part) => part !== undefined).join('-');
}

/** An id may hold anything; a file's name may not. */
const fileName = (id: string) => id.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^\.+/, '-');

interface Result extends Pick<Preview, 'signal' | 'subject' | 'isOpen' | 'lacks' | 'playbook'> {
  play: string;
  account: string;
  folder: string;
  mails: Awaited<ReturnType<typeof writeAll>>;
}

const modes: Record<MailMode, Cell> = {
  send: { text: 'is sent' },
  approve: { text: 'once approved', tone: 'quiet' },
  draft: { text: 'by hand', tone: 'quiet' },
  off: { text: 'not sent', tone: 'warn' },
};

const obstacleWords: Record<Obstacle, string> = {
  'no-csm': 'The account has no CSM, so no mail can go to the customer.',
  'no-parent': 'The account’s parent is not known here or leads in a circle, so the play is the account’s own.',
  'no-address': 'Nobody whom the play writes to has an address: a mail to the customer is missing.',
  'address-dead': 'Mail to whom the play writes to comes back: a mail to the customer is missing.',
  'mail-off': 'The stage or the play sends no mail to customers: what is marked so would not go out.',
  'mail-approve': 'What waits for the CSM’s approval is sent once they give it.',
  'mail-draft': 'What is sent by hand goes to the CSM as a draft.',
};

function previewText(screen: Screen, { signal, subject, isOpen, lacks, playbook, account, folder, mails }: Result) {
  const about = subject === null ? '' : `, about ${subject}`;
  const cause = isOpen ? `${signal} is open for ${account}${about}` : `as if ${signal} opened for ${account}${about}`;
  return [
    `${mails.length} mails (playbook ${playbook}; ${cause}), each as .html, .txt and .eml in ${folder}`,
    screen.table(
      ['FILE', 'MODE', 'TO', 'SUBJECT'],
      mails.map(({ name, mode, to, subject: line }) => [name, modes[mode], to, line]),
    ),
    ...lacks.map((lack) => obstacleWords[lack]),
    'Their links lead to a page that does nothing. Nothing was sent or changed.',
  ].join('\n');
}
