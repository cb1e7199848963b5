import { RemovalPolicy, type Stack, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Grantee } from '../constructs/alarmed-function.ts';
import { secretReadableBy } from '../constructs/secret-access.ts';
import { PUNCTUATION } from './source-secrets.ts';

/** Letters and digits enough that nobody guesses the key: about 380 bits. */
const KEY_LENGTH = 64;

/** What is sealed: links in mails, and sessions of the team's pages. */
type Sealed = 'links' | 'sessions';

const secretName = (stage: string, sealed: Sealed) => `sakimawari/${stage}/${sealed}`;

const descriptions: Record<Sealed, string> = {
  links: 'Seals the links in mails: "current"; earlier ones as "previous", "previous2", or "leaked".',
  sessions:
    'Seals the sessions of the team\'s pages: "current"; an earlier one as "previous". Another one signs all out.',
};

/** The key that something is sealed with. It outlives deployments, since mails and browsers do. */
export class SealingKey extends Construct {
  constructor(scope: Construct, id: string, { stage, sealed }: { stage: string; sealed: Sealed }) {
    super(scope, id);
    const secret = new Secret(this, 'Secret', {
      secretName: secretName(stage, sealed),
      description: descriptions[sealed],
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'current',
        passwordLength: KEY_LENGTH,
        excludeCharacters: PUNCTUATION,
      },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'A key that changes by itself would make links useless, and sign out whoever works at that moment.',
    });
  }
}

/** Found by name, as the secrets of sources are. */
export function linkKeysReadableBy(grantee: Grantee<'LINK_KEYS'>, stack: Stack, stage: string): void {
  grantee.setEnvironment('LINK_KEYS', secretName(stage, 'links'));
  secretReadableBy(grantee, stack, secretName(stage, 'links'));
}

export function sessionKeysReadableBy(grantee: Grantee<'SESSION_KEYS'>, stack: Stack, stage: string): void {
  grantee.setEnvironment('SESSION_KEYS', secretName(stage, 'sessions'));
  secretReadableBy(grantee, stack, secretName(stage, 'sessions'));
}
