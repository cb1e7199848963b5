import { join } from 'node:path';

/** Benches run from their sources and, as deployed, from bundles in here; so both are found from where npm runs. */
export const projectRoot = process.cwd();
/** Of this process alone: another run beside it would find its bundles half written. */
export const bundlesFolder = join(projectRoot, '.build/bench', String(process.pid));
