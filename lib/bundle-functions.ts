import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildOptions, build, buildSync, type Metafile, type Plugin } from 'esbuild';
import { mergeParts } from './merge-parts.ts';

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

/** A module that most calls don't need, and what stands for it in bundles until it is asked something. */
interface WhenUsed {
  /** As it is imported. */
  module: RegExp;
  /** A file of the project, or the text of a module. */
  standIn: { file: string } | { text: string };
  /** What the stand-in loads: the name of a file beside the bundle, and the text of the module that it is made of. */
  beside?: { name: string; text: string };
}

const WHEN_USED: WhenUsed[] = [
  {
    module: /^zod$/,
    standIn: { file: 'functions/runtime/zod-when-used.ts' },
    beside: { name: 'zod.js', text: "export * from './functions/runtime/zod.ts'" },
  },
  {
    module: /\/holidays\.json$/,
    standIn: {
      text: `const table = () => require('./holidays.js').default;
        export default new Proxy({}, { get: (_, country) => table()[country], has: (_, country) => country in table() })`,
    },
    beside: {
      name: 'holidays.js',
      // As text, which is read faster than code.
      text: `import table from './domain/time/holidays.json' with { type: 'text' }; export default JSON.parse(table)`,
    },
  },
  functionsWhenUsed(/\/country-code\.ts$/, ['countryCodeOf'], 'country-code.js', './domain/import/country-code.ts'),
  // Entities such as `&amp;` in Markdown.
  functionsWhenUsed(/^entities$/, ['decodeHTMLStrict'], 'entities.js', 'entities'),
  // The types of attached files, by the ends of their names.
  functionsWhenUsed(
    /\/mime-types\.js$/,
    ['detectMimeType', 'detectExtension'],
    'mime-types.js',
    './node_modules/nodemailer/dist/esm/mime-funcs/mime-types.js',
  ),
  // What would fetch attached files by their address, and with it TLS.
  {
    module: /^\.\.\/fetch\/index\.js$/,
    standIn: { text: "export default (...args) => require('./fetch.js').default(...args)" },
    beside: { name: 'fetch.js', text: "export { default } from './node_modules/nodemailer/dist/esm/fetch/index.js'" },
  },
  // Most rows are small, and not packed.
  {
    module: /^node:zlib$/,
    standIn: {
      text: ['deflateRawSync', 'inflateRawSync', 'gunzipSync', 'crc32']
        .map((name) => `export const ${name} = (...args) => require('node:zlib').${name}(...args);`)
        .join(''),
    },
  },
  // Of middy, which asks what a streaming handler answers whether it is one.
  {
    module: /^node:stream\/web$/,
    standIn: {
      text: `export const ReadableStream = {
        [Symbol.hasInstance]: (it) => it instanceof require('node:stream/web').ReadableStream,
      }`,
    },
  },
];

function functionsWhenUsed(module: RegExp, names: string[], name: string, source: string): WhenUsed {
  const standIns = names.map((each) => `export const ${each} = (...args) => require('./${name}').${each}(...args);`);
  return {
    module,
    standIn: { text: standIns.join('') },
    beside: { name, text: `export { ${names.join(', ')} } from '${source}'` },
  };
}

/** As esbuild names it among what went into a bundle. */
const inputOf = ({ module, standIn }: WhenUsed) => ('file' in standIn ? standIn.file : `when-used:${module.source}`);

/** Puts stand-ins in place of modules. */
const whenUsed: Plugin = {
  name: 'when-used',
  setup({ initialOptions, onResolve, onLoad }) {
    const root = initialOptions.absWorkingDir as string;
    for (const { module, standIn } of WHEN_USED) {
      onResolve({ filter: module }, ({ namespace }) => {
        if ('file' in standIn) return { path: join(root, standIn.file) };
        return namespace === 'when-used' ? { external: true } : { path: module.source, namespace: 'when-used' };
      });
    }
    onLoad({ filter: /./, namespace: 'when-used' }, ({ path }) => {
      const { standIn } = WHEN_USED.find(({ module }) => module.source === path) as WhenUsed;
      return 'text' in standIn ? { contents: standIn.text } : undefined;
    });
  },
};

