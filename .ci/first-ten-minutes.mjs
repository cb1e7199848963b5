// Does what the README asks for in the first ten minutes, by its own command lines, and looks into the mailbox after each.
// Runs in a tree with a started demo: node .ci/first-ten-minutes.mjs
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const WITHIN_MS = 60_000;
const readme = readFileSync('README.md', 'utf8');
const { mailboxUrl } = JSON.parse(readFileSync('.local/outputs.json', 'utf8'));

const newcomer = /```bash\n( *echo .*?\n.*?settle)\n/s.exec(readme)?.[1];
const answer = /`(npx sakimawari answer koa talk && npx sakimawari settle)`/.exec(readme)?.[1];
if (newcomer === undefined || answer === undefined) throw new Error('The README shows these steps no longer.');

await afterwards('step 4', newcomer, [
  ['a welcome to the newcomer', ({ to }) => to === 'hanako.okada@express.example'],
  ['a task for her CSM', ({ to, subject }) => to === 'sota.kimura@demo.example' && /エクスプレス急送/.test(subject)],
]);
await afterwards('step 5', answer, [
  ['a task for the CSM', ({ to, subject }) => /@demo\.example$/.test(to) && /コア設計事務所/.test(subject)],
]);

/** Each kind of mail that is waited for has to come after the step was done. */
async function afterwards(step, line, awaited) {
  const before = new Set((await mails()).map(({ id }) => id));
  await run('bash', ['-euo', 'pipefail', '-c', line]);
  const deadline = Date.now() + WITHIN_MS;
  for (const [what, isMeant] of awaited) {
    let found;
    while (found === undefined) {
      found = (await mails()).find((mail) => !before.has(mail.id) && isMeant(mail));
      if (found === undefined && Date.now() > deadline)
        throw new Error(`${step}: ${what} did not come within ${WITHIN_MS / 1000} s`);
      if (found === undefined) await sleep(500);
    }
    console.log(`${step}: ${what}: ${found.subject}`);
  }
}

async function mails() {
  const caught = await (await fetch(`${mailboxUrl}/email`)).json();
  return caught.map(({ id, to, subject }) => ({ id, to: to[0]?.address, subject }));
}
