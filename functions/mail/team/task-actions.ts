import type { AddressOf, TaskAct } from '../../../domain/links/link.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import type { Block, LinkTo, TodoLinks } from '../layout/blocks.ts';
import { linkWords } from '../words/words.ts';

interface TaskOfMail {
  id: string;
  assignee?: string | null;
}

/** What the reader of a mail can do about its tasks from there. */
export interface TaskActions {
  on(task: TaskOfMail, isMain: boolean): Block[];
  /** To the one who lets it wait, to do it; to who answers for them, to give it to somebody else. */
  onLate(task: TaskOfMail, isOwn: boolean): Block[] | undefined;
  /** Where there are many: the page that shows one whole leads on to whatever else can be done. */
  inList(task: TaskOfMail, isMain: boolean): TodoLinks | undefined;
  judge(task: TaskOfMail): Block[];
  /** To the page with all that there is to know of it: for whoever reads the mail, whoever has the task. */
  read(task: Pick<TaskOfMail, 'id'>): LinkTo;
}

/** `undefined` where there are no pages, or nobody known to act on them. */
export function taskActions(
  { account, person }: Pick<OutboxMail, 'account' | 'person'>,
  locale: Locale,
  addressOf: AddressOf | undefined,
): TaskActions | undefined {
  if (addressOf === undefined || person === undefined) return undefined;
  const say = linkWords(locale);
  const link = ({ id, assignee = null }: TaskOfMail, act: TaskAct): LinkTo => ({
    label: say.acts[act],
    url: addressOf({ to: 'task', account, task: id, person, assignee, act }),
  });
  const read: TaskActions['read'] = ({ id }) => ({
    label: say.read,
    url: addressOf({ to: 'read', account, task: id, person }),
  });
  const on: TaskActions['on'] = (task, isMain) => [
    {
      type: 'actions',
      isMain,
      first: link(task, 'done'),
      others: [link(task, 'snooze'), link(task, 'hand-over'), read(task)],
    },
  ];
  return {
    on,
    onLate(task, isOwn) {
      // Written before its assignee was told with it: the link would be good for nothing.
      if (task.assignee === undefined) return undefined;
      if (isOwn) return on(task, true);
      const others = [link(task, 'snooze'), link(task, 'done'), read(task)];
      return [{ type: 'actions', isMain: true, first: link(task, 'hand-over'), others }];
    },
    inList({ assignee, ...task }, isMain) {
      if (assignee === undefined) return undefined;
      const own = { ...task, assignee };
      return { isMain, read: read(task), first: link(own, 'done') };
    },
    read,
    judge: (task) => [
      {
        type: 'choice',
        question: say.judge,
        answers: [link(task, 'useful'), link(task, 'too-early'), link(task, 'false-alarm')],
      },
    ],
  };
}
