import middy from '@middy/core';
import { logCalls } from '../runtime/log-calls.ts';
import { readEnv } from '../runtime/read-env.ts';
import { operateEnv } from './env.ts';

const env = readEnv(operateEnv);
let operator: ReturnType<typeof open> | undefined;

export const handler = middy(async (event: unknown) => {
  operator ??= open();
  return (await operator)(event);
}).use(logCalls(Date.now));

/** Of all functions this one has the most to load. */
async function open() {
  const { openOperator } = await import('./open-operator.ts');
  return openOperator(env);
}
