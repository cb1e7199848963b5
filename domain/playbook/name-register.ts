import { nearestName } from '../names/nearest-name.ts';
import { formerNamesOf, RENAMED_AREAS, type Renamed, type RenamedArea } from './names.ts';
import type { Playbook } from './playbook.ts';
import type { PlaybookProblem } from './problem.ts';

/**
 * Every name that an entry of a pushed playbook ever had, the names of one entry together and the latest first. An
 * account may not have been looked at since an older version, and an older version may come back: what is stored under a
 * name is found again whatever the files between said.
 */
export type NameRegister = Record<RenamedArea, string[][]>;

const ENTRY_NAMES: Record<RenamedArea, string> = { signals: 'signal', plays: 'play', tasks: 'task', emails: 'email' };

export const emptyRegister = (): NameRegister => ({ signals: [], plays: [], tasks: [], emails: [] });

/** The register once this playbook runs. */
export function registered(register: NameRegister, playbook: Playbook): NameRegister {
  const after = emptyRegister();
  for (const area of RENAMED_AREAS) {
    const own = Object.entries(playbook[area]).map(([name, entry]) => namesOf(register[area], name, entry));
    const renewed = new Set(own.flat());
    after[area] = [...own, ...register[area].filter((names) => !names.some((name) => renewed.has(name)))];
  }
  return after;
}

/** The playbook with all the names that its entries ever had, as it is stored and as scoring reads it. */
export function withFormerNames(playbook: Playbook, register: NameRegister): Playbook {
  const complete = { ...playbook };
  for (const area of RENAMED_AREAS)
    Object.assign(complete, { [area]: entriesWithNames<Renamed>(playbook[area], register[area]) });
  return complete;
}

function entriesWithNames<Entry extends Renamed>(
  entries: Record<string, Entry>,
  groups: string[][],
): Record<string, Entry> {
  return Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => {
      const [, ...former] = namesOf(groups, name, entry);
      return [name, former.length === 0 ? entry : { ...entry, renamedFrom: former }];
    }),
  );
}

/** All names of an entry, the one it has now first. */
function namesOf(groups: string[][], name: string, entry: Renamed): string[] {
  const written = formerNamesOf(entry);
  const groupOf = (one: string) => groups.find((names) => names.includes(one));
  const known = groupOf(name) ?? written.map(groupOf).find((names) => names !== undefined) ?? [];
  return [...new Set([name, ...written, ...known])];
}

/** What only the versions that ran here can tell: names that none of them had, and two entries that would become one. */
export function checkAgainstRegister(playbook: Playbook, register: NameRegister): PlaybookProblem[] {
  // On a new installation nothing is stored under any name yet.
  if (RENAMED_AREAS.every((area) => register[area].length === 0)) return [];
  return RENAMED_AREAS.flatMap((area) => [...checkArea(area, playbook[area], register[area])]);
}

function* checkArea(
  area: RenamedArea,
  entries: Record<string, Renamed>,
  groups: string[][],
): Generator<PlaybookProblem> {
  const what = ENTRY_NAMES[area];
  const holders = new Map<string[], string>();
  // The entry with the latest name keeps what is stored; other claims to it come after.
  const latestFirst = Object.entries(entries).sort(([a], [b]) => Number(isLatest(b)) - Number(isLatest(a)));
  for (const [name, entry] of latestFirst) {
    const written = formerNamesOf(entry);
    const path = [area, name, ...(written.length > 0 ? ['renamedFrom'] : [])];
    const own = groups.filter((names) => [name, ...written].some((one) => names.includes(one)));
    const [group, another] = own;
    if (group === undefined) {
      if (written.length > 0) yield { path, message: neverRan(what, name, written[0] as string) };
      continue;
    }
    if (another !== undefined) {
      const both = `\`${group[0]}\` and \`${another[0]}\``;
      const message = `would make one ${what} of ${both}, which ran beside each other or one after the other: only a new name can take over, so give this ${what} one, or leave renamedFrom out`;
      yield { path, message };
      continue;
    }
    const holder = holders.get(group);
    if (holder !== undefined) {
      const message = `what is stored under its earlier names belongs to \`${holder}\`, which they were renamed to: give this ${what} a name that none had, without renamedFrom`;
      yield { path, message };
    }
    holders.set(group, holder ?? name);
  }

  function isLatest(name: string): boolean {
    return groups.some(([latest]) => latest === name);
  }

  function neverRan(kind: string, name: string, former: string): string {
    const nearest = nearestName(former, groups.flat());
    const hint = nearest === undefined ? '' : ` Did you mean \`${nearest}\`?`;
    return `no version that ran here had a ${kind} \`${former}\`.${hint} If \`${name}\` is new, leave renamedFrom out`;
  }
}
