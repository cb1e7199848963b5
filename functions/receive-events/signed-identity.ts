import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Proofs, signedText, type Vouched } from '../../domain/sources/key-rights.ts';
import { identitySecretOf } from '../runtime/identity-secret.ts';

const PROOF = /^[0-9a-f]{64}$/;

export interface ClaimedIdentity {
  user: string | undefined;
  account: string | undefined;
}

/** What the company's server has signed of who a call is about, with any of the live secrets. */
export function vouchedBy(secrets: Buffer[], { user, account }: ClaimedIdentity, proofs: Proofs): Vouched {
  if (user === undefined || !isSignedByAny(secrets, signedText(user), proofs.user)) return 'nothing';
  return account !== undefined && isSignedByAny(secrets, signedText(user, account), proofs.group)
    ? 'membership'
    : 'user';
}

function isSignedByAny(secrets: Buffer[], text: string, proof: string | undefined): boolean {
  if (proof === undefined || !PROOF.test(proof)) return false;
  const given = Buffer.from(proof, 'hex');
  return secrets.some((secret) =>
    timingSafeEqual(createHmac('sha256', identitySecretOf(secret)).update(text).digest(), given),
  );
}
