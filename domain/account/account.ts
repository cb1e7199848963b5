import * as z from 'zod';
import { placeNameSchema } from '../chat/chat-rules-schema.ts';
import { countryCodeOf } from '../import/country-code.ts';
import { plainDayOf } from '../import/plain-day.ts';
import { localeSchema } from '../locale/locale.ts';
import { canonicalId, hasLoneSurrogate } from '../names/canonical-id.ts';
import { hasDotSegment } from '../names/dot-segment.ts';
import { patternWhenAsked } from '../names/pattern-when-asked.ts';
import { type Day, isDay, weekdays } from '../time/day.ts';
import { isTimeZone } from '../time/time-zone.ts';

const HALF_A_CHARACTER = 'holds half a character (an unpaired surrogate): encode the text as UTF-8 anew';
const isWhole = (text: string) => !hasLoneSurrogate(text);
const invisible = patternWhenAsked(String.raw`\p{C}`);
const control = patternWhenAsked(String.raw`\p{Cc}`);
const domainInAnyScript = patternWhenAsked(String.raw`^[\p{L}\p{M}\p{N}.-]+$`);

/** An id may hold anything printable, since it is somebody else's; it ends up in keys, so its length is bounded. */
export const idSchema = z
  .string()
  .refine(isWhole, { error: HALF_A_CHARACTER, abort: true })
  .overwrite(canonicalId)
  .min(1, 'is empty')
  .max(128, 'is longer than 128 characters')
  .refine((id) => !invisible().test(id), 'holds a control character')
  .refine((id) => id === id.trim(), 'begins or ends with a space')
  .refine(
    (id) => !hasDotSegment(id),
    'is "." or "..", or has that between slashes: no page could have it in its address',
  )
  .refine((id) => encodedLength(id) <= 200, 'is longer than 200 bytes');

const encodedLength = (text: string) => new TextEncoder().encode(text).length;

export const daySchema = z
  .string()
  .overwrite((text) => plainDayOf(text) ?? text)
  .refine(isDay, 'is not a date that exists: write it as YYYY-MM-DD');
const countSchema = z.number().int('is not a whole number').nonnegative('is below 0');
export const nameSchema = z
  .string()
  .refine(isWhole, { error: HALF_A_CHARACTER, abort: true })
  .trim()
  .min(1, 'is empty')
  .max(1000, 'is longer than 1,000 characters')
  .refine((name) => !control().test(name), 'holds a line break or a control character');
const localPartOf = (address: string) => address.slice(0, address.lastIndexOf('@'));

/** The address alone, out of what mail programs, forms and Japanese keyboards make of one. */
function bareAddress(text: string): string {
  const ascii = /[\uff01-\uff5e]/.test(text) ? text.normalize('NFKC') : text;
  const inBrackets = /^[^<>]*<([^<>]+)>$/.exec(ascii.trim())?.[1] ?? ascii.trim();
  return inBrackets.trim().replace(/^mailto:/i, '');
}

const ATOM = String.raw`[A-Za-z0-9!#$%&'*+/=?^_\x60{|}~-]+`;
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
/** As RFC 5321 has it without quotes; the last part of a domain begins with a letter (`xn--q9jyb4c` is one). */
const ADDRESS = new RegExp(`^${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])$`);

/**
 * The domain as identities and permissions to send are written: an internationalised one in ASCII (`例え.jp` →
 * `xn--r8jz45g.jp`), and all in small letters. Anything else as it is.
 */
function withAsciiDomain(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const url = `http://${domain}`;
  if (!domainInAnyScript().test(domain) || !URL.canParse(url)) return address;
  return `${address.slice(0, -domain.length)}${/^[\x21-\x7e]+$/.test(domain) ? domain.toLowerCase() : new URL(url).hostname}`;
}

