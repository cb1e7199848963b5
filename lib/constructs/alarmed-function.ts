import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack, Token, Validations } from 'aws-cdk-lib';
import { PolicyStatement, type PolicyStatementProps, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { RunbookAlarms } from './runbook-alarms.ts';

/** What a function's env.ts asks for: how each variable is read. A text that is not what it should be throws. */
export type Variables = Record<string, (text: string) => unknown>;

/** Lambda's own limit, names and values together: what is beyond it fails in the middle of a deployment. */
const MOST_ENVIRONMENT_BYTES = 4096;
/** No name, address or ARN that is known only when it is deployed has more: the longest is a queue's or a secret's. */
const MOST_BYTES_OF_A_REFERENCE = 160;

/** What all functions of a stack share. */
export interface FunctionSurroundings {
  /** Begins the name of all that gets one. */
  prefix: string;
  /** Where bundleFunctions() put the bundles. */
  bundles: string;
  logRetention: RetentionDays;
  alarms: RunbookAlarms;
}

export interface AlarmedFunctionProps<Environment extends Variables> extends FunctionSurroundings {
  /** Folder of the function under functions/ and of its bundle; the end of the deployed name. */
  name: string;
  /** From the function's env.ts: synthesis fails while anything of it is not given. */
  environment: Environment;
  memoryInMegabytes: number;
  timeout: Duration;
  /** Kept free for it of all that the AWS account may run at once, and the most of it that runs at once. */
  reservedConcurrency?: number;
  /** What its failing means for those who depend on it: the text of its alarm. */
  effectOfFailing: string;
}

/** What a resource needs of a function to let it in: permission and address, given together. */
export interface Grantee<Variable extends string = never> {
  setEnvironment(name: Variable, value: string): void;
  allow(statement: PolicyStatementProps): void;
  /** Says why a resource with a wildcard is as narrow as it can be. */
  acknowledgeWildcard(resource: string, reason: string): void;
}

/** A function that is never without a timeout, its own role, kept logs and an alarm with a stated effect. */
export class AlarmedFunction<Environment extends Variables = Variables>
  extends Construct
  implements Grantee<keyof Environment & string>
{
  readonly lambda: LambdaFunction;
  private readonly role: Role;
  private readonly given = new Map<string, string>();

  constructor(scope: Construct, props: AlarmedFunctionProps<Environment>) {
    super(scope, props.name);
    const { name, prefix, bundles, alarms } = props;
    const bundle = join(bundles, name);
    if (!existsSync(join(bundle, 'index.js'))) {
      throw new Error(`functions/${name}/handler.ts is missing: the stack has a function of that name.`);
    }

    const functionName = `${prefix}-${name}`;
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Not the managed execution role: that one may write to the logs of every function of the account.
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);

    this.lambda = new LambdaFunction(this, 'Function', {
      functionName,
      description: props.effectOfFailing,
      code: Code.fromAsset(bundle),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryInMegabytes,
      timeout: props.timeout,
      reservedConcurrentExecutions: props.reservedConcurrency,
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
    });

    alarms.raise({
      heading: `${name}-fails`,
      effect: props.effectOfFailing,
      metric: this.lambda.metricErrors({ period: Duration.minutes(5) }),
      above: 0,
    });

    this.node.addValidation({ validate: () => this.environmentComplaints(name, props.environment) });
  }

  setEnvironment(name: keyof Environment & string, value: string): void {
    this.given.set(name, value);
    this.lambda.addEnvironment(name, value);
  }

  allow(statement: PolicyStatementProps): void {
    this.lambda.addToRolePolicy(new PolicyStatement(statement));
  }

  acknowledgeWildcard(resource: string, reason: string): void {
    Validations.of(this.role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
  }

  private environmentComplaints(name: string, environment: Environment): string[] {
    const complaints: string[] = [];
    for (const [variable, read] of Object.entries(environment)) {
      const value = this.given.get(variable);
      if (value === undefined) {
        complaints.push(`${name} asks for ${variable}, and nothing gives it.`);
      } else if (!Token.isUnresolved(value)) {
        try {
          read(value);
        } catch (error) {
          complaints.push(`${variable} of ${name} ${(error as Error).message}.`);
        }
      }
    }
    return [...complaints, ...this.sizeComplaints(name)];
  }

  private sizeComplaints(name: string): string[] {
    const sizes = [...this.given].map(([variable, value]) => ({
      variable,
      bytes: Buffer.byteLength(variable) + mostBytesOf(Stack.of(this).resolve(value)),
    }));
    const bytes = sizes.reduce((sum, one) => sum + one.bytes, 0);
    if (bytes <= MOST_ENVIRONMENT_BYTES) return [];
    const largest = sizes.sort((a, b) => b.bytes - a.bytes).slice(0, 3);
    return [
      `${name} is given ${bytes} bytes of environment, and Lambda takes ${MOST_ENVIRONMENT_BYTES}. ` +
        `The largest are ${largest.map((one) => `${one.variable} (${one.bytes})`).join(', ')}: ` +
        'shorten in the config what is told in them.',
    ];
  }
}

/** @param resolved a text, or what CloudFormation makes one of: literal parts joined with references */
function mostBytesOf(resolved: unknown): number {
  if (typeof resolved === 'string') return Buffer.byteLength(resolved);
  const [separator, parts] = (resolved as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'] ?? [];
  if (separator === undefined || parts === undefined) return MOST_BYTES_OF_A_REFERENCE;
  return parts.reduce<number>((sum, part) => sum + Buffer.byteLength(separator) + mostBytesOf(part), 0);
}
