import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../domain/locale/locale.ts';
import { lackingTexts } from '../../../domain/locale/text.ts';
import { defaultPlaybook } from '../../support/story.ts';

const KINDS = 'domain/signals/kinds';
const files = ['domain', 'functions'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
);
const rooms = files.filter((file) => file.endsWith('/words/words.ts')).map((file) => dirname(file));

/** What is still to be written before somebody can be written to in the language, file by file and text by text. */
async function missingIn(language: string): Promise<string[]> {
  const words = rooms.map((room) => join(room, `${language}.ts`)).filter((file) => !existsSync(file));
  const kinds: string[] = [];
  for (const file of readdirSync(KINDS)) {
    const exported = Object.values(await import(join(process.cwd(), KINDS, file)));
    const isWhole = exported.some((kind) => Object.hasOwn((kind as { words?: object }).words ?? {}, language));
    if (!isWhole) kinds.push(join(KINDS, file));
  }
  const texts = lackingTexts(defaultPlaybook, [language]).map(({ text }) => text);
  return [...words, ...kinds, ...texts].sort();
}

describe('a language', () => {
  it.each(languages)('that the product speaks lacks nothing: %s', async (language) => {
    expect(await missingIn(language)).toEqual([]);
  });

  it('that is planted lacks a file of words in each room, words in each kind of condition, and each text', async () => {
    const missing = await missingIn('de');
    expect(missing).toContain('functions/mail/words/de.ts');
    expect(missing).toContain('functions/pages/words/de.ts');
    const kinds = missing.filter((what) => what.startsWith(KINDS));
    expect(kinds.map((file) => basename(file))).toEqual(readdirSync(KINDS).sort());
    const { signals, tasks, emails } = defaultPlaybook;
    for (const signal of Object.keys(signals)) expect(missing).toContain(`signals.${signal}.label`);
    for (const task of Object.keys(tasks)) expect(missing).toContain(`tasks.${task}.body`);
    for (const email of Object.keys(emails)) expect(missing).toContain(`emails.${email}.subject`);
    expect(missing).toHaveLength(rooms.length + kinds.length + textsOf(defaultPlaybook));
  });

  it('has in each room a file for every language, and no language has words anywhere else', () => {
    const ofTeamPages = /^functions\/team-pages\/[a-z-]+\/words$/;
    const others = rooms.filter((room) => !ofTeamPages.test(room)).sort();
    expect(others).toEqual([
      'functions/crm/words',
      'functions/mail/team/words',
      'functions/mail/words',
      'functions/pages/words',
      'functions/serve-assistants/words',
      'functions/team-pages/words',
    ]);
    const elsewhere = files.filter(
      (file) => /^functions.*words.*\.ts$/.test(file) && !/\/words\/|customer-words\.ts$/.test(file),
    );
    expect(elsewhere).toEqual([]);
  });
});

const textsOf = (playbook: unknown) => JSON.stringify(playbook).match(/"en":"/g)?.length ?? 0;
