import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { installation, resourcesOf, stages } from './installation.ts';

describe.each(stages)('what must outlive every deployment (%s)', (stage) => {
  const template = installation(stage).template('data');

  it('is two tables, paid by request, that nobody deletes by accident and that can be put back to any second', () => {
    const tables = resourcesOf(template, 'AWS::DynamoDB::Table');
    expect(tables).toHaveLength(2);
    for (const [, { Properties, ...table }] of tables) {
      expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      });
    }
  });

  it('streams only keys of raw events, and new rows of accounts', () => {
    const views = resourcesOf(template, 'AWS::DynamoDB::Table').map(([id, { Properties }]) => [
      id.replace(/Table.*/, ''),
      Properties.StreamSpecification.StreamViewType,
    ]);
    expect(Object.fromEntries(views)).toEqual({ Events: 'KEYS_ONLY', Accounts: 'NEW_IMAGE' });
  });

  it('lists accounts, tasks and mails, and what each person has to do, by an index that holds everything and one that holds keys', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: [
        {
          IndexName: 'listed',
          KeySchema: [
            { AttributeName: 'list', KeyType: 'HASH' },
            { AttributeName: 'listedAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
        {
          IndexName: 'assigned',
          KeySchema: [
            { AttributeName: 'assignee', KeyType: 'HASH' },
            { AttributeName: 'dueBy', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['snoozedUntil'] },
        },
      ],
    });
  });

  it('holds one secret a source, of 36 bytes in base64, that no template and no file shows', () => {
    const { config } = installation(stage);
    const all = resourcesOf(template, 'AWS::SecretsManager::Secret');
    const secrets = all.filter(([, { Properties }]) => Properties.Name.includes('/source/'));
    expect(secrets.map(([, { Properties }]) => Properties.Name)).toEqual(
      config.sources.map((source) => `sakimawari/${stage}/source/${source}`),
    );
    for (const [, { Properties, DeletionPolicy }] of secrets) {
      expect(DeletionPolicy).toBe('Retain');
      expect(Properties.SecretString).toBeUndefined();
      expect(Properties.GenerateSecretString).toMatchObject({
        SecretStringTemplate: '{}',
        GenerateStringKey: 'current',
        PasswordLength: 48,
      });
      const printable = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index));
      const allowed = printable.filter(
        (character) => !Properties.GenerateSecretString.ExcludeCharacters.includes(character),
      );
      expect(allowed.join('')).toMatch(/^[A-Za-z0-9]{62}$/);
    }
  });
});

it('a bus of the stage’s own outlives every deployment, with an archive where one is asked for', () => {
  const template = installation('prod').template('data');
  template.hasResource('AWS::Events::EventBus', {
    Properties: { Name: 'sakimawari-prod' },
    DeletionPolicy: 'Retain',
  });
  template.hasResource('AWS::Events::Archive', {
    Properties: { ArchiveName: 'sakimawari-prod', RetentionDays: 90 },
    DeletionPolicy: 'Retain',
  });
  expect(resourcesOf(installation('local').template('data'), 'AWS::Events::Archive')).toEqual([]);
});

it('the key that links are sealed with is made by Secrets Manager and outlives the stack', () => {
  for (const stage of stages) {
    const all = resourcesOf(installation(stage).template('data'), 'AWS::SecretsManager::Secret');
    const keys = all.filter(([, { Properties }]) => Properties.Name === `sakimawari/${stage}/links`);
    expect(keys).toHaveLength(1);
    const [, { Properties, DeletionPolicy }] = keys[0] as (typeof keys)[number];
    expect(DeletionPolicy).toBe('Retain');
    expect(Properties.GenerateSecretString).toMatchObject({ GenerateStringKey: 'current', PasswordLength: 64 });
  }
});

it('SES gets an identity for each mail domain, with DKIM and a bounce domain, and the DNS records are told', () => {
  const template = installation('prod').template('mail');
  template.hasResourceProperties('AWS::SES::EmailIdentity', {
    EmailIdentity: 'kaede-works.jp',
    MailFromAttributes: { MailFromDomain: 'bounce.kaede-works.jp', BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' },
  });
  template.hasOutput('KaedeWorksJpDns1', { Value: Match.anyValue() });
  expect(Object.keys(template.findOutputs('*'))).toHaveLength(5);
});
