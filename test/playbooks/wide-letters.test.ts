import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePlaybook } from '../../playbooks/load.ts';
import { describe as told } from '../../playbooks/yaml-source.ts';

const DEFAULT = readFileSync(new URL('../../playbooks/default.yaml', import.meta.url), 'utf8');

const problemsOf = (text: string) => parsePlaybook(text).problems.map((problem) => told('p.yaml', problem));

/** The default playbook with one of its lines replaced; which line it is. */
function withLine(wanted: RegExp, replace: (line: string) => string): { text: string; line: number } {
  const lines = DEFAULT.split('\n');
  const place = lines.findIndex((line) => wanted.test(line));
  expect(place).toBeGreaterThanOrEqual(0);
  const written = replace(lines[place] as string);
  expect(written).not.toBe(lines[place]);
  lines[place] = written;
  return { text: lines.join('\n'), line: place + 1 };
}

describe('a letter that a Japanese keyboard writes in the place of one of YAML', () => {
  it('is named with its own line where full-width spaces indent', () => {
    const text = 'emails:\n  renewal-intent:\n    subject:\n　　　en: "Your renewal"\n      ja: "更新"\n';
    expect(problemsOf(text)).toEqual([
      'p.yaml:4: begins with full-width spaces: write half-width spaces instead, 6 of them here',
    ]);
  });

  it.each<[string, RegExp, (line: string) => string, string]>([
    [
      'braces',
      /^ {4}label: \{ en/,
      (line) => line.replace('{', '｛').replace('}', '｝'),
      'has a full-width `｛`: write `{`',
    ],
    ['one brace of two', /^ {4}label: \{ en/, (line) => line.replace(/\}$/, '｝'), 'has a full-width `｝`: write `}`'],
    ['a comma', /^ {4}label: \{ en/, (line) => line.replace(', ja', '，ja'), 'has a full-width `，`: write `,`'],
    [
      'a colon',
      /^ {6}tripsAtOrAbove: 60/,
      (line) => line.replace(': ', '：'),
      'has a full-width `：`: write `: ` with a space after it',
    ],
    [
      'a hyphen of a list',
      /^ {6}- \{ task/,
      (line) => line.replace('- ', '－'),
      'has a full-width `－`: write `- ` with a space after it',
    ],
    [
      'a tab',
      /^ {6}tripsAtOrAbove: 60/,
      (line) => line.replace(/^ +/, '\t\t\t'),
      'begins with tabs: write half-width spaces instead, 6 of them here',
    ],
    [
      'a non-breaking space',
      /^ {6}tripsAtOrAbove: 60/,
      (line) => line.replace(/^ +/, '\u00a0'.repeat(6)),
      'begins with non-breaking spaces: write half-width spaces instead, 6 of them here',
    ],
    [
      'digits',
      /^ {6}tripsAtOrAbove: 60/,
      (line) => line.replace('60', '６０'),
      'signals.no-login.when.tripsAtOrAbove: has full-width digits: write 60 instead of ６０',
    ],
    [
      'quotes',
      /^ {4}play: /,
      (line) => line.replace(/: (\S+)/, ': “$1”'),
      'has `“` where a quote would stand: write `"` before and after the text',
    ],
  ])('is named with what to write instead: %s', (_, wanted, replace, message) => {
    const { text, line } = withLine(wanted, replace);
    const problems = problemsOf(text);
    expect(problems.filter((problem) => problem.startsWith(`p.yaml:${line}: `))).toHaveLength(1);
    expect(problems.join('\n')).toContain(message);
    expect(problems).toHaveLength(1);
  });

  it('is no mistake in a text: Japanese is written so', () => {
    const { text } = withLine(/^name:/, () => 'name: { en: “Ours”, ja: "約束：「先回り」｛仮｝" }');
    expect(problemsOf(text)).toEqual([]);
    const body = DEFAULT.replace(
      /^( +)body:\n( +)(en|ja): \|\n/m,
      (whole, _a, indent) => `${whole}${indent}  　担当：田中 ｛仮｝\n`,
    );
    expect(body).not.toBe(DEFAULT);
    expect(problemsOf(body)).toEqual([]);
  });

  it('in a text is not blamed for what is wrong elsewhere', () => {
    const { text, line } = withLine(/^ {6}tripsAtOrAbove: 60/, (written) => written.replace('60', '-1'));
    const named = text.replace(/^name:.*$/m, 'name: { en: “Ours”, ja: “先回り” }');
    expect(problemsOf(named)).toEqual([expect.stringContaining(`p.yaml:${line}: `)]);
  });
});
