import type { OperationResult } from '../functions/operate/operations.ts';
import { operate } from './operator.ts';
import type { LocalOutputs } from './run-files.ts';

type Explanation = OperationResult<'explain-account'>;
type Account = OperationResult<'list-accounts'>['rows'][number];
type Task = OperationResult<'list-tasks'>['rows'][number];
type Mail = OperationResult<'list-mails'>['rows'][number];

/** What the demo company has to show, and what to try. */
export async function demoScreen(outputs: LocalOutputs): Promise<string> {
  const [{ playbook }, accounts, explanations, tasks, mails] = await Promise.all([
    operate<OperationResult<'show-playbook'>>('playbook', 'show'),
    operate<Account[]>('accounts'),
    operate<Explanation[]>('explain', '--all'),
    operate<Task[]>('tasks', '--open'),
    operate<Mail[]>('mails'),
  ]);
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  const findings = explanations.flatMap(({ account, signals }) =>
    signals
      .filter(({ state }) => state === 'open')
      .map(({ signal, subject, since, evidence }) => {
        const raised = tasks.filter(
          (task) => task.account === account && task.signal === signal && task.subject === subject,
        );
        const why = Object.entries(evidence).map(([name, number]) => `${name} ${Math.round(number * 100) / 100}`);
        return [
          `  ${playbook.signals[signal]?.label.en ?? signal}: ${names.get(account)} (${account}), since ${since}`,
          `    why: ${[subject, ...why].filter((part) => part !== null).join(', ')}; open tasks: ${raised.length}`,
        ].join('\n');
      }),
  );
  return [
    `${accounts.length} accounts, ${tasks.length} open tasks. What changed, and why there are tasks:`,
    ...findings,
    '',
    `Mails (${countByKind(mails)}): ${outputs.mailboxUrl}`,
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

export function emptyScreen(outputs: LocalOutputs): string {
  return [
    'No accounts yet. To bring some in:',
    '  npx sakimawari playbook push playbooks/default.yaml',
    '  npx sakimawari import csms|accounts|contacts FILE',
    '  npx sakimawari send-events FILE',
    '  npx sakimawari score',
    '',
    `Mails will be at ${outputs.mailboxUrl}`,
  ].join('\n');
}

const newcomerCommand = [
  `echo '{"id":"'$(date +%s)'","account":"express","user":"hanako.okada","event":"login","time":"'$(date -u +%FT%TZ)'"}'`,
  'npx sakimawari send-events /dev/stdin',
].join(' | ');

function countByKind(mails: Mail[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of mails) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
}
