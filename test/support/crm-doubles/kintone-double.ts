import type { HttpAnswer } from '../../../functions/aws/http-answer.ts';
import { answerOf, CallWindow, type CrmDouble, type DoubleRequest } from './double.ts';

interface Update {
  id?: string;
  updateKey?: { field: string; value: string };
  record: Record<string, { value: string }>;
}

/** `records.json`: 100 records a call, all of them or none; 10,000 calls a day for the app. */
export class KintoneDouble implements CrmDouble {
  readonly requests: DoubleRequest[] = [];
  readonly records = new Map<string, Record<string, string>>();
  readonly codes = new Set<string>();
  readonly app = 42;
  token = 'ApiTokenOfTheApp';
  readonly next: HttpAnswer[] = [];
  refused = 0;
  private readonly day: CallWindow;

  constructor(now: () => number, { daily = 10_000 } = {}) {
    this.day = new CallWindow(daily, 86_400_000, now);
  }

  answer({ method, path, headers, body }: DoubleRequest): HttpAnswer {
    const given = this.next.shift();
    if (given) return given;
    if (headers['x-cybozu-api-token'] !== this.token)
      return this.refusal(
        520,
        'GAIA_IA02',
        'The specified API token does not match the API token generated via an app.',
      );
    if (this.day.isOver()) return this.refusal(429, 'LIMIT', 'too many');
    if (method !== 'PUT' || path !== '/k/v1/records.json') return this.refusal(404, 'CB_IL02', 'not found');
    const { app, records } = JSON.parse(body) as { app: number | string; records: Update[] };
    if (Number(app) !== this.app) return this.refusal(404, 'GAIA_AP01', 'The app (ID: 1) not found.');
    if (records.length > 100) return this.refusal(400, 'CB_VA01', 'Missing or invalid input.');
    for (const { record } of records) {
      const unknown = Object.keys(record).find((code) => !this.codes.has(code));
      if (unknown) return this.refusal(400, 'GAIA_FC01', `The specified field (code: ${unknown}) not found.`);
    }
    const found = records.map((one) => this.find(one));
    const missing = found.indexOf(undefined);
    if (missing >= 0)
      return this.refusal(404, 'GAIA_RE01', `The specified record (ID: ${records[missing]?.id}) is not found.`);
    for (const [i, { record }] of records.entries()) {
      for (const [code, { value }] of Object.entries(record)) (found[i] as Record<string, string>)[code] = value;
    }
    return answerOf(200, { records: records.map(({ id = '0' }) => ({ id, revision: '2' })) });
  }

  private find({ id, updateKey }: Update) {
    if (updateKey === undefined) return this.records.get(String(id));
    return [...this.records.values()].find((record) => record[updateKey.field] === updateKey.value);
  }

  private refusal(status: number, code: string, message: string): HttpAnswer {
    this.refused += 1;
    return answerOf(status, { code, id: 'x', message });
  }
}
