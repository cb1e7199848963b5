import { type BuildOptions, build, type PluginBuild } from 'esbuild';

/** A file of a bundle, as esbuild splits it. */
export interface Part {
  text: string;
  /** Parts that run before it. */
  imports: string[];
  /** Parts that it loads when it needs them. */
  laterImports: string[];
}

/** To find and open a file takes as long as to read so many characters more of another: measured in cold starts on Node 24. */
const CHARACTERS_A_FILE = 12_000;

/**
 * Into which part another goes: one that whatever loads it has loaded before. That one needs it always, or often enough
 * for its size. Those that have to stay apart are not among them.
 *
 * @param root loaded before all others
 */
export function homesOf(parts: ReadonlyMap<string, Part>, root: string): Map<string, string> {
  const loaded = loadedFrom(root);
  const loadedWithout = new Map([...loaded.keys()].map((one) => [one, loadedFrom(root, one)]));
  const homes = new Map<string, string>();
  const shared = [...parts.keys()].filter((name) => !loaded.has(name));
  for (const name of shared) {
    const users = usersOf(name);
    const home = users.find((one) => isBeforeAll(one, users));
    if (home !== undefined) homes.set(name, home);
  }
  // What one imports may move first.
  for (let moved = -1; moved < homes.size; ) {
    moved = homes.size;
    for (const name of shared) {
      const home = homes.has(name) ? undefined : homeOfSmall(name);
      if (home !== undefined) homes.set(name, home);
    }
  }
  return homes;

  function usersOf(name: string): string[] {
    return [...loaded].filter(([, together]) => together.has(name)).map(([user]) => user);
  }

  function isBeforeAll(one: string, others: string[]): boolean {
    return others.every((other) => !loadedWithout.get(one)?.has(other));
  }

  /** The last part that is loaded before all users, where they are so many of those that follow it that it is worth it. */
  function homeOfSmall(name: string): string | undefined {
    const users = usersOf(name);
    const { text, imports } = parts.get(name) as Part;
    const before = [...loaded.keys()].filter((one) => isBeforeAll(one, users));
    const home = before.find((one) => before.every((other) => isBeforeAll(other, [one]))) as string;
    const isThere = (each: string) => loaded.get(home)?.has(each) || homes.get(each) === home;
    const following = [...loaded.keys()].filter((one) => isBeforeAll(home, [one]));
    // Whoever doesn't need it reads it all the same.
    const isWorthIt = text.length * (following.length - users.length) < CHARACTERS_A_FILE * users.length;
    return isWorthIt && imports.every(isThere) ? home : undefined;
  }

  /** What may be asked for in time, each with all that is loaded with it; were one of these missing, what others load. */
  function loadedFrom(name: string, missing?: string, found = new Map<string, Set<string>>()) {
    if (name === missing || found.has(name)) return found;
    const together = withImports(name);
    found.set(name, together);
    for (const part of together) {
      for (const later of (parts.get(part) as Part).laterImports) loadedFrom(later, missing, found);
    }
    return found;
  }

  function withImports(name: string, found = new Set<string>()): Set<string> {
    if (!found.has(name)) {
      found.add(name);
      for (const each of (parts.get(name) as Part).imports) withImports(each, found);
    }
    return found;
  }
}

/**
 * Puts parts together that are always loaded together: Node takes as long to find and open a file as to read 12 kB more of
 * another. Each as CommonJS, the root first.
 */
export async function mergeParts(
  parts: ReadonlyMap<string, Part>,
  root: string,
  settings: Pick<BuildOptions, 'platform' | 'target' | 'legalComments' | 'external'>,
): Promise<Map<string, string>> {
  const homes = homesOf(parts, root);
  const asked = namesAsked(parts, homes);
  const files = [root, ...[...parts.keys()].filter((name) => name !== root && !homes.has(name))];
  const texts = files.map(async (file) => [file, await merged(file, { parts, homes, asked, settings })] as const);
  return new Map(await Promise.all(texts));
}

