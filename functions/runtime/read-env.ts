import type * as z from 'zod';

export class MisconfiguredError extends Error {
  override readonly name = 'MisconfiguredError';
  readonly code = 'misconfigured';
}

/** A function's environment, checked once a cold start. Values stay out of the message: one may be a secret. */
export function readEnv<Shape extends z.ZodType>(shape: Shape, env: NodeJS.ProcessEnv = process.env): z.infer<Shape> {
  const result = shape.safeParse(env);
  if (result.success) return result.data;
  const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new MisconfiguredError(`environment: ${wrong.join('; ')}`);
}
