import type { SigningSecrets } from '../../domain/sources/signing-secrets.ts';
import { textByName } from '../runtime/variables.ts';
import { AwsError } from './aws-error.ts';
import type { AwsJsonClient } from './json-client.ts';

const CURRENT = 'AWSCURRENT';
const PENDING = 'AWSPENDING';

/** Somebody else changed the secret in between: read it again. */
export class SecretMovedError extends Error {
  override readonly name = 'SecretMovedError';
  readonly code = 'secret-moved';
}

export interface StoredSecrets {
  secrets: SigningSecrets;
  version: string;
}

/** The sources' secrets as the operator changes them. */
export class SourceSecretStore {
  constructor(
    private readonly client: Pick<AwsJsonClient, 'call'>,
    private readonly prefix: string,
  ) {}

  /** `undefined` where the source has none. */
  async read(source: string): Promise<StoredSecrets | undefined> {
    const input = { SecretId: this.idOf(source) };
    try {
      const answer = await this.client.call<{ SecretString?: string; VersionId: string }>('GetSecretValue', input);
      return { secrets: textByName(answer.SecretString ?? '{}'), version: answer.VersionId };
    } catch (error) {
      if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return undefined;
      throw error;
    }
  }

  /** False when there is one already; that stays as it is. */
  async create(source: string, secrets: SigningSecrets, version: string): Promise<boolean> {
    try {
      await this.client.call('CreateSecret', {
        Name: this.idOf(source),
        Description: `Signs what ${source} posts. Made by "sakimawari source add".`,
        SecretString: JSON.stringify(secrets),
        ClientRequestToken: version,
      });
      return true;
    } catch (error) {
      if (error instanceof AwsError && error.code === 'ResourceExistsException') return false;
      throw error;
    }
  }

  /**
   * Puts other secrets in the place of those that were read.
   * @throws SecretMovedError when they are not the current ones any more
   */
  async replace(source: string, read: StoredSecrets, secrets: SigningSecrets, version: string): Promise<void> {
    const SecretId = this.idOf(source);
    await this.client.call('PutSecretValue', {
      SecretId,
      SecretString: JSON.stringify(secrets),
      ClientRequestToken: version,
      VersionStages: [PENDING],
    });
    try {
      await this.client.call('UpdateSecretVersionStage', {
        SecretId,
        VersionStage: CURRENT,
        MoveToVersionId: version,
        RemoveFromVersionId: read.version,
      });
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'InvalidParameterException') throw error;
      // Tried again after an answer that got lost, the move is refused since it has been made.
      if ((await this.read(source))?.version === version) return;
      throw new SecretMovedError(`the secret of source ${source} was changed by somebody else`, { cause: error });
    }
  }

  private idOf(source: string): string {
    return `${this.prefix}${source}`;
  }
}
