import type { ValuesOf } from '../runtime/variables.ts';
import { answerRequest, type OperateAnswer } from './answer-request.ts';
import type { operateEnv } from './env.ts';
import { toolsOf } from './tools-of.ts';

/** What answers the operator's commands, once a cold start. */
export function openOperator(env: ValuesOf<typeof operateEnv>): (event: unknown) => Promise<OperateAnswer> {
  const tools = toolsOf(env);
  return (event) => answerRequest(event, tools);
}
