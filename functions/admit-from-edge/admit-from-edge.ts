import { createHash, timingSafeEqual } from 'node:crypto';
import type { APIGatewayRequestAuthorizerEventV2, APIGatewaySimpleAuthorizerResult } from 'aws-lambda';
import type { LinkKeys } from '../links/link-keys.ts';
import { EDGE_HEADER } from './env.ts';

/** Lets pass what comes from the edge, which alone knows the key, and nothing that goes around it. */
export function admitFromEdge(keys: Pick<LinkKeys, 'read' | 'refreshed'>) {
  return async ({ headers }: APIGatewayRequestAuthorizerEventV2): Promise<APIGatewaySimpleAuthorizerResult> => {
    const shown = digestOf(headers?.[EDGE_HEADER] ?? '');
    const isOneOf = (all: Buffer[]) => all.some((key) => timingSafeEqual(digestOf(key), shown));
    // The key may just have been changed.
    return { isAuthorized: isOneOf((await keys.read()).all) || isOneOf((await keys.refreshed()).all) };
  };
}

/** Of one length, whatever was shown. */
const digestOf = (text: string | Buffer) => createHash('sha256').update(text).digest();
