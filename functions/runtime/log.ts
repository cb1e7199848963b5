export type LogLevel = 'info' | 'warn' | 'error';
export type LogFields = Record<string, unknown>;

/** One JSON line. Written past the console, whose prefix would keep CloudWatch from reading metrics out of the line. */
export function log(level: LogLevel, message: string, fields: LogFields = {}): void {
  process.stdout.write(`${JSON.stringify({ level, message, ...fields })}\n`);
}

/** What is told of an error. Messages of our own and of the SDK name operations and rules, never what was sent. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: { name: typeof error } };
  const { name, message, stack } = error;
  const code = 'code' in error ? error.code : undefined;
  const cause = error.cause === undefined ? undefined : errorFields(error.cause).error;
  return { error: { name, code, message, stack, cause } };
}
