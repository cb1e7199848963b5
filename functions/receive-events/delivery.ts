import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Dialect } from '../../domain/usage/dialects/dialect.ts';

/** A request whose sender is known, taken apart into what has to be read one by one. */
export interface Delivery {
  dialect: Dialect;
  source: string;
  /** The id of the key that it came by, where that may send events only. */
  limitedKey?: string;
  /** Each in the form of the dialect, none looked at yet; none holds a key. */
  raws: unknown[];
}

/** @throws RequestError where the request is not to be taken as a whole */
export type OpenRequest = (request: APIGatewayProxyEventV2) => Promise<Delivery>;

/** The keys of sources, and what each opens. */
export interface Keys {
  find(
    key: string,
    kind: 'write' | 'events',
    options?: { isFromPage: boolean },
  ): Promise<{ source: string; limitedKey?: string } | null>;
}
