import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** CHROMIUM says where it is; else where Debian and Ubuntu put it. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

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