/** As long as SMTP takes it, and as SES does: no mail ever reaches another one. */
const emailSchema = z
  .string()
  .overwrite((text) => withAsciiDomain(bareAddress(text)))
  .refine((address) => !localPartOf(address).includes('"'), {
    error: 'has quotes before the @: few mail servers take them, so give an address without',
    abort: true,
  })
  .refine((address) => /^[\x21-\x7e]*$/.test(localPartOf(address)), {
    error: 'has spaces or letters outside ASCII before the @: Amazon SES does not send there, so give another address',
    abort: true,
  })
  .refine((address) => !/^\.|\.\.|\.$/.test(localPartOf(address)), {
    error:
      'begins or ends with a dot before the @, or has two in a row: Amazon SES does not send there, so give another address',
    abort: true,
  })
  .meta({ format: 'idn-email', maxLength: 254 })
  .pipe(
    z
      .email({ pattern: ADDRESS, error: 'is not an email address: write one like name@example.com' })
      .max(254, 'is longer than 254 characters')
      .refine((address) => {
        const [local = '', domain = ''] = address.split('@');
        return local.length <= 64 && domain.split('.').every((label) => label.length <= 63);
      }, 'has more than 64 characters before the @, or more than 63 in a part of its domain: Amazon SES does not send there'),
  );
export const timeZoneSchema = z.string().refine(isTimeZone, 'is not a time zone: write it like Asia/Tokyo');
const NO_COUNTRY = 'is no country that is known by this name: write two capitals like JP';
/** By its code, or by a name that is in use for it; kept as the code. */
export const countrySchema = z
  .string()
  .overwrite((text) => countryCodeOf(text) ?? text)
  .refine((code) => countryCodeOf(code) === code, NO_COUNTRY);

export const stages = ['onboarding-1', 'onboarding-2', 'onboarding-3', 'adoption', 'expansion', 'renewal'] as const;
export const stageSchema = z.enum(stages);
export type Stage = (typeof stages)[number];
export const isOnboarding = (stage: Stage) => stage.startsWith('onboarding-');

/** Sums of more, in the smallest units of a currency, would not come out the same in whatever order. */
const MOST_MRR = 1e12;
const mrrSchema = z.number().nonnegative('is below 0').max(MOST_MRR, 'is above 1,000,000,000,000');
const currencySchema = z.string().regex(/^[A-Z]{3}$/, 'is not a currency: write three capitals like JPY');

export const productShape = {
  name: nameSchema,
  plan: nameSchema.optional(),
  mrr: mrrSchema.optional(),
  currency: currencySchema.optional(),
  licenses: countSchema.optional(),
  recordLimit: countSchema.optional(),
  /** Absent, it renews with the account. */
  renewalDate: daySchema.optional(),
};
/** What an account has of one of several products. */
export const productSchema = z.strictObject(productShape);
export type Product = z.infer<typeof productSchema>;

const MOST_PRODUCTS = 20;

/** A customer company. Only `id` and `name` are certain: everything that uses the rest says what it lacks. */
export const accountSchema = z.object({
  id: idSchema,
  name: nameSchema,
  /** The account that it belongs to: a group's head office, say. */
  parent: idSchema.optional(),
  csm: idSchema.optional(),
  plan: nameSchema.optional(),
  /** Monthly recurring revenue in `currency`. */
  mrr: mrrSchema.optional(),
  currency: currencySchema.optional(),
  licenses: countSchema.optional(),
  recordLimit: countSchema.optional(),
  /** Where what it pays is told apart by product: each with its own, in the place of that of the whole. */
  products: z
    .array(productSchema)
    .max(MOST_PRODUCTS, `are more than ${MOST_PRODUCTS}`)
    // Of two that are called the same the later one stands, as it does wherever something is said twice.
    .overwrite((all) => [...new Map(all.map((product) => [product.name, product])).values()])
    .optional(),
  stage: stageSchema.optional(),
  contractStart: daySchema.optional(),
  renewalDate: daySchema.optional(),
  autoRenews: z.boolean().optional(),
  country: countrySchema.optional(),
  language: localeSchema.optional(),
  timeZone: timeZoneSchema.optional(),
  segment: nameSchema.optional(),
  /** Products and options the account already has: what it holds is never offered to it. */
  holds: z.array(nameSchema).optional(),
  goalName: nameSchema.optional(),
  goalMeasure: nameSchema.optional(),
  goalStart: z.number().optional(),
  goalTarget: z.number().optional(),
  goalDate: daySchema.optional(),
  /** Since when the goal is worked towards; without it, since `contractStart`. */
  goalSince: daySchema.optional(),
  /** From this day on it is no customer any more (a downgrade to a free plan counts): nothing is watched. */
  churnedOn: daySchema.optional(),
  /** Why it leaves, or has left, as the playbook lists it; and in words. */
  churnReason: nameSchema.optional(),
  churnNote: nameSchema.optional(),
});
export type Account = z.infer<typeof accountSchema>;

