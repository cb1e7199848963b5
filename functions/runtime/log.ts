export type LogLevel = 'info' | 'warn' | 'error';
export type LogFields = Record<string, unknown>;

/** One JSON line. Written past the console, whose prefix would keep CloudWatch from reading metrics out of the line. */
export function log(level: LogLevel, message: string, fields: LogFields = {}): void {
  process.stdout.write(`${JSON.stringify({ level, message, ...fields })}\n`);
}

/**
 * What is told of an error: its name, its code, where it happened. Of its message what somebody may have sent is left
 * out: engines and services quote what they could not read, and name addresses.
 */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: { name: typeof error } };
  const { name, message, stack, code } = withoutData(error);
  const cause = error.cause === undefined ? undefined : errorFields(error.cause).error;
  return { error: { name, code, message, stack, cause } };
}

/** The same error without what somebody may have sent: Lambda logs what a function throws, with all it holds. */
export function withoutData(error: Error): Error & { code?: unknown } {
  const logged = Object.assign(new Error(withoutQuotes(error.message)), { name: error.name });
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ +at /.test(line));
  logged.stack = [`${logged.name}: ${logged.message}`, ...frames].join('\n');
  return 'code' in error ? Object.assign(logged, { code: error.code }) : logged;
}

const ADDRESS = /[^\s<>()[\],;:"'`]+@[^\s<>()[\],;:"'`]+/g;

/** From the first of a kind of quotes to the last: what is quoted may hold quotes itself. */
function withoutQuotes(text: string): string {
  const unquoted = text.replace(/".*"/s, '"…"').replace(/'.*'/s, "'…'").replace(/`.*`/s, '`…`');
  return unquoted.replace(ADDRESS, '…@…');
}
