import { createRequire } from 'node:module';
import { bundleAsDeployed } from '../../lib/bundle-functions.ts';
import { bundlesFolder, projectRoot } from './project.ts';

/** A module of this folder, bundled as functions are. */
export async function loadAsDeployed<Module>(name: string): Promise<Module> {
  const [bundle] = await bundleAsDeployed(projectRoot, { [name]: `bench/support/${name}.ts` }, bundlesFolder);
  return createRequire(import.meta.url)(bundle?.file as string);
}
