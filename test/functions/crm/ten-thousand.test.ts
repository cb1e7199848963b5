import { expect, it } from 'vitest';
import { crmMappingSchema } from '../../../domain/crm/crm-mapping.ts';
import type { CrmName } from '../../../domain/crm/crm-names.ts';
import { newRun } from '../../../domain/crm/crm-run.ts';
import { adapterOf } from '../../../functions/crm/open-crms.ts';
import { crmWords } from '../../../functions/crm/words/words.ts';
import { writeToCrms } from '../../../functions/crm/write-to-crms.ts';
import type { CrmRecordStates } from '../../../functions/store/crm/crm-rows.ts';
import { type CrmDouble, sendTo } from '../../support/crm-doubles/double.ts';
import { HubspotDouble } from '../../support/crm-doubles/hubspot-double.ts';
import { KintoneDouble } from '../../support/crm-doubles/kintone-double.ts';
import { SalesforceDouble } from '../../support/crm-doubles/salesforce-double.ts';

const ACCOUNTS = 10_000;
const ours = (value: string) => ({ direction: 'ours', value });

let now = Date.parse('2026-06-02T03:00:00Z');
const clock = () => now;

const hubspot = new HubspotDouble(clock);
for (const name of ['score', 'grade']) hubspot.properties.add(name);
const salesforce = new SalesforceDouble(clock);
for (const name of ['Score__c', 'Grade__c']) salesforce.fields.add(name);
const kintone = new KintoneDouble(clock);
for (const code of ['score', 'grade']) kintone.codes.add(code);

const nothingElse = { reasons: [], openTasks: 0, nextAction: null, renewalAnswer: null };

interface Case {
  crm: CrmName;
  double: CrmDouble & { records: Map<string, Record<string, unknown>>; refused: number };
  secret: string;
  part: object;
  idOf(n: number): string;
  scoreIn: string;
  /** With signing in, where that is a call. */
  mostCalls: number;
}

const cases: Case[] = [
  {
    crm: 'hubspot',
    double: hubspot,
    secret: hubspot.token,
    part: { record: 'account', fields: { score: ours('score'), grade: ours('grade') } },
    idOf: (n) => String(20_000 + n),
    scoreIn: 'score',
    mostCalls: 100,
  },
  {
    crm: 'salesforce',
    double: salesforce,
    secret: JSON.stringify(salesforce.client),
    part: { record: 'account', fields: { Score__c: ours('score'), Grade__c: ours('grade') } },
    idOf: (n) => `001${String(n).padStart(15, '0')}`,
    scoreIn: 'Score__c',
    mostCalls: 51,
  },
  {
    crm: 'kintone',
    double: kintone,
    secret: kintone.token,
    part: { app: 42, record: 'account', fields: { score: ours('score'), grade: ours('grade') } },
    idOf: (n) => String(1 + n),
    scoreIn: 'score',
    mostCalls: 100,
  },
];

it.each(cases)('10,000 changed scores reach $crm in full batches, and not one call is turned down', async (one) => {
  const { crm, double, secret, part, idOf, scoreIn, mostCalls } = one;
  const mapping = crmMappingSchema.parse({ [crm]: part });
  const ids = Array.from({ length: ACCOUNTS }, (_, n) => idOf(n));
  const places = new Map(ids.map((id, n) => [id, n]));
  for (const id of ids) double.records.set(id, {});
  const recordStates = new Map<string, CrmRecordStates>();
  const marked = new Set(ids);
  const parts = { url: new URL('https://crm.example'), secret: async () => secret, send: sendTo(double) };
  const began = now;
  const report = await writeToCrms({
    store: {
      mapping: async () => mapping,
      run: async () => newRun(),
      takeTurn: async () => true,
      keepRun: async () => true,
      due: async () => [...marked].map((account) => ({ account, since: '2026-06-02T02:59:00Z' })),
      keep: async (account, recordState) => void recordStates.set(account, recordState),
      unmark: async ({ account }) => void marked.delete(account),
    },
    adapters: { [crm]: () => adapterOf(crm, parts, mapping) },
    openReader: async () => ({
      words: crmWords('ja'),
      read: async (some) =>
        some.map((id) => ({
          id,
          recordStates: recordStates.get(id) ?? {},
          values: { ...nothingElse, score: ((places.get(id) as number) % 1000) / 10, grade: 'watch' as const },
        })),
    }),
    idsOfBucket: async () => [],
    changedSince: async () => [],
    now: clock,
    sleep: async (ms) => {
      now += ms;
    },
    hasTime: () => true,
    turnEnds: now + 600_000,
  });
  expect(report).toMatchObject({ written: ACCOUNTS, refused: 0, gone: 0, waitsInSeconds: 0 });
  expect(double.refused).toBe(0);
  expect(double.requests.length).toBeLessThanOrEqual(mostCalls);
  expect(marked.size).toBe(0);
  expect(now - began).toBeLessThan(60_000);
  expect(Number(double.records.get(idOf(312))?.[scoreIn])).toBe(31.2);
});
