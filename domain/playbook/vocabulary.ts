import * as z from 'zod';
import { textSchema } from '../locale/text.ts';
import { usageNameSchema } from './usage-name.ts';

export const featureSchema = z.strictObject({
  label: textSchema,
  /** The events that count as its use. */
  events: z.array(usageNameSchema).min(1),
  /** Onboarding has to reach it. */
  mustHave: z.boolean().default(false),
  /** What builds on it and can be offered to who uses it much; an account that holds it already is left alone. */
  option: z.string().min(1).optional(),
});
export type Feature = z.infer<typeof featureSchema>;

export const productSchema = z.strictObject({
  label: textSchema,
  /** Subjects of page views and downloads that are about it; a `*` at the end stands for anything. */
  subjects: z.array(usageNameSchema).min(1),
});
export type Product = z.infer<typeof productSchema>;

/** What is the use of one of several products that accounts pay for. */
export const productRulesSchema = z.strictObject({
  events: z.array(usageNameSchema).min(1),
});
export type ProductRules = z.infer<typeof productRulesSchema>;

/** What a company calls its events, features and products: everything that reads usage goes by it. */
export interface Vocabulary {
  /** The product's own event name → the name used in the playbook. */
  aliases: Record<string, string>;
  /** Events that carry a value: they are no acts. */
  measures: string[];
  features: Record<string, Feature>;
  otherProducts: Record<string, Product>;
}

/** The features that onboarding has to reach. */
export function mustHaveFeatures({ features }: Pick<Vocabulary, 'features'>): string[] {
  return Object.keys(features).filter((feature) => features[feature]?.mustHave);
}

/** Whether a page or document of this subject is about the product; a `*` at a pattern's end stands for anything. */
export function isAbout({ subjects }: Product, subject: string): boolean {
  return subjects.some((pattern) =>
    pattern.endsWith('*') ? subject.startsWith(pattern.slice(0, -1)) : subject === pattern,
  );
}
