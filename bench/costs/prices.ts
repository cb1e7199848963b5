/**
 * List prices in US dollars, without taxes, discounts and free allowances. They change seldom, and rather downwards;
 * whoever changes one here changes the date too, and writes the tables anew: `npm run docs:costs`.
 */
export const pricesAsOf = '2025-12';

export const regions = ['us-east-1', 'ap-northeast-1'] as const;
export type Region = (typeof regions)[number];

const MILLION = 1_000_000;
const both = (price: number): Record<Region, number> => ({ 'us-east-1': price, 'ap-northeast-1': price });
const each = (virginia: number, tokyo: number): Record<Region, number> => ({
  'us-east-1': virginia,
  'ap-northeast-1': tokyo,
});

/** Of one unit a month; `free` is what AWS never charges for, in units. */
export const prices = {
  // https://aws.amazon.com/cloudwatch/pricing/
  alarm: { price: both(0.1), free: 10 },
  metric: { price: both(0.3), free: 10 },
  // What is free shows 50 metrics at most, and ours shows more.
  dashboard: { price: both(3), free: 0 },
  logGigabyte: { price: each(0.5, 0.76), free: 5 },
  // https://aws.amazon.com/secrets-manager/pricing/
  secret: { price: both(0.4), free: 0 },
  // https://aws.amazon.com/dynamodb/pricing/on-demand/
  writeUnit: { price: each(0.625 / MILLION, 0.715 / MILLION), free: 0 },
  readUnit: { price: each(0.125 / MILLION, 0.143 / MILLION), free: 0 },
  storedGigabyte: { price: each(0.25, 0.285), free: 25 },
  backedUpGigabyte: { price: each(0.2, 0.228), free: 0 },
  // https://aws.amazon.com/lambda/pricing/ (Arm)
  functionCall: { price: both(0.2 / MILLION), free: MILLION },
  gigabyteSecond: { price: both(0.0000133334), free: 400_000 },
  // https://aws.amazon.com/api-gateway/pricing/ (HTTP APIs)
  httpRequest: { price: each(1 / MILLION, 1.29 / MILLION), free: 0 },
  // https://aws.amazon.com/ses/pricing/
  mail: { price: both(0.1 / 1000), free: 0 },
  // https://aws.amazon.com/step-functions/pricing/ (standard workflows)
  transition: { price: both(0.025 / 1000), free: 4000 },
  // https://aws.amazon.com/eventbridge/pricing/
  scheduledCall: { price: each(1 / MILLION, 1.25 / MILLION), free: 14 * MILLION },
  busEvent: { price: both(1 / MILLION), free: 0 },
  // https://aws.amazon.com/sqs/pricing/
  queueRequest: { price: both(0.4 / MILLION), free: MILLION },
};
export type Unit = keyof typeof prices;
