import * as z from 'zod';

/** How the configuration names places, and how a playbook and the team's records mean them. */
export const placeNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'is no name of a place in the chat: write small letters, digits and hyphens');

/** What is posted at once is written at once, with all tasks and mails of its episode. */
const MOST_PLACES = 5;

/** Without a repeat: nobody is to read the same twice. */
export const placesSchema = z
  .array(placeNameSchema)
  .min(1, 'is empty: name a place, or leave it out')
  .max(MOST_PLACES, `are more than ${MOST_PLACES}`)
  .refine((names) => new Set(names).size === names.length, 'names a place twice: write each once');

/** What a playbook says of where its messages go. */
export const chatRulesSchema = z.strictObject({
  /** By the segment of the account that a message is about, for plays that name no place of their own. */
  segments: z.record(z.string().min(1).max(1000), placesSchema).optional(),
  /** Of the week's list of accounts in bad health. */
  healthList: placesSchema.optional(),
});
export type ChatRules = z.infer<typeof chatRulesSchema>;
