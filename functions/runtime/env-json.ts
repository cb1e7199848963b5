import * as z from 'zod';

/** An environment variable that holds JSON of the given shape. */
export function jsonOf<Shape extends z.ZodType>(shape: Shape) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        // The value itself stays out of the message: an environment variable may hold a secret.
        context.addIssue({ code: 'custom', message: 'is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(shape);
}
