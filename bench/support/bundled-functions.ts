import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, bundleFunctions } from '../../lib/bundle-functions.ts';
import { bundlesFolder, projectRoot } from './project.ts';

export const bundledFunctionsFolder = join(bundlesFolder, 'functions');

let bundled: Promise<Bundle[]> | undefined;

/** Every function as it is deployed, bundled once for all benches of a run: it takes seconds. */
export function bundledFunctions(): Promise<Bundle[]> {
  bundled ??= bundleFunctions(projectRoot, bundledFunctionsFolder).then((bundles) => {
    // Beneath the project's own, which says that its files are modules, Node would read these as modules, too.
    writeFileSync(join(bundledFunctionsFolder, 'package.json'), '{"type":"commonjs"}');
    return bundles;
  });
  return bundled;
}
