import { ArnFormat, type Stack } from 'aws-cdk-lib';
import type { StageConfig } from '../config.ts';
import type { Grantee } from '../constructs/alarmed-function.ts';

/** Tells a function where the address of the chat's webhook lies; empty where there is none. */
export function chatKnownBy(grantee: Grantee<'CHAT_SECRET'>, { chat }: StageConfig): void {
  grantee.setEnvironment('CHAT_SECRET', chat?.secret ?? '');
}

/** Lets a function read the address, and so post. */
export function chatPostableBy(grantee: Grantee<'CHAT_SECRET'>, stack: Stack, config: StageConfig): void {
  chatKnownBy(grantee, config);
  if (config.chat === undefined) return;
  grantee.allow({
    actions: ['secretsmanager:GetSecretValue'],
    resources: [
      stack.formatArn({
        service: 'secretsmanager',
        resource: 'secret',
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        // Secrets Manager ends each ARN with six characters of its own.
        resourceName: `${config.chat.secret}-??????`,
      }),
    ],
  });
}
