import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { isNode, LineCounter, parseDocument } from 'yaml';
import * as z from 'zod';
import { MAIN_PLACE } from '../domain/chat/chat-places.ts';
import { placeNameSchema } from '../domain/chat/chat-rules-schema.ts';
import { companySchema } from '../domain/company/company.ts';
import { traitRulesSchema } from '../domain/import/trait-rules.ts';
import { kpiSettingsSchema } from '../domain/kpis/kpi-settings.ts';
import {
  type KeepingSetting,
  type KeptInDays,
  keepingRules,
  keepingSettings,
} from '../domain/personal-data/keeping.ts';
import { SOURCE_NAME } from '../domain/sources/source-name.ts';
import { weekdays } from '../domain/time/day.ts';
import { chatChannelNames } from '../functions/channels/env.ts';
import { countryMeant, isNobodysDomain, isRegionalTimeZone, isUnread, placeholdersIn } from './config-meaning.ts';

const logRetentionsInDays = Object.values(RetentionDays).filter(
  (days): days is RetentionDays => typeof days === 'number' && days <= RetentionDays.TEN_YEARS,
);

/** Is deployed into a local AWS by `npm start`; no mail leaves it. */
export const LOCAL_STAGE = 'local';

const domainSchema = z
  .string()
  .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,}|xn--[a-z0-9-]+)$/, {
    error: 'is not a mail domain: write it in small letters like example.com',
    abort: true,
  })
  .refine((domain) => !isNobodysDomain(domain), 'is not a domain that a company can own: write your own');

const countrySchema = z.string().superRefine((country, context) => {
  const meant = countryMeant(country);
  if (meant === country) return;
  context.addIssue({ code: 'custom', message: `is not a country: write ${meant ?? 'two capitals like JP'}` });
});

const readAddressSchema = z
  .email()
  .refine((address) => !isUnread(address), 'is an address that nobody reads: write one that reaches a person');

const sourceSchema = z
  .string()
  .regex(SOURCE_NAME, 'is not a source name: write small letters, digits and hyphens, like app or billing-system');

const mailSchema = z
  .strictObject({
    domains: z
      .array(domainSchema)
      .min(1, { error: 'is empty: name the domain that your CSMs write from', abort: true }),
    /** `create`: the stack asks SES for the domains. `existing`: this account and region have them already. */
    identities: z.enum(['create', 'existing']).default('create'),
    ceiling: companySchema.shape.mailCeiling,
    hours: companySchema.shape.mailHours,
    systemSender: companySchema.shape.systemSender,
    operator: companySchema.shape.operator.extend({ address: readAddressSchema }),
  })
  .superRefine(({ domains, systemSender }, context) => {
    if (domains.includes(systemSender.address.split('@')[1] as string)) return;
    context.addIssue({
      code: 'custom',
      path: ['systemSender', 'address'],
      message: `is outside of mail.domains: write an address in ${domains.join(' or ')}`,
    });
  });

/** No user and password either: every mail would tell them. And a name, since a certificate is made out to one. */
const ORIGIN = /^https:\/\/([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,}|xn--[a-z0-9-]+)(:\d{1,5})?$/;
const hostOf = (url: string) => new URL(url).hostname;

const ARN_IN_EDGE_REGION = 'is not one of us-east-1, from where CloudFront takes it: write the ARN of one there';

const edgeSchema = z.strictObject({
  /** The API's own address, which the stack outputs as ApiUrl. */
  api: z
    .string()
    .regex(
      /^https:\/\/[a-z0-9]+\.execute-api\.[a-z]{2}(-[a-z]+)+-\d\.amazonaws\.com$/,
      'is not the address of the API: write what the deployment outputs as ApiUrl',
    ),
  certificate: z.string().regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/, ARN_IN_EDGE_REGION),
  /** One of the company's own in the place of ours. */
  webAcl: z
    .string()
    .regex(/^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/[\w-]+\/[\w-]+$/, ARN_IN_EDGE_REGION)
    .optional(),
  /** The most that one address may ask of pages within five minutes. */
  requestsPerAddress: z.int().min(10).max(2_000_000_000).default(1000),
  /** What can be reached through the edge only, and no longer at the API's own address. Unsubscribing always can. */
  onlyWay: z.enum(['none', 'pages', 'all']).default('none'),
});

export type EdgeConfig = z.infer<typeof edgeSchema>;

/** In small letters, as a certificate is made out to it. */
const HOST = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,}|xn--[a-z0-9-]+)$/;

