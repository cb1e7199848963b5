import type { Browser } from 'playwright-core';
import { afterAll } from 'vitest';
import { launchBrowser } from './browser.ts';

/** One browser for all tests of a file, launched when the first of them asks: tests that are left out launch none. */
export function sharedBrowser(): () => Promise<Browser> {
  let launched: Promise<Browser> | undefined;
  afterAll(async () => {
    // That none could be launched is told by the test that asked; a failure here would keep the file from tidying up.
    const browser = await launched?.catch(() => undefined);
    await browser?.close();
  });
  return () => {
    launched ??= launchBrowser();
    return launched;
  };
}
