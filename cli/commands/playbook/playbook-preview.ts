import type { PlaybookChange } from '../../../domain/playbook/changes.ts';
import type { AccountImpact } from '../../../domain/playbook/impact.ts';
import type { PlaybookProblem } from '../../../domain/playbook/problem.ts';
import { addUnderstood, nothingUnderstood, type Understood } from '../../../domain/playbook/understanding.ts';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import type { OperationRequest } from '../../../functions/operate/operations.ts';
import type { Session } from '../../session.ts';
import { remainingTime } from '../events/pace.ts';
import { changesText } from './playbook-changes.ts';

/** What a push would change and do, as one value. */
export interface Preview {
  /** The version that it was compared with; `null` when none was ever pushed. */
  comparedWith: string | null;
  unreadable?: string;
  isSame: boolean;
  problems: PlaybookProblem[];
  changes: PlaybookChange[];
  impact: {
    accounts: number;
    changed: AccountImpact[];
    understood: Understood;
  };
}

type Given = Pick<OperationRequest<'preview-playbook'>, 'playbook' | 'rollbackTo'>;

/** Asks for the preview page by page, and says how far it has come. */
export async function readPreview({ installation, screen, now }: Session, given: Given): Promise<Preview> {
  const left = remainingTime(now);
  const preview: Preview = {
    comparedWith: null,
    isSame: false,
    problems: [],
    changes: [],
    impact: { accounts: 0, changed: [], understood: nothingUnderstood() },
  };
  let accounts = 0;
  let from: string | undefined;
  do {
    const page = await installation().operate('preview-playbook', { ...given, from });
    if (page.beginning !== undefined) {
      const { running, unreadable, isSame = false, problems, changes } = page.beginning;
      Object.assign(preview, { comparedWith: running, isSame, problems, changes, ...(unreadable && { unreadable }) });
      accounts = page.beginning.accounts;
    }
    const { impact } = preview;
    impact.accounts += page.looked;
    impact.changed.push(...page.rows);
    addUnderstood(impact.understood, page.understood);
    from = page.next;
    const share = accounts === 0 ? 1 : Math.min(1, impact.accounts / accounts);
    if (from !== undefined) screen.status(`${impact.accounts} of ${accounts} accounts looked at, ${left(share)} …`);
  } while (from !== undefined);
  screen.clearStatus();
  return preview;
}

/** So many names stand where more would say no more. */
const MOST_NAMES = 5;

export function previewText({ comparedWith, unreadable, changes, impact }: Preview): string {
  if (unreadable !== undefined) return `${unreadable}: there is nothing to compare with.`;
  const head = `Compared with ${comparedWith}, which runs now:`;
  const what = changes.length === 0 ? 'Nothing but the order of its entries changes.' : changesText(changes);
  return [head, what, '', ...impactLines(impact)].join('\n');
}

function impactLines({ accounts, changed, understood }: Preview['impact']): string[] {
  const head = `On your ${counted(accounts, 'account')}, as of today:`;
  const lines = [
    ...understoodLines(understood),
    ...taskLines(changed),
    ...mailLines(changed),
    ...scoreLines(changed),
    ...episodeLines(changed),
    ...stageLines(changed),
  ];
  if (accounts === 0) return ['There are no accounts yet.'];
  return [head, ...(lines.length === 0 ? ['nothing changes today'] : lines).map((line) => `  ${line}`)];
}

/** What is lost first: it is what nobody wanted. */
function understoodLines(understood: Understood): string[] {
  const moved = Object.entries(understood).filter(([, { before, after }]) => before !== after);
  const lost = moved.filter(([, { before, after }]) => after < before).sort(byLoss);
  const gained = moved.filter(([, { before, after }]) => after > before).sort(byLoss);
  const line = ([event, { before, after }]: (typeof moved)[number]) =>
    `${event}: ${counted(before, 'account')} now, ${after} after`;
  return [
    ...lost.map((one) => `no longer understood · ${line(one)}`),
    ...gained.map((one) => `understood from now on · ${line(one)}`),
  ];
}

type Counts = [string, Understood[string]];
const byLoss = ([, a]: Counts, [, b]: Counts) => Math.abs(b.before - b.after) - Math.abs(a.before - a.after);

