import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { bundledFunctionsFolder } from '../support/bundled-functions.ts';

/** What a function answers, and the most memory that it had. */
export interface Called {
  statusCode?: number;
  body?: string;
  megabytes: number;
}

/**
 * A deployed function's first call, in a process of its own: nothing is kept from a call before, and what it takes in
 * memory is its alone.
 */
export async function callFunction(name: string, event: unknown, env: NodeJS.ProcessEnv): Promise<Called> {
  const script = `
    let text = '';
    process.stdin.on('data', (part) => { text += part; }).on('end', async () => {
      const write = process.stdout.write.bind(process.stdout);
      process.stdout.write = (line) => { if (/"level":"(warn|error)"/.test(line)) process.stderr.write(line); return true; };
      const { handler } = require(${JSON.stringify(join(bundledFunctionsFolder, name, 'index.js'))});
      const answer = await handler(JSON.parse(text), { awsRequestId: 'r', getRemainingTimeInMillis: () => 600000 });
      const { statusCode, body } = answer ?? {};
      write(JSON.stringify({ statusCode, body, megabytes: process.resourceUsage().maxRSS / 1024 }), () => process.exit());
    });`;
  const child = spawn(process.execPath, ['-e', script], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let [answered, complained] = ['', ''];
  child.stdout.on('data', (part) => {
    answered += part;
  });
  child.stderr.on('data', (part) => {
    complained += part;
  });
  child.stdin.end(JSON.stringify(event));
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0 || complained !== '') throw new Error(`${name}: ${complained.slice(0, 1_000)}`);
  return JSON.parse(answered);
}
