import type { ContactRole, Stage } from '../../../domain/account/account.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { textIn } from '../../../domain/locale/text.ts';
import type { DataSnapshot, TaskLine, TaskMailContent } from '../../../domain/mail/mail-content.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { chartOf } from '../../../domain/signals/conditions.ts';
import type { Day } from '../../../domain/time/day.ts';
import type { Block } from '../layout/blocks.ts';
import { firstLinesOf } from '../layout/markdown.ts';
import { accountIn, ofProducts, personIn, personInRow, productsInRow, taskTitle } from '../names.ts';
import { entryOf } from '../playbook-entry.ts';
import type { MailWords } from '../words/sections.ts';
import { linkWords, mailWords, playWords, taskDataWords } from '../words/words.ts';
import { courseOf } from './course.ts';
import { answersHeadline, quoteBlocks, sideOf, stakesBlocks } from './customer-answer.ts';
import { caseBlocks, partRows, signalDataBlocks } from './signal-data-blocks.ts';
import type { TaskActions } from './task-actions.ts';
import { whatMoved } from './what-moved.ts';

/** So many parts of a score stand in the mail; the page has all. */
const MOST_PARTS = 4;

/** The mail that gives somebody the tasks of an episode: what, why, by when and how to begin; the page has the rest. */
export function taskMail(
  content: TaskMailContent,
  locale: Locale,
  playbook: Playbook,
  playbookVersion: string,
  actions?: TaskActions,
): { subject: string; blocks: Block[] } {
  const say = mailWords(locale);
  const signal = entryOf(playbook.signals, 'signal', content.signal);
  const [first, ...others] = content.tasks;
  if (first === undefined) throw new RangeError('a task mail needs a task');
  const account = accountIn(locale, content.account);
  const title = (template: string) => textIn(entryOf(playbook.tasks, 'task', template).title, locale);
  const body = (template: string) => textIn(entryOf(playbook.tasks, 'task', template).body, locale);
  const due = content.tasks.map((task) => task.due).sort()[0] as Day;
  const moved = whatMoved(signal, content, locale, playbook);
  const { said } = content.data;
  const side = sideOf(signal.side, said);

  const blocks: Block[] = [
    ...quoteBlocks(said, side, locale),
    {
      type: 'ask',
      text: say.firstLine(account, title(first.template)),
      by: { pause: say.pause, day: say.by(first.due) },
      more: others.length > 0 ? say.moreTasks(others.length) : undefined,
    },
    ...stakesBlocks(content.data, locale),
    ...content.lacks.map((lack): Block => ({ type: 'note', text: say.lacks[lack] })),
    { type: 'heading', text: say.sections.why },
    { type: 'tag', tone: side, word: say.side[side], text: textIn(signal.label, locale) },
    ...(moved === null ? [] : [{ type: 'figure', tone: side, value: moved.number, text: moved.text } as const]),
    ...(chartOf(signal.when)?.withChampions ? lastOfChampions(content.data, locale) : []),
    ...courseOf(signal, content.data, locale, playbook),
    ...(actions === undefined ? wholeWhy() : [...lowestParts(), ...caseBlocks(content.data, locale)]),
    ...doneBlocks(content, locale, playbook),
    { type: 'heading', text: say.sections.toDo },
    ...(actions === undefined
      ? content.tasks.map(whole)
      : [whole(first, 0), ...asked(first), ...actions.on(first, true)]),
  ];
  if (actions === undefined) {
    blocks.push(...aboutTheRest());
  } else {
    if (others.length > 0) {
      const items = others.map((task) => ({
        title: title(task.template),
        meta: metaOf(task, locale),
        links: { isMain: false, read: actions.read(task) },
      }));
      blocks.push({ type: 'heading', text: playWords(locale).comesNext }, { type: 'todo', items });
    }
    blocks.push(...actions.judge(first));
  }
  blocks.push({ type: 'footer', text: say.raisedBecause(textIn(signal.label, locale), playbookVersion) });

  const answer = answersHeadline(said, locale, 'subject');
  const headline =
    answer === null
      ? (moved?.headline ?? textIn(signal.label, locale))
      : ofProducts(locale, signal, content.subject, answer);
  return { subject: say.subject(say.side[side], account, headline, due), blocks };

  function whole(task: TaskLine, index: number): Block {
    const { template } = task;
    return {
      type: 'task',
      number: index + 1,
      title: title(template),
      meta: metaOf(task, locale),
      markdown: actions === undefined ? body(template) : firstLinesOf(body(template)),
    };
  }

  function asked({ template }: TaskLine): Block[] {
    if (entryOf(playbook.tasks, 'task', template).asks === undefined) return [];
    const { acts, asksReason } = linkWords(locale);
    return [{ type: 'paragraph', text: asksReason(acts.done) }];
  }

  function wholeWhy(): Block[] {
    return [{ type: 'paragraph', text: textIn(signal.why, locale) }];
  }

  function lowestParts(): Block[] {
    const rows = partRows(content.data, locale, playbook).slice(0, MOST_PARTS);
    if (rows.length === 0) return [];
    return [
      { type: 'heading', text: taskDataWords(locale).parts },
      { type: 'facts', rows },
    ];
  }

  /** Where there is no page, the mail is all there is to read. */
  function aboutTheRest(): Block[] {
    const { othersTasks, next, data } = content;
    const rest: Block[] = [];
    if (othersTasks.length > 0) {
      const items = othersTasks.map((task) =>
        say.colleague(task.assigneeName || say.nobody, title(task.template), task.due),
      );
      rest.push({ type: 'heading', text: say.sections.colleagues }, { type: 'list', items });
    }
    if (next.length > 0) {
      const items = next.map((template) => title(template));
      rest.push({ type: 'heading', text: playWords(locale).comesNext }, { type: 'list', items });
    }
    return [...rest, ...signalDataBlocks(data, locale, playbook), ...dataBlocks(data, locale)];
  }
}

