import type { ValuesOf } from '../runtime/variables.ts';
import { answerRequest, type OperateAnswer } from './answer-request.ts';
import type { operateEnv } from './env.ts';
import { openTools } from './open-tools.ts';

/** What answers the operator's commands, once a cold start. */
export function openOperator(env: ValuesOf<typeof operateEnv>): (event: unknown) => Promise<OperateAnswer> {
  const tools = openTools(env);
  return (event) => answerRequest(event, tools);
}