const webDomainSchema = z.strictObject({
  name: z
    .string()
    .regex(HOST, { error: 'is not a name in small letters: write it like cs.example.com', abort: true })
    .refine((name) => !isNobodysDomain(name), 'is not a name that a company can own: write your own'),
  /** The Route 53 zone of this account that holds the name; its records are then made by the deployment. */
  zone: z
    .string()
    .regex(/^Z[A-Z0-9]{5,40}$/, 'is not the id of a hosted zone: write it like Z0123456789ABC')
    .optional(),
});

const webSchema = z
  .strictObject({
    /** Where the API answers under a domain of the company's own; its own address unless said. */
    url: z
      .string()
      .refine((url) => !/^http:/i.test(url), {
        error: 'is readable on the way, and links in mails are keys: write it with https',
        abort: true,
      })
      .regex(ORIGIN, {
        error: 'is not an address without a path, in small letters: write it like https://cs.example.com',
        abort: true,
      })
      .refine((url) => !isNobodysDomain(hostOf(url)), 'is not an address that a company can own: write your own')
      .optional(),
    /** The certificate and the way to the API, made by the deployment. */
    domain: webDomainSchema.optional(),
    /** CloudFront with a web ACL before the API. */
    edge: edgeSchema.optional(),
  })
  .superRefine(({ url, domain, edge }, context) => {
    if (edge && url === undefined) {
      context.addIssue({ code: 'custom', path: ['url'], message: 'is missing: CloudFront answers under it' });
    }
    if (edge && domain) {
      const message = 'is there beside web.edge, which answers under web.url: keep one of them';
      context.addIssue({ code: 'custom', path: ['domain'], message });
    }
    if (url !== undefined && domain && hostOf(url) !== domain.name) {
      context.addIssue({ code: 'custom', path: ['url'], message: `is not web.domain: write https://${domain.name}` });
    }
  });

const signInSchema = z.strictObject({
  /** The company's identity provider, by OpenID Connect; its secret lies in `sakimawari/<stage>/oidc`. */
  oidc: z
    .strictObject({
      /** As the button says it: Google, Entra ID, Okta. */
      name: z.string().min(1).max(40),
      issuer: z
        .url({ error: 'is not an address: write the issuer as the provider tells it', abort: true })
        .refine(isSafeFromReaders, { error: 'is readable on the way: write it with https', abort: true })
        .refine(
          (issuer) => !/^https:\/\/login\.microsoftonline\.com\/(common|organizations|consumers)\b/.test(issuer),
          'lets in whoever has an account at Microsoft: write the one of your tenant',
        ),
      clientId: z.string().min(1).max(200),
      /** `trusted`: an address counts although the provider says nothing of having checked it. */
      emails: z.enum(['verified', 'trusted']).default('verified'),
    })
    .optional(),
});

/** In this account and region. */
const secretName = z.string().regex(/^[\w/+=.@-]{1,500}$/, 'is not the name of a secret: write its name, not its ARN');

/** Each takes a part of the 4 KB that all the settings of a function may take. */
const MOST_PLACES = 15;

const placeSchema = z.strictObject({
  channel: z.enum(chatChannelNames).default('slack'),
  /** Of a secret in this account and region that holds what the channel posts by (its webhook's address), and nothing else. */
  secret: secretName,
});

/** Up to what AWS lets all APIs of an account and region have together, unless it is asked for more. */
const ratePerSecond = z.int().min(1).max(10_000);
const reserved = z.int().min(1).max(1000);

/** So many days as `keepingRules` allows. */
const keptDays = (setting: KeepingSetting) => z.int().min(keepingRules[setting].least).max(keepingRules[setting].most);

/** Where a CRM answers. */
const crmUrl = z
  .string()
  .refine(isSafeFromReaders, { error: 'is readable on the way, and so is its token: write it with https', abort: true })
  .regex(
    /^https?:\/\/[a-z0-9.-]+(:\d+)?$/,
    'is no address without a path: write it like https://example.my.salesforce.com',
  );

