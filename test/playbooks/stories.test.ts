import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { StoryFile } from '../../playbooks/load-stories.ts';
import { defaultPlaybook } from '../support/story.ts';

const folder = new URL('../../playbooks/stories/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const read = (name: string) => new StoryFile(readFileSync(new URL(name, folder), 'utf8'));

describe.each(files)('the stories in %s', (name) => {
  const file = read(name);

  it('are well written', () => {
    expect(file.problems(defaultPlaybook)).toEqual([]);
  });

  it.each((file.stories?.stories ?? []).map(({ story }, n) => [story, n] as const))('%s', (_, n) => {
    expect(file.run(n, defaultPlaybook)).toEqual([]);
  });
});

describe('the stories', () => {
  it('tell of every signal of the default playbook', () => {
    const told = files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
    const untold = Object.keys(defaultPlaybook.signals).filter((signal) => !told.includes(signal));
    expect(untold).toEqual([]);
  });

  it('say which day came otherwise and why, when a number is changed', () => {
    const { problems, failures } = tell('no-login.yaml', (playbook) => {
      Object.assign(playbook.signals['no-login']?.when ?? {}, { tripsAtOrAbove: 75, recoversBelow: 75 });
    });
    expect(problems).toEqual([]);
    expect(failures[0]).toEqual({
      story: 'Sixty complete days without a log-in start the win-back',
      storyLine: expect.any(Number),
      line: expect.any(Number),
      day: '2026-04-29',
      expected: 'no-login is open, has days 60',
      instead: ['no-login is closed and says recovers'],
      why: ['no-login says recovers, closed: days 60'],
      bounds: { 'no-login': 'event login, tripsAtOrAbove 75, recoversBelow 75' },
      nearest: null,
    });
    expect(failures[1]).toMatchObject({
      day: '2026-04-29',
      expected: 'the task win-back-owner is raised to csm',
      instead: ['nothing is raised'],
      nearest: '2026-05-14',
    });
    const lines = readFileSync(new URL('no-login.yaml', folder), 'utf8').split('\n');
    expect(failures.map(({ line }) => lines[line - 1])[1]).toContain('task: win-back-owner');
  });

  it('say what a mail lacked and what a task still waits for', () => {
    const file = new StoryFile(`
account: { renewalDate: 2026-09-30 }
stories:
  - story: Nobody has an address
    watchedFrom: 2026-06-01
    expect:
      - { on: 2026-06-30, mail: renewal-intent }
      - { on: 2026-06-30, task: renewal-unanswered }
`);
    expect(file.problems(defaultPlaybook)).toEqual([]);
    const [mail, task] = file.run(0, defaultPlaybook);
    expect(mail?.why).toContain('what stood in its way: no-address');
    expect(task?.why).toContain('in the play renewal renewal-unanswered comes later: daysBeforeRenewal 30');
    expect(task?.nearest).toBe('2026-08-31');
  });

  it('say when a task that they finish was never there', () => {
    const file = new StoryFile(`
stories:
  - story: Nothing to do
    tasksDone:
      - { on: 2026-06-02, task: check-in-look }
    expect:
      - { from: 2026-06-01, to: 2026-06-05, raised: nothing }
`);
    expect(file.run(0, defaultPlaybook)).toMatchObject([
      { line: 5, day: '2026-06-02', expected: expect.stringContaining('check-in-look is open') },
    ]);
  });
});

describe.each(['docs/playbook-tests.md', 'docs/guide.ja.md'])('the examples in %s', (page) => {
  const blocks = [...readFileSync(page, 'utf8').matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text]) => text as string);
  const examples = blocks.filter((text) => /^stories:/m.test(text));

  it('are there', () => {
    expect(examples.length).toBeGreaterThan(0);
  });

  it.each(examples)('come as they expect: %s', (text) => {
    const file = new StoryFile(text);
    expect(file.problems(defaultPlaybook)).toEqual([]);
    expect(file.stories?.stories.flatMap((_, n) => file.run(n, defaultPlaybook))).toEqual([]);
  });
});

