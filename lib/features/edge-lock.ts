import { Duration, Stack } from 'aws-cdk-lib';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { Construct } from 'constructs';
import { admitFromEdgeEnv, EDGE_HEADER } from '../../functions/admit-from-edge/env.ts';
import { AlarmedFunction, type FunctionSurroundings } from '../constructs/alarmed-function.ts';
import { secretReadableBy } from '../constructs/secret-access.ts';

/** In the edge's region, with a copy in that of the API. */
export const edgeSecretName = (stage: string) => `sakimawari/${stage}/edge`;

export interface EdgeLockProps {
  stage: string;
  surroundings: FunctionSurroundings;
}

/**
 * Turns away what goes around the edge: its requests alone carry the key. The gateway itself refuses a request without
 * one.
 */
export class EdgeLock extends Construct {
  readonly authorizer: HttpLambdaAuthorizer;

  constructor(scope: Construct, id: string, { stage, surroundings }: EdgeLockProps) {
    super(scope, id);
    const admit = new AlarmedFunction(this, {
      ...surroundings,
      name: 'admit-from-edge',
      environment: admitFromEdgeEnv,
      memoryInMegabytes: 256,
      timeout: Duration.seconds(10),
      effectOfFailing: 'Pages that are reached through the edge only are reached by nobody.',
    });
    admit.setEnvironment('EDGE_KEYS', edgeSecretName(stage));
    secretReadableBy(admit, Stack.of(this), edgeSecretName(stage));
    this.authorizer = new HttpLambdaAuthorizer('Edge', admit.lambda, {
      authorizerName: `${surroundings.prefix}-edge`,
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      identitySource: [`$request.header.${EDGE_HEADER}`],
      // Asked once in five minutes, not for each request.
      resultsCacheTtl: Duration.minutes(5),
    });
  }
}
