import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { runCommand } from '../cli/run-command.ts';
import type { MailContent, OperatorMailContent } from '../domain/mail/mail-content.ts';
import type { OutboxMail } from '../domain/outbox/outbox.ts';
import { OperatorError } from '../functions/operate/operator-error.ts';
import { sampleMails } from './support/sample-mails.ts';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => existsSync(file));
const pages = files.filter((file) => file.endsWith('.md'));
const sources = files.filter((file) => /\.(ts|mjs|ya?ml)$/.test(file) && !file.startsWith('test/'));

describe('The pages', () => {
  test('lead with every relative link and image to something that is there', () => {
    const dead = pages.flatMap((page) =>
      linksOf(page)
        .filter((link) => !leadsSomewhere(page, link))
        .map((link) => `${page}: ${link}`),
    );
    expect(dead).toEqual([]);
  });

  test('are there wherever the code points to one', () => {
    const dead = sources.flatMap((source) =>
      [...readFileSync(source, 'utf8').matchAll(/\bdocs\/[\w./-]+\.md(?:#[\w-]+)?/g)]
        .map(([link]) => link)
        .filter((link) => !leadsSomewhere('.', link))
        .map((link) => `${source}: ${link}`),
    );
    expect(dead).toEqual([]);
  });

  test('have what describes each page in the readme of its folder', () => {
    const listed = linksOf('docs/decisions/README.md');
    const decisions = pages.filter((page) => /^docs\/decisions\/\d/.test(page));
    expect(decisions.map((page) => page.slice('docs/decisions/'.length)).sort()).toEqual(listed.sort());
  });
});

describe('The pages for whoever changes the code', () => {
  const forContributors = pages.filter((page) => /^(CONTRIBUTING|docs\/(architecture|how-to\/.*))\.md$/.test(page));

  test('name files and folders that are there', () => {
    const rooms = new Set(files.map((file) => file.split('/')[0]));
    const gone = forContributors.flatMap((page) =>
      [...proseOf(page).matchAll(/`([\w.-]+\/[\w./-]*)`/g)]
        .map(([, path]) => path as string)
        .filter((path) => rooms.has(path.split('/')[0] as string) && !existsSync(path))
        .map((path) => `${page}: ${path}`),
    );
    expect(gone).toEqual([]);
  });

  test('list every function and every folder of the domain', () => {
    const architecture = readFileSync('docs/architecture.md', 'utf8');
    const functions = files.flatMap((file) => file.match(/^functions\/([\w-]+)\/handler\.ts$/)?.[1] ?? []);
    const concepts = new Set(files.flatMap((file) => file.match(/^domain\/([\w-]+)\//)?.[1] ?? []));
    const unlisted = [
      ...functions.filter((name) => !architecture.includes(`\n| ${name} |`)),
      ...[...concepts].filter((name) => !architecture.includes(`\`${name}\``)),
    ];
    expect(functions.length).toBeGreaterThan(10);
    expect(unlisted).toEqual([]);
  });

  test('lead to every how-to', () => {
    const led = linksOf('CONTRIBUTING.md');
    const howTos = pages.filter((page) => page.startsWith('docs/how-to/'));
    expect(howTos.filter((page) => !led.includes(page))).toEqual([]);
  });
});

describe('Doc comments', () => {
  test('stand right before what they describe', () => {
    const orphans = sources.flatMap((source) =>
      [
        ...readFileSync(source, 'utf8').matchAll(
          /^ *\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n(?= *(?:\n|\/\*\*|\/\/|import |[}\])]|$))/gm,
        ),
      ].map(([comment]) => `${source}: ${comment.trim()}`),
    );
    expect(orphans).toEqual([]);
  });
});

describe('A page and its Japanese twin', () => {
  const inJapanese = (page: string) => page.replace(/\.md$/, '.ja.md');
  // The others tell the same in their own order.
  const twins = ['docs/deploying.md', 'docs/operating.md', 'docs/sending-events.md'];

  test.each(twins)('lead to each other: %s', (page) => {
    const targetsOf = (one: string) => linksOf(one).map((link) => link.split('#')[0]);
    expect(targetsOf(page)).toContain(basename(inJapanese(page)));
    expect(targetsOf(inJapanese(page))).toContain(basename(page));
  });

  test.each(twins)('tell the same: %s', (page) => {
    expect(shapeOf(inJapanese(page))).toEqual(shapeOf(page));
  });

  test.each(['README.md', 'docs/guide.md', 'docs/mails.md', 'docs/playbook.md'])(
    'have as many sections: %s',
    (page) => {
      expect(shapeOf(inJapanese(page)).headings.length).toBe(shapeOf(page).headings.length);
    },
  );

  /** What doesn't hang on the language: headings by depth, code blocks, what stands first in each row of a table. */
  function shapeOf(page: string) {
    const text = readFileSync(page, 'utf8').replace(/<!-- costs[\s\S]*?\/costs -->/, '');
    return {
      headings: [...proseOf(page).matchAll(/^(#+) +(.+)$/gm)].map(([, depth, heading]) =>
        (heading as string).includes('`') ? `${depth} ${(heading as string).match(/`[^`]+`/g)?.join(' ')}` : depth,
      ),
      code: [...text.matchAll(/^ *```(.*)\n([\s\S]*?)^ *```/gm)].map(([, language, code]) => [
        language,
        withoutRemarks(code as string),
      ]),
      settings: [...text.matchAll(/^\| (`[^|]*?`) \|/gm)].map(([, cell]) => cell),
    };
  }

  /** Remarks in code are told in the page's language. */
  const withoutRemarks = (code: string) => code.replace(/(^|\s)(#|\/\/) .*$/gm, '$1').replace(/[ \t]+$/gm, '');
});

describe('The pages of mails', () => {
  const kindOf = ({ content }: OutboxMail) => (content.type === 'operator' ? content.notice : content.type);
  const kinds: Record<Exclude<MailContent['type'], 'operator'> | OperatorMailContent['notice'], true> = {
    task: true,
    told: true,
    reminder: true,
    escalation: true,
    'handed-over': true,
    returned: true,
    move: true,
    digest: true,
    'health-list': true,
    'kpi-report': true,
    'sign-in': true,
    'customer-page': true,
    customer: true,
    draft: true,
    approval: true,
    'source-stale': true,
    'source-over-limit': true,
    'fleet-moved': true,
    'sender-paused': true,
    'sending-worse': true,
  };

  test('have a sample of every kind that there is', () => {
    const sampled = new Set(Object.values(sampleMails).map((mail) => kindOf(mail('en'))));
    expect([...sampled].sort()).toEqual(Object.keys(kinds).sort());
  });

  test.each([
    ['en', 'docs/mails.md'],
    ['ja', 'docs/mails.ja.md'],
  ])('show a picture of every sample (%s)', (language, page) => {
    const shown = linksOf(page).filter((link) => link.endsWith(`-${language}.png`));
    expect(shown.sort()).toEqual(
      Object.keys(sampleMails)
        .map((name) => `images/mails/${name}-${language}.png`)
        .sort(),
    );
  });
});

describe("The operator's command", () => {
  const lines = [...new Set([...pages.flatMap(commandLinesOf), ...stableCommands()])];

  test('is shown at all', () => {
    expect(lines.length).toBeGreaterThan(20);
  });

  test.each(lines)('understands `%s`', async (line) => {
    let said = '';
    const stream = new Writable({
      write(chunk, _encoding, done) {
        said += chunk;
        done();
      },
    });
    const exitCode = await runCommand(wordsOf(line), {
      stdout: stream,
      stderr: stream,
      openInstallation: () => {
        throw new OperatorError('not-here', 'What', 'Why', 'Mend');
      },
      fetch,
      now: Date.now,
      sleep: async () => {},
    });
    expect(exitCode, said).not.toBe(2);
  });
});

function linksOf(page: string): string[] {
  return [...proseOf(page).matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)]
    .map(([, link, image]) => (link ?? image) as string)
    .filter((link) => !/^(https?|mailto):/.test(link));
}

function leadsSomewhere(from: string, link: string): boolean {
  const [path, anchor] = link.split('#') as [string, string?];
  const target = path === '' ? from : normalize(join(dirname(from), path));
  if (!existsSync(target)) return false;
  return anchor === undefined || !target.endsWith('.md') || anchorsOf(target).includes(anchor);
}

/** As GitHub makes them. */
function anchorsOf(page: string): string[] {
  return [...proseOf(page).matchAll(/^#+ +(.+)$/gm)].map(([, heading]) =>
    (heading as string)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Of `npx sakimawari …`: lines of code blocks, and code within the text, which may be broken over two lines. */
function commandLinesOf(page: string): string[] {
  const text = readFileSync(page, 'utf8');
  const shell = [...text.matchAll(/^ *```bash\n(.*?)```/gms)].flatMap(([, code]) => (code as string).split('\n'));
  const inline = [...proseOf(page).matchAll(/`([^`]+)`/g)].map(([, code]) => (code as string).replace(/\s+/g, ' '));
  return [...shell, ...inline].flatMap((code) =>
    [...code.matchAll(/npx sakimawari( [^|&#]+)/g)].map(([, line]) => (line as string).trim()),
  );
}

/** The headings of the page that others script against, with every option. */
function stableCommands(): string[] {
  return [...readFileSync('docs/operating.md', 'utf8').matchAll(/^### (`.*)$/gm)].flatMap(([, heading]) =>
    [...(heading as string).matchAll(/`([^`]+)`/g)].map(([, line]) => line as string),
  );
}

/** Placeholders become values, options that may be left out are not, and of several words the first is taken. */
function wordsOf(line: string): string[] {
  const words = line.replace(/[[\]…]/g, '').match(/"[^"]*"|\S+/g) ?? [];
  const values: Record<string, string> = {
    ...{ DATE: '2026-06-01', SECONDS: '10', HOURS: '24', MINUTES: '25', DAYS: '90' },
    ...{ CODE: 'JPY', SHARE: '0.8' },
  };
  return words
    .map((word) => word.replace(/^"(.*)"$/, '$1').split('|')[0] as string)
    .map((word) => values[word] ?? word);
}

function proseOf(page: string): string {
  return readFileSync(page, 'utf8').replace(/^ *```.*?^ *```/gms, '');
}