/** Whether the account is no customer any more on the day. */
export const hasChurned = ({ churnedOn }: Pick<Account, 'churnedOn'>, day: Day) =>
  churnedOn !== undefined && churnedOn <= day;

export const contactRoles = ['champion', 'admin', 'executive', 'user'] as const;

/** A person at the account; `id` is the `user` of the events. */
export const contactSchema = z.object({
  id: idSchema,
  account: idSchema,
  name: nameSchema.optional(),
  email: emailSchema.optional(),
  role: z.enum(contactRoles).optional(),
  keyPerson: z.boolean().optional(),
  invitedAt: daySchema.optional(),
  language: localeSchema.optional(),
});
export type Contact = z.infer<typeof contactSchema>;
export type ContactRole = (typeof contactRoles)[number];

export const teamRoles = [
  'csm',
  'sales',
  'support',
  'marketing',
  'customer-marketing',
  'cs-operations',
  'engineer',
  'manager',
] as const;
export type TeamRole = (typeof teamRoles)[number];

/** What somebody of the team may be: `viewer` and `admin` get no tasks, they only say what one may do on the pages. */
export const memberRoles = [...teamRoles, 'viewer', 'admin'] as const;
export type MemberRole = (typeof memberRoles)[number];

/** Somebody on our own side who gets tasks: a CSM, or the holder of another role. */
export const csmSchema = z.object({
  id: idSchema,
  name: nameSchema,
  email: emailSchema,
  role: z.enum(memberRoles).default('csm'),
  language: localeSchema.optional(),
  country: countrySchema.optional(),
  timeZone: timeZoneSchema.optional(),
  manager: idSchema.optional(),
  /** The accounts' segments they hold their role for; all of them unless said. */
  segments: z.array(nameSchema).optional(),
  /** Who gets their tasks while they are away. */
  standIn: idSchema.optional(),
  /** First and last day away; with only one of them the absence is open on the other side. */
  awayFrom: daySchema.optional(),
  awayUntil: daySchema.optional(),
  /** Since when they do this work: whoever is new to it takes longer. */
  joinedOn: daySchema.optional(),
  /** From this day on they are not in the company any more: nothing goes to them or in their name. */
  leftOn: daySchema.optional(),
  /** Who goes on for them once they have left. */
  successor: idSchema.optional(),
  /** Monday to Friday unless said. */
  workingDays: z.array(z.enum(weekdays)).min(1, 'is empty').optional(),
  /** How many tasks they do in a week in which they are there each working day. */
  tasksPerWeek: z.number().int('is not a whole number').min(0, 'is below 0').max(1000, 'is above 1,000').optional(),
  /** Which task mails come at once: each of them unless said, only urgent ones, or only what a customer said; the digest has all tasks. */
  taskMails: z.enum(['each', 'urgent', 'digest']).optional(),
  /** The place in the chat where they alone are told what they have to do, beside its mail. */
  chat: placeNameSchema.optional(),
  /** The hour of their own clock at which the digest comes; 8 unless said. */
  digestHour: z.number().int('is not a whole number').min(0, 'is below 0').max(23, 'is above 23').optional(),
  /** The most that happens by itself with customer mail in their name; as the plays say unless said. */
  customerMail: z.enum(['draft', 'approve', 'send']).optional(),
});
export type Csm = z.infer<typeof csmSchema>;

/** Who may be given work; somebody who only looks on is given none. */
export const isTeamRole = (role: MemberRole): role is TeamRole => (teamRoles as readonly string[]).includes(role);
