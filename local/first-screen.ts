import type { Account, Contact } from '../domain/account/account.ts';
import type { Explanation } from '../domain/evaluation/explanation.ts';
import { hasGoneOut } from '../domain/outbox/outbox.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { Task } from '../domain/tasks/task.ts';
import { whatMoved } from '../functions/mail/team/what-moved.ts';
import type { OperationResult } from '../functions/operate/operations.ts';
import { operate } from './operator.ts';

type Mail = OperationResult<'list-mails'>['rows'][number];

/** What stands at the demo company. */
export interface DemoView {
  playbook: Playbook;
  accounts: Pick<Account, 'id' | 'name'>[];
  contacts: Pick<Contact, 'id' | 'account' | 'name'>[];
  explanations: Pick<Explanation, 'account' | 'signals'>[];
  /** The open ones. */
  tasks: Pick<Task, 'account' | 'signal' | 'subject'>[];
}

/** What the demo company has to show, and what to try. */
export async function demoScreen(contacts: DemoView['contacts'], mailboxUrl: string): Promise<string> {
  const [{ playbook }, accounts, explanations, tasks, mails] = await Promise.all([
    operate<OperationResult<'show-playbook'>>('playbook', 'show'),
    operate<OperationResult<'list-accounts'>['rows']>('accounts').then(customers),
    operate<Explanation[]>('explain', '--all'),
    operate<OperationResult<'list-tasks'>['rows']>('tasks', '--open'),
    operate<Mail[]>('mails'),
  ]);
  return [
    ...findingsOf({ playbook, accounts, contacts, explanations, tasks }),
    '',
    ...mailLines(mails, mailboxUrl),
    '',
    ...(await signInLines()),
    '',
    'Look closer:',
    '  npx sakimawari tasks --open',
    '  npx sakimawari explain grunt',
    '',
    'Try it: at express the champion has been silent for two weeks. Now somebody new logs in for the first time:',
    `  ${newcomerCommand}`,
    'Within seconds a hand-over opens there: 岡田 花子 gets a welcome mail from her CSM 木村 颯太, and he gets the tasks.',
  ].join('\n');
}

/** Those that have left are there for the KPIs. */
const customers = <Row extends Pick<Account, 'churnedOn'>>(rows: Row[]) =>
  rows.filter(({ churnedOn }) => churnedOn === undefined);

/** Into the team's pages, as the two who have most to look at there. */
async function signInLines(): Promise<string[]> {
  const signIn = async (person: string, as: string) => {
    const { name, url } = await operate<OperationResult<'give-sign-in-link'>>('sign-in', person);
    return `  ${name}, ${as}: ${url}`;
  };
  return [
    "The team's pages, each link once, within 15 minutes (another one: npx sakimawari sign-in PERSON):",
    ...(await Promise.all([signIn('kenji.mori', 'the manager'), signIn('haruka.ito', 'a CSM')])),
  ];
}

/** Every open signal, why it is open, and how much work it is. */
export function findingsOf({ playbook, accounts, contacts, explanations, tasks }: DemoView): string[] {
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  const findings = explanations.flatMap(({ account, signals }) =>
    signals
      .filter(({ state }) => state === 'open')
      .map(({ signal, subject, since, evidence }) => {
        const rule = playbook.signals[signal];
        const raised = tasks.filter(
          (task) => task.account === account && task.signal === signal && task.subject === subject,
        );
        const name = contacts.find((contact) => contact.account === account && contact.id === subject)?.name;
        const about = subject === null ? null : { id: subject, ...(name !== undefined && { name }) };
        const moved = rule && whatMoved(rule, { subject: about, evidence }, 'en', playbook);
        return [
          `  ${rule?.label.en ?? signal}: ${names.get(account)} (${account}), since ${since}`,
          `    ${moved ? `${moved.number} · ${moved.text}; ` : ''}open tasks: ${raised.length}`,
        ].join('\n');
      }),
  );
  return [
    `${accounts.length} accounts, ${tasks.length} open tasks. What changed, and why there are tasks:`,
    ...findings,
  ];
}

/** What lies in the mailbox, and beside it what was written and is not there. */
export function mailLines(mails: Pick<Mail, 'kind' | 'status'>[], mailboxUrl: string): string[] {
  const hasGone = ({ status }: Pick<Mail, 'status'>) => hasGoneOut(status);
  const gone = mails.filter(hasGone);
  const others = mails.filter((mail) => !hasGone(mail));
  return [
    `${gone.length} mails in the mailbox at ${mailboxUrl}`,
    `  ${countBy(gone, ({ kind }) => kind)}`,
    ...(others.length === 0 ? [] : [`  not sent: ${countBy(others, ({ kind, status }) => `${kind} ${status}`)}`]),
  ];
}

export function emptyScreen(mailboxUrl: string): string {
  return [
    'No accounts yet. The default playbook is the running one: playbooks/default.yaml. To bring some in:',
    '  npx sakimawari import csms|accounts|contacts FILE',
    '  npx sakimawari send-events FILE',
    '  npx sakimawari score',
    '',
    `Mails will be at ${mailboxUrl}`,
  ].join('\n');
}

const newcomerCommand = [
  `echo '{"id":"'$(date +%s)'","account":"express","user":"hanako.okada","event":"login","time":"'$(date -u +%FT%TZ)'"}'`,
  'npx sakimawari send-events /dev/stdin',
].join(' | ');

function countBy<Row>(rows: Row[], nameOf: (row: Row) => string): string {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(nameOf(row), (counts.get(nameOf(row)) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ');
}
