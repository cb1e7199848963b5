import { createHmac } from 'node:crypto';

const PREFIX = 'ski_';
/** What is signed with one secret must never pass for something signed with the other: a user chooses their own id. */
const PURPOSE = 'sakimawari identity 1';

/** What a company's server signs its users' ids with, made of the secret that its source signs deliveries with. */
export const identitySecretOf = (signingSecret: Buffer) =>
  `${PREFIX}${createHmac('sha256', signingSecret).update(PURPOSE).digest('base64url')}`;
