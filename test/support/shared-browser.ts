import type { Browser } from 'playwright-core';
import { afterAll } from 'vitest';
import { launchBrowser } from './browser.ts';

/** One browser for all tests of a file, launched when the first of them asks: tests that are left out launch none. */
export function sharedBrowser(): () => Promise<Browser> {
  let launched: Promise<Browser> | undefined;
  afterAll(async () => {
    await (await launched)?.close();
  });
  return () => {
    launched ??= launchBrowser();
    return launched;
  };
}
