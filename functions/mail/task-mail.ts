import type { ContactRole, Language, Stage } from '../../domain/account.ts';
import type { Day } from '../../domain/day.ts';
import type { DataSnapshot, TaskLine, TaskMailContent } from '../../domain/mail-content.ts';
import type { Playbook, Signal } from '../../domain/playbook/playbook.ts';
import type { Block } from './blocks.ts';
import { answersHeadline, quoteBlocks, sideOf, stakesBlocks } from './customers-word.ts';
import { shorten } from './plain-text.ts';
import { playWords } from './play-words.ts';
import { entryOf } from './playbook-entry.ts';
import { measureBars, signalDataBlocks } from './signal-data-blocks.ts';
import type { TaskActions } from './task-actions.ts';
import { whatMoved } from './what-moved.ts';
import { type Words, words } from './words.ts';

const MOST_CHARACTERS_OF_A_NAME = 60;
const WEEKS_OF_A_WINDOW = 4;

/** The mail that gives somebody the tasks of an episode. */
export function taskMail(
  content: TaskMailContent,
  language: Language,
  playbook: Playbook,
  playbookVersion: string,
  actions?: TaskActions,
): { subject: string; blocks: Block[] } {
  const say = words[language];
  const signal = entryOf(playbook.signals, 'signal', content.signal);
  const [first, ...others] = content.tasks;
  if (first === undefined) throw new RangeError('a task mail needs a task');
  const account = shorten(content.account.name, MOST_CHARACTERS_OF_A_NAME);
  const title = (template: string) => entryOf(playbook.tasks, 'task', template).title[language];
  const due = content.tasks.map((task) => task.due).sort()[0] as Day;
  const moved = whatMoved(signal, content, language, playbook);
  const { said } = content.data;
  const side = sideOf(signal.side, said);

  const blocks: Block[] = [
    ...quoteBlocks(said, side, language),
    {
      type: 'ask',
      text: say.firstLine(account, title(first.template)),
      by: { pause: say.pause, day: say.by(first.due) },
      more: others.length > 0 ? say.moreTasks(others.length) : undefined,
    },
    ...stakesBlocks(said, language),
    ...content.lacks.map((lack): Block => ({ type: 'note', text: say.lacks[lack] })),
    { type: 'heading', text: say.sections.why },
    { type: 'tag', tone: side, word: say.side[side], text: signal.label[language] },
    ...(moved === null ? [] : [{ type: 'figure', tone: side, value: moved.number, text: moved.text } as const]),
    ...(signal.when.kind === 'hand-over' ? lastOfChampions(content.data, say) : []),
    ...courseOf(signal, content.data, language),
    { type: 'paragraph', text: signal.why[language] },
    ...doneBlocks(content, language, playbook),
    { type: 'heading', text: say.sections.toDo },
    ...content.tasks.flatMap((task, index): Block[] => [
      {
        type: 'task',
        number: index + 1,
        title: title(task.template),
        meta: metaOf(task, language),
        markdown: entryOf(playbook.tasks, 'task', task.template).body[language],
      },
      ...(actions?.on(task, index === 0) ?? []),
    ]),
    ...(actions?.judge(first) ?? []),
  ];
  if (content.othersTasks.length > 0) {
    const items = content.othersTasks.map((task) =>
      say.colleague(task.assigneeName || say.nobody, title(task.template), task.due),
    );
    blocks.push({ type: 'heading', text: say.sections.colleagues }, { type: 'list', items });
  }
  if (content.next.length > 0) {
    const items = content.next.map((template) => title(template));
    blocks.push({ type: 'heading', text: playWords[language].comesNext }, { type: 'list', items });
  }
  blocks.push(...signalDataBlocks(content.data, language, playbook));
  blocks.push(
    { type: 'heading', text: say.sections.data(content.data.asOf) },
    { type: 'facts', rows: factRows(content.data, say) },
  );
  if (content.data.people.length > 0) {
    blocks.push({ type: 'heading', text: say.sections.people }, { type: 'facts', rows: peopleRows(content.data, say) });
  }
  blocks.push({ type: 'footer', text: say.raisedBecause(signal.label[language], playbookVersion) });

  const headline = answersHeadline(said, language, 'subject') ?? moved?.headline ?? signal.label[language];
  return { subject: say.subject(say.side[side], account, headline, due), blocks };
}

