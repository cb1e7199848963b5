import { setTimeout as sleep } from 'node:timers/promises';
import { tryAgain } from '../runtime/try-again.ts';
import { mayPass } from './aws-error.ts';
import type { HttpAnswer } from './http-answer.ts';
import { type HttpPost, httpPost } from './http-post.ts';
import { type Credentials, RequestSigner } from './sign-request.ts';

export interface AwsClientOptions {
  region: string;
  credentials: () => Credentials;
  /** Another address than the service's own, as the local AWS has. */
  endpoint?: string;
  post: HttpPost;
  now: () => number;
  sleep: (ms: number) => Promise<unknown>;
  random: () => number;
}

const ANSWER_TIMEOUT_IN_MS = 3_000;
const ATTEMPTS = 3;
const FIRST_PAUSE_IN_MS = 100;

/** What Lambda tells every function of its region, its role's credentials, and the address of a local AWS. */
export function lambdaSettings(env: NodeJS.ProcessEnv = process.env): AwsClientOptions {
  // They stay the same for as long as a process lives, and reading the environment takes longer than to sign by them.
  const credentials = {
    accessKeyId: env.AWS_ACCESS_KEY_ID as string,
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY as string,
    sessionToken: env.AWS_SESSION_TOKEN,
  };
  return {
    region: env.AWS_REGION as string,
    credentials: () => credentials,
    endpoint: env.AWS_ENDPOINT_URL,
    post: httpPost(ANSWER_TIMEOUT_IN_MS),
    now: Date.now,
    sleep,
    random: Math.random,
  };
}

/** Where a service of a region takes signed POSTs. */
export class AwsEndpoint {
  private readonly signer: RequestSigner;
  private readonly url: URL;

  /**
   * @param service by the name that its requests are signed for
   * @param host begins its address, where that is another name
   */
  constructor(
    private readonly options: AwsClientOptions,
    service: string,
    host = service,
  ) {
    const { region, endpoint } = options;
    const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    this.url = new URL(endpoint ?? `https://${host}.${region}.${domain}`);
    this.signer = new RequestSigner(service, region);
  }

  post(headers: Record<string, string>, body: string): Promise<HttpAnswer> {
    const { credentials, now, post } = this.options;
    const request = { headers, host: this.url.host, body };
    return post(this.url, this.signer.sign(request, credentials(), now()), body);
  }

  /** Does what may be done more than once, up to twice again after a short pause where that may help. */
  retrying<Answer>(attempt: () => Promise<Answer>): Promise<Answer> {
    const { sleep, random } = this.options;
    return tryAgain(attempt, { most: ATTEMPTS, mayPass, pauses: { sleep, random, firstInMs: FIRST_PAUSE_IN_MS } });
  }
}
