import * as z from 'zod';
import { operation } from '../../operation.ts';
import { versionNamed, versionSchema } from './given-playbook.ts';
import { runningPlaybook } from './running-playbook.ts';

const requestSchema = z.strictObject({ version: versionSchema.optional() });

/** The running playbook, or the version that is named. */
export const showPlaybook = operation(requestSchema, async ({ version }, tools) =>
  version === undefined ? runningPlaybook(tools) : versionNamed(version, tools),
);
