import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCrmMapping } from '../../mappings/load-crm.ts';

const complaintsOf = (text: string) =>
  parseCrmMapping(text).problems.map(({ line, path, message }) => `${line} ${path}: ${message}`);

const examples = join(import.meta.dirname, '../../examples/crm');

describe('a mapping file for a CRM', () => {
  it.each(readdirSync(examples))('is there to begin with: %s', (file) => {
    expect(complaintsOf(readFileSync(join(examples, file), 'utf8'))).toEqual([]);
  });

  it.each([
    ['', ['1 : must be a group of fields, not empty']],
    [
      'hubspot:\n  record: account\n  fields: {}\n',
      [expect.stringContaining('3 hubspot.fields: says nothing to write')],
    ],
    [
      'hubspot:\n  record: account\n  fields:\n    score: { value: score }\n',
      [expect.stringContaining('4 hubspot.fields.score.direction: is missing')],
    ],
    [
      'hubspot:\n  record: account\n  fields:\n    score: { direction: ours }\n',
      [expect.stringContaining('4 hubspot.fields.score: says no value: write value, one of score, grade')],
    ],
    [
      'hubspot:\n  record: account\n  fields:\n    a: { direction: ours, value: score }\n    b: { direction: theirs, value: score }\n',
      [expect.stringContaining('5 hubspot.fields.b.value: is of no use')],
    ],
    [
      'hubspot:\n  record: account\n  fields:\n    hs_lead_status: { direction: ours, value: score }\n',
      [expect.stringContaining('is a field that only the CRM itself writes')],
    ],
    [
      'hubspot:\n  record: account\n  fields:\n    Health Score: { direction: ours, value: score }\n',
      [expect.stringContaining('the internal name of a property, like cs_health_score')],
    ],
    [
      'salesforce:\n  record: { field: Our_Id__c }\n  fields:\n    Our_Id__c: { direction: ours, value: score }\n',
      [expect.stringContaining('is what a record is found by')],
    ],
    [
      'hubspot:\n  record: account\n  fields:\n    grade: { direction: ours, value: grade, as: { red: RED } }\n',
      [expect.stringContaining('knows no `red`: write healthy, watch, at-risk')],
    ],
    [
      'hubspot:\n  record: account\n  fields:\n    score: { direction: ours, value: score, as: { healthy: A } }\n',
      [expect.stringContaining('goes with `value: grade`')],
    ],
    [
      'kintone:\n  record: account\n  fields:\n    score: { direction: ours, value: score }\n',
      [expect.stringContaining('kintone.app: is missing')],
    ],
    ['zoho: {}\n', [expect.stringContaining('1 zoho: is not known here'), expect.stringContaining('says nothing')]],
  ])('says by line what is wrong: %j', (text, complaints) => {
    expect(complaintsOf(text)).toEqual(complaints);
  });

  it('never writes what is theirs, whatever the values are', () => {
    const { mapping } = parseCrmMapping(
      'hubspot:\n  record: account\n  fields:\n    a: { direction: ours, value: score }\n    b: { direction: theirs }\n',
    );
    expect(mapping?.hubspot?.fields.b).toEqual({ direction: 'theirs' });
  });
});
