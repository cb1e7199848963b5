import type { HttpAnswer } from '../aws/http-answer.ts';
import type { WriteOutcome } from './crm-adapter.ts';

/** The secret is not what the CRM takes for one. The message does not quote it. */
export class UnusableTokenError extends Error {
  override readonly name = 'UnusableTokenError';

  constructor(readonly code: string) {
    super('the secret holds nothing that the CRM could be asked with');
  }
}

/** What all CRMs say alike by the status; `null` where the body has to say what became of it. */
export function outcomeByStatus({ status, headers }: HttpAnswer, code: string): WriteOutcome | null {
  if (status === 401 || status === 403) return { result: 'shut', code };
  if (status === 429 || status >= 500 || status === 408 || status === 423) {
    const seconds = Number(headers?.['retry-after']);
    return { result: 'later', code, ...(seconds > 0 && { retryAfterInSeconds: seconds }) };
  }
  return null;
}

/** Asks, and makes an outcome of whatever keeps an answer from coming. */
export async function askedOf(ask: () => Promise<WriteOutcome>): Promise<WriteOutcome> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof UnusableTokenError) return { result: 'shut', code: error.code };
    const { code, name } = error as { code?: unknown; name: string };
    return { result: 'later', code: typeof code === 'string' ? code : name };
  }
}

/** The token alone: a header that ends before its end is not sent. */
export function tokenIn(secret: string): string {
  if (!/^[\x21-\x7e]{8,2000}$/.test(secret)) throw new UnusableTokenError('unusable-token');
  return secret;
}

/** What came, as an object; `{}` where it is none. */
export function bodyOf({ body }: HttpAnswer): Record<string, unknown> {
  try {
    return Object(JSON.parse(body)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

export const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const listIn = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.map((one) => Object(one) as Record<string, unknown>) : [];
