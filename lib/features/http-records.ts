import { Duration } from 'aws-cdk-lib';
import { type HttpApi, HttpMethod, type IHttpRouteAuthorizer, type IHttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { serveApiEnv } from '../../functions/serve-api/env.ts';
import type { StageConfig } from '../config.ts';
import { AlarmedFunction, type FunctionSurroundings } from '../constructs/alarmed-function.ts';
import { addOpenRoutes } from '../constructs/route-throttle.ts';
import { busEventsWrittenBy } from './event-bus.ts';
import type { AccountsTable } from './tables.ts';

export interface HttpRecordsProps {
  config: StageConfig;
  surroundings: FunctionSurroundings;
  accounts: AccountsTable;
  api: HttpApi;
  stageOfApi: IHttpStage;
  /** Where it is reached through the edge only. */
  authorizer?: IHttpRouteAuthorizer;
}

/** Accounts, contacts and the team over HTTP, for the programs that know them. */
export class HttpRecords extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { config, surroundings, accounts, api, stageOfApi, authorizer }: HttpRecordsProps,
  ) {
    super(scope, id);
    const serveApi = new AlarmedFunction(this, {
      ...surroundings,
      name: 'serve-api',
      environment: serveApiEnv,
      memoryInMegabytes: 1024,
      // Below the 30 seconds after which the API gives up, so that the caller gets this function's own answer.
      timeout: Duration.seconds(25),
      effectOfFailing:
        'Programs cannot read or change accounts, contacts and the team over HTTP; what they know waits.',
    });
    serveApi.setEnvironment('TIME_ZONE', config.company.timeZone);
    busEventsWrittenBy(serveApi, config);
    accounts.factsServableBy(serveApi);
    accounts.sourcesReadableBy(serveApi);
    accounts.erasuresReadableBy(serveApi);

    const integration = new HttpLambdaIntegration('ServeApi', serveApi.lambda);
    for (const path of paths) {
      // Any method, so that one that is not served gets an answer that says which are.
      addOpenRoutes(
        { api, stageOfApi },
        { path, methods: [HttpMethod.ANY], integration, authorizer },
        {
          requestsPerSecond: config.requestsPerSecond.records,
          guardedBy: 'Every request but one for the public description carries a bearer key, which serve-api looks up.',
        },
      );
    }
  }
}

/** Greedy: an id may hold a slash, which the gateway has decoded by then. */
const paths = ['/v1/accounts', '/v1/accounts/{proxy+}', '/v1/csms', '/v1/csms/{proxy+}', '/v1/openapi.json'];
