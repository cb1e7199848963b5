import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig, readConfig } from '../../lib/config.ts';
import { readConfigText } from './installation.ts';

const file = 'config/prod.yaml';
const sample = readConfigText('prod');

/** What is said of the sample with one text replaced by another. */
function complaintsAbout(from: string, to: string): string[] {
  expect(sample).toContain(from);
  try {
    parseConfig(file, sample.replace(from, to));
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message.split('\n');
  }
  return [];
}

const lineOf = (text: string) => sample.slice(0, sample.indexOf(text)).split('\n').length;

describe('the configuration of a stage', () => {
  it('lets production begin with drafts: customer mail is sent only after somebody has read some', () => {
    expect(parseConfig(file, sample).mail.ceiling).toBe('draft');
  });

  it('is refused with the line and what to write', () => {
    expect(complaintsAbout('timeZone: Asia/Tokyo', 'timeZone: Tokyo')).toEqual([
      `${file}:${lineOf('timeZone: Asia')}: company.timeZone is not a time zone: write it like Asia/Tokyo`,
    ]);
  });

  it.each([
    ['country: JP', 'country: Japan', 'company.country is not a country: write two capitals like JP'],
    ['language: ja', 'language: fr', 'company.language is none of: ja, en'],
    ['"2026-12-31"', '"2026-12-32"', 'company.holidays.JP.2 is not a date that exists: write it as YYYY-MM-DD'],
    ['ceiling: draft', 'ceiling: all', 'mail.ceiling is none of: off, draft, approve, send'],
    [
      'domains: [example.com]',
      'domains: [Example.com]',
      'mail.domains.0 is not a mail domain: write it in small letters like example.com',
    ],
    ['domains: [example.com]', 'domains: []', 'mail.domains is empty: name the domain that your CSMs write from'],
    [
      'sakimawari@example.com',
      'sakimawari@other.com',
      'mail.systemSender.address is outside of mail.domains: write an address in example.com',
    ],
    [
      'cs-operations@example.com',
      'somebody',
      'mail.operator.address is not an email address: write it like cs@example.com',
    ],
    ['sources: [app]', 'sources: []', 'sources is empty: name at least one system that posts events'],
    ['sources: [app]', 'sources: [app, app]', 'sources names a source twice: write each once'],
    [
      'sources: [app]',
      'sources: [My App]',
      'sources.0 is not a source name: write small letters, digits and hyphens, like app or billing-system',
    ],
    ['hour: 3', 'hour: 24', 'scoring.hour is above 23'],
    ['hour: 3', 'hour: three', 'scoring.hour is not a number'],
    ['groups: 16', 'groups: 10', 'scoring.groups is none of: 1, 2, 4, 8, 16, 32, 64'],
    ['rawEventsInDays: 400', 'rawEventsInDays: 7', 'retention.rawEventsInDays is below 35'],
    ['email: ops@example.com', 'email: ops', 'alarms.email is not an email address: write it like cs@example.com'],
  ])('with %s mended to %s is refused', (from, to, complaint) => {
    expect(complaintsAbout(from, to).map((line) => line.replace(/^config\/prod\.yaml:\d+: /, ''))).toEqual([complaint]);
  });

  it('names a key it does not know, and the one that is missing for it', () => {
    expect(complaintsAbout('ceiling: draft', 'cieling: draft')).toEqual([
      expect.stringContaining('mail.ceiling is missing'),
      `${file}:${lineOf('ceiling: draft')}: mail knows no \`cieling\`: mend the spelling or remove it`,
    ]);
  });

  it('names all that is wrong at once', () => {
    expect(complaintsAbout('groups: 16', 'groups: 10\n  minute: 5')).toHaveLength(2);
  });

  it('that is not YAML is refused with the line', () => {
    expect(complaintsAbout('sources: [app]', 'sources: [app')[0]).toMatch(/^config\/prod\.yaml:\d+: /);
  });

  it('that does not exist is refused with what to copy', () => {
    expect(() => readConfig('config/nowhere.yaml')).toThrow('There is no config/nowhere.yaml: copy config/prod.yaml');
  });
});
