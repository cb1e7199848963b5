import type { Episode } from '../../domain/episodes/episodes.ts';
import { needsRecords, withWhatIsOnRecord } from '../../domain/episodes/on-record.ts';
import { activitiesByNamesOf, stateByNamesOf } from '../../domain/evaluation/follow-names.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { PlannedWork } from '../../domain/plays/plan-work.ts';
import { statusAfter, type Task, type TaskStatus } from '../../domain/tasks/task.ts';
import type { Day } from '../../domain/time/day.ts';
import { decodeState, encodeState } from '../../functions/store/accounts/state-item.ts';
import { work } from './plays.ts';
import type { Story } from './story.ts';

/** What the accounts' store makes of planned work, in memory: whatever has its id already stays as it is. */
export class KeptWork {
  readonly episodes = new Map<string, Episode>();
  readonly tasks = new Map<string, Task>();
  readonly mails = new Map<string, OutboxMail>();

  /** @returns the mails that are new */
  save(work: PlannedWork, asOf: Day): OutboxMail[] {
    for (const episode of work.opened) putNew(this.episodes, episode);
    for (const task of work.tasks) putNew(this.tasks, task);
    const sent = work.mails.filter((mail) => putNew(this.mails, mail));
    for (const { id, closedOn, tasks } of work.reopened) {
      const episode = this.episodes.get(id);
      if (episode?.recoveredOn === closedOn) this.episodes.set(id, { ...episode, recoveredOn: null, closedAs: null });
      for (const { id: taskId, due } of tasks) {
        const task = this.tasks.get(taskId);
        if (task?.closedOn !== closedOn || !['retired', 'recovered', 'churned'].includes(task.status)) continue;
        this.tasks.set(taskId, { ...task, status: 'open', closedOn: null, due });
      }
    }
    for (const { id, recoveredOn, closedAs } of work.closed) {
      const episode = this.episodes.get(id);
      if (episode) this.episodes.set(id, { ...episode, recoveredOn, closedAs });
      this.close((task) => task.episode === id, statusAfter(closedAs), asOf);
    }
    for (const id of work.abandoned) this.close((task) => task.episode === id, 'churned', asOf);
    for (const id of work.overtaken) this.close((task) => task.id === id, 'answered', asOf);
    return sent;
  }

  openTasks(): Task[] {
    return [...this.tasks.values()].filter(({ status }) => status === 'open');
  }

  finish(id: string, closedOn: Day): void {
    this.tasks.set(id, { ...(this.tasks.get(id) as Task), status: 'done', closedOn });
  }

  private close(isMeant: (task: Task) => boolean, status: TaskStatus, closedOn: Day): void {
    for (const task of this.openTasks()) if (isMeant(task)) this.tasks.set(task.id, { ...task, status, closedOn });
  }
}

function putNew<Row extends { id: string }>(rows: Map<string, Row>, row: Row): boolean {
  if (rows.has(row.id)) return false;
  rows.set(row.id, row);
  return true;
}

/** An account that is scored as the accounts' store has it scored: read, evaluated, written, until nothing is left. */
export class AccountWithStore {
  readonly kept = new KeptWork();

  constructor(
    readonly story: Story,
    playbook: Playbook,
  ) {
    story.playbook = playbook;
  }

  /** @returns the mails to customers that are new */
  score(today: Day): OutboxMail[] {
    const { story, kept } = this;
    const sent: OutboxMail[] = [];
    for (let isPartial = true; isPartial; ) {
      this.read(today);
      const planned = work(story, today);
      sent.push(...kept.save(planned, today).filter(({ content }) => content.type === 'customer'));
      isPartial = planned.isPartial;
    }
    return sent;
  }

  private read(today: Day): void {
    const { story, kept } = this;
    if (story.state === null) return;
    const { playbook, account } = story;
    const { state } = decodeState(encodeState(account.id, { version: 1, state: story.state }));
    story.activities = activitiesByNamesOf(playbook, story.activities);
    story.state = needsRecords(state, account, playbook, today)
      ? withWhatIsOnRecord(state, [...kept.episodes.values()], playbook, today)
      : stateByNamesOf(playbook, state);
  }
}
