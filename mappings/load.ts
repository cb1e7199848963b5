import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importKinds } from '../domain/import/facts.ts';
import { type Mapping, mappingSchema } from '../domain/import/mapping.ts';
import { describe, type LocatedProblem, YamlSource } from '../playbooks/yaml-source.ts';

const EXTENSION = '.yaml';

export class MappingError extends Error {
  override readonly name = 'MappingError';
  readonly code = 'mapping-invalid';

  constructor(fileName: string, problems: LocatedProblem[]) {
    super(problems.map((problem) => describe(fileName, problem)).join('\n'));
  }
}

/** The mappings that come along, by the name that `--mapping` takes. */
export const mappingNames = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(EXTENSION))
  .map((file) => file.slice(0, -EXTENSION.length))
  .sort();

export const textOfMapping = (name: string) => readFileSync(join(import.meta.dirname, `${name}${EXTENSION}`), 'utf8');

/** @throws MappingError with everything that is wrong, by line */
export function loadMapping(text: string, fileName: string): Mapping {
  const { content, problems } = new YamlSource(text, mappingSchema).read();
  if (content === null) throw new MappingError(fileName, problems);
  if (importKinds.every((kind) => content[kind] === undefined)) {
    const message = `says nothing: write ${importKinds.join(', ')}, or one of them`;
    throw new MappingError(fileName, [{ line: 1, path: '', message }]);
  }
  return content;
}
