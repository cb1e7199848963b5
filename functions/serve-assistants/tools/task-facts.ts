import type { Account } from '../../../domain/account/account.ts';
import type { Episode } from '../../../domain/episodes/episodes.ts';
import { addressOfPage, pageOfTask } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { textIn } from '../../../domain/locale/text.ts';
import { entryNamed } from '../../../domain/playbook/names.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import type { Day } from '../../../domain/time/day.ts';
import { whatMoved } from '../../mail/team/what-moved.ts';
import { mailWords } from '../../mail/words/words.ts';
import { titleOf } from '../../pages/task-title.ts';

export interface TaskSetting {
  accounts: ReadonlyMap<string, Pick<Account, 'name'>>;
  episodes: ReadonlyMap<string, Pick<Episode, 'evidence'>>;
  playbook: Playbook | undefined;
  today: Day;
  locale: Locale;
  webUrl: string;
}

/** A task as a row of a page has it: at whose account, what, why, until when. */
export function taskFacts(task: Task, { accounts, episodes, playbook, today, locale, webUrl }: TaskSetting) {
  const signal = playbook && entryNamed(playbook.signals, task.signal);
  const episode = episodes.get(task.episode);
  const about = task.subject === null ? null : (task.data.about ?? { id: task.subject });
  const moved =
    signal && episode && whatMoved(signal, { subject: about, evidence: { ...episode.evidence } }, locale, playbook);
  return {
    task: task.id,
    account: { id: task.account, name: accounts.get(task.account)?.name ?? task.account },
    what: titleOf(task, playbook, locale),
    ...(signal && { because: { signal: textIn(signal.label, locale), side: signal.side } }),
    ...(moved && { seen: `${moved.number} ${moved.text}` }),
    due: task.due,
    ...(task.due < today && { isLate: true }),
    ...(task.snoozedUntil !== undefined && { putOffUntil: task.snoozedUntil }),
    priority: mailWords(locale).priority[task.priority],
    page: addressOfPage(webUrl, pageOfTask(task.id)),
  };
}