const stageConfigSchema = z.strictObject({
  company: companySchema.omit({ mailCeiling: true, mailHours: true, systemSender: true, operator: true }).extend({
    timeZone: z
      .string()
      .refine(
        isRegionalTimeZone,
        'is not a time zone with a region: write it like Asia/Tokyo or Europe/Berlin, or UTC',
      ),
    country: countrySchema,
    holidays: z.record(countrySchema, companySchema.shape.holidays.unwrap().valueType).default({}),
  }),
  mail: mailSchema,
  web: webSchema.optional(),
  /** How the team signs in, beside links by mail. */
  signIn: signInSchema.prefault({}),
  sources: z
    .array(sourceSchema)
    .min(1, 'is empty: name at least one system that posts events')
    .refine((names) => new Set(names).size === names.length, 'names a source twice: write each once'),
  /** Traits of `group` and `identify` calls under names or in units of the company's own. */
  traits: traitRulesSchema.prefault({}),
  /** Web pages whose scripts may post events with a write key. Left out, no page may. */
  browserOrigins: z
    .array(
      z
        .string()
        .regex(/^https?:\/\/[a-z0-9.-]+(:\d+)?$/, 'is no origin: write it like https://app.example.com')
        .refine(isSafeFromReaders, 'is readable on the way, and so is its write key: write it with https'),
    )
    .min(1, 'is empty: name the origins, or leave it out')
    .optional(),
  /** The most that the API lets through, each kind of request for itself; twice as many at once. */
  requestsPerSecond: z
    .strictObject({
      /** Deliveries, of up to 100 events each. Far above a large product's traffic, far below what a loop would cost. */
      ingest: ratePerSecond.default(200),
      /** Of accounts, contacts and the team, over HTTP. */
      records: ratePerSecond.default(50),
      /** Pages that are opened: mail scanners open every link of a mailing at once. */
      pages: ratePerSecond.default(100),
      /** Buttons that are pressed on them. */
      acts: ratePerSecond.default(50),
      /** What assistants ask for people of the team. */
      assistants: ratePerSecond.default(20),
      /** By people and by their mail programs, which send many at once after a mailing. */
      unsubscribe: ratePerSecond.default(50),
    })
    .prefault({}),
  /**
   * How many of a function run at most and can always run, of all that the AWS account runs at once. None unless said:
   * what can't be kept free makes the deployment fail, and a new account often runs 10.
   */
  reservedConcurrency: z
    .strictObject({
      ingest: reserved.optional(),
      pages: reserved.optional(),
      acts: reserved.optional(),
      unsubscribe: reserved.optional(),
    })
    .prefault({}),
  scoring: z.strictObject({
    hour: z.int().min(0).max(23),
    groups: z.literal([1, 2, 4, 8, 16, 32, 64]),
  }),
  /** When the week's list of accounts in bad health goes out; in the company's time zone. */
  healthList: z
    .strictObject({ weekday: z.enum(weekdays).default('Mon'), hour: z.int().min(0).max(23).default(9) })
    .prefault({}),
  /** By which definitions and rates KPIs are told, and what they are to be. */
  kpis: kpiSettingsSchema.prefault({}),
  /** How long what grows is kept; what is left out stays until it is erased: docs/personal-data.md. */
  retention: z.strictObject({
    rawEventsInDays: keptDays('retention.rawEventsInDays'),
    logsInDays: z.literal(logRetentionsInDays),
    /** Events that can not be used. */
    quarantineInDays: keptDays('retention.quarantineInDays').default(keepingRules['retention.quarantineInDays'].usual),
    /** Usage of accounts that nobody imported, after their last event. */
    unknownAccountsInDays: keptDays('retention.unknownAccountsInDays').default(
      keepingRules['retention.unknownAccountsInDays'].usual,
    ),
    /** Mails that are done with, and messages to the chat. */
    mailsInDays: keptDays('retention.mailsInDays').optional(),
    /** What customers answered. */
    answersInDays: keptDays('retention.answersInDays').optional(),
    /** Closed tasks, since they were raised. */
    tasksInDays: keptDays('retention.tasksInDays').optional(),
    /** Who changed what. */
    auditInDays: keptDays('retention.auditInDays').optional(),
  }),
  /** What one source may bring in a day, so that a broken or hostile sender costs little: docs/operating.md. */
  limits: z
    .strictObject({
      newNamesPerSourceAndDay: z.int().min(1).default(500),
      /** Those of a day lie in one item. */
      newUsersPerSourceAndDay: z.int().min(1).max(40_000).default(10_000),
      newAccountsPerSourceAndDay: z.int().min(1).max(40_000).default(500),
      quarantinedPerSourceAndDay: z.int().min(1).default(10_000),
      waitingPerSourceAndDay: z.int().min(1).default(100_000),
    })
    .prefault({}),
  /** The bus that other systems of the company listen to. */
  bus: z
    .strictObject({
      events: z.enum(['on', 'off']).default('on'),
      /** 0: no archive. */
      archiveInDays: keptDays('bus.archiveInDays').default(keepingRules['bus.archiveInDays'].usual),
    })
    .prefault({}),
  chat: placeSchema
    .extend({
      /** Further ones, by the names that the playbook and the team's records mean them by. */
      places: z
        .record(placeNameSchema, placeSchema)
        .refine(
          (places) => !Object.hasOwn(places, MAIN_PLACE),
          `names \`${MAIN_PLACE}\`, which is what stands above it: choose another name`,
        )
        .refine((places) => Object.keys(places).length <= MOST_PLACES, `are more than ${MOST_PLACES}`)
        .default({}),
    })
    .optional(),
  /** CRMs whose records are written to; which fields is said by `crm use`: docs/crm.md. */
  crm: z
    .strictObject({
      hubspot: z.strictObject({ secret: secretName, url: crmUrl.default('https://api.hubapi.com') }).optional(),
      salesforce: z.strictObject({ secret: secretName, url: crmUrl }).optional(),
      kintone: z.strictObject({ secret: secretName, url: crmUrl }).optional(),
    })
    .refine((crms) => Object.values(crms).some((crm) => crm !== undefined), 'is empty: name a CRM, or leave it out')
    .optional(),
  alarms: z.strictObject({ email: readAddressSchema }),
  /** What a month may cost; `alarms.email` is written to before it is spent. */
  budget: z
    .strictObject({
      dollarsAMonth: z.number().positive().max(1_000_000),
      /** Whose costs count: the stage's, by its tag, once the tag is activated in the billing console. */
      of: z.enum(['account', 'stage']).default('account'),
    })
    .optional(),
  /** In CloudWatch; AWS charges for it by the month. */
  dashboard: z.enum(['on', 'off']).default('on'),
});

