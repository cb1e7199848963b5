import { readFileSync } from 'node:fs';
import { loadPlaybook } from '../../playbooks/load.ts';

export const defaultPlaybook = loadPlaybook(
  readFileSync(new URL('../../playbooks/default.yaml', import.meta.url), 'utf8'),
  'default.yaml',
);
