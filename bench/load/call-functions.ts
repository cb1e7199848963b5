import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

/** Calls the functions of a tree as it deploys them, one after the other as they are asked for, and says what each call took. */
const [tree] = argv.slice(2) as [string];
const { bundleFunctions } = await import(pathToFileURL(join(tree, 'lib/bundle-functions.ts')).href);
const into = mkdtempSync(join(tmpdir(), 'sakimawari-functions-'));
await bundleFunctions(tree, into);
writeFileSync(join(into, 'package.json'), '{"type":"commonjs"}');
const load = createRequire(import.meta.url);
const write = stdout.write.bind(stdout);
stdout.write = () => true;
const context = { awsRequestId: 'r', getRemainingTimeInMillis: () => 600_000 };
for await (const line of createInterface({ input: stdin })) {
  const { name, event } = JSON.parse(line);
  const { handler } = load(join(into, name, 'index.js'));
  const before = process.cpuUsage();
  const answer = await handler(event, context);
  const { user, system } = process.cpuUsage(before);
  if (answer?.statusCode >= 300 || answer?.batchItemFailures?.length > 0) throw new Error(JSON.stringify(answer));
  write(`${JSON.stringify({ microseconds: user + system })}\n`);
}
process.exit();
