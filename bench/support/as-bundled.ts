import { playbookReader } from '../../lib/bundle-functions.ts';
import { projectRoot } from './project.ts';

/** By which rules playbooks are read, as the bundler tells a function: one that they have checked is not checked again. */
export const PLAYBOOK_READER = playbookReader(projectRoot);
Object.assign(globalThis, { PLAYBOOK_READER });