describe('a file of stories with mistakes is refused, with the line and what to write instead', () => {
  const file = new StoryFile(`
stories:
  - story: Slips
    contacts: { mei: { role: champion } }
    watchedFrom: 2026-05-01
    events:
      - { on: 2026-05-02, event: logn, user: mei }
      - { on: 2026-05-02, every: day, event: login }
    answers:
      - { on: 2026-05-02, answer: talk }
    deadAddresses:
      - { on: 2026-05-02, contact: mei }
    tasksDone:
      - { on: 2026-07-01, task: check-in-lok }
    expect:
      - { on: 2026-06-01, signal: login-fell, state: open }
      - { on: 2026-06-01, signal: logins-fell }
      - { on: 2026-06-01, signal: hand-over, about: mai, state: open }
      - { on: 2026-06-01, task: check-in-look, assignee: csn }
      - { on: 2026-06-01, reminded: check-in-loook, member: managr }
      - { on: 2026-04-01, mail: win-back, contact: mai }
    fleet:
      - { from: 2026-05-01, to: 2026-05-20, event: logn, change: 0.5 }
      - { from: 2026-05-01, to: 2026-05-20, event: report.exported, change: 0.5 }
      - { from: 2026-05-01, to: 2026-05-20, event: login, change: 0.5 }
`);
  const told = file.problems(defaultPlaybook).map(({ line, message }) => `${line}: ${message}`);

  it.each([
    '7: `logn` is no event that the playbook listens for: did you mean `login`?',
    '8: needs `from` and `to`',
    '10: answers for no renewal: give it a `renewalDate`, or the account one',
    '12: `mei` has no address on 2026-05-02: give the contact an email',
    '14: there is no task `check-in-lok`; did you mean `check-in-look`?',
    '14: lies outside of the days that are watched (2026-05-01 to 2026-06-01): expect something after it',
    '16: there is no signal `login-fell`; did you mean `logins-fell`?',
    '17: needs what is expected of it: a state, verdict, reason or evidence',
    '18: there is no subject `mai`; did you mean `mei`?',
    '19: there is no member of the team `csn`; did you mean `csm`?',
    '20: there is no task `check-in-loook`; did you mean `check-in-look`?',
    '20: there is no member of the team `managr`; did you mean `manager`?',
    '21: there is no contact `mai`; did you mean `mei`?',
    '21: lies before the first day that is watched (2026-05-01)',
    '23: no level of `logn` is set against the fleet in the playbook: did you mean `login`?',
    '24: no level of `report.exported` is set against the fleet in the playbook',
  ])('%s', (problem) => {
    expect(told).toContain(problem);
  });

  it('and nothing that is right in it', () => {
    expect(told.filter((problem) => problem.startsWith('25:'))).toEqual([]);
  });

  it.each([
    ['{ on: 2026-02-30, event: login }', 'is not a date that exists: write it as YYYY-MM-DD'],
    ['{ event: login }', 'needs either `on`, or `from` and `to`'],
    ['{ from: 2026-02-03, event: login }', '`from` and `to` go together'],
    ['{ from: 2026-02-03, to: 2026-02-01, event: login }', 'lies before from (2026-02-03)'],
    [
      '{ from: 2026-02-03, to: 2026-02-04, every: fortnight, event: login }',
      'is no rhythm: write day, weekday, week, month, or like `3 days`',
    ],
    [
      '{ from: 2026-02-03, to: 2026-12-31, event: login, times: 1000 }',
      'make more than 100,000 events: tell the story with fewer',
    ],
    ['{ on: 2026-02-03, evnt: login }', 'is not known here: did you mean `event`?'],
  ])('of events: %s', (row, message) => {
    expect(problemsOf(`events: [${row}]`, '{ on: 2026-06-01, raised: nothing }')).toContain(`4: ${message}`);
  });

  it.each([
    ['{ on: 2026-06-01, tasks: check-in-look }', 'is not known here: did you mean `task`?'],
    ['{ on: 2026-06-01, raised: something }', 'must be nothing, not `something`'],
    [
      '{ on: 2026-06-01, signal: no-login, state: opened }',
      'must be one of open, cooldown, closed, not `opened` (did you mean `open`?)',
    ],
  ])('of expectations: %s', (row, message) => {
    expect(problemsOf('events: []', row)).toContain(`5: ${message}`);
  });

  function problemsOf(events: string, expectation: string): string[] {
    const text = `stories:\n  - story: One\n    contacts: {}\n    ${events}\n    expect: [${expectation}]\n`;
    return new StoryFile(text).problems(defaultPlaybook).map(({ line, message }) => `${line}: ${message}`);
  }
});

function tell(name: string, change: (playbook: Playbook) => void) {
  const playbook = structuredClone(defaultPlaybook);
  change(playbook);
  const file = read(name);
  const failures = (file.stories?.stories ?? []).flatMap((_, n) => file.run(n, playbook));
  return { problems: file.problems(playbook), failures };
}
