import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepingRules, keepingSettings } from '../../domain/personal-data/keeping.ts';
import { ConfigError, keptInDaysOf, parseConfig, readConfig } from '../../lib/config.ts';
import { projectRoot, readConfigText } from './installation.ts';

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
      `${file}:${lineOf('timeZone: Asia')}: company.timeZone is not a time zone with a region: write it like Asia/Tokyo or Europe/Berlin, or UTC`,
    ]);
  });

  it.each([
    ['country: JP', 'country: Japan', 'company.country is not a country: write two capitals like JP'],
    ['language: ja', 'language: fr', 'company.language is none of: ja, en'],
    ['"2026-12-31"', '"2026-12-32"', 'company.holidays.JP.2 is not a date that exists: write it as YYYY-MM-DD'],
    ['ceiling: draft', 'ceiling: all', 'mail.ceiling is none of: off, draft, approve, send'],
    [
      'domains: [kaede-works.jp]',
      'domains: [Kaede-works.jp]',
      'mail.domains.0 is not a mail domain: write it in small letters like example.com',
    ],
    ['domains: [kaede-works.jp]', 'domains: []', 'mail.domains is empty: name the domain that your CSMs write from'],
    [
      'sakimawari@kaede-works.jp',
      'sakimawari@other.com',
      'mail.systemSender.address is outside of mail.domains: write an address in kaede-works.jp',
    ],
    [
      'cs-operations@kaede-works.jp',
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
    [
      'sources: [app]',
      'sources: [app]\nweb: { domain: { name: "https://cs.kaede-works.jp" } }',
      'web.domain.name is not a name in small letters: write it like cs.example.com',
    ],
    [
      'sources: [app]',
      'sources: [app]\nweb: { domain: { name: cs.kaede-works.jp, zone: kaede-works.jp } }',
      'web.domain.zone is not the id of a hosted zone: write it like Z0123456789ABC',
    ],
    [
      'sources: [app]',
      'sources: [app]\nweb: { url: "https://kaede-works.jp", domain: { name: cs.kaede-works.jp } }',
      'web.url is not web.domain: write https://cs.kaede-works.jp',
    ],
    [
      'sources: [app]',
      'sources: [app]\nsignIn: { oidc: { name: Entra ID, clientId: c, issuer: "https://login.microsoftonline.com/common/v2.0" } }',
      'signIn.oidc.issuer lets in whoever has an account at Microsoft: write the one of your tenant',
    ],
    [
      'sources: [app]',
      'sources: [app]\nsignIn: { oidc: { name: Okta, clientId: c, issuer: "http://mirai.okta.com" } }',
      'signIn.oidc.issuer is readable on the way: write it with https',
    ],
    [
      'sources: [app]',
      'sources: [app]\nsignIn: { oidc: { name: Okta, clientId: c, issuer: mirai.okta.com } }',
      'signIn.oidc.issuer is not an address: write the issuer as the provider tells it',
    ],
    ['hour: 3', 'hour: three', 'scoring.hour is not a number'],
    ['groups: 16', 'groups: 10', 'scoring.groups is none of: 1, 2, 4, 8, 16, 32, 64'],
    ['rawEventsInDays: 400', 'rawEventsInDays: 7', 'retention.rawEventsInDays is below 35'],
    ['rawEventsInDays: 400', 'rawEventsInDays: 400\n  mailsInDays: 179', 'retention.mailsInDays is below 180'],
    ['archiveInDays: 90', 'archiveInDays: 401', 'bus.archiveInDays is above 400'],
    [
      'retention:',
      'kpis: { rules: { grossMargin: 80 } }\nretention:',
      'kpis.rules.grossMargin is above 1: write 0.8 for 80 %',
    ],
    [
      'retention:',
      'kpis: { exchange: { currency: JPY, rates: { 2026-4: { USD: 151.2 } } } }\nretention:',
      'kpis.exchange.rates.2026-4 is not a month: write it like 2026-04',
    ],
    [
      'retention:',
      'kpis: { targets: [{ kpi: customer-churn, role: manager }] }\nretention:',
      'kpis.targets.0.atLeast is missing',
    ],
    [
      'alarms:',
      'chat: { secret: s, places: { Big: { secret: s } } }\nalarms:',
      'chat.places.Big is no name of a place in the chat: write small letters, digits and hyphens',
    ],
    [
      'alarms:',
      'chat: { secret: s, places: { main: { secret: s } } }\nalarms:',
      'chat.places names `main`, which is what stands above it: choose another name',
    ],
    [
      'alarms:',
      'chat: { secret: s, places: { big: { channel: irc, secret: s } } }\nalarms:',
      'chat.places.big.channel is none of: slack, teams, google-chat, chatwork, line-works',
    ],
    ['alarms:', 'chat: { places: { big: { secret: s } } }\nalarms:', 'chat.secret is missing'],
    ['email: ops@kaede-works.jp', 'email: ops', 'alarms.email is not an email address: write it like cs@example.com'],
  ])('with %s mended to %s is refused', (from, to, complaint) => {
    expect(complaintsAbout(from, to).map((line) => line.replace(/^config\/prod\.yaml:\d+: /, ''))).toEqual([complaint]);
  });

  it.each(keepingSettings)(
    'holds how long something is kept to its bounds, and says nothing of what stays: %s',
    (setting) => {
      const { least, most, usual } = keepingRules[setting];
      const said = (days: number) => {
        const [section, name] = setting.split('.') as [string, string];
        const written = { rawEventsInDays: 400, logsInDays: 90 };
        const retention = section === 'retention' ? { ...written, [name]: days } : written;
        return parseConfig(
          file,
          sample
            .replace(/^retention:\n( .*\n)+/m, `retention: ${JSON.stringify(retention)}\n`)
            .replace(/^bus:\n( .*\n)+/m, section === 'bus' ? `bus: { ${name}: ${days} }\n` : ''),
        );
      };
      expect(keptInDaysOf(said(least))).toMatchObject({ [setting]: least });
      expect(keptInDaysOf(said(most))).toMatchObject({ [setting]: most });
      for (const beyond of [least - 1, most + 1]) expect(() => said(beyond)).toThrow(ConfigError);
      const unsaid = keptInDaysOf(parseConfig(file, sample.replace(/^bus:\n( .*\n)+/m, '')))[setting];
      if (usual !== 'must-say') expect(unsaid).toBe(usual === 'for-good' ? undefined : usual);
    },
  );

  it('takes more rates of exchange than anybody looks at, up to what a function can be told', () => {
    const kpis = (months: number) => {
      const month = (i: number) => `${2000 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`;
      const rates = Array.from({ length: months }, (_, i) => `${month(i)}: { USD: 151.25 }`).join(', ');
      return complaintsAbout('retention:', `kpis: { exchange: { currency: JPY, rates: { ${rates} } } }\nretention:`);
    };
    expect(kpis(48)).toEqual([]);
    expect(kpis(72)).toEqual([expect.stringContaining('kpis is longer than 1500 characters as JSON')]);
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

  it.each([
    ['timeZone: Asia/Tokyo', 'timeZone: JST'],
    ['timeZone: Asia/Tokyo', 'timeZone: Japan'],
    ['timeZone: Asia/Tokyo', 'timeZone: Etc/GMT-9'],
    ['timeZone: Asia/Tokyo', 'timeZone: "+09:00"'],
    ['timeZone: Asia/Tokyo', 'timeZone: GMT'],
    ['timeZone: Asia/Tokyo', 'timeZone: EST5EDT'],
    ['timeZone: Asia/Tokyo', 'timeZone: asia/tokyo'],
    ['timeZone: Asia/Tokyo', 'timeZone: Asia/TOKYO'],
    ['timeZone: Asia/Tokyo', 'timeZone: Asia/Osaka'],
  ])('takes no time zone without a region of its own: %s, %s', (from, to) => {
    expect(complaintsAbout(from, to)).toEqual([expect.stringContaining('is not a time zone with a region')]);
  });

  it.each(['Asia/Kolkata', 'Asia/Calcutta', 'America/Argentina/Buenos_Aires', 'America/Port-au-Prince', 'UTC'])(
    'takes the time zone %s',
    (timeZone) => {
      expect(complaintsAbout('timeZone: Asia/Tokyo', `timeZone: ${timeZone}`)).toEqual([]);
    },
  );

  it.each([
    ['country: JP', 'country: UK', 'company.country is not a country: write GB'],
    ['country: JP', 'country: jp', 'company.country is not a country: write JP'],
    ['country: JP', 'country: EU', 'company.country is not a country: write two capitals like JP'],
    ['country: JP', 'country: XX', 'company.country is not a country: write two capitals like JP'],
    ['JP: ["2026', 'JA: ["2026', 'company.holidays.JA is not a country: write two capitals like JP'],
    [
      'domains: [kaede-works.jp]',
      'domains: [gmail.com, kaede-works.jp]',
      'mail.domains.0 is not a domain that a company can own: write your own',
    ],
    [
      'domains: [kaede-works.jp]',
      'domains: [kaede-works.jp, co.jp]',
      'mail.domains.1 is not a domain that a company can own: write your own',
    ],
    [
      'cs-operations@kaede-works.jp',
      'no-reply@kaede-works.jp',
      'mail.operator.address is an address that nobody reads: write one that reaches a person',
    ],
    [
      'email: ops@',
      'email: donotreply@',
      'alarms.email is an address that nobody reads: write one that reaches a person',
    ],
    [
      '# web: { url: "https://cs.',
      'web: { url: "http://cs.',
      'web.url is readable on the way, and links in mails are keys: write it with https',
    ],
    ...['http://localhost:8080', 'http://127.0.0.1', 'HTTP://cs.kaede-works.jp'].map((url) => [
      '# web: { url: "https://cs.kaede-works.jp" }',
      `web: { url: "${url}" }`,
      'web.url is readable on the way, and links in mails are keys: write it with https',
    ]),
    ...[
      'https://cs.kaede-works.jp/',
      'https://cs.kaede-works.jp/pages',
      'https://aoi:secret@cs.kaede-works.jp',
      'https://CS.kaede-works.jp',
      'https://192.0.2.7',
      'https://cs',
      'ftp://cs.kaede-works.jp',
      'cs.kaede-works.jp',
    ].map((url) => [
      '# web: { url: "https://cs.kaede-works.jp" }',
      `web: { url: "${url}" }`,
      'web.url is not an address without a path, in small letters: write it like https://cs.example.com',
    ]),
    [
      '# web: { url: "https://cs.kaede-works.jp" }',
      'web: { url: "https://co.jp" }',
      'web.url is not an address that a company can own: write your own',
    ],
    [
      '# browserOrigins: ["https://app.',
      'browserOrigins: ["http://app.',
      'browserOrigins.0 is readable on the way, and so is its write key: write it with https',
    ],
  ])('refuses what can’t be meant: %s as %s', (from, to, complaint) => {
    expect(complaintsAbout(from, to).map((line) => line.replace(/^config\/prod\.yaml:\d+: /, ''))).toEqual([complaint]);
  });

  it('takes a page on the developer’s own machine as origin', () => {
    const { browserOrigins } = parseConfig(file, `${sample}\nbrowserOrigins: ["http://localhost:3000"]\n`);
    expect(browserOrigins).toEqual(['http://localhost:3000']);
  });

  describe('that was left as the sample', () => {
    const untouched = readFileSync(join(projectRoot, file), 'utf8');
    const complaints = (text: string, as = file) => {
      try {
        parseConfig(as, text);
        return [];
      } catch (error) {
        return (error as Error).message.split('\n');
      }
    };

    it('is refused wherever a placeholder stands, with its line and what belongs there', () => {
      const line = (text: string) => untouched.slice(0, untouched.indexOf(text)).split('\n').length;
      expect(complaints(untouched)).toEqual([
        `${file}:${line('Example Inc.')}: company.name is a placeholder: write the name of your company as customers know it`,
        `${file}:${line('domains: [')}: mail.domains.0 is a placeholder: write the domain that your CSMs write from`,
        `${file}:${line('sakimawari@')}: mail.systemSender.address is a placeholder: write an address in the domain that your CSMs write from`,
        `${file}:${line('cs-operations@')}: mail.operator.address is a placeholder: write the address of whoever looks after the installation`,
        `${file}:${line('ops@')}: alarms.email is a placeholder: write the address of whoever looks after the installation`,
      ]);
    });

    it.each([
      'Example Inc',
      'Example株式会社',
      '株式会社サンプル',
      '株式会社〇〇',
      'Your Company',
      'TODO',
      '<company>',
    ])('has no company of the name %s', (name) => {
      expect(complaintsAbout('name: Kaede Works', `name: "${name}"`)).toEqual([
        expect.stringContaining('company.name is a placeholder'),
      ]);
    });

    it.each([
      'example.org',
      'example.net',
      'mail.example.com',
      'example.co.jp',
      'kaede.test',
      'kaede.example',
      'kaede.invalid',
      'mail.localhost',
      'kaede.local',
      'kaede.internal',
      'yourdomain.com',
      'your-company.co.jp',
    ])('has no mail from %s', (domain) => {
      expect(complaints(sample.replaceAll('kaede-works.jp', domain))).toEqual([
        expect.stringContaining('mail.domains.0 is a placeholder'),
        expect.stringContaining('mail.systemSender.address is a placeholder'),
        expect.stringContaining('mail.operator.address is a placeholder'),
        expect.stringContaining('alarms.email is a placeholder'),
      ]);
    });

    it.each([
      ['# web: { url: "https://cs.kaede-works.jp" }', 'web: { url: "https://cs.example.com" }', 'web.url'],
      ['# browserOrigins: [', 'browserOrigins: ["https://app.example.com"] # [', 'browserOrigins.0'],
      ['name: CS operations', 'name: TODO', 'mail.operator.name'],
      ['# chat: { secret: sakimawari/prod/chat }', 'chat: { secret: CHANGEME }', 'chat.secret'],
    ])('is refused in every other place too: %s as %s', (from, to, place) => {
      expect(complaintsAbout(from, to)).toEqual([expect.stringContaining(`${place} is a placeholder: write your own`)]);
    });

    it.each(['Kaede Example Works', 'Sampleware', 'Testwerk GmbH', '例会運営株式会社'])(
      'is not what the company %s wrote',
      (name) => {
        expect(complaintsAbout('name: Kaede Works', `name: "${name}"`)).toEqual([]);
      },
    );

    it('may stand in the stage of this machine, which no mail leaves', () => {
      expect(complaints(untouched, 'config/local.yaml')).toEqual([]);
    });
  });

  it('that does not exist is refused with what to copy', () => {
    expect(() => readConfig('config/nowhere.yaml')).toThrow('There is no config/nowhere.yaml: copy config/prod.yaml');
  });
});
