import type { Mrr } from './ledger-entry.ts';

/** An amount with its currency in one, as files and people write it: `120000 JPY`. */
export const mrrText = ({ amount, currency }: Mrr): string => `${amount} ${currency ?? ''}`.trim();

/** What such a text says, whether or not it can be; `null` where it is of another form. */
export function readMrrText(text: string): { amount: number; currency?: string } | null {
  const [, amount, currency] = /^(-?\d+(?:\.\d+)?)(?:\s+(\S+))?$/.exec(text.trim()) ?? [];
  if (amount === undefined) return null;
  return { amount: Number(amount), ...(currency !== undefined && { currency }) };
}
