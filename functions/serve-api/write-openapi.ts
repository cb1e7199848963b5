import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeApi } from './openapi.ts';

writeFileSync(join(import.meta.dirname, '../../docs/openapi.json'), `${JSON.stringify(describeApi(), null, 2)}\n`);
