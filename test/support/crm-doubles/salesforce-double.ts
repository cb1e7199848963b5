import type { HttpAnswer } from '../../../functions/aws/http-answer.ts';
import { answerOf, CallWindow, type CrmDouble, type DoubleRequest } from './double.ts';

/** sObject collections: 200 records a call, so many calls a day; each record has an answer of its own. */
export class SalesforceDouble implements CrmDouble {
  readonly requests: DoubleRequest[] = [];
  /** By the id of 18 characters. */
  readonly records = new Map<string, Record<string, unknown>>();
  readonly fields = new Set<string>();
  readonly client = { clientId: 'client-of-ours', clientSecret: 'secret-of-ours' };
  token = '00Dxx!session';
  readonly next: HttpAnswer[] = [];
  refused = 0;
  private readonly day: CallWindow;

  constructor(now: () => number, { daily = 15_000 } = {}) {
    this.day = new CallWindow(daily, 86_400_000, now);
  }

  answer(request: DoubleRequest): HttpAnswer {
    const { method, path, headers } = request;
    const given = this.next.shift();
    if (given) return given;
    if (path === '/services/oauth2/token') return this.signIn(new URLSearchParams(request.body));
    if (headers.authorization !== `Bearer ${this.token}`) return this.refusal(401, 'INVALID_SESSION_ID');
    if (this.day.isOver()) return this.refusal(403, 'REQUEST_LIMIT_EXCEEDED');
    if (method === 'GET' && /^\/services\/data\/v[\d.]+\/query$/.test(path))
      return this.query(request.query.get('q') ?? '');
    if (method !== 'PATCH' || !/^\/services\/data\/v[\d.]+\/composite\/sobjects$/.test(path))
      return this.refusal(404, 'NOT_FOUND');
    const { records } = JSON.parse(request.body) as { records: Record<string, unknown>[] };
    if (records.length > 200) return this.refusal(400, 'LIMIT_EXCEEDED');
    return answerOf(
      200,
      records.map((record) => this.update(record)),
    );
  }

  private signIn(form: URLSearchParams): HttpAnswer {
    const { clientId, clientSecret } = this.client;
    const isOurs = form.get('client_id') === clientId && form.get('client_secret') === clientSecret;
    if (form.get('grant_type') === 'client_credentials' && isOurs) return answerOf(200, { access_token: this.token });
    return answerOf(400, { error: 'invalid_client', error_description: 'invalid client credentials' });
  }

  private query(soql: string): HttpAnswer {
    const [, field = '', list = ''] = /^SELECT Id, (\w+) FROM Account WHERE \w+ IN \((.*)\)$/.exec(soql) ?? [];
    if (!this.fields.has(field))
      return this.refusal(400, 'INVALID_FIELD', `No such column '${field}' on entity 'Account'`);
    const keys = [...list.matchAll(/'((?:[^'\\]|\\.)*)'/g)].map(([, text = '']) =>
      text.replace(/\\(.)/g, '$1').toLowerCase(),
    );
    const found = [...this.records].filter(([, record]) => keys.includes(String(record[field]).toLowerCase()));
    return answerOf(200, { done: true, records: found.map(([Id, record]) => ({ Id, [field]: record[field] })) });
  }

  private update({ attributes: _, id, ...fields }: Record<string, unknown>) {
    const failed = (statusCode: string, message: string, named: string[] = []) => ({
      id,
      success: false,
      errors: [{ statusCode, message, fields: named }],
    });
    const record = this.records.get(String(id));
    if (record === undefined) return failed('ENTITY_IS_DELETED', 'entity is deleted');
    const unknown = Object.keys(fields).filter((name) => !this.fields.has(name));
    if (unknown.length > 0) return failed('INVALID_FIELD', `No such column '${unknown[0]}' on sobject of type Account`);
    const long = Object.entries(fields).find(([, value]) => typeof value === 'string' && value.length > 255);
    if (long) return failed('STRING_TOO_LONG', `${long[0]}: data value too large`, [long[0]]);
    Object.assign(record, fields);
    return { id, success: true, errors: [] };
  }

  private refusal(status: number, errorCode: string, message = errorCode): HttpAnswer {
    this.refused += 1;
    return answerOf(status, [{ errorCode, message }]);
  }
}
