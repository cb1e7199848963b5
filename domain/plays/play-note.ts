import { placesOfPlay, postIdAt } from '../chat/chat-places.ts';
import { localeFor } from '../company/team.ts';
import type { Locale } from '../locale/locale.ts';
import type { About } from '../mail/mail-content.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Task } from '../tasks/task.ts';
import { type EpisodeWork, subjectOf } from './episode-work.ts';

type Play = Playbook['plays'][string];

/** What a place in the company's chat is told: that a play asks for its first tasks, or what somebody there has to do. */
export interface PlayNote {
  /** `<episode>/chat`: each episode is told of once; of what somebody has to do the first task's. Then the place, if not the main one. */
  id: string;
  place: string;
  /** Of whoever reads it there alone; a place of many has the company's. */
  locale: Locale;
  account: { id: string; name: string };
  signal: string;
  subject: About | null;
  evidence: Record<string, number>;
  tasks: { id: string; template: string; assigneeName: string; due: string }[];
}

/** To each place of the play, unless the episode was told of before. */
export function playNotes(work: EpisodeWork, { chat }: Play, tasks: Task[]): PlayNote[] {
  const { episode, input, context } = work;
  if (tasks.length === 0 || episode.steps.some((step) => step.startsWith('task:'))) return [];
  const locale = context.company.language;
  return placesOfPlay(chat, input.account.segment, input.playbook.chat).map((place) =>
    noteOf(work, postIdAt(`${work.id}/chat`, place), { place, locale, tasks }),
  );
}

/** To the place of each person who got tasks, beside their mail; not again what stands there already. */
export function personNotes(work: EpisodeWork, tasks: Task[], told: readonly PlayNote[]): PlayNote[] {
  const { company, team } = work.context;
  const people = new Set(tasks.flatMap(({ assignee }) => team.memberOf(assignee) ?? []));
  return [...people].flatMap((person) => {
    const place = person.chat;
    if (place === undefined || told.some((note) => note.place === place)) return [];
    const own = tasks.filter(({ assignee }) => assignee === person.id);
    const id = postIdAt(`${own[0]?.id}/to-person`, place);
    return noteOf(work, id, { place, locale: localeFor(company, person), tasks: own });
  });
}

function noteOf(
  work: EpisodeWork,
  id: string,
  { tasks, ...to }: Pick<PlayNote, 'place' | 'locale'> & { tasks: Task[] },
): PlayNote {
  const { episode, input, context } = work;
  return {
    id,
    ...to,
    account: { id: input.account.id, name: input.account.name },
    signal: episode.signal,
    subject: subjectOf(work),
    evidence: { ...work.evidence() },
    tasks: tasks.map(({ id: task, template, assignee, due }) => ({
      id: task,
      template,
      assigneeName: context.team.memberOf(assignee)?.name ?? '',
      due,
    })),
  };
}
