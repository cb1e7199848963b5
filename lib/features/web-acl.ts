import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { ACTS_PATH } from '../../domain/links/team-pages.ts';

export interface WebAclProps {
  name: string;
  /** The most that one address may ask of pages within five minutes. */
  requestsPerAddress: number;
}

/**
 * What the pages are guarded by. Deliveries and unsubscribing pass untouched: the first prove themselves by a signature,
 * and an event that holds a suspicious text is an event all the same; the second comes from mail providers, many at once.
 */
export class WebAcl extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, requestsPerAddress }: WebAclProps) {
    super(scope, id);
    const acl = new CfnWebACL(this, 'Acl', {
      name,
      description: 'Guards the pages that links in mails lead to, and signing in.',
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visible('all'),
      customResponseBodies: { later: { contentType: 'TEXT_HTML', content: TRY_LATER } },
      rules: [
        {
          name: 'too-many-requests',
          priority: 0,
          statement: {
            rateBasedStatement: {
              limit: requestsPerAddress,
              evaluationWindowSec: 300,
              aggregateKeyType: 'IP',
              scopeDownStatement: onPages,
            },
          },
          action: { block: { customResponse: { responseCode: 429, customResponseBodyKey: 'later' } } },
          visibilityConfig: visible('too-many-requests'),
        },
        managed(1, 'AWSManagedRulesAmazonIpReputationList'),
        managed(2, 'AWSManagedRulesKnownBadInputsRuleSet'),
        managed(3, 'AWSManagedRulesCommonRuleSet', countedOnly),
      ],
    });
    this.arn = acl.attrArn;
  }
}

/** Rules that take what people rightly send for an attack. They count; what is not allowed is refused by the page itself. */
const countedOnly = [
  // A letter is longer than 8 KB, which is some 900 characters of Japanese in a form; the pages have bounds of their own.
  'SizeRestrictions_BODY',
  // What an identity provider sends people back with may be longer than 2 KB.
  'SizeRestrictions_QUERYSTRING',
  // A sealed link holds ids, which may be long.
  'SizeRestrictions_URIPATH',
  // A letter that is edited may hold brackets, tags and addresses; pages print them as text and run no script.
  'CrossSiteScripting_BODY',
  'GenericRFI_BODY',
  'GenericLFI_BODY',
  // A comment may name the address that this one looks for, and no page fetches anything.
  'EC2MetaDataSSRF_BODY',
  // Mail scanners send none.
  'NoUserAgent_HEADER',
];

/** What links in mails lead to, signing in, and all that is done on the team's pages. */
const onPages: CfnWebACL.StatementProperty = {
  orStatement: {
    statements: ['/w/', '/sign-in', `${ACTS_PATH}/`].map((searchString) => ({
      byteMatchStatement: {
        fieldToMatch: { uriPath: {} },
        positionalConstraint: 'STARTS_WITH',
        searchString,
        textTransformations: [{ priority: 0, type: 'NONE' }],
      },
    })),
  },
};

/** No samples of requests are kept: with the path of a page one could act in somebody's place. */
const visible = (metricName: string) => ({
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
  metricName,
});

const managed = (priority: number, name: string, counted: string[] = []): CfnWebACL.RuleProperty => ({
  name,
  priority,
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      scopeDownStatement: onPages,
      ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  overrideAction: { none: {} },
  visibilityConfig: visible(name),
});

const TRY_LATER = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Please wait a few minutes</title>
<style>body{font:16px/1.7 sans-serif;max-width:600px;margin:0 auto;padding:32px 16px}h1{font-size:22px}</style></head><body>
<main lang="ja"><h1>しばらくお待ちください</h1>
<p>同じ場所から短い間に多くのアクセスがありました。5分ほどおいて、もう一度リンクを開いてください。変更されたものはありません。</p></main>
<main><h1>Please wait a few minutes</h1>
<p>Many requests came from your network within a short time. Please open the link again in about five minutes. Nothing was changed.</p>
</main></body></html>`;
