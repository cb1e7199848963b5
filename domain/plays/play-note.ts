import type { About } from '../mail/mail-content.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Task } from '../tasks/task.ts';
import { type EpisodeWork, subjectOf } from './episode-work.ts';

/** What the company's chat is told when a play asks for its first tasks. */
export interface PlayNote {
  /** `<episode>/chat`: each episode is told of once. */
  id: string;
  account: { id: string; name: string };
  signal: string;
  subject: About | null;
  evidence: Record<string, number>;
  tasks: { id: string; template: string; assigneeName: string; due: string }[];
}

/** `null` where the play is no matter for the chat, or the episode was told of before. */
export function playNote(work: EpisodeWork, { chat }: Playbook['plays'][string], tasks: Task[]): PlayNote | null {
  const { episode, input, context } = work;
  if (!chat || tasks.length === 0 || episode.steps.some((step) => step.startsWith('task:'))) return null;
  return {
    id: `${work.id}/chat`,
    account: { id: input.account.id, name: input.account.name },
    signal: episode.signal,
    subject: subjectOf(work),
    evidence: { ...work.evidence() },
    tasks: tasks.map(({ id, template, assignee, due }) => ({
      id,
      template,
      assigneeName: context.team.memberOf(assignee)?.name ?? '',
      due,
    })),
  };
}
