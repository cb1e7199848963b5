/**
 * What an account is to the company. `none`: it never paid so far. `free`: it paid, and uses the product for nothing.
 * `paused`: a customer who pays nothing for a while.
 */
export type CustomerKind = 'none' | 'paying' | 'paused' | 'free' | 'churned';

/** Whether it was a customer and is none any more. A free plan is the end of paying, too. */
export const isGone = (kind: CustomerKind) => kind === 'churned' || kind === 'free';
