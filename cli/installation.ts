import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { OperateAnswer } from '../functions/operate/answer-request.ts';
import type { OperationName, OperationRequest, OperationResult } from '../functions/operate/operations.ts';
import { OperatorError } from '../functions/operate/operator-error.ts';
import { unpacked } from '../functions/operate/packed-answer.ts';

/** One deployed Sakimawari, local or in a company's AWS account. */
export interface Installation {
  /** @param operator whoever asks for it */
  operate<Name extends OperationName>(
    name: Name,
    request: OperationRequest<Name>,
    operator?: string,
  ): Promise<OperationResult<Name>>;
  /** Where events are posted to. */
  apiUrl(): Promise<string>;
  /** The only configured source, when there is just one. */
  onlySource(): Promise<string | undefined>;
  /** The secret that a source signs with. */
  secretOf(source: string): Promise<string>;
}

/** What `npm start` writes down once the local installation is ready. */
const outputsSchema = z.object({
  awsEndpoint: z.url(),
  region: z.string(),
  apiUrl: z.url(),
  sources: z.record(z.string(), z.object({ secret: z.string() })),
  /** Keys of the demo source: for CloudEvents, for Segment's clients, for the HTTP API. */
  token: z.string().optional(),
  writeKey: z.string().optional(),
  serverWriteKey: z.string().optional(),
  apiToken: z.string().optional(),
});

const LOCAL_STAGE = 'local';
const OUTPUTS_FILE = fileURLToPath(new URL('../.local/outputs.json', import.meta.url));

/** The named stage in AWS, with the usual credentials; without a name the local one that runs from this folder. */
export function openInstallation(stage: string | undefined): Installation {
  return stage === undefined ? localInstallation() : awsInstallation(stage);
}

function awsInstallation(stage: string): Installation {
  const operate = operateThrough(new LambdaClient({}), stage);
  const secrets = new SecretsManagerClient({});
  return {
    operate,
    apiUrl: async () => (await operate('describe', {})).apiUrl,
    onlySource: async () => onlyOneOf((await operate('describe', {})).sources),
    secretOf: currentSecretIn(secrets, stage),
  };
}

/** While a secret is rotating the older ones stand beside it under other names. */
const currentSecretSchema = z.object({ current: z.string() });

function currentSecretIn(secrets: SecretsManagerClient, stage: string): Installation['secretOf'] {
  return async (source) => {
    const SecretId = `sakimawari/${stage}/source/${source}`;
    const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId })).catch((error: Error) => {
      throw new OperatorError(
        'no-secret',
        `The secret of source "${source}" can't be read.`,
        `Secrets Manager says ${error.name} for ${SecretId}.`,
        'Check the name (sakimawari source list), and that your credentials may read its secret.',
        { cause: error },
      );
    });
    return currentSecretSchema.parse(JSON.parse(SecretString)).current;
  };
}

function localInstallation(): Installation {
  const { awsEndpoint, region, apiUrl } = readOutputs();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const lambda = new LambdaClient({ endpoint: awsEndpoint, region, credentials });
  const operate = operateThrough(lambda, LOCAL_STAGE);
  return {
    operate,
    apiUrl: async () => apiUrl,
    onlySource: async () => onlyOneOf((await operate('describe', {})).sources),
    // Not the one that was written down at the start: it may have been rotated since.
    secretOf: currentSecretIn(new SecretsManagerClient({ endpoint: awsEndpoint, region, credentials }), LOCAL_STAGE),
  };
}

function readOutputs(): z.output<typeof outputsSchema> {
  let text: string;
  try {
    text = readFileSync(process.env.SAKIMAWARI_OUTPUTS ?? OUTPUTS_FILE, 'utf8');
  } catch (error) {
    throw new OperatorError(
      'not-running',
      'There is no local installation to talk to.',
      'No "npm start" is running in this folder, or it is not ready yet.',
      'Run "npm start", or name a deployed stage: --stage prod',
      { cause: error },
    );
  }
  return outputsSchema.parse(JSON.parse(text));
}

function operateThrough(lambda: LambdaClient, stage: string): Installation['operate'] {
  const FunctionName = `sakimawari-${stage}-operate`;
  return async (name, request, operator) => {
    const Payload = JSON.stringify({ command: name, operator, ...request });
    const response = await lambda.send(new InvokeCommand({ FunctionName, Payload })).catch((error: Error) => {
      throw unreachable(error, stage, FunctionName);
    });
    const answer = JSON.parse(Buffer.from(response.Payload ?? []).toString());
    if (response.FunctionError !== undefined) {
      throw new OperatorError(
        'operate-failed',
        `The installation could not carry out "${name}".`,
        `${FunctionName} failed with ${answer.errorType}: ${answer.errorMessage}`,
        `Its log says more: /aws/lambda/${FunctionName}`,
      );
    }
    return resultOf(answer as OperateAnswer) as never;
  };
}

/** @throws OperatorError where the operation refused */
export function resultOf(answer: OperateAnswer): unknown {
  if ('refusal' in answer) {
    const { code, what, why, mend } = answer.refusal;
    throw new OperatorError(code, what, why, mend);
  }
  return 'packedResult' in answer ? JSON.parse(unpacked(answer.packedResult)) : answer.result;
}

function unreachable(error: Error, stage: string, functionName: string): OperatorError {
  const what = `The installation "${stage}" can't be reached.`;
  const options = { cause: error };
  if (stage === LOCAL_STAGE) {
    const mend = 'Run "npm start" in this folder and wait until it says that it is ready.';
    return new OperatorError('not-running', what, `The local AWS says: ${error.message || error.name}.`, mend, options);
  }
  if (error.name === 'ResourceNotFoundException') {
    const mend = 'Check --stage and AWS_REGION, or deploy the stage first.';
    return new OperatorError('no-installation', what, `There is no function ${functionName} here.`, mend, options);
  }
  const mend = `Check your AWS credentials and region; they need lambda:InvokeFunction on ${functionName}.`;
  return new OperatorError('unreachable', what, `AWS says: ${error.message || error.name}.`, mend, options);
}

const onlyOneOf = (names: string[]) => (names.length === 1 ? names[0] : undefined);
