import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { usualKpiRules } from '../../domain/kpis/kpi-rules.ts';
import { openReadings } from '../../functions/readings/open-readings.ts';
import { answerAssistants } from '../../functions/serve-assistants/answer-assistants.ts';
import { dynamoClient } from '../../functions/store/client.ts';
import { DynamoPersonalKeys } from '../../functions/store/sign-in/personal-keys.ts';
import { company } from './sample-account.ts';

export { bareReads } from './bare-reads.ts';

interface Store {
  endpoint: string;
  accountsTable: string;
}

/** A tool, and what it is given. */
export interface Call {
  name: string;
  arguments: Record<string, string>;
}

/** Answers assistants out of the store, for whoever's key it is. Bundled as the function is. */
export function assistantsOver({ endpoint, accountsTable }: Store, key: string, now: () => number) {
  process.env.AWS_ENDPOINT_URL = endpoint;
  const client = dynamoClient();
  const kpis = { rules: usualKpiRules, targets: [] };
  const answer = answerAssistants({
    readings: openReadings({ ACCOUNTS_TABLE: accountsTable, COMPANY: company, KPIS: kpis, SOURCES: [] }, client, now),
    acting: () => Promise.reject(new TypeError('only reads are measured')),
    personalKeys: new DynamoPersonalKeys(client, accountsTable),
    webUrl: 'https://pages.example',
  });
  return async (params: Call): Promise<string> => {
    const event = {
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      requestContext: { http: { method: 'POST' } },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
      isBase64Encoded: false,
    } as unknown as APIGatewayProxyEventV2;
    const { statusCode, body = '' } = await answer(event);
    const { result } = JSON.parse(body) as { result?: { isError?: boolean } };
    if (statusCode !== 200 || result === undefined || result.isError) {
      throw new Error(`${params.name} was answered by ${statusCode}: ${body.slice(0, 300)}`);
    }
    return body;
  };
}
