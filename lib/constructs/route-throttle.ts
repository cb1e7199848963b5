import { Validations } from 'aws-cdk-lib';
import type {
  AddRoutesOptions,
  CfnRoute,
  CfnStage,
  HttpApi,
  HttpRoute,
  IHttpStage,
} from 'aws-cdk-lib/aws-apigatewayv2';

/** A burst is what the gateway lets through at once, before its bucket fills again at the rate. */
const BURST_IN_SECONDS = 2;

/** Gives each of the routes a limit of its own, which the traffic of others can't use up. */
export function throttleRoutes(stage: IHttpStage, routes: HttpRoute[], requestsPerSecond: number): void {
  const cfnStage = stage.node.defaultChild as CfnStage;
  for (const { node } of routes) {
    const route = node.defaultChild as CfnRoute;
    cfnStage.routeSettings = {
      ...cfnStage.routeSettings,
      [route.routeKey]: {
        ThrottlingRateLimit: requestsPerSecond,
        ThrottlingBurstLimit: requestsPerSecond * BURST_IN_SECONDS,
      },
    };
    // The gateway refuses settings of a route that is not there yet.
    cfnStage.addResourceDependency(route);
  }
}

/** Adds routes that anybody may reach, each with a limit of its own; `guardedBy` says what looks at who asks. */
export function addOpenRoutes(
  { api, stageOfApi }: { api: HttpApi; stageOfApi: IHttpStage },
  routes: AddRoutesOptions,
  { requestsPerSecond, guardedBy }: { requestsPerSecond: number; guardedBy: string },
): void {
  const added = api.addRoutes(routes);
  throttleRoutes(stageOfApi, added, requestsPerSecond);
  for (const route of added) Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason: guardedBy });
}
