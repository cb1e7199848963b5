import { readFileSync, writeFileSync } from 'node:fs';
import { pagesWithOutputs, readmeOutputs, withOutputs } from './readme-outputs.ts';

const outputs = readmeOutputs();
for (const page of pagesWithOutputs) writeFileSync(page, withOutputs(readFileSync(page, 'utf8'), outputs));
