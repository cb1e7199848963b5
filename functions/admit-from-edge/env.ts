import { text } from '../runtime/variables.ts';

/** In small letters, as the gateway hands headers over. */
export const EDGE_HEADER = 'x-sakimawari-edge';

export const admitFromEdgeEnv = {
  /** Id of the secret that the edge shows with every request. */
  EDGE_KEYS: text,
};
