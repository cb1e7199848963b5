import { hasChurned, type Stage, stages } from '../account/account.ts';
import { type Grade, gradeOf } from '../health/health.ts';
import type { HealthRules } from '../health/health-rules.ts';
import { addDays, type Day } from '../time/day.ts';
import { accountsUnder } from './accounts-under.ts';
import type { BoardEntry } from './board-entry.ts';

export const boardOrders = ['name', 'health', 'change', 'mrr', 'renewal', 'stage', 'csm', 'tasks'] as const;
export type BoardOrder = (typeof boardOrders)[number];

/** Of accounts that have none of what is filtered by. */
export const NONE = '-' as const;

/** Which of the accounts, and in what order; each part that isn't there lets all through. */
export interface BoardSearch {
  /** Each of these words is in the name or the id. */
  words?: string;
  /** Who looks after them by now. */
  csm?: string;
  grade?: Grade | typeof NONE;
  stage?: Stage | typeof NONE;
  segment?: string;
  /** They belong to this account, directly or through others. */
  parent?: string;
  /** Their next renewal is within so many days, or has passed. */
  renewal?: number | 'passed';
  /** Those that are no customers any more, who are left out otherwise. */
  hasLeft?: boolean;
  order: BoardOrder;
  isDescending: boolean;
}

export interface BoardContext {
  health: Pick<HealthRules, 'healthyFrom' | 'watchFrom'>;
  today: Day;
  /** Id and name of who looks after the account today. */
  csmOf(entry: Pick<BoardEntry, 'csm'>): { id: string; name: string } | null;
}

export function searchBoard(entries: readonly BoardEntry[], search: BoardSearch, context: BoardContext): BoardEntry[] {
  const { health, today, csmOf } = context;
  const { words = '', csm, grade, stage, segment, parent, renewal } = search;
  const under = parent === undefined ? undefined : accountsUnder(entries, parent);
  const wanted = folded(words)
    .split(/\s+/)
    .filter((word) => word !== '');
  const isFound = (entry: BoardEntry) => {
    if (!isOfThoseAskedFor(entry, search, today)) return false;
    if (grade !== undefined && (gradeOfEntry(entry, health) ?? NONE) !== grade) return false;
    if (stage !== undefined && (entry.stage ?? NONE) !== stage) return false;
    if (segment !== undefined && (entry.segment ?? NONE) !== segment) return false;
    if (under !== undefined && !under.has(entry.account)) return false;
    if (csm !== undefined && (csmOf(entry)?.id ?? NONE) !== csm) return false;
    if (renewal !== undefined && !renewsWithin(entry, renewal, today)) return false;
    return wanted.length === 0 || wanted.every((word) => textOf(entry).includes(word));
  };
  if (search.order === 'mrr' || search.order === 'csm') return inOrder(entries.filter(isFound), search, csmOf);
  return orderedOnce(entries, search, csmOf).filter(isFound);
}

/** Of each board, in the orders that hang on nothing else. */
const ordered = new WeakMap<readonly BoardEntry[], Map<string, readonly BoardEntry[]>>();

/** Whoever filters and turns pages asks for the same board again. */
function orderedOnce(
  entries: readonly BoardEntry[],
  search: Pick<BoardSearch, 'order' | 'isDescending'>,
  csmOf: BoardContext['csmOf'],
): readonly BoardEntry[] {
  const known = ordered.get(entries) ?? new Map<string, readonly BoardEntry[]>();
  ordered.set(entries, known);
  const order = `${search.order} ${search.isDescending}`;
  const rows = known.get(order) ?? inOrder(entries, search, csmOf);
  known.set(order, rows);
  return rows;
}

/** Whether it is a customer, or none any more, as is asked for. */
export const isOfThoseAskedFor = (entry: BoardEntry, { hasLeft = false }: Pick<BoardSearch, 'hasLeft'>, today: Day) =>
  hasChurned(entry, today) === hasLeft;

export const gradeOfEntry = ({ score }: Pick<BoardEntry, 'score'>, health: BoardContext['health']): Grade | null =>
  score === null ? null : gradeOf(health, score);

function renewsWithin({ renewal }: BoardEntry, within: number | 'passed', today: Day): boolean {
  if (renewal === undefined) return false;
  return within === 'passed' ? renewal < today : renewal >= today && renewal <= addDays(today, within);
}

const texts = new WeakMap<BoardEntry, string>();

function textOf(entry: BoardEntry): string {
  let text = texts.get(entry);
  if (text === undefined) {
    // No word that is looked for has a line break in it.
    text = `${folded(entry.name)}\n${folded(entry.account)}`;
    texts.set(entry, text);
  }
  return text;
}

const KATAKANA = /[\u30a1-\u30f6]/g;
const TO_HIRAGANA = 0x60;

/** One form of what is the same to whoever types it: full and half width, capitals, both kana. */
export const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - TO_HIRAGANA));

/** By what stands in the column; whoever has nothing there comes last, whichever way round. */
function inOrder(
  entries: readonly BoardEntry[],
  { order, isDescending }: Pick<BoardSearch, 'order' | 'isDescending'>,
  csmOf: BoardContext['csmOf'],
): BoardEntry[] {
  const sign = isDescending ? -1 : 1;
  const rows = entries.map((entry) => ({ entry, key: keyOf(entry, order, csmOf), name: textOf(entry) }));
  const currencies = order === 'mrr' ? currencyRanks(entries) : undefined;
  rows.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) {
      return Number(a.key === undefined) - Number(b.key === undefined) || compared(a.name, b.name);
    }
    // Amounts of two currencies can't be compared: each has its own place in the list.
    const apart = currencies && rankOf(currencies, a.entry) - rankOf(currencies, b.entry);
    return apart || sign * compared(a.key, b.key) || compared(a.name, b.name);
  });
  return rows.map(({ entry }) => entry);
}

type Key = string | number | undefined;

function keyOf(entry: BoardEntry, order: BoardOrder, csmOf: BoardContext['csmOf']): Key {
  switch (order) {
    case 'name':
      return textOf(entry);
    case 'health':
      return entry.score ?? undefined;
    case 'change':
      return entry.change ?? undefined;
    case 'mrr':
      return entry.mrr;
    case 'renewal':
      return entry.renewal;
    case 'stage':
      return entry.stage && stages.indexOf(entry.stage);
    case 'csm': {
      const csm = csmOf(entry);
      return csm === null ? undefined : folded(csm.name);
    }
    case 'tasks':
      return entry.openTasks;
  }
}

const compared = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);

/** The one that most pay in comes first. */
function currencyRanks(entries: readonly BoardEntry[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { mrr, currency = '' } of entries)
    if (mrr !== undefined) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || compared(a, b));
  return new Map(ranked.map(([currency], rank) => [currency, rank]));
}

const rankOf = (ranks: Map<string, number>, { currency = '' }: BoardEntry) => ranks.get(currency) ?? ranks.size;
