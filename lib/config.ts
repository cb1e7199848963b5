import { readFileSync } from 'node:fs';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { isNode, LineCounter, parseDocument } from 'yaml';
import * as z from 'zod';
import { traitRulesSchema } from '../functions/attribute-events/env.ts';
import { companySchema, SOURCE_NAME, weekdays } from '../functions/operate/env.ts';

const logRetentionsInDays = Object.values(RetentionDays).filter(
  (days): days is RetentionDays => typeof days === 'number' && days <= RetentionDays.TEN_YEARS,
);

const domainSchema = z.string().regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, {
  error: 'is not a mail domain: write it in small letters like example.com',
  abort: true,
});

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
    operator: companySchema.shape.operator,
  })
  .superRefine(({ domains, systemSender }, context) => {
    if (domains.includes(systemSender.address.split('@')[1] as string)) return;
    context.addIssue({
      code: 'custom',
      path: ['systemSender', 'address'],
      message: `is outside of mail.domains: write an address in ${domains.join(' or ')}`,
    });
  });

const webSchema = z.strictObject({
  /** Where the API answers under a domain of the company's own; its own address unless said. */
  url: z
    .string()
    .regex(/^https?:\/\/[^\s/?#]+$/, 'is not an address without a path: write it like https://cs.example.com'),
});

const stageConfigSchema = z.strictObject({
  company: companySchema.omit({ mailCeiling: true, mailHours: true, systemSender: true, operator: true }),
  mail: mailSchema,
  web: webSchema.optional(),
  sources: z
    .array(sourceSchema)
    .min(1, 'is empty: name at least one system that posts events')
    .refine((names) => new Set(names).size === names.length, 'names a source twice: write each once'),
  /** Traits of `group` and `identify` calls under names or in units of the company's own. */
  traits: traitRulesSchema.prefault({}),
  /** Web pages whose scripts may post events with a write key. Left out, no page may. */
  browserOrigins: z
    .array(z.string().regex(/^https?:\/\/[a-z0-9.-]+(:\d+)?$/, 'is no origin: write it like https://app.example.com'))
    .min(1, 'is empty: name the origins, or leave it out')
    .optional(),
  scoring: z.strictObject({
    hour: z.int().min(0).max(23),
    groups: z.literal([1, 2, 4, 8, 16, 32, 64]),
  }),
  /** When the week's list of accounts in bad health goes out; in the company's time zone. */
  healthList: z
    .strictObject({ weekday: z.enum(weekdays).default('Mon'), hour: z.int().min(0).max(23).default(9) })
    .prefault({}),
  retention: z.strictObject({
    // The longest pause a source may make and the longest window of a backtest both need a good while of raw events.
    rawEventsInDays: z.int().min(35),
    logsInDays: z.literal(logRetentionsInDays),
  }),
  /** The bus that other systems of the company listen to. */
  bus: z
    .strictObject({
      events: z.enum(['on', 'off']).default('on'),
      /** 0: no archive. */
      archiveInDays: z.int().min(0).default(90),
    })
    .prefault({}),
  chat: z
    .strictObject({
      /** Of a secret in this account and region that holds the address of an incoming webhook, and nothing else. */
      secret: z.string().regex(/^[\w/+=.@-]{1,500}$/, 'is not the name of a secret: write its name, not its ARN'),
    })
    .optional(),
  alarms: z.strictObject({ email: z.email() }),
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

  const parsed = stageConfigSchema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;

  throw new ConfigError(
    parsed.error.issues
      .map((issue) => {
        const path = issue.path as (string | number)[];
        const at = issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] as string] : path;
        const missing = document.getIn(path) === undefined;
        return `${file}:${lineOf(at)}: ${path.join('.') || 'the file'} ${missing ? 'is missing' : complaint(issue)}`;
      })
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
    case 'too_small':
      return issue.message.startsWith('is ') ? issue.message : `is below ${issue.minimum}`;
    case 'too_big':
      return `is above ${issue.maximum}`;
    case 'invalid_format':
      if (issue.format === 'email') return 'is not an email address: write it like cs@example.com';
      return issue.message.startsWith('is ') ? issue.message : `does not match ${issue.pattern ?? issue.format}`;
    default:
      return issue.message;
  }
}

const expectations: Record<string, string> = {
  array: 'a list',
  int: 'a whole number',
  object: 'a section of its own',
  record: 'a section of its own',
  string: 'a text',
};
