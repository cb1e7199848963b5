import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildOptions, build, buildSync, transform } from 'esbuild';

/** What a function is deployed with. */
export interface Bundle {
  name: string;
  /** Its index.js. */
  file: string;
  /** The text of index.js, and after it of the parts beside it that it loads when it first needs them. */
  texts: string[];
  /** The files of the project and of libraries that left something in them. */
  inputs: string[];
}

/**
 * Bundles every functions/<name>/handler.ts to <into>/<name>/index.js. The AWS SDK goes in: the runtime's own is of
 * another version and slower to start.
 */
export function bundleFunctions(projectRoot: string, into: string): Promise<Bundle[]> {
  const functions = join(projectRoot, 'functions');
  const names = readdirSync(functions).filter((name) => existsSync(join(functions, name, 'handler.ts')));
  const handlers = Object.fromEntries(names.map((name) => [name, `functions/${name}/handler.ts`]));
  return bundleAsDeployed(projectRoot, handlers, into);
}

const ZOD_WHEN_USED = 'functions/runtime/zod-when-used.ts';

/**
 * Bundles files, each to <into>/<name>/index.js, the way functions are deployed. What is imported by `import()` lies in
 * parts beside it, and zod where it may be needed: reading a file takes as long as it is big, before any of it runs.
 */
export async function bundleAsDeployed(
  projectRoot: string,
  fileOfName: Record<string, string>,
  into: string,
): Promise<Bundle[]> {
  const zod = await bundle(projectRoot, 'functions/runtime/zod.ts');
  const define = { PLAYBOOK_READER: JSON.stringify(playbookReader(projectRoot)) };
  return Promise.all(
    Object.entries(fileOfName).map(async ([name, file]) => {
      const { texts, inputs } = await bundle(projectRoot, file, define);
      const folder = join(into, name);
      // Parts are called by what is in them: those of another build would stay.
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      for (const [part, text] of texts) writeFileSync(join(folder, part), text);
      if (inputs.includes(ZOD_WHEN_USED)) writeFileSync(join(folder, 'zod.js'), zod.texts.get('index.js') as string);
      return { name, file: join(folder, 'index.js'), texts: [...texts.values()], inputs };
    }),
  );
}

const forLambda = {
  platform: 'node',
  // Production runs Node 24, the local AWS whatever the machine has, from Node 20 on.
  target: 'node20',
  legalComments: 'none',
} satisfies BuildOptions;

/**
 * Which rules for reading a stored playbook these sources hold, schema and zod included: the same wherever they lie, and
 * another as soon as a playbook might be read otherwise (functions/store/playbooks/playbook-record.ts).
 */
export function playbookReader(projectRoot: string): string {
  const { outputFiles } = buildSync({
    absWorkingDir: projectRoot,
    entryPoints: ['domain/playbook/stored-playbook.ts'],
    bundle: true,
    minify: true,
    platform: 'node',
    write: false,
  });
  return createHash('sha256')
    .update(outputFiles[0]?.contents as Uint8Array)
    .digest('base64url');
}

/** The text of each part, the one named index.js first. */
async function bundle(
  projectRoot: string,
  file: string,
  define: Record<string, string> = {},
): Promise<{ texts: Map<string, string>; inputs: string[] }> {
  const { outputFiles, metafile } = await build({
    ...forLambda,
    absWorkingDir: projectRoot,
    entryPoints: [{ in: file, out: 'index' }],
    outdir: '.',
    write: false,
    bundle: true,
    // The one format that esbuild splits.
    format: 'esm',
    splitting: true,
    chunkNames: 'part-[hash]',
    // ES modules first, so that what is not used falls away.
    mainFields: ['module', 'main'],
    // What the SDK loads when asked only, and nobody asks for: a function gets its role's credentials by environment,
    // and no operation we call streams events.
    external: ['ini', 'sso', 'process', 'web-identity', 'http']
      .map((way) => `@aws-sdk/credential-provider-${way}`)
      .concat('@smithy/credential-provider-imds', '@smithy/core/event-streams', './zod.js'),
    define,
    alias: { zod: `./${ZOD_WHEN_USED}` },
    logOverride: { 'import-is-undefined': 'error' },
    logLevel: 'warning',
    metafile: true,
  });
  const parts = await Promise.all(
    outputFiles.map(async ({ path, text }) => {
      const { code } = await transform(text, {
        ...forLambda,
        format: 'cjs',
        minify: true,
        // As `require`: one `import()` would start Node's loader of ES modules besides.
        supported: { 'dynamic-import': false },
      });
      return [basename(path), code] as const;
    }),
  );
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((input) => (inputs[input]?.bytesInOutput ?? 0) > 0),
  );
  return { texts: new Map(parts.sort(([a], [b]) => Number(b === 'index.js') - Number(a === 'index.js'))), inputs };
}
