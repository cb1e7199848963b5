import type { ErasureObstacle } from '../../domain/personal-data/erasure.ts';

/** Each door says it in its own words. */
export class ErasureRefusedError extends Error {
  override readonly name = 'ErasureRefusedError';

  constructor(readonly obstacle: ErasureObstacle) {
    super(obstacle.is);
  }

  get code(): ErasureObstacle['is'] {
    return this.obstacle.is;
  }
}
