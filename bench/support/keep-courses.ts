import { argv } from 'node:process';
import { groupedBy } from '../../domain/collections/grouped-by.ts';
import { courseVolumes } from '../../domain/kpis/course-days.ts';
import { accountBucket } from '../../functions/store/keys.ts';
import { DynamoCourseDays } from '../../functions/store/ledger/course-days.ts';
import { accountsTable, dynamo } from '../../test/e2e/installation.ts';
import { sampleCourses } from './sample-company.ts';

/** Keeps how the customers of a made-up company went, as nights would have, in the deployed stack. */
const [accounts = '', from = '', to = ''] = argv.slice(2);
const days = new DynamoCourseDays(dynamo, await accountsTable());
for (const [bucket, some] of groupedBy(sampleCourses(Number(accounts), from, to), ({ account }) =>
  accountBucket(account),
)) {
  const volumes = courseVolumes(some);
  await days.replace(bucket, volumes);
  await days.readUntil(bucket, Date.now(), volumes, '-');
}
