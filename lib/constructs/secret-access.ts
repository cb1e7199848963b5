import { ArnFormat, type Stack } from 'aws-cdk-lib';
import type { Grantee } from './alarmed-function.ts';

/** Lets a function read one secret, found by its name: it may be of another stack, or of the company's own. */
export function secretReadableBy(grantee: Pick<Grantee, 'allow'>, stack: Stack, name: string): void {
  grantee.allow({
    actions: ['secretsmanager:GetSecretValue'],
    resources: [
      stack.formatArn({
        service: 'secretsmanager',
        resource: 'secret',
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        // Secrets Manager ends each ARN with six characters of its own.
        resourceName: `${name}-??????`,
      }),
    ],
  });
}
