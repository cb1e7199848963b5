import { CfnOutput, Duration, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { EDGE_HEADER } from '../functions/admit-from-edge/env.ts';
import type { EdgeConfig } from './config.ts';
import { edgeSecretName } from './features/edge-lock.ts';
import { PUNCTUATION } from './features/source-secrets.ts';
import { WebAcl } from './features/web-acl.ts';

/** Where a certificate and a web ACL have to be for CloudFront to take them. */
const EDGE_REGION = 'us-east-1';
/** About 380 bits. */
const KEY_LENGTH = 64;

export interface EdgeStackProps extends StackProps {
  stage: string;
  webUrl: string;
  edge: EdgeConfig;
}

/**
 * CloudFront, with a web ACL in front of the API. It knows the API by its address, which never changes, so no stack of
 * one region waits for one of another.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, { stage, webUrl, edge, ...props }: EdgeStackProps) {
    super(scope, id, { ...props, env: { region: EDGE_REGION } });
    const apiHost = new URL(edge.api).hostname;
    const [, , regionOfApi] = apiHost.split('.') as [string, string, string];

    const key = new Secret(this, 'Key', {
      secretName: edgeSecretName(stage),
      description: 'CloudFront shows it to the API. Beside "current" it may hold "previous" while it is being changed.',
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'current',
        passwordLength: KEY_LENGTH,
        excludeCharacters: PUNCTUATION,
      },
      replicaRegions: regionOfApi === EDGE_REGION ? undefined : [{ region: regionOfApi }],
    });
    Validations.of(key).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'CloudFront takes it over when it is deployed, so a key that changes by itself would lock everybody out.',
    });

    const distribution = new Distribution(this, 'Distribution', {
      comment: `Sakimawari ${stage}`,
      domainNames: [new URL(webUrl).hostname],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', edge.certificate),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_ALL,
      webAclId:
        edge.webAcl ??
        new WebAcl(this, 'WebAcl', { name: `sakimawari-${stage}`, requestsPerAddress: edge.requestsPerAddress }).arn,
      defaultBehavior: {
        origin: new HttpOrigin(apiHost, {
          protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
          originSslProtocols: [OriginSslPolicy.TLS_V1_2],
          // As long as the API waits itself.
          readTimeout: Duration.seconds(30),
          // A reference that CloudFormation resolves: the template holds no key.
          customHeaders: { [EDGE_HEADER]: key.secretValueFromJson('current').unsafeUnwrap() },
        }),
        // A link over http is not redirected: it has been sent in clear already.
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        // Every page is somebody's, as it is at this moment.
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        responseHeadersPolicy: new ResponseHeadersPolicy(this, 'Headers', {
          comment: 'For answers that are not the pages own; those bring stricter ones.',
          securityHeadersBehavior: {
            strictTransportSecurity: {
              accessControlMaxAge: Duration.days(365),
              includeSubdomains: false,
              override: false,
            },
            contentTypeOptions: { override: true },
            frameOptions: { frameOption: HeadersFrameOption.DENY, override: false },
            referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: false },
          },
        }),
      },
    });
    Validations.of(distribution).acknowledge({
      id: 'AwsSolutions-CFR3',
      reason: 'A log of it would hold the paths of pages, with which one could act; the API logs each request without.',
    });
    Validations.of(distribution).acknowledge({
      id: 'AwsSolutions-CFR1',
      reason: 'Customers read their mail wherever they are.',
    });

    new CfnOutput(this, 'EdgeDomainName', {
      description: `Let ${new URL(webUrl).hostname} lead here, by a CNAME or an alias.`,
      value: distribution.distributionDomainName,
    });
  }
}
