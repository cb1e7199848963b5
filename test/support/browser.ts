import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { needing } from './needs.ts';

/** CHROMIUM says where it is; else where Debian and Ubuntu put it. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** What tests of pages say of themselves. They are never left out in CI, where nobody would notice. */
export const needsBrowser = needing({
  what: 'Chromium (Debian: apt-get install chromium fonts-noto-cjk; elsewhere CHROMIUM=/path/to/chromium)',
  isThere: existsSync(executablePath) || process.env.CI !== undefined,
});

/** A real browser, for pages and pictures. */
export async function launchBrowser(): Promise<Browser> {
  if (!existsSync(executablePath)) {
    throw new Error(
      `There is no Chromium at ${executablePath}. Install one (Debian: apt-get install chromium), or say where it is: CHROMIUM=/path/to/chromium`,
    );
  }
  // Where it runs as root, as in most containers, it has no sandbox of its own.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}
