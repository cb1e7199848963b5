import { type LogFields, log } from './log.ts';

const NAMESPACE = 'Sakimawari';

/** As CloudWatch calls them, by how the name of a metric ends. */
const UNIT_BY_ENDING = { InSeconds: 'Seconds', InPercent: 'Percent' };

/**
 * Counts as CloudWatch's embedded metric format: a log line that CloudWatch turns into metrics, with no call to make
 * and nothing to wait for. Each name is counted for the function as a whole, and by `dimensions` where given. What is no
 * count says by its name in what it is measured.
 */
export function logMetrics(
  message: string,
  counts: Record<string, number>,
  { dimensions = {}, fields = {}, now }: { dimensions?: Record<string, string>; fields?: LogFields; now: number },
): void {
  const functionName = process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'local';
  const names = Object.keys(dimensions);
  log('info', message, {
    function: functionName,
    ...dimensions,
    ...counts,
    ...fields,
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [
        {
          Namespace: NAMESPACE,
          Dimensions: [['function'], ...(names.length > 0 ? [['function', ...names]] : [])],
          Metrics: Object.keys(counts).map((name) => ({ Name: name, Unit: unitOf(name) })),
        },
      ],
    },
  });
}

function unitOf(name: string): string {
  return Object.entries(UNIT_BY_ENDING).find(([ending]) => name.endsWith(ending))?.[1] ?? 'Count';
}
