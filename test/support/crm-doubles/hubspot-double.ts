import type { HttpAnswer } from '../../../functions/aws/http-answer.ts';
import { answerOf, CallWindow, type CrmDouble, type DoubleRequest } from './double.ts';

interface Input {
  id: string;
  idProperty?: string;
  properties: Record<string, string>;
}

/** The batch update of companies: 100 records a call, 100 calls in 10 seconds, 250,000 a day; properties have to be there. */
export class HubspotDouble implements CrmDouble {
  readonly requests: DoubleRequest[] = [];
  readonly records = new Map<string, Record<string, string>>();
  readonly properties = new Set<string>();
  token = 'pat-na1-11111111-2222';
  /** What is answered instead, once each. */
  readonly next: HttpAnswer[] = [];
  refused = 0;
  private readonly burst: CallWindow;
  private readonly day: CallWindow;

  constructor(now: () => number, { burst = 100, daily = 250_000 } = {}) {
    this.burst = new CallWindow(burst, 10_000, now);
    this.day = new CallWindow(daily, 86_400_000, now);
  }

  answer({ method, path, headers, body }: DoubleRequest): HttpAnswer {
    const given = this.next.shift();
    if (given) return given;
    if (headers.authorization !== `Bearer ${this.token}`)
      return this.refusal(401, { category: 'INVALID_AUTHENTICATION' });
    if (this.burst.isOver()) return this.refusal(429, { category: 'RATE_LIMITS', policyName: 'TEN_SECONDLY_ROLLING' });
    if (this.day.isOver()) return this.refusal(429, { category: 'RATE_LIMITS', policyName: 'DAILY' });
    if (method !== 'POST' || path !== '/crm/v3/objects/companies/batch/update') return this.refusal(404, {});
    const { inputs } = JSON.parse(body) as { inputs: Input[] };
    if (inputs.length > 100) return this.refusal(400, { category: 'VALIDATION_ERROR', message: 'too many inputs' });
    const unknown = new Set(
      inputs.flatMap(({ properties }) => Object.keys(properties)).filter((name) => !this.properties.has(name)),
    );
    if (unknown.size > 0) return this.refusal(400, unknownProperties([...unknown]));
    const missing: string[] = [];
    const results = inputs.flatMap(({ id, idProperty, properties }) => {
      const found = this.find(id, idProperty);
      if (found === undefined) {
        missing.push(id);
        return [];
      }
      Object.assign(found, properties);
      return [{ id, properties: found, archived: false }];
    });
    if (missing.length === 0) return answerOf(200, { status: 'COMPLETE', results });
    const error = {
      status: 'error',
      category: 'OBJECT_NOT_FOUND',
      message: 'Could not get some',
      context: { ids: missing },
    };
    return answerOf(207, { status: 'COMPLETE', results, numErrors: 1, errors: [error] });
  }

  private find(id: string, idProperty: string | undefined) {
    if (idProperty === undefined) return this.records.get(id);
    return [...this.records.values()].find((record) => record[idProperty] === id);
  }

  private refusal(status: number, body: object): HttpAnswer {
    this.refused += 1;
    return answerOf(status, { status: 'error', message: '', ...body });
  }
}

/**
 * The same with a company's own hands on it, for tests in another process: `PUT /companies/ID` makes a company of these
 * properties, `GET /companies/ID` shows it.
 */
export const byHand = (hubspot: HubspotDouble): CrmDouble => ({
  requests: hubspot.requests,
  answer(request) {
    const id = /^\/companies\/(.+)$/.exec(request.path)?.[1];
    if (id === undefined) return hubspot.answer(request);
    if (request.method === 'PUT') {
      const company: Record<string, string> = JSON.parse(request.body);
      hubspot.records.set(id, company);
      for (const name of Object.keys(company)) hubspot.properties.add(name);
    }
    return answerOf(200, hubspot.records.get(id) ?? null);
  },
});

function unknownProperties(names: string[]) {
  const list = names.map((name) => ({
    isValid: false,
    message: `Property "${name}" does not exist`,
    error: 'PROPERTY_DOESNT_EXIST',
    name,
  }));
  return {
    category: 'VALIDATION_ERROR',
    message: `Property values were not valid: ${JSON.stringify(list)}`,
    errors: names.map((name) => ({
      message: `Property "${name}" does not exist`,
      code: 'PROPERTY_DOESNT_EXIST',
      context: { propertyName: [name] },
    })),
  };
}
