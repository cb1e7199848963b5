import type { Playbook } from '../playbook/playbook.ts';
import { dataNeedsOf } from '../signals/conditions.ts';
import type { DataNeed } from '../signals/data-need.ts';
import type { SourceOverLimit } from '../sources/usage-limits.ts';
import type { Day } from '../time/day.ts';
import type { Coverage } from './coverage.ts';

/** One thing a signal lives on, and whether it arrives. */
export interface DataNeedRow {
  /** `event`, `measure`, `feature`, `account`, `contact` or `record`. */
  kind: string;
  /** The event, field or record, as it has to be sent or imported. */
  name: string;
  arrives: boolean;
  /** Any of these, or of what happens, is enough to begin with. */
  alternative?: true;
  /** The last day it came, or the month where the day is not known. */
  lastSeen: string | null;
  /** Accounts that have it. */
  accounts: number;
}

export interface SignalRow {
  signal: string;
  /** `off`: it says nothing of any account, for want of data; `partly`: for some of what it watches. */
  state: 'on' | 'partly' | 'off';
  needs: DataNeedRow[];
}

export interface DataMap {
  accounts: number;
  signals: SignalRow[];
  /** Sources that bring more than is counted one by one. */
  overLimits: SourceOverLimit[];
}

/** Per signal what it needs and what of it arrives: what a CS team takes to the engineer. */
export function dataMapOf(
  playbook: Playbook,
  coverage: Coverage,
  lastDays: ReadonlyMap<string, Day>,
  overLimits: SourceOverLimit[] = [],
): DataMap {
  const signals = Object.entries(playbook.signals).map(([signal, { when }]): SignalRow => {
    const needs = unique(dataNeedsOf(when, playbook).map((need) => rowOf(need, playbook, coverage, lastDays)));
    return { signal, state: stateOf(needs), needs };
  });
  return { accounts: coverage.accounts, signals, overLimits };
}

/** Of things that happen any is enough to begin with; of facts each is needed. Records come with the team's work. */
function stateOf(needs: DataNeedRow[]): SignalRow['state'] {
  const happenings = needs.filter(({ kind, alternative }) => kind === 'event' || kind === 'feature' || alternative);
  const facts = needs.filter(({ kind }) => kind === 'account' || kind === 'contact' || kind === 'measure');
  if (happenings.length > 0 && !happenings.some(({ arrives }) => arrives)) return 'off';
  if (facts.some(({ arrives, alternative }) => !arrives && !alternative)) return 'off';
  return happenings.every(({ arrives }) => arrives) ? 'on' : 'partly';
}

function rowOf(
  need: DataNeed,
  playbook: Playbook,
  coverage: Coverage,
  lastDays: ReadonlyMap<string, Day>,
): DataNeedRow {
  if ('event' in need) return seenRow('event', need.event, [need.event], coverage.events, playbook, lastDays);
  if ('measure' in need) return seenRow('measure', need.measure, [need.measure], coverage.measures, playbook, lastDays);
  if ('feature' in need) {
    const events = playbook.features[need.feature]?.events ?? [];
    const name = `${need.feature} (${events.join(', ')})`;
    return seenRow('feature', name, events, coverage.events, playbook, lastDays);
  }
  const [kind, name, accounts] =
    'account' in need
      ? (['account', need.account, coverage.accountFields[need.account]] as const)
      : 'contact' in need
        ? contactNeed(need, coverage)
        : (['record', need.record, coverage.records[need.record]] as const);
  const row: DataNeedRow = { kind, name, arrives: (accounts ?? 0) > 0, lastSeen: null, accounts: accounts ?? 0 };
  if ('alternative' in need) row.alternative = true;
  return row;
}

function contactNeed({ contact, role }: Extract<DataNeed, { contact: unknown }>, { contactFields }: Coverage) {
  const name = role === undefined ? contact : `${contact}=${role}`;
  return ['contact', name, contactFields[name]] as const;
}

function seenRow(
  kind: string,
  name: string,
  events: string[],
  seen: Coverage['events'],
  { aliases }: Playbook,
  lastDays: ReadonlyMap<string, Day>,
): DataNeedRow {
  const found = events.flatMap((event) =>
    Object.hasOwn(seen, event) ? [seen[event] as Coverage['events'][string]] : [],
  );
  const isMeant = (theirs: string) => events.includes(aliases[theirs] ?? theirs);
  const days = [...lastDays].flatMap(([theirs, day]) => (isMeant(theirs) ? [day] : []));
  const lastSeen = [...days, ...found.map(({ lastMonth }) => lastMonth)].sort().at(-1) ?? null;
  return {
    kind,
    name,
    arrives: found.length > 0,
    lastSeen: found.length > 0 ? lastSeen : null,
    // An account may have several of a feature's events: the most covered one bounds it from below.
    accounts: Math.max(0, ...found.map(({ accounts }) => accounts)),
  };
}

function unique(rows: DataNeedRow[]): DataNeedRow[] {
  return [...new Map(rows.map((row) => [`${row.kind} ${row.name}`, row])).values()];
}
