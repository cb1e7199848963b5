import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface LockedPackage {
  version?: string;
  license?: string;
  integrity?: string;
  resolved?: string;
  /** Lies in another package's own archive, whose checksum holds for it. */
  inBundle?: boolean;
  dev?: boolean;
  hasInstallScript?: boolean;
  deprecated?: string;
}

const read = (file: string) => JSON.parse(readFileSync(join(import.meta.dirname, '..', file), 'utf8'));
const locked: Record<string, LockedPackage> = read('package-lock.json').packages;
const { dependencies, devDependencies } = read('package.json') as Record<string, Record<string, string>>;
const packages = Object.entries(locked).filter(([path]) => path !== '');

/** May stand in what a company deploys, without a duty beyond naming it; ical.js is used as it is. */
const LICENCES_OF_WHAT_RUNS = [
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'PSF-2.0'],
  'MPL-2.0',
];

/** Run code of their own while they are installed, and why that is well. */
const RUN_WHEN_INSTALLED = {
  esbuild: 'puts the binary of the machine in place',
  'core-js': 'prints a line; of a client that only tests use',
  'core-js-pure': 'prints a line; of a client that only tests use',
  'msgpackr-extract': 'looks for a binary of the machine; of a tool that only tests use',
};

const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
const pathsWhere = (holds: (one: LockedPackage) => boolean) =>
  packages.filter(([, one]) => holds(one)).map(([path]) => path);

describe('the packages that a clone installs', () => {
  it('are some hundred, each a version', () => {
    expect(packages.length).toBeGreaterThan(300);
    expect(pathsWhere(({ version }) => version === undefined)).toEqual([]);
  });

  it('are the ones that were looked at: each by its checksum, none from elsewhere than the registry', () => {
    expect(pathsWhere(({ integrity = '', inBundle }) => !inBundle && !integrity.startsWith('sha512-'))).toEqual([]);
    expect(pathsWhere(({ resolved }) => resolved !== undefined && !resolved.startsWith('https://registry.'))).toEqual(
      [],
    );
  });

  it('are asked for by one version, not by a range', () => {
    const ranges = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    expect(ranges).toEqual([]);
  });

  it('may stand in what is deployed by their licence', () => {
    expect(pathsWhere(({ dev, license = 'none' }) => !dev && !LICENCES_OF_WHAT_RUNS.includes(license))).toEqual([]);
  });

  it('are kept up: none that its authors gave up', () => {
    expect(pathsWhere(({ deprecated }) => deprecated !== undefined)).toEqual([]);
  });

  it('run no code while they are installed but where we know why', () => {
    const running = pathsWhere(({ hasInstallScript }) => hasInstallScript === true).map(nameOf);
    expect(running.sort()).toEqual(Object.keys(RUN_WHEN_INSTALLED).sort());
  });
});
