import { Argument, type Command, Option } from 'commander';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import type { OperationResult } from '../../../functions/operate/operations.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import type { Screen } from '../../screen.ts';
import { type Act, allPages, type Session } from '../../session.ts';

export function addMails(program: Command, act: Act): void {
  program
    .command('mails')
    .description('list every mail, sent or not')
    .option('--account <id>', 'only of this account')
    .option('--kind <kind>', 'only of this kind: task, reminder, digest, …, or the name of a mail in the playbook')
    .action(act(listMails));
}

export function addOutbox(program: Command, act: Act): void {
  const outbox = program
    .command('outbox')
    .description('list what is not sent yet: mails, and messages to the chat and the bus')
    .addOption(
      new Option('--held', 'only those that wait for a person, with the reason').conflicts(['waiting', 'approval']),
    )
    .addOption(new Option('--approval', 'only those that wait for their CSM to approve them').conflicts(['waiting']))
    .option('--waiting', 'only those that may not go yet, with the reason and until when')
    .action(act(listOutbox));
  outbox
    .command('ask-again')
    .description('ask the CSM once more to approve a mail that waits for them')
    .argument('[id]', 'as "outbox --approval" lists it; without one, the mail that waits for longest')
    .action(act(askAgain));
  for (const [decision, description] of [
    ['release', 'send what is held after all, or at once what waits'],
    ['drop', 'never send what is held or waits'],
  ] as const) {
    outbox
      .command(decision)
      .description(description)
      .addArgument(new Argument('[id]', 'as "outbox" lists it'))
      .option('--chat <place>', 'all messages that are held for this place in the chat')
      .action(
        act((session: Session, id: string | undefined, { chat }: { chat?: string }) =>
          chat === undefined ? decide(session, id, decision) : decideOnPlace(session, { id, chat }, decision),
        ),
      );
  }
}

async function askAgain({ screen, installation }: Session, id: string | undefined): Promise<undefined> {
  const asked = await installation().operate('ask-again', { id });
  screen.show(
    asked,
    () => `${asked.to} is asked once more to approve ${asked.approves}; the customer gets nothing yet\n${asked.page}`,
  );
}

async function listMails(session: Session, { account, kind }: { account?: string; kind?: string }): Promise<undefined> {
  const operate = session.installation().operate;
  const rows = await allPages(session.screen, (from) => operate('list-mails', { which: 'all', account, kind, from }));
  rows.sort((a, b) => (a.at < b.at ? -1 : 1));
  session.screen.show(rows, () => mailTable(session.screen, rows));
}

async function listOutbox(
  session: Session,
  { held, waiting, approval }: { held?: boolean; waiting?: boolean; approval?: boolean },
): Promise<undefined> {
  const operate = session.installation().operate;
  const which = held ? 'held' : waiting ? 'waiting' : approval ? 'approval' : 'unsent';
  const rows = await allPages(session.screen, (from) => operate('list-mails', { which, from }));
  session.screen.show(rows, () => mailTable(session.screen, rows));
}

type Decision = 'release' | 'drop';

async function decide(session: Session, id: string | undefined, decision: Decision): Promise<undefined> {
  if (id === undefined) throw oneOfBoth('Nothing says what is meant.');
  const mail = await session.installation().operate('decide-held-mail', { id, decision });
  session.screen.show(mail, () =>
    [`${mail.id} is ${mail.status}`, ...(mail.page === null ? [] : [mail.page])].join('\n'),
  );
}

/** What may have arrived all the same is not posted again unseen. */
async function decideOnPlace(
  session: Session,
  { id, chat }: { id: string | undefined; chat: string },
  decision: Decision,
): Promise<number> {
  if (id !== undefined) throw oneOfBoth('An id and a place are named.');
  const { screen } = session;
  const { operate } = session.installation();
  const held = await allPages(screen, (from) => operate('list-mails', { which: 'held', kind: 'chat', from }));
  const ofPlace = held
    .flatMap((row) => ('place' in row && row.place === chat ? [row] : []))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  if (ofPlace.length === 0) {
    throw new OperatorError(
      'no-held-mail',
      'Nothing was changed.',
      `No message is held for the place "${chat}".`,
      'List what is held, and for which place: sakimawari outbox --held',
    );
  }
  const meant = decision === 'drop' ? ofPlace : ofPlace.filter(({ isSurelyNotPosted }) => isSurelyNotPosted);
  for (const [n, row] of meant.entries()) {
    screen.status(`${n + 1} of ${counted(meant.length, 'message')} …`);
    await operate('decide-held-mail', { id: row.id, decision });
  }
  const left = ofPlace.length - meant.length;
  screen.show({ place: chat, [decision === 'release' ? 'released' : 'dropped']: meant.length, left }, () =>
    [
      `${counted(meant.length, 'message')} to ${chat} ${decision === 'release' ? 'released' : 'dropped'}`,
      ...(left === 0
        ? []
        : [
            `${counted(left, 'message')} may have arrived: look there, then drop or release each: sakimawari outbox --held`,
          ]),
    ].join('\n'),
  );
  return left === 0 ? 0 : 1;
}

const oneOfBoth = (what: string) =>
  new OperatorError(
    'id-or-place',
    'Nothing was changed.',
    what,
    'Name the id of one that is held, or a place in the chat for all of its messages: --chat PLACE',
  );

function mailTable(screen: Screen, rows: OperationResult<'list-mails'>['rows']): string {
  return screen.table(
    ['AT', 'STATUS', 'UNTIL', 'KIND', 'FROM', 'TO', 'SUBJECT', 'REASON', 'ID', 'PAGE'],
    rows.map((row) => [
      row.at,
      { text: row.status, tone: row.status === 'held' ? 'bad' : undefined },
      row.until ?? '–',
      row.kind,
      row.from ?? '–',
      row.to,
      row.subject ?? '–',
      row.reason ?? '–',
      row.id,
      row.page ?? '–',
    ]),
    2,
  );
}
