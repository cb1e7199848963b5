import type { Context } from 'aws-lambda';
import type { LinkKeys } from '../links/link-keys.ts';

/**
 * Answers a request by what is loaded with the first: what draws pages is larger than all else, and the keys that open
 * their links are on their way meanwhile.
 */
export function loadedBesideKeys<Request, Response>(
  keys: Pick<LinkKeys, 'read'>,
  load: () => Promise<(request: Request, context: Context) => Promise<Response>>,
): (request: Request, context: Context) => Promise<Response> {
  let answer: ReturnType<typeof load> | undefined;
  return async (request, context) => {
    // If they can't be had, whoever opens a link is told.
    keys.read().catch(() => undefined);
    answer ??= load();
    return (await answer)(request, context);
  };
}
