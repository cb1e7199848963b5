import { ArnFormat, RemovalPolicy, type Stack, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Grantee } from '../constructs/alarmed-function.ts';

/** 48 letters and digits are the base64 of 36 bytes; the signature scheme asks for 24 to 64. */
const SECRET_LENGTH = 48;

/** Spelled out: the local AWS does not know `excludePunctuation`. */
export const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

const secretName = (stage: string, source: string) => `sakimawari/${stage}/source/${source}`;

/** One signing secret per source, made by Secrets Manager: nobody has to think one up, and none is in a file. */
export class SourceSecrets extends Construct {
  constructor(scope: Construct, id: string, { stage, sources }: { stage: string; sources: readonly string[] }) {
    super(scope, id);
    for (const source of sources) {
      const secret = new Secret(this, source, {
        secretName: secretName(stage, source),
        description: `Signs what ${source} posts. Beside "current" it may hold "previous" while it is being changed.`,
        generateSecretString: {
          secretStringTemplate: '{}',
          generateStringKey: 'current',
          passwordLength: SECRET_LENGTH,
          excludeCharacters: PUNCTUATION,
        },
        removalPolicy: RemovalPolicy.RETAIN,
      });
      Validations.of(secret).acknowledge({
        id: 'AwsSolutions-SMG4',
        reason: 'Two parties hold the secret, so it cannot change by itself: both old and new are live meanwhile.',
      });
    }
  }
}

/**
 * Found by name, not by reference: sources are added while the system runs, and a reference between the stacks would
 * keep one from ever being removed, since CloudFormation refuses to drop what another stack still imports.
 */
export function sourceSecretsReadableBy(grantee: Grantee<'SOURCE_SECRETS_PREFIX'>, stack: Stack, stage: string): void {
  open(grantee, stack, stage, ['secretsmanager:GetSecretValue']);
}

/** Makes and changes them, as the operator asks for. */
export function sourceSecretsManageableBy(
  grantee: Grantee<'SOURCE_SECRETS_PREFIX'>,
  stack: Stack,
  stage: string,
): void {
  open(grantee, stack, stage, [
    'secretsmanager:CreateSecret',
    'secretsmanager:GetSecretValue',
    'secretsmanager:PutSecretValue',
    'secretsmanager:UpdateSecretVersionStage',
  ]);
}

function open(grantee: Grantee<'SOURCE_SECRETS_PREFIX'>, stack: Stack, stage: string, actions: string[]): void {
  const prefix = secretName(stage, '');
  grantee.setEnvironment('SOURCE_SECRETS_PREFIX', prefix);
  grantee.allow({
    actions,
    resources: [
      stack.formatArn({
        service: 'secretsmanager',
        resource: 'secret',
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        resourceName: `${prefix}*`,
      }),
    ],
  });
  grantee.acknowledgeWildcard(
    `arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:${prefix}*`,
    'Sources are added while the system runs; all of their secrets, and no others, begin so.',
  );
}
