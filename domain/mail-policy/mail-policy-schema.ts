import * as z from 'zod';

/** What customers are spared, as the playbook says it. */
export const mailPolicySchema = z.strictObject({
  /** Automatic mails to one address within seven days, over all plays, contacts and accounts. */
  mostPerContactAndWeek: z.int().min(1).max(20).default(2),
  /** Automatic mails to all contacts of one account on one day of theirs. */
  mostPerAccountAndDay: z.int().min(1).max(50).default(3),
  /** Whole hours of the recipient's own clock. */
  hours: z
    .union([
      z.literal('any'),
      z
        .strictObject({ from: z.int().min(0).max(23), until: z.int().min(1).max(24) })
        .refine(({ from, until }) => from < until, { path: ['until'], error: 'must be after `from`' }),
    ])
    .default({ from: 9, until: 18 }),
  /** Nobody is asked about our own work more than once in so many days, over all mails that ask; 0: no limit. */
  surveyEveryDays: z.int().min(0).max(730).default(90),
  /** While one of these signals is open at the account, a person speaks, not the system. */
  quietWhileOpen: z.array(z.string().min(1)).default([]),
  /** What could not go out for so many days is a person's to decide. */
  waitAtMostDays: z.int().min(1).max(90).default(14),
  /** A mail that its CSM has not approved for so many days never goes out. */
  approveWithinDays: z.int().min(1).max(60).default(5),
});
export type MailPolicy = z.infer<typeof mailPolicySchema>;