function taskLines(changed: AccountImpact[]): string[] {
  const tasks = changed.flatMap((row) => row.tasks);
  if (tasks.length === 0) return [];
  const people = new Set(tasks.map(({ assignee }) => assignee)).size;
  const kinds = mostFrequent(tasks.map(({ template }) => template));
  const among = counted(people, 'person', 'people');
  return [`${counted(tasks.length, 'task')} would be raised, for ${among}: ${kinds}`];
}

function mailLines(changed: AccountImpact[]): string[] {
  const mails = changed.flatMap((row) => row.mails);
  const of = (wanted: string) => mails.filter(({ mode }) => mode === wanted).map(({ template }) => template);
  const line = (templates: string[], what: string) =>
    templates.length === 0
      ? []
      : [`${counted(templates.length, 'mail')} to customers would ${what}: ${mostFrequent(templates)}`];
  return [
    ...line(of('send'), 'go out'),
    ...line(of('approve'), 'wait for approval'),
    ...line(of('draft'), 'be drafted'),
  ];
}

function scoreLines(changed: AccountImpact[]): string[] {
  const scores = changed.flatMap(({ name, score }) => (score ? [{ name, ...score }] : []));
  const moves = scores.flatMap(({ name, before, after }) =>
    before === null || after === null ? [] : [{ name, before, after, by: Math.abs(after - before) }],
  );
  moves.sort((a, b) => b.by - a.by);
  const line = (rows: { name: string }[], what: string) => (rows.length === 0 ? [] : [`${what}: ${namesOf(rows)}`]);
  const unknown = scores.filter(({ after }) => after === null);
  const known = scores.filter(({ before }) => before === null);
  const shown = moves.map(({ name, before, after }) => ({ name: `${name} ${before} → ${after}` }));
  const by = moves.length === 0 ? '' : `, by ${moves.at(-1)?.by.toFixed(1)} to ${moves[0]?.by.toFixed(1)} points`;
  const [ownScore, scoresOf] = [(count: number) => (count === 1 ? 'score' : 'scores'), counted];
  return [
    ...line(shown, `${scoresOf(moves.length, 'score')} would change${by}`),
    ...line(unknown, `${unknown.length} ${ownScore(unknown.length)} would be unknown`),
    ...line(known, `${known.length} ${ownScore(known.length)} would become known`),
  ];
}

function episodeLines(changed: AccountImpact[]): string[] {
  const line = (of: (row: AccountImpact) => { signal: string; tasks?: number }[], what: string) => {
    const rows = changed.filter((row) => of(row).length > 0);
    const episodes = rows.flatMap(of);
    if (episodes.length === 0) return [];
    const openTasks = episodes.reduce((sum, { tasks = 0 }) => sum + tasks, 0);
    const withTasks = openTasks === 0 ? '' : `, with ${counted(openTasks, 'open task')}`;
    const signals = mostFrequent(episodes.map(({ signal }) => signal));
    return [`${counted(episodes.length, 'episode')} would ${what}${withTasks}: ${signals}; at ${namesOf(rows)}`];
  };
  const isRetired = ({ reason }: AccountImpact['closes'][number]) => reason === 'retired';
  return [
    ...line(({ opens }) => opens, 'open'),
    ...line(({ reopens }) => reopens, 'be open again'),
    ...line(
      ({ goesOn }) => goesOn.map(({ from, signal }) => ({ signal: `${from} → ${signal}` })),
      'go on under another name',
    ),
    ...line(({ staysQuiet }) => staysQuiet, 'stay closed, since they are asked once or were over a short while ago'),
    ...line(({ closes }) => closes.filter(isRetired), 'close, since nothing watches for them any more'),
    ...line(({ closes }) => closes.filter((one) => !isRetired(one)), 'close'),
    ...line(({ opensNoMore }) => opensNoMore, 'open tonight and no more do'),
  ];
}

function stageLines(changed: AccountImpact[]): string[] {
  const moved = changed.filter(({ stage }) => stage !== undefined);
  return moved.length === 0 ? [] : [`${counted(moved.length, 'account')} would change stage: ${namesOf(moved)}`];
}

/** `look 30, call 12, …` */
function mostFrequent(names: string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return listed(sorted.map(([name, count]) => `${name} ${count}`));
}

const namesOf = (rows: { name: string }[]) => listed(rows.map(({ name }) => name));

function listed(words: string[]): string {
  const more = words.length - MOST_NAMES;
  return `${words.slice(0, MOST_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
