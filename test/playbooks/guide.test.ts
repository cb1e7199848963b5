import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadPlaybook, parsePlaybook } from '../../playbooks/load.ts';
import { referencePages } from '../../playbooks/reference.ts';

const defaultText = readFileSync('playbooks/default.yaml', 'utf8');
const playbook = loadPlaybook(defaultText, 'default.yaml');
const defaultValue: unknown = parse(defaultText);
const entries = (['features', 'otherProducts', 'stages', 'signals', 'plays', 'tasks', 'emails'] as const).flatMap(
  (section) => Object.keys(playbook[section]),
);

describe.each(Object.values(referencePages))('%s', (file) => {
  const page = readFileSync(file, 'utf8');
  const guide = page.slice(0, page.indexOf('<!-- reference'));
  const examples = [...guide.matchAll(/^```yaml\n(.*?)^```/gms)].map(({ 1: text, index }) => ({
    line: guide.slice(0, index).split('\n').length,
    text: text as string,
  }));

  it('speaks of every entry of the default playbook', () => {
    const names = [...entries, ...Object.keys(playbook.health.indicators), ...Object.keys(playbook.roles)];
    expect(names.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });

  it.each(examples)('has an example on line $line that is right when put into the default playbook', ({ text }) => {
    // JSON is YAML too, and quicker written.
    const changed = JSON.stringify(withChanges(defaultValue, parse(text)));
    expect(parsePlaybook(changed).problems).toEqual([]);
  });

  it('changes something with every example', () => {
    const idle = examples.filter(({ text }) => isDeepStrictEqual(withChanges(defaultValue, parse(text)), defaultValue));
    expect(idle).toEqual([]);
  });
});

/** Groups are merged, everything else is replaced. */
function withChanges(value: unknown, changes: unknown): unknown {
  if (!isGroup(value) || !isGroup(changes)) return changes;
  const changed = Object.entries(changes).map(([key, change]) => [key, withChanges(value[key], change)]);
  return { ...value, ...Object.fromEntries(changed) };
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
