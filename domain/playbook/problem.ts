import { noSuchName } from '../names/nearest-name.ts';

export interface PlaybookProblem {
  /** Where in the playbook, key by key. */
  path: (string | number)[];
  /** What is wrong there and what to write instead. */
  message: string;
}

export function unknownName(path: (string | number)[], kind: string, name: string, known: string[]): PlaybookProblem {
  return { path, message: noSuchName(kind, name, known) };
}

/** Each circle once, as the names along it, the first one repeated at the end. */
export function circlesIn(links: Map<string, string[]>): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const walk = (name: string, trail: string[]) => {
    const start = trail.indexOf(name);
    if (start >= 0) circles.push([...trail.slice(start), name]);
    if (start >= 0 || done.has(name)) return;
    for (const next of links.get(name) ?? []) walk(next, [...trail, name]);
    done.add(name);
  };
  for (const name of links.keys()) walk(name, []);
  return circles;
}
