import middy from '@middy/core';
import { lambdaSettings } from '../aws/aws-endpoint.ts';
import { AwsJsonClient, dynamoDb } from '../aws/json-client.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { httpErrors } from '../runtime/http-errors.ts';
import { readEnv } from '../runtime/read-env.ts';
import { DynamoDirectory } from '../store/accounts/directory.ts';
import { dynamoClient } from '../store/client.ts';
import { LedgerReader } from '../store/ledger/ledger-reader.ts';
import { RecordPages } from '../store/lists/record-pages.ts';
import { erasedPeople } from '../store/personal-data/erased-people.ts';
import { SourceKeys } from '../store/sources/source-keys.ts';
import { DynamoLinks } from '../store/user-links/link-records.ts';
import { serveApiEnv } from './env.ts';
import { serveApi } from './serve-api.ts';

const { ACCOUNTS_TABLE, TIME_ZONE, BUS_EVENTS } = readEnv(serveApiEnv);
const dynamo = dynamoClient();
const now = () => Date.now();

export const handler = middy(
  serveApi({
    keys: new SourceKeys(new AwsJsonClient(dynamoDb, lambdaSettings()), ACCOUNTS_TABLE, now),
    directory: new DynamoDirectory(dynamo, ACCOUNTS_TABLE),
    ledger: new LedgerReader(dynamo, ACCOUNTS_TABLE),
    links: new DynamoLinks(dynamo, ACCOUNTS_TABLE, now),
    pages: new RecordPages(dynamo, ACCOUNTS_TABLE),
    erased: erasedPeople(dynamo, ACCOUNTS_TABLE, now),
    now,
    publishesToBus: BUS_EVENTS,
    clock: companyClock(TIME_ZONE),
  }),
).use(httpErrors(now));
