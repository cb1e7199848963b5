import { describe, expect, it } from 'vitest';
import { MisconfiguredError, readEnv } from '../../../functions/runtime/read-env.ts';
import {
  company,
  kpiSettings,
  positiveInteger,
  type ReadVariable,
  text,
  textByName,
  textList,
} from '../../../functions/runtime/variables.ts';

const complaintAbout = (read: ReadVariable<unknown>, value: string | undefined) => {
  try {
    readEnv({ VARIABLE: read }, { VARIABLE: value });
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(MisconfiguredError);
    return (error as Error).message;
  }
};

const whole = {
  name: 'Sample',
  timeZone: 'Asia/Tokyo',
  language: 'ja',
  country: 'JP',
  holidays: {},
  mailCeiling: 'send',
  systemSender: { name: 'Sakimawari', address: 'sakimawari@example.com' },
  operator: { name: 'Operator', address: 'operator@example.com' },
};

describe("a function's environment", () => {
  it('is read by what the function asks for', () => {
    const asked = { TABLE: text, DAYS: positiveInteger, SOURCES: textList, SECRETS: textByName, COMPANY: company };
    const env = {
      TABLE: 'accounts',
      DAYS: '400',
      SOURCES: '["app","billing"]',
      SECRETS: '{"app":"secret-id"}',
      COMPANY: JSON.stringify(whole),
      ELSE: 'nobody asks for it',
    };
    expect(readEnv(asked, env)).toEqual({
      TABLE: 'accounts',
      DAYS: 400,
      SOURCES: ['app', 'billing'],
      SECRETS: { app: 'secret-id' },
      COMPANY: whole,
    });
  });

  it('is refused with every variable that is wrong, by name', () => {
    const asked = { TABLE: text, DAYS: positiveInteger, SOURCES: textList };
    expect(() => readEnv(asked, { TABLE: '', DAYS: '3' })).toThrow(/^environment: TABLE is empty; SOURCES is missing$/);
  });

  it.each<[ReadVariable<unknown>, string | undefined, string]>([
    [text, undefined, 'is missing'],
    [text, '', 'is empty'],
    [positiveInteger, '', 'is not a whole number above 0'],
    [positiveInteger, '0', 'is not a whole number above 0'],
    [positiveInteger, '1.5', 'is not a whole number above 0'],
    [positiveInteger, 'three', 'is not a whole number above 0'],
    [textList, 'app', 'is not JSON'],
    [textList, '{"0":"app"}', 'is not a JSON list of texts'],
    [textList, '["app",1]', 'is not a JSON list of texts'],
    [textByName, '["app"]', 'is not a JSON object of texts'],
    [textByName, 'null', 'is not a JSON object of texts'],
    [textByName, '{"app":1}', 'is not a JSON object of texts'],
    [company, '{', 'is not JSON'],
    [company, '[]', 'is not a JSON object'],
    [kpiSettings, '[]', 'is not a JSON object'],
    [kpiSettings, '{}', 'lacks the rules'],
    [kpiSettings, '{"rules":{}}', 'lacks the targets'],
    [company, JSON.stringify({ ...whole, country: undefined }), 'lacks the text country'],
    [company, JSON.stringify({ ...whole, operator: 'Operator' }), 'lacks the name or the address of operator'],
    [
      company,
      JSON.stringify({ ...whole, systemSender: { name: 'S' } }),
      'lacks the name or the address of systemSender',
    ],
    [company, JSON.stringify({ ...whole, holidays: undefined }), 'lacks holidays'],
  ])('says what is wrong (%#)', (read, value, complaint) => {
    expect(complaintAbout(read, value)).toBe(`environment: VARIABLE ${complaint}`);
  });

  it('is never quoted, since it may hold a secret', () => {
    for (const read of [positiveInteger, textList, textByName, company]) {
      expect(complaintAbout(read, 'open sesame')).not.toContain('sesame');
    }
  });

  it('does not hide a fault of our own', () => {
    const broken = () => {
      throw new ReferenceError('broken');
    };
    expect(() => readEnv({ VARIABLE: broken }, { VARIABLE: 'x' })).toThrow(ReferenceError);
  });
});
