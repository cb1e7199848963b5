import type { Locale } from '../../../domain/locale/locale.ts';
import { textIn } from '../../../domain/locale/text.ts';
import type { DigestContent, DigestTask } from '../../../domain/mail/mail-content.ts';
import { entryNamed } from '../../../domain/playbook/names.ts';
import type { Playbook, Signal } from '../../../domain/playbook/playbook.ts';
import { chartOf, subjectOf } from '../../../domain/signals/conditions.ts';
import type { Block } from '../layout/blocks.ts';
import { accountIn, personIn, shortName } from '../names.ts';
import { mailWords } from '../words/words.ts';
import { dueOf, moveLine } from './move-mail.ts';
import { measureBars } from './signal-data-blocks.ts';
import type { TaskActions } from './task-actions.ts';
import { whatMoved } from './what-moved.ts';
import { digestWords } from './words/words.ts';

type DigestAccount = DigestContent['accounts'][number];

/** What somebody has to do today, account by account. */
export function digestMail(
  content: DigestContent,
  locale: Locale,
  playbook: Playbook,
  actionsAt: (account: string) => TaskActions | undefined = () => undefined,
): { subject: string; blocks: Block[] } {
  const say = digestWords(locale);
  const general = mailWords(locale);
  const { accounts, open, late, fresh, since, day, more, moves, team } = content;
  const lateInTeam = team.reduce((sum, colleague) => sum + colleague.late, 0);
  const accountsShown = new Set(accounts.map(({ account }) => account.id)).size;
  const [first] = accounts;
  const [task] = first?.tasks ?? [];
  const [move] = moves?.shown ?? [];

  const blocks: Block[] = [];
  if (first !== undefined && task !== undefined) {
    blocks.push({
      type: 'ask',
      text: general.firstLine(accountIn(locale, first.account), titleOf(task)),
      by: { pause: general.pause, day: task.due < day ? say.dueSince(task.due) : general.by(task.due) },
      more: say.counts({ open, late, fresh, accounts: accountsShown + more.accounts }, since),
    });
  } else if (move !== undefined) {
    const by = { pause: general.pause, day: dueOf(move, locale, day) };
    blocks.push({ type: 'ask', text: moveLine(move, locale, playbook), by });
  } else {
    blocks.push({ type: 'ask', text: say.askOfTeam(lateInTeam) });
  }
  for (const account of accounts) blocks.push(...accountBlocks(account));
  if (more.tasks > 0) {
    const text = say.restText(more.accounts, more.tasks);
    blocks.push({ type: 'heading', text: say.rest }, { type: 'paragraph', text });
  }
  if (moves !== undefined && moves.shown.length > 0) {
    const items = moves.shown.map((one) => ({
      title: moveLine(one, locale, playbook),
      ...(one.due < day && { flag: say.late }),
      meta: dueOf(one, locale, day),
    }));
    const rest = moves.more > 0 && { more: say.moves.more(moves.more) };
    blocks.push({ type: 'heading', text: say.moves.heading }, { type: 'todo', items, ...rest });
  }
  if (team.length > 0) {
    const items = team.map((colleague) => say.lateOf(shortName(colleague.name), colleague.late));
    blocks.push({ type: 'heading', text: say.team }, { type: 'list', items });
  }
  blocks.push({ type: 'footer', text: say.footer });
  return { subject: subjectLine(), blocks };

  function subjectLine(): string {
    if (open > 0) return say.subject({ open, late }, day);
    if (move !== undefined && moves !== undefined) return say.subjectOfMoves(moves.shown.length + moves.more, day);
    return say.subjectOfTeam(lateInTeam, day);
  }

  function titleOf({ template, title }: DigestTask): string {
    return textIn(entryNamed(playbook.tasks, template)?.title, locale) ?? title;
  }

  function accountBlocks({ account, signal: name, about, evidence, data, tasks, moreTasks, lacks }: DigestAccount) {
    // The playbook may have forgotten the signal; the tasks are there all the same.
    const signal = entryNamed(playbook.signals, name);
    const tone = signal?.side ?? 'service';
    const moved = signal && whatMoved(signal, { subject: about, evidence }, locale, playbook);
    const head: Block = {
      type: 'account',
      name: [general.customer(accountIn(locale, account)), ...personOf(signal, about)].join(' · '),
      tone,
      word: general.side[tone],
      text: textIn(signal?.label, locale),
      ...(moved && { figure: { value: moved.number, text: moved.text } }),
      course: courseOf(signal, data, tone),
    };
    const actions = actionsAt(account.id);
    const items = tasks.map((one) => ({
      title: titleOf(one),
      ...(one.due < day && { flag: say.late }),
      meta: [
        one.due < day ? say.dueSince(one.due) : general.by(one.due),
        general.priority[one.priority],
        ...(one.isNew ? [say.fresh] : []),
      ].join(' · '),
      links: actions?.inList(one, one === task),
    }));
    return [
      head,
      { type: 'todo', items, ...(moreTasks > 0 && { more: say.moreTasks(moreTasks) }) } satisfies Block,
      ...lacks.map((lack): Block => ({ type: 'note', text: general.lacks[lack] })),
    ];
  }

  /** Whom it is about, where that is a person. */
  function personOf(signal: Signal | undefined, about: DigestAccount['about']): string[] {
    const isPerson = signal !== undefined && ['person', 'answer'].includes(subjectOf(signal.when));
    return isPerson && about !== null ? [personIn(locale, about)] : [];
  }

  /** What the signal is about, a measure or the log-ins; of all else, nothing is drawn. */
  function courseOf(signal: Signal | undefined, { weeklyLogins, measures }: DigestAccount['data'], tone: DigestTone) {
    const drawn = measures?.[0] && measureBars(measures[0], tone, locale, playbook);
    if (drawn?.type === 'bars') return { values: drawn.values, caption: drawn.caption, last: drawn.last };
    if ((signal && chartOf(signal.when)?.draws) !== 'logins' || weeklyLogins.every((value) => value === 0))
      return undefined;
    const { caption, last } = general.weeklyLogins;
    return { values: weeklyLogins, caption, last: last(weeklyLogins.at(-1) as number) };
  }
}

type DigestTone = Extract<Block, { type: 'account' }>['tone'];
