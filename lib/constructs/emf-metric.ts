import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmedFunction } from './alarmed-function.ts';

/** A number that a function reports by a log line in the embedded metric format. */
export function emfMetric(metricName: string, reporter: AlarmedFunction, options: MetricOptions): Metric {
  return new Metric({
    namespace: 'Sakimawari',
    metricName,
    dimensionsMap: { function: reporter.lambda.functionName },
    ...options,
  });
}
