import { nothing, operation } from '../../operation.ts';

/** Every version that ever ran, the latest first; the first of them is the running one. */
export const listPlaybooks = operation(nothing, async (_request, { playbooks }) => ({
  rows: await playbooks.versions(),
}));