export function metaOf({ due, priority, togetherWith }: TaskLine, language: Language): string {
  const say = words[language];
  const { togetherWith: together, nobodyElse } = playWords[language];
  const parts = [say.by(due), say.priority[priority]];
  if (togetherWith) parts.push(together(togetherWith.map((name) => name || nobodyElse)));
  return parts.join(' · ');
}

/** What the tasks waited for; a task that was done under another playbook is called by its id. */
function doneBlocks({ done }: TaskMailContent, language: Language, playbook: Playbook): Block[] {
  if (done.length === 0) return [];
  const { done: line, doneBefore } = playWords[language];
  const items = done.map(({ template, byName, outcome, note }) =>
    line(playbook.tasks[template]?.title[language] ?? template, byName, outcome, note),
  );
  return [
    { type: 'heading', text: doneBefore },
    { type: 'list', items },
  ];
}

function lastOfChampions({ people }: DataSnapshot, say: Words): Block[] {
  return people.flatMap(({ id, name, role, lastActive }) => {
    if (role !== 'champion' || lastActive === null) return [];
    const who = shorten(name ?? id, MOST_CHARACTERS_OF_A_NAME);
    return [{ type: 'paragraph', text: say.championLast(who, lastActive) }];
  });
}

const kindsAboutUse = new Set([
  'counter-level',
  'days-since',
  'hand-over',
  'person-level',
  'score-level',
  'score-drop',
]);
const isAboutUse = ({ when }: Signal) => kindsAboutUse.has(when.kind);

/** How it went: the measure that the signal is about, or else the log-ins. */
export function courseOf(signal: Signal, data: DataSnapshot, language: Language): Block[] {
  const drawn = data.measures?.[0] && measureBars(data.measures[0], signal.side, language);
  return drawn ? [drawn] : weeklyLogins(signal, data, words[language]);
}

function weeklyLogins(signal: Signal, { weeklyLogins: values }: DataSnapshot, say: Words): Block[] {
  if (values.every((value) => value === 0)) return [{ type: 'paragraph', text: say.weeklyLogins.none }];
  const { caption, first, last } = say.weeklyLogins;
  const bars: Block = {
    type: 'bars',
    tone: signal.side,
    values,
    // Told apart only where the signal is about them.
    recent: isAboutUse(signal) ? WEEKS_OF_A_WINDOW : 0,
    caption,
    first,
    last: last(values.at(-1) as number),
  };
  return [bars];
}

export function factRows(data: DataSnapshot, say: Words): { label: string; value: string }[] {
  const { health, plan, mrr, currency, stage, renewalDate, activeUsers28, activatedUsers, licenses } = data;
  const rows: [string, string | undefined][] = [
    [say.data.health, health && healthText(health, say)],
    [say.data.activeUsers, say.data.users(activeUsers28, licenses)],
    [say.data.activatedUsers, activatedUsers === undefined ? undefined : say.data.users(activatedUsers, licenses)],
    [say.data.plan, plan],
    [say.data.mrr, mrr === undefined ? undefined : say.money(mrr, currency)],
    [say.data.stage, stage && (say.stages[stage as Stage] ?? stage)],
    [say.data.renewal, renewalDate && say.longDay(renewalDate)],
  ];
  return rows.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
}

function healthText({ score, grade, stale, change }: NonNullable<DataSnapshot['health']>, say: Words): string {
  const parts = [say.number(score), say.data.grade[grade]];
  if (stale) parts.push(say.data.stale);
  else if (change !== null && change !== 0) {
    const points = `${change < 0 ? '−' : '+'}${say.number(Math.abs(change))}`;
    parts.push(say.data.changeIn7Days(points));
  }
  return parts.join(' · ');
}

export function peopleRows({ people }: DataSnapshot, say: Words): { label: string; value: string }[] {
  return people.map(({ id, name, role, lastActive }) => {
    const who = shorten(name ?? id, MOST_CHARACTERS_OF_A_NAME);
    const as = role === undefined ? '' : ` · ${say.roles[role as ContactRole] ?? role}`;
    return {
      label: who + as,
      value: say.data.lastActive(lastActive),
    };
  });
}
