import * as z from 'zod';
import { localeSchema } from '../locale/locale.ts';
import { isDay } from '../time/day.ts';
import { isTimeZone } from '../time/time-zone.ts';

const mailboxSchema = z.strictObject({ name: z.string().min(1), address: z.email() });

/** What every function knows of the company that runs the installation. */
export const companySchema = z.strictObject({
  name: z.string().min(1),
  /** Day boundaries. Fixed once events are stored: raw rows are keyed by the local hour. */
  timeZone: z.string().refine(isTimeZone, 'is not a time zone: write it like Asia/Tokyo'),
  /** Where a reader's own language is unknown. */
  language: localeSchema,
  /** Where a CSM's own country is unknown: it decides on business days. */
  country: z.string().regex(/^[A-Z]{2}$/, 'is not a country: write two capitals like JP'),
  /** Days off beyond the built-in ones, per country. */
  holidays: z
    .record(z.string(), z.array(z.string().refine(isDay, 'is not a date that exists: write it as YYYY-MM-DD')))
    .default({}),
  /**
   * Customer mail is never sent by more than this: `approve` asks the CSM before a play's `send`, `draft` turns it into a
   * draft, `off` sends none.
   */
  mailCeiling: z.enum(['off', 'draft', 'approve', 'send']),
  /** `any`: customer mail goes at every hour, whatever the playbook says of hours. */
  mailHours: z.literal('any').optional(),
  /** Who task mails come from. */
  systemSender: mailboxSchema,
  /** Who is told when a source stops sending. */
  operator: mailboxSchema,
});
export type Company = z.infer<typeof companySchema>;
