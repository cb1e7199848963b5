import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { OperationResult } from '../../functions/operate/operations.ts';
import { operate } from '../../local/operator.ts';
import { sharedBrowser } from '../support/shared-browser.ts';
import { heartbeat, logins, type PostedEvent } from './installation.ts';

/** Signs somebody in on the team's pages, by a link as an operator makes it; in a browser of the file's own. */
export function teamPages(): (person: string, locale: string) => Promise<Page> {
  const browser = sharedBrowser();
  return async (person, locale) => {
    const page = await (await browser()).newPage({ locale });
    await page.goto((await operate<{ url: string }>('sign-in', person)).url);
    await page.click('main button');
    await page.waitForSelector('.top');
    return page;
  };
}

/** Log-ins of an account whose people come less than they did, which is a risk. */
export function fallingLogins(account: string, user: string, lately: number): PostedEvent[] {
  return [
    ...[40, 70, 100].flatMap((daysAgo) => logins(account, user, daysAgo, 10)),
    ...logins(account, user, 5, lately),
    ...heartbeat(account),
  ];
}

export const runningPlaybook = () => operate<OperationResult<'show-playbook'>>('playbook', 'show');

/** Whatever a story publishes, the next one finds the playbook as it was: the stack is everybody's. */
export function bringsPlaybookBack(): void {
  let before: string;
  beforeAll(async () => {
    before = (await runningPlaybook()).version;
  });
  afterAll(async () => {
    await operate('playbook', 'rollback', before, '--why', 'As it was', '--yes');
  });
}
