import { type AwsClientOptions, AwsEndpoint } from './aws-endpoint.ts';
import { AwsError } from './aws-error.ts';

/** Calls actions of SES: POSTs of a form, answered in XML. What of the answer is read is up to who asked. */
export class SesClient {
  private readonly endpoint: AwsEndpoint;

  constructor(private readonly options: AwsClientOptions) {
    this.endpoint = new AwsEndpoint(options, 'ses', 'email');
  }

  get region(): string {
    return this.options.region;
  }

  /** `callOnce`, tried again twice after a short pause where that may help: never for a send, which SES can't tell from the one before. */
  call(action: string, parameters: Record<string, string> = {}): Promise<XmlAnswer> {
    return this.endpoint.retrying(() => this.callOnce(action, parameters));
  }

  /** @throws AwsError when SES answers with an error; Node's own error when there is no answer */
  async callOnce(action: string, parameters: Record<string, string>): Promise<XmlAnswer> {
    const form = asForm({ Action: action, Version: '2010-12-01', ...parameters });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { status, body } = await this.endpoint.post(headers, form);
    const answer = new XmlAnswer(body);
    // What answers in other words is not SES, such as a proxy's page.
    if (status === 200 && body.includes(`<${action}Response`)) return answer;
    const message = answer.text('Message') ?? `answered by ${status}`;
    throw new AwsError(answer.text('Code') ?? 'NoErrorType', status, message);
  }
}

/** URLSearchParams would look at each character of a message by itself: that takes longer than to write the mail. */
const asForm = (fields: Record<string, string>): string =>
  Object.entries(fields)
    .map((field) => field.map(encodeURIComponent).join('='))
    .join('&');

/** A list as a form of SES tells it, counted from 1. */
export const members = (name: string, texts: string[]): Record<string, string> =>
  Object.fromEntries(texts.map((text, i) => [`${name}.member.${i + 1}`, text]));

/** An answer of SES, or an element of one. In none of those that we ask for lies an element within one of its own name. */
export class XmlAnswer {
  constructor(private readonly xml: string) {}

  /** The elements of the name, in their order. */
  all(name: string): XmlAnswer[] {
    return [...this.xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))].map(
      ([, xml = '']) => new XmlAnswer(xml),
    );
  }

  /** What the first element of the name holds; undefined where there is none. */
  text(name: string): string | undefined {
    return this.all(name)[0]?.ownText();
  }

  ownText(): string {
    return this.xml.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (entity, decimal, hex, name) => {
      if (name !== undefined) return ENTITIES[name] ?? entity;
      return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal));
    });
  }
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
