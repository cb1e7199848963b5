import type { LoggedWork } from '../../domain/activities/work-log.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { ideasOfMove } from '../../domain/proposals/ideas-of-move.ts';
import type { Learned } from '../../domain/proposals/learned.ts';
import { withIdea } from '../../domain/proposals/with-idea.ts';
import type { Task } from '../../domain/tasks/task.ts';
import type { DynamoImprovements } from '../store/improvement/improvements.ts';

interface Sources {
  improvements: Pick<DynamoImprovements, 'readAll'>;
  findTask(id: string): Promise<Task | undefined>;
  /** The work of the last twelve months; none where nobody is shown it. */
  readWork(): Promise<readonly LoggedWork[]>;
}

/**
 * What an address or a form says that something was learned from: `move`; `play` and `way`; or `task`. Undefined where there
 * is no such thing, or nothing of it is in the playbook.
 */
export async function readLearned(
  asked: URLSearchParams,
  playbook: Playbook,
  { improvements, findTask, readWork }: Sources,
): Promise<Learned | undefined> {
  const [move, play, task] = ['move', 'play', 'task'].map((name) => asked.get(name));
  if (move) {
    const [{ moves }, work] = await Promise.all([improvements.readAll(), readWork()]);
    const found = moves.find(({ id, droppedOn }) => id === move && droppedOn === undefined);
    return (
      found && { move, activity: found.activity, ideas: ideasOfMove(found, playbook, work), text: found.note ?? '' }
    );
  }
  if (play) {
    const way = asked.get('way') ?? '';
    return 'unfit' in withIdea(playbook, { kind: 'way', play, way }) ? undefined : { play, way };
  }
  const found = task ? await findTask(task) : undefined;
  if (found === undefined || !Object.hasOwn(playbook.tasks, found.template)) return undefined;
  const { id, account, template, history = [] } = found;
  const text = history.findLast(({ act, note }) => act === 'done' && note !== undefined)?.note ?? '';
  return { task: id, account, template, text };
}
