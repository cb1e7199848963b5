import { CfnOutput } from 'aws-cdk-lib';
import { ApiMapping, DomainName, type IHttpApi, type IHttpStage, SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';

export interface WebDomainProps {
  api: IHttpApi;
  stageOfApi: IHttpStage;
  name: string;
  /** Id of the Route 53 zone that holds the name; without one, its records are entered by hand. */
  zone?: string | undefined;
}

/** A name of the company's own for pages and links: its certificate, and the way from it to the API. */
export class WebDomain extends Construct {
  constructor(scope: Construct, id: string, { api, stageOfApi, name, zone }: WebDomainProps) {
    super(scope, id);
    // A record without a name of its own is one of its zone's: so the id of the zone is all that has to be known of it.
    const hostedZone =
      zone === undefined
        ? undefined
        : HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: zone, zoneName: name });
    const domainName = new DomainName(this, 'Name', {
      domainName: name,
      certificate: new Certificate(this, 'Certificate', {
        domainName: name,
        validation: CertificateValidation.fromDns(hostedZone),
      }),
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    new ApiMapping(this, 'Mapping', { api, domainName, stage: stageOfApi });
    const { regionalDomainName, regionalHostedZoneId } = domainName;
    if (hostedZone === undefined) {
      new CfnOutput(this, 'Record', { key: 'DomainDns1', value: `${name} CNAME ${regionalDomainName}` });
      return;
    }
    new ARecord(this, 'Address', {
      zone: hostedZone,
      target: RecordTarget.fromAlias(new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId)),
    });
  }
}
