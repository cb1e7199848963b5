import { nothing, operation } from '../../operation.ts';
import { wiringChecks } from './checks.ts';

/** Whether everything an installation needs is there and works; each finding says how to mend it. */
export const checkWiring = operation(nothing, async (_request, tools) =>
  Promise.all(
    wiringChecks.map(async ({ check, run }) => {
      try {
        return { check, ...(await run(tools)) };
      } catch (error) {
        const { name } = error as Error;
        return {
          check,
          ok: false,
          detail: `could not be checked: ${name}`,
          mend: 'Look into the log of the operate function.',
        };
      }
    }),
  ),
);
