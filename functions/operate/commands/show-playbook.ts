import * as z from 'zod';
import { operation } from '../operation.ts';
import { runningPlaybook } from '../running-playbook.ts';

export const showPlaybook = operation(z.strictObject({}), async (_request, tools) => runningPlaybook(tools));