/** What is asked, by files other than its home, of a part that has one: its names, each with the one it has there. */
function namesAsked(parts: ReadonlyMap<string, Part>, homes: ReadonlyMap<string, string>) {
  const asked = new Map([...homes.keys()].map((name) => [name, new Map<string, string>()]));
  const numbers = new Map([...parts.keys()].map((name, number) => [name, number]));
  for (const [asking, { text }] of parts) {
    for (const [, names = '', part = ''] of text.matchAll(/^import \{([^}]*)\} from "\.\/([^"]+)";$/gm)) {
      if (homes.get(part) === (homes.get(asking) ?? asking)) continue;
      for (const [, name = ''] of names.matchAll(/([\w$]+)(?: as [\w$]+)?(?:,|\s*$)/g)) {
        asked.get(part)?.set(name, `${name}_${numbers.get(part)}`);
      }
    }
  }
  return asked;
}

interface Merging {
  parts: ReadonlyMap<string, Part>;
  homes: ReadonlyMap<string, string>;
  asked: ReadonlyMap<string, ReadonlyMap<string, string>>;
  settings: BuildOptions;
}

async function merged(file: string, { parts, homes, asked, settings }: Merging): Promise<string> {
  const textOf = (name: string) => parts.get(name)?.text;
  const guests = [...homes].filter(([, home]) => home === file).map(([guest]) => guest);
  const { outputFiles } = await build({
    ...settings,
    stdin: { contents: [textOf(file), ...guests.map(sayAsAsked)].join('\n') },
    write: false,
    bundle: true,
    format: 'cjs',
    minify: true,
    // As `require`: one `import()` would start Node's loader of ES modules besides.
    supported: { 'dynamic-import': false },
    plugins: [{ name: 'parts', setup: findParts }],
  });
  return withoutWrapping(outputFiles[0]?.text as string);

  function findParts({ onResolve, onLoad }: PluginBuild): void {
    onResolve({ filter: /^\.\// }, ({ path, namespace }) => {
      const name = path.slice('./'.length);
      if (!homes.has(name) || namespace === 'elsewhere') return { path, external: true };
      return { path: name, namespace: homes.get(name) === file ? 'here' : 'elsewhere' };
    });
    onLoad({ filter: /./, namespace: 'here' }, ({ path }) => ({ contents: textOf(path) }));
    onLoad({ filter: /./, namespace: 'elsewhere' }, ({ path }) => {
      const names = [...(asked.get(path) ?? [])].map(([name, there]) => `${there} as ${name}`);
      return { contents: `export { ${names.join(', ')} } from './${homes.get(path)}';` };
    });
  }

  function sayAsAsked(guest: string): string {
    const names = [...(asked.get(guest) ?? [])].map(([name, here]) => `${name} as ${here}`);
    return names.length === 0 ? '' : `export { ${names.join(', ')} } from './${guest}';`;
  }
}

/**
 * esbuild has each file define its names one by one, then once more for whoever takes it for a module of another kind, and
 * again in whoever loads it; and a file is looked for once for each module that lies in it. Among our own parts, which ask
 * for names only, nobody needs any of it, and of hundreds of names it is a part of every cold start.
 */
function withoutWrapping(text: string): string {
  const named = new Map<string, string>();
  return text
    .replace(
      /var ([\w$]+)=\{\};[\w$]+\(\1,\{((?:[\w$]+:\(\)=>[\w$.]+,?)+)\}\);module\.exports=[\w$]+\(\1\);/,
      (_, all: string, names: string) => `var ${all}={${gettersOf(names)}};module.exports=${all};`,
    )
    .replace(/(?<![\w$.])[\w$]+\((require\("\.\/part-[^"]+"\))\)/g, '$1')
    .replace(/\bvar ([\w$]+)=require\("(\.\/(?:part-[^"]+|index\.js))"\);/g, (whole, name: string, file: string) => {
      const before = named.get(file);
      if (before === undefined) named.set(file, name);
      return before === undefined ? whole : `var ${name}=${before};`;
    });
}

/** What is exported may change, and whoever asks is told what it is by then. */
const gettersOf = (names: string) => names.replace(/([\w$]+):\(\)=>([\w$.]+)/g, 'get $1(){return $2}');
