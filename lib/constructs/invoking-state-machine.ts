import { ArnFormat, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

export interface InvokingStateMachineProps {
  name: string;
  /** In Amazon States Language. */
  definition: object;
  /** The one function that it invokes. */
  functionArn: string;
  logRetention: RetentionDays;
}

/** A state machine that invokes one function and nothing else; what it did is logged and traced. */
export function invokingStateMachine(
  scope: Construct,
  { name, definition, functionArn, logRetention }: InvokingStateMachineProps,
): StateMachine {
  const stateMachine = new StateMachine(scope, 'Run', {
    stateMachineName: name,
    definitionBody: DefinitionBody.fromString(Stack.of(scope).toJsonString(definition)),
    tracingEnabled: true,
    logs: {
      level: LogLevel.ALL,
      destination: new LogGroup(scope, 'RunLogs', {
        logGroupName: `/aws/vendedlogs/states/${name}`,
        retention: logRetention,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    },
  });
  // Not grantInvoke(), which opens every version and alias too.
  stateMachine.addToRolePolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }));
  Validations.of(stateMachine.role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'Log delivery and X-Ray, which Step Functions asks for, know no resources.',
  });
  return stateMachine;
}

/** The ARNs of all runs of a state machine. */
export function runsOf(scope: Construct, stateMachineName: string): string {
  return Stack.of(scope).formatArn({
    service: 'states',
    resource: 'execution',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    resourceName: `${stateMachineName}:*`,
  });
}
