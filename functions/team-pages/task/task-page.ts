import type { Stage } from '../../../domain/account/account.ts';
import type { AccountState } from '../../../domain/evaluation/evaluate.ts';
import { gradeOf } from '../../../domain/health/health.ts';
import { pageOfAccount, pageOfMail, pageToPropose } from '../../../domain/links/team-pages.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { type Row, rowsOf, section } from '../../pages/page-parts.ts';
import type { WholeTaskFacts } from '../../pages/read-facts.ts';
import { wholeTask } from '../../pages/whole-task-page.ts';
import type { ListedMail } from '../../store/outbox/mail-pages.ts';
import { recipientOf, statusOf, whatItIs } from '../mails/mail-line.ts';
import { proposalWords } from '../proposals/words/words.ts';
import { type ActDrawing, taskActForm } from '../task-acts/task-act-form.ts';
import type { TeamPage } from '../team-page.ts';
import { taskPageWords } from './words/words.ts';

const MOST_CHARACTERS_OF_A_RECIPIENT = 80;

export interface TaskPageFacts extends WholeTaskFacts {
  /** Of the account, as the last evaluation left it. */
  health: AccountState['health'] | undefined;
  /** The one that its account is in today. */
  stage: Stage | undefined;
  /** Those of the task's episode, what was written last in front. */
  mails: ListedMail[];
  mayWork: boolean;
}

/** A task whole: whom and what it is about, what may be done with it, who did what so far, and how things stand now. */
export function taskPage(facts: TaskPageFacts, drawing: ActDrawing): TeamPage {
  const say = taskPageWords(drawing.locale);
  const acts = (task: Task) => {
    if (!facts.mayWork) return undefined;
    const hint = isClosedByCommand(task) && html`<p class="hint">${say.closedByCommand}</p>`;
    const isKnown = drawing.playbook !== undefined && Object.hasOwn(drawing.playbook.tasks, task.template);
    const learned =
      task.status === 'done' &&
      isKnown &&
      html`<p><a class="on" href="${pageToPropose({ task: task.id })}">${proposalWords(drawing.locale).lead.fromTask}</a></p>`;
    return section(say.acts, html`${hint}${taskActForm(task, drawing)}${learned}`);
  };
  const { about, heading, lead, body } = wholeTask(facts, drawing.today, {
    acts,
    more: [nowOf(facts, drawing), mailsOf(facts, drawing)],
  });
  return { about, heading, lead, body, isForReading: true };
}

/** What was done by a command says no moment until which it may be taken back. */
function isClosedByCommand({ status, history = [] }: Task): boolean {
  const last = history.findLast(({ act }) => act !== 'feedback');
  return status === 'done' && last?.act === 'done' && last.at === undefined;
}

/** Beside the data as it stood when the task was raised. */
function nowOf({ account, task, health, stage }: TaskPageFacts, { locale, playbook }: ActDrawing): Html {
  const say = taskPageWords(locale);
  const words = mailWords(locale);
  const rows: (Row | undefined)[] = [
    health && playbook
      ? [
          words.data.health,
          `${words.number(health.score / 10)} · ${words.data.grade[gradeOf(playbook.health, health.score)]}`,
        ]
      : undefined,
    account?.mrr === undefined ? undefined : [words.data.mrr, words.money(account.mrr, account.currency)],
    stage && [words.data.stage, words.stages[stage]],
    account?.renewalDate === undefined ? undefined : [words.data.renewal, words.longDay(account.renewalDate)],
  ];
  const whole = task && html`<nav><a href="${pageOfAccount(task.account)}">${say.toAccount}</a></nav>`;
  return section(say.now(health?.day), rowsOf(rows.filter((row) => row !== undefined)), ...(whole ? [whole] : []));
}

function mailsOf({ mails }: TaskPageFacts, { locale, playbook }: ActDrawing): Html {
  const say = taskPageWords(locale);
  if (mails.length === 0) return section(say.mails, html`<p class="hint">${say.noMails}</p>`);
  const rows = mails.map(({ row }) => {
    const day = mailWords(locale).day(row.createdAt.slice(0, 'YYYY-MM-DD'.length));
    return html`<li><a class="row" href="${pageOfMail(row)}"><span>${whatItIs(row, playbook, locale)}<br><small><bdi>${shorten(recipientOf(row, locale), MOST_CHARACTERS_OF_A_RECIPIENT)}</bdi></small></span><span class="due">${statusOf(row, locale)}<br><small>${day}</small></span></a></li>`;
  });
  return section(say.mails, html`<ul class="rows">${rows}</ul>`);
}
