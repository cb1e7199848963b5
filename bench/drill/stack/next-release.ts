import { createHash } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ASSET = /^asset\.([0-9a-f]{64})$/;

/**
 * Makes of a synthesized assembly that of a release whose functions all have other code, as far as a deployment can tell:
 * each gets a line more, and with it another address. Gives how many.
 */
export function makeNextRelease(assembly: string): number {
  const texts = readdirSync(assembly).filter((name) => name.endsWith('.json'));
  const folders = readdirSync(assembly).flatMap((name) => ASSET.exec(name)?.[1] ?? []);
  const renamed = new Map<string, string>();
  for (const hash of folders) {
    const next = createHash('sha256').update(`${hash} and one line more`).digest('hex');
    renamed.set(hash, next);
    renameSync(join(assembly, `asset.${hash}`), join(assembly, `asset.${next}`));
    appendFileSync(join(assembly, `asset.${next}`, 'index.js'), `\n// ${next}\n`);
  }
  for (const name of texts) {
    const text = readFileSync(join(assembly, name), 'utf8');
    writeFileSync(
      join(assembly, name),
      text.replace(/[0-9a-f]{64}/g, (hash) => renamed.get(hash) ?? hash),
    );
  }
  return folders.length;
}
