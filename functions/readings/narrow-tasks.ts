import { nameNow } from '../../domain/playbook/names.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { ListedTask } from '../../domain/tasks/listed-task.ts';
import type { Board } from '../store/board/board-reader.ts';
import { contains } from '../team-pages/tasks/tasks-query.ts';

/** What a signal is called today. */
export const signalNamer = (playbook: Playbook | undefined) => (name: string) =>
  playbook === undefined ? name : nameNow(playbook.signals, name);

/** Those of the accounts whose id or name has the words in it, and that are in the stage, as the board has them. */
export function ofAccounts<Listed extends Pick<ListedTask, 'account'>>(
  tasks: readonly Listed[],
  { entries }: Pick<Board, 'entries'>,
  query: URLSearchParams,
): readonly Listed[] {
  const words = query.get('account') ?? '';
  const stage = query.get('stage') ?? '';
  const known = new Map(entries.map((entry) => [entry.account, entry]));
  return tasks.filter(({ account }) => {
    const entry = known.get(account);
    const isMeant = contains(account, words) || contains(entry?.name ?? '', words);
    return isMeant && (stage === '' || entry?.stage === stage);
  });
}
