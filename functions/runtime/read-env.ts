import { type ValuesOf, VariableError, type Variables } from './variables.ts';

export class MisconfiguredError extends Error {
  override readonly name = 'MisconfiguredError';
  readonly code = 'misconfigured';
}

/**
 * A function's environment, checked once a cold start.
 *
 * @throws MisconfiguredError that names every variable that is wrong
 */
export function readEnv<Asked extends Variables>(
  variables: Asked,
  env: NodeJS.ProcessEnv = process.env,
): ValuesOf<Asked> {
  const values: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const [name, read] of Object.entries(variables)) {
    try {
      const value = env[name];
      if (value === undefined) throw new VariableError('is missing');
      values[name] = read(value);
    } catch (error) {
      if (!(error instanceof VariableError)) throw error;
      wrong.push(`${name} ${error.message}`);
    }
  }
  if (wrong.length > 0) throw new MisconfiguredError(`environment: ${wrong.join('; ')}`);
  return values as ValuesOf<Asked>;
}
