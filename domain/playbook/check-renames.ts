import { formerNamesOf, RENAMED_AREAS, type Renamed, type RenamedArea } from './names.ts';
import type { Playbook } from './playbook.ts';
import { circlesIn, type PlaybookProblem } from './problem.ts';

/** What a file by itself can get wrong about earlier names: each is the name of nothing else, here or there. */
export function checkRenames(playbook: Playbook): PlaybookProblem[] {
  return RENAMED_AREAS.flatMap((area) => [...checkArea(area, playbook[area])]);
}

function* checkArea(area: RenamedArea, entries: Readonly<Record<string, Renamed>>): Generator<PlaybookProblem> {
  const former = new Map(Object.entries(entries).map(([name, entry]) => [name, formerNamesOf(entry)]));
  const inCircles = new Set<string>();
  for (const circle of circlesIn(former)) {
    for (const name of circle) inCircles.add(name);
    const message = `goes round in a circle: ${circle.join(' → ')}; each was called so before the other was`;
    yield { path: [area, circle[0] as string, 'renamedFrom'], message };
  }
  const taken = new Map<string, string>();
  for (const [name, names] of former) {
    const path = [area, name, 'renamedFrom'];
    for (const [place, earlier] of names.entries()) {
      const further = former.get(earlier);
      const other = taken.get(earlier);
      if (further !== undefined && further.length > 0 && !inCircles.has(earlier)) {
        const all = [...new Set([earlier, ...further])].join(', ');
        yield {
          path,
          message: `\`${earlier}\` stands here as well, itself renamed: take it out, and write \`[${all}]\``,
        };
      } else if (further !== undefined && !inCircles.has(earlier)) {
        yield { path, message: `\`${earlier}\` stands here as well: renamedFrom is for a name that is gone` };
      }
      if (names.indexOf(earlier) < place) {
        yield { path, message: `names \`${earlier}\` twice` };
      } else if (other !== undefined) {
        const message = `\`${earlier}\` is what \`${other}\` was called before: only one of the two goes on from it`;
        yield { path, message };
      }
      taken.set(earlier, other ?? name);
    }
  }
}
