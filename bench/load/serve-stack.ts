import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, stdin, stdout } from 'node:process';
import { pathToFileURL } from 'node:url';

/** Deploys the stack of a tree into a local AWS of its own, says where it is, and ends with its standard input. */
const [tree] = argv.slice(2) as [string];
const { default: setUp } = await import(pathToFileURL(join(tree, 'test/support/deployed-stack.ts')).href);
const tearDown = await setUp();
stdout.write(`${JSON.stringify({ outputs: readFileSync(process.env.SAKIMAWARI_OUTPUTS as string, 'utf8') })}\n`);
for await (const _ of stdin);
await tearDown();
process.exit();
