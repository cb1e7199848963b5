import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** What exists once, the file where it may be written, and how a second one would look. */
const once: { what: string; at: string[]; like: RegExp }[] = [
  { what: 'the list of renewal answers', at: ['domain/answers/renewal-answer.ts'], like: /'renew'(, | \| )'talk'/ },
  { what: 'the list of priorities', at: ['domain/tasks/priority.ts'], like: /'high'(, | \| )'normal'/ },
  {
    what: 'a schedule; the nightly run of scoring starts a state machine, no function',
    at: ['lib/constructs/scheduled-calls.ts', 'lib/features/scoring.ts'],
    like: /new Schedule\(/,
  },
  {
    what: 'trying anew what others were faster with',
    at: ['functions/runtime/try-again.ts'],
    like: /MOST_LOSSES = 5|for \(let losses|function untilNotOvertaken|instanceof ConditionalCheckFailedException\) \|\|/,
  },
  {
    what: 'a pause that doubles between attempts',
    at: ['functions/runtime/try-again.ts'],
    like: /\* 2 \*\* \(?\w*(attempt|nth)/i,
  },
  {
    what: 'what is kept for so long and read anew then',
    at: ['functions/runtime/expiring.ts'],
    like: /now\(\) - (\w+\.)*(kept\.)?(askedAt|readAt|begunAt)/,
  },
  {
    what: 'grouping',
    at: ['domain/collections/grouped-by.ts'],
    like: /(\w+)\.set\((\w+), \[\.\.\.\(\1\.get\(\2\) \?\? \[\]\), |=== undefined\) \w+\.set\([\w.]+, \[(\w+)\]\);\n\s*else \w+\.push\(\3\)/,
  },
  {
    what: 'a pattern that names properties of characters, outside of commands: as code it costs whoever reads the file',
    at: ['cli/commands/playbook/preview.ts', 'cli/table.ts', 'domain/names/pattern-when-asked.ts'],
    // In a text the backslash is two, and in a template nothing ends it as it ends a pattern.
    like: /(?<!\\)\\p\{[^\n`]*\/[a-z]*u[a-z]*\b/i,
  },
  { what: 'the list of task outcomes', at: ['domain/tasks/task-outcome.ts'], like: /'won'(, | \| )'helped'/ },
];

const sources = ['bin', 'cli', 'domain', 'functions', 'lib', 'local'].flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ file: `${room}/${name}`, text: readFileSync(`${room}/${name}`, 'utf8') })),
);

describe('Of each there is one', () => {
  it.each(once)('$what', ({ at, like }) => {
    expect(sources.flatMap(({ file, text }) => (like.test(text) ? file : [])).toSorted()).toEqual(at);
  });
});
