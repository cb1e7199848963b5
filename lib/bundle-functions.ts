import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync, type Metafile } from 'esbuild';

/**
 * Bundles every functions/<name>/handler.ts to <into>/<name>/index.js in one call, which takes a tenth of the time of
 * a call each. The AWS SDK goes in: the runtime's own is of another version and slower to start. The answer says what went into which bundle.
 */
export function bundleFunctions(projectRoot: string, into: string): Metafile {
  const functions = join(projectRoot, 'functions');
  const names = readdirSync(functions).filter((name) => existsSync(join(functions, name, 'handler.ts')));
  const handlers = Object.fromEntries(names.map((name) => [name, `functions/${name}/handler.ts`]));
  return bundleAsDeployed(projectRoot, handlers, into);
}

const ZOD_WHEN_USED = 'functions/runtime/zod-when-used.ts';

/** Bundles files, each to <into>/<name>/index.js, the way functions are deployed; beside it zod, where it may be needed. */
export function bundleAsDeployed(projectRoot: string, fileOfName: Record<string, string>, into: string): Metafile {
  const bundled = bundle(
    projectRoot,
    Object.entries(fileOfName).map(([name, file]) => ({ in: file, out: `${name}/index` })),
    into,
  );
  const outputs = Object.values(bundled.outputs);
  const inNeed = Object.entries(fileOfName).filter(([, file]) =>
    outputs.some(({ entryPoint, inputs }) => entryPoint === file && ZOD_WHEN_USED in inputs),
  );
  bundle(
    projectRoot,
    inNeed.map(([name]) => ({ in: 'functions/runtime/zod.ts', out: `${name}/zod` })),
    into,
  );
  return bundled;
}

function bundle(projectRoot: string, entryPoints: { in: string; out: string }[], into: string): Metafile {
  return buildSync({
    absWorkingDir: projectRoot,
    entryPoints,
    outdir: into,
    bundle: true,
    minify: true,
    platform: 'node',
    // Production runs Node 24, the local AWS whatever the machine has, from Node 20 on.
    target: 'node20',
    format: 'cjs',
    // ES modules first, so that what is not used falls away.
    mainFields: ['module', 'main'],
    // What the SDK loads when asked only, and nobody asks for: a function gets its role's credentials by environment,
    // and no operation we call streams events.
    external: ['ini', 'sso', 'process', 'web-identity', 'http']
      .map((way) => `@aws-sdk/credential-provider-${way}`)
      .concat('@smithy/credential-provider-imds', '@smithy/core/event-streams', './zod.js'),
    // As `require`: one `import()` would start Node's loader of ES modules besides.
    supported: { 'dynamic-import': false },
    alias: { zod: `./${ZOD_WHEN_USED}` },
    logOverride: { 'import-is-undefined': 'error' },
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  }).metafile;
}