/** Everything that a company decides about one installation. */
export type StageConfig = z.infer<typeof stageConfigSchema>;

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config-invalid';
}

/** Reads `config/<stage>.yaml`. Throws a ConfigError that names every wrong line and what to write there. */
export function readConfig(file: string): StageConfig {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigError(`There is no ${file}: copy config/prod.yaml there and adapt it.`, { cause });
  }
  return parseConfig(file, text);
}

export function parseConfig(file: string, text: string): StageConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [syntax] = document.errors;
  if (syntax) throw new ConfigError(`${file}:${lines.linePos(syntax.pos[0]).line}: ${syntax.message.split('\n')[0]}`);

  const written: unknown = document.toJS();
  const parsed = stageConfigSchema.safeParse(written);
  const complaints = (parsed.error?.issues ?? []).map((issue) => {
    const path = issue.path as (string | number)[];
    const at = issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] as string] : path;
    const missing = document.getIn(path) === undefined;
    return { path, line: lineOf(at), what: missing ? 'is missing' : complaint(issue) };
  });
  if (basename(file, '.yaml') !== LOCAL_STAGE) {
    const known = new Set(complaints.map(({ path }) => path.join('.')));
    for (const { path, what } of placeholdersIn(written)) {
      if (!known.has(path.join('.'))) complaints.push({ path, line: lineOf(path), what });
    }
  }
  if (parsed.success && complaints.length === 0) return parsed.data;

  throw new ConfigError(
    complaints
      .sort((one, other) => one.line - other.line)
      .map(({ path, line, what }) => `${file}:${line}: ${path.join('.') || 'the file'} ${what}`)
      .join('\n'),
  );

  /** Where the value stands; where it is missing, where what it belongs to stands. */
  function lineOf(path: readonly (string | number)[]): number {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  }
}

/** What is wrong and what to write, in the words that this project's own checks use too: "is …". */
function complaint(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `knows no ${issue.keys.map((key) => `\`${key}\``).join(', ')}: mend the spelling or remove it`;
    case 'invalid_value':
      return `is none of: ${issue.values.map(String).join(', ')}`;
    case 'invalid_type':
      return `is not ${expectations[issue.expected] ?? `a ${issue.expected}`}`;
    case 'invalid_key':
      return issue.issues[0]?.message ?? issue.message;
    case 'too_small':
      return issue.message.startsWith('is ') ? issue.message : `is below ${issue.minimum}`;
    case 'too_big':
      return issue.message.startsWith('is ') ? issue.message : `is above ${issue.maximum}`;
    case 'invalid_format':
      if (issue.format === 'email') return 'is not an email address: write it like cs@example.com';
      return issue.message.startsWith('is ') ? issue.message : `does not match ${issue.pattern ?? issue.format}`;
    default:
      return issue.message;
  }
}

/** On a machine of one's own nobody listens. */
function isSafeFromReaders(url: string): boolean {
  return url.startsWith('https:') || /^http:\/\/(localhost|127\.\d+\.\d+\.\d+)(:\d+)?$/.test(url);
}

const expectations: Record<string, string> = {
  array: 'a list',
  int: 'a whole number',
  object: 'a section of its own',
  record: 'a section of its own',
  string: 'a text',
};

/** How long what grows is kept, by the names of the settings; of what is left out nothing is said. */
export const keptInDaysOf = ({ retention, bus }: StageConfig): KeptInDays => {
  const said = { retention, bus } as Record<string, Record<string, unknown>>;
  return Object.fromEntries(
    keepingSettings.flatMap((setting) => {
      const [section, name] = setting.split('.') as [string, string];
      const days = said[section]?.[name];
      return days === undefined ? [] : [[setting, days as number]];
    }),
  );
};
