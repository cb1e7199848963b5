import { ArnFormat, RemovalPolicy, type Stack, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Grantee } from '../constructs/alarmed-function.ts';
import { PUNCTUATION } from './source-secrets.ts';

/** Letters and digits enough that nobody guesses the key: about 380 bits. */
const KEY_LENGTH = 64;

const secretName = (stage: string) => `sakimawari/${stage}/links`;

/** The key that links in mails are sealed with. It outlives deployments, since mails do. */
export class LinkKeys extends Construct {
  constructor(scope: Construct, id: string, stage: string) {
    super(scope, id);
    const secret = new Secret(this, 'Secret', {
      secretName: secretName(stage),
      description: 'Seals the links in mails: "current"; earlier ones as "previous", "previous2", or "leaked".',
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
      reason: 'A key that changes by itself would make the links in mails of the last months useless.',
    });
  }
}

/** Found by name, as the secrets of sources are. */
export function linkKeysReadableBy(grantee: Grantee<'LINK_KEYS'>, stack: Stack, stage: string): void {
  grantee.setEnvironment('LINK_KEYS', secretName(stage));
  grantee.allow({
    actions: ['secretsmanager:GetSecretValue'],
    resources: [
      stack.formatArn({
        service: 'secretsmanager',
        resource: 'secret',
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        // Secrets Manager ends each ARN with six characters of its own.
        resourceName: `${secretName(stage)}-??????`,
      }),
    ],
  });
}
