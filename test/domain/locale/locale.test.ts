import { describe, expect, it, test } from 'vitest';
import { accountSchema, contactSchema, csmSchema } from '../../../domain/account/account.ts';
import { companySchema } from '../../../domain/company/company.ts';
import { gapOf, isInLatin, languageOf, localeOf } from '../../../domain/locale/locale.ts';

describe('a locale', () => {
  test.each([
    ['en', 'en'],
    ['ja', 'ja'],
    ['en-GB', 'en-GB'],
    ['EN_us', 'en-US'],
    ['ja_JP', 'ja-JP'],
    [' en-au ', 'en-AU'],
    ['en-Latn-GB', 'en-GB'],
    ['en-001', 'en'],
    ['eng', 'en'],
    ['ja-JP-u-ca-japanese', 'ja-JP'],
  ])('is read from %j as %s', (written, locale) => {
    expect(localeOf(written)).toBe(locale);
    expect(accountSchema.parse({ id: 'a', name: 'A', language: written }).language).toBe(locale);
    expect(companySchema.shape.language.parse(written)).toBe(locale);
  });

  test.each(['de', 'fr-CA', 'english', '', '-', 'en--GB', '日本語', 'e', 'x-en'])('is not made of %j', (written) => {
    expect(localeOf(written)).toBeUndefined();
    for (const schema of [accountSchema, contactSchema, csmSchema]) {
      expect(schema.shape.language.safeParse(written).error?.issues).toMatchObject([
        { code: 'invalid_value', values: ['ja', 'en'] },
      ]);
    }
  });

  it('has the words of its language, whatever the region', () => {
    expect(languageOf('en-AU')).toBe('en');
    expect(languageOf('ja-JP')).toBe('ja');
  });

  it('sets the script of its language', () => {
    expect([isInLatin('en-GB'), gapOf('en-GB')]).toEqual([true, ' ']);
    expect([isInLatin('ja-JP'), gapOf('ja')]).toEqual([false, '']);
  });
});