/**
 * Bundles files, each to <into>/<name>/index.js, the way functions are deployed. What is imported by `import()` lies in
 * parts beside it, and so does what is only used now and then: reading a file takes as long as it is big, before any of
 * it runs.
 */
export async function bundleAsDeployed(
  projectRoot: string,
  fileOfName: Record<string, string>,
  into: string,
): Promise<Bundle[]> {
  const define = { PLAYBOOK_READER: JSON.stringify(playbookReader(projectRoot)) };
  const made = new Map<string, ReturnType<typeof bundle>>();
  const make = (text: string) => {
    const making = made.get(text) ?? bundle(projectRoot, { stdin: { contents: text, resolveDir: projectRoot } });
    made.set(text, making);
    return making;
  };
  return Promise.all(
    Object.entries(fileOfName).map(async ([name, file]) => {
      const { texts, inputs } = await bundle(projectRoot, {
        entryPoints: [{ in: file, out: 'index' }],
        define,
        plugins: [whenUsed],
      });
      for (const part of WHEN_USED) {
        if (part.beside === undefined || !inputs.includes(inputOf(part))) continue;
        const beside = await make(part.beside.text);
        inputs.push(...beside.inputs);
        for (const text of beside.texts.values()) texts.set(part.beside.name, text);
      }
      const folder = join(into, name);
      // Parts are called by what is in them: those of another build would stay.
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      for (const [part, text] of texts) writeFileSync(join(folder, part), text);
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

/** What no bundle has in it. */
const external = [
  // What the SDK loads when asked only, and nobody asks for: a function gets its role's credentials by environment, and
  // no operation we call streams events.
  ...['ini', 'sso', 'process', 'web-identity', 'http'].map((way) => `@aws-sdk/credential-provider-${way}`),
  '@smithy/credential-provider-imds',
  '@smithy/core/event-streams',
  ...WHEN_USED.flatMap(({ beside }) => (beside ? `./${beside.name}` : [])),
];

/** How a stored playbook is read, and how the event names in it are found. */
export const PLAYBOOK_READING = ['domain/playbook/stored-playbook.ts', 'domain/playbook/used-names.ts'];

/**
 * Which rules for reading a stored playbook these sources hold, schema and zod included, and for finding the event names in
 * it: the same wherever they lie, and another as soon as a playbook might be read otherwise
 * (functions/store/playbooks/playbook-record.ts, running-row.ts).
 */
export function playbookReader(projectRoot: string): string {
  const { outputFiles } = buildSync({
    absWorkingDir: projectRoot,
    stdin: {
      contents: PLAYBOOK_READING.map((file) => `export * from './${file}';`).join(' '),
      resolveDir: projectRoot,
    },
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
  what: BuildOptions,
): Promise<{ texts: Map<string, string>; inputs: string[] }> {
  const { outputFiles, metafile } = await build({
    ...forLambda,
    ...what,
    absWorkingDir: projectRoot,
    outdir: '.',
    write: false,
    bundle: true,
    // The one format that esbuild splits.
    format: 'esm',
    splitting: true,
    chunkNames: 'part-[hash]',
    // ES modules first, so that what is not used falls away.
    mainFields: ['module', 'main'],
    external,
    logOverride: { 'import-is-undefined': 'error' },
    logLevel: 'warning',
    metafile: true,
  });
  const split = new Map(
    outputFiles.map(({ path, text }) => {
      const { imports } = metafile.outputs[basename(path)] as Metafile['outputs'][string];
      const named = (kind: string) => imports.filter((it) => it.kind === kind && !it.external).map((it) => it.path);
      const part = { text, imports: named('import-statement'), laterImports: named('dynamic-import') };
      return [basename(path), part] as const;
    }),
  );
  const parts = await mergeParts(split, what.stdin ? 'stdin.js' : 'index.js', { ...forLambda, external });
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((input) => (inputs[input]?.bytesInOutput ?? 0) > 0),
  );
  return { texts: parts, inputs };
}
