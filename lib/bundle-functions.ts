import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/**
 * Bundles every functions/<name>/handler.ts to <into>/<name>/index.js in one call, which takes a tenth of the time of
 * a call each. The AWS SDK goes in: the runtime's own is of another version and slower to start.
 */
export function bundleFunctions(projectRoot: string, into: string): void {
  const functions = join(projectRoot, 'functions');
  const names = readdirSync(functions).filter((name) => existsSync(join(functions, name, 'handler.ts')));
  buildSync({
    absWorkingDir: projectRoot,
    entryPoints: names.map((name) => ({ in: `functions/${name}/handler.ts`, out: `${name}/index` })),
    outdir: into,
    bundle: true,
    minify: true,
    platform: 'node',
    // Production runs Node 24, the local AWS whatever the machine has, from Node 20 on.
    target: 'node20',
    format: 'cjs',
    // ES modules first, so that what is not used falls away.
    mainFields: ['module', 'main'],
    // A function gets its role's credentials by environment: the SDK loads these other ways to them when asked only.
    external: ['ini', 'sso', 'process', 'web-identity', 'http']
      .map((way) => `@aws-sdk/credential-provider-${way}`)
      .concat('@smithy/credential-provider-imds'),
    legalComments: 'none',
    logLevel: 'warning',
  });
}