/** What stood on the day, of the account and its people. */
export function dataBlocks(data: DataSnapshot, locale: Locale): Block[] {
  const say = mailWords(locale);
  const blocks: Block[] = [
    { type: 'heading', text: say.sections.data(data.asOf) },
    { type: 'facts', rows: factRows(data, locale) },
  ];
  if (data.people.length > 0) {
    blocks.push({ type: 'heading', text: say.sections.people }, { type: 'facts', rows: peopleRows(data, locale) });
    if (data.morePeople) blocks.push({ type: 'paragraph', text: say.morePeople(data.morePeople) });
  }
  return blocks;
}

export function metaOf({ due, priority, togetherWith }: TaskLine, locale: Locale, today = ''): string {
  const say = mailWords(locale);
  const { togetherWith: together, nobodyElse, late } = playWords(locale);
  const parts = [due < today ? late.dueSince(due) : say.by(due), say.priority[priority]];
  if (togetherWith) parts.push(together(togetherWith.map((name) => name || nobodyElse)));
  return parts.join(' · ');
}

/** What the tasks waited for. */
function doneBlocks({ done }: TaskMailContent, locale: Locale, playbook: Playbook): Block[] {
  if (done.length === 0) return [];
  const { done: line, doneBefore } = playWords(locale);
  const items = done.map(({ byName, outcome, note, ...task }) =>
    line(taskTitle(task, locale, playbook), byName, outcome, note),
  );
  return [
    { type: 'heading', text: doneBefore },
    { type: 'list', items },
  ];
}

function lastOfChampions({ people }: DataSnapshot, locale: Locale): Block[] {
  return people.flatMap(({ id, name, role, lastActive }) => {
    if (role !== 'champion' || lastActive === null) return [];
    return [{ type: 'paragraph', text: mailWords(locale).championLast(personIn(locale, { id, name }), lastActive) }];
  });
}

function factRows(data: DataSnapshot, locale: Locale): { label: string; value: string }[] {
  const say = mailWords(locale);
  const { about, health, plan, mrr, currency, stage, renewalDate, activeUsers28, activatedUsers, licenses } = data;
  const rows: [string, string | undefined][] = [
    [say.data.health, health && healthText(health, say)],
    [say.data.activeUsers, say.data.users(activeUsers28, licenses)],
    [say.data.activatedUsers, activatedUsers === undefined ? undefined : say.data.users(activatedUsers, licenses)],
    [say.data.plan, plan],
    [say.data.mrr, mrr === undefined ? undefined : say.money(mrr, currency)],
    [say.data.stage, stage && (say.stages[stage as Stage] ?? stage)],
    [say.data.renewal, renewalDate && say.longDay(renewalDate)],
    [say.data.renewing, about?.products && productsInRow(locale, about.products)],
  ];
  return rows.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
}

function healthText({ score, grade, stale, change }: NonNullable<DataSnapshot['health']>, say: MailWords): string {
  const parts = [say.number(score), say.data.grade[grade]];
  if (stale) parts.push(say.data.stale);
  else if (change !== null && change !== 0) {
    const points = `${change < 0 ? '−' : '+'}${say.number(Math.abs(change))}`;
    parts.push(say.data.changeIn7Days(points));
  }
  return parts.join(' · ');
}

function peopleRows({ people }: DataSnapshot, locale: Locale): { label: string; value: string }[] {
  const say = mailWords(locale);
  return people.map(({ id, name, role, lastActive }) => {
    const as = role === undefined ? '' : ` · ${say.roles[role as ContactRole] ?? say.roles.user}`;
    return { label: personInRow(locale, { id, name }) + as, value: say.data.lastActive(lastActive) };
  });
}
