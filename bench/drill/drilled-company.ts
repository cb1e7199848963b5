import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resultOf } from '../../cli/installation.ts';
import type { OperateAnswer } from '../../functions/operate/answer-request.ts';
import type { DynamoInMemory } from '../../test/support/dynamo-in-memory/dynamo-in-memory.ts';
import { type Said, say } from '../../test/support/operator.ts';
import { environment } from '../support/first-calls.ts';
import { projectRoot } from '../support/project.ts';
import { CREDENTIALS, REGION } from '../support/stub-aws.ts';
import { AwsInMemory } from './aws-in-memory.ts';
import type { DeployedFunctions } from './deployed-functions.ts';
import { World } from './world.ts';

/** A Tuesday, nine in the morning in Tokyo. */
export const STARTS_AT = Date.parse('2026-06-02T00:00:00Z');
export const TODAY = '2026-06-02';
export const ACCOUNTS = ['koa', 'lehua', 'maile', 'noni', 'ohia', 'pili', 'ukiuki', 'wauke'];
export const CONTACTS_AN_ACCOUNT = 3;
export const CSMS = ['aoi', 'ren'];
export const SOURCE = 'demo';

const team = `id,name,email,role,language,manager
aoi,Sato Aoi,aoi@test.example,csm,ja,kei
ren,Ito Ren,ren@test.example,csm,en,kei
kei,Mori Kei,kei@test.example,manager,ja,
`;
/** So that renewals are near for some, and far for others. */
const accounts = `id,name,csm,plan,mrr,currency,licenses,stage,contractStart,renewalDate,country,language,timeZone
${ACCOUNTS.map((id, i) => `${id},${id} Inc.,${CSMS[i % 2]},Business,${1000 + i},JPY,10,adoption,2025-01-0${i + 1},2026-0${i % 2 === 0 ? 8 : 12}-1${i},JP,ja,Asia/Tokyo`).join('\n')}
`;
const contacts = `id,account,name,email,role,keyPerson,language
${ACCOUNTS.flatMap((account) =>
  Array.from(
    { length: CONTACTS_AN_ACCOUNT },
    (_, i) => `${account}-u${i},${account},User ${i},u${i}@${account}.example,user,${i === 0},ja`,
  ),
).join('\n')}
`;

/** The functions that events, mails and the team's work pass, and the operator's. */
export const DRILLED = [
  'act-from-web',
  'attribute-events',
  'deliver-outbox',
  'operate',
  'receive-events',
  'record-mail-feedback',
  'roll-up-usage',
  'score-accounts',
  'score-changed',
  'send-digests',
  'sweep-outbox',
] as const;

/** A company that has set itself up, before its first event: its tables are copied for every run. */
export interface SetUp {
  functions: DeployedFunctions;
  rows: DynamoInMemory;
  writeKey: string;
  apiKey: string;
  eventsKey: string;
}

export async function setUpCompany(functions: DeployedFunctions): Promise<SetUp> {
  const company = openCompany(functions, 1);
  const folder = mkdtempSync(join(tmpdir(), 'drill-'));
  try {
    mkdirSync(folder, { recursive: true });
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    await company.operate('playbook', 'push', join(projectRoot, 'playbooks', 'default.yaml'));
    await company.operate('import', 'csms', file('csms.csv', team));
    await company.operate('import', 'accounts', file('accounts.csv', accounts));
    await company.operate('import', 'contacts', file('contacts.csv', contacts));
    const key = async (...kind: string[]) =>
      (await company.operate('source', 'key', SOURCE, '--kind', ...kind, '--json')).json.key as string;
    const writeKey = await key('write', '--rights', 'facts');
    const keys = { writeKey, apiKey: await key('api'), eventsKey: await key('events') };
    return { functions, rows: company.aws.dynamo, ...keys };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const environmentHere = {
  ...environment,
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
};

export interface DrilledCompany {
  world: World;
  aws: AwsInMemory;
  /** The operator's command. @throws Error where it did not do what it should, `doctor` but for */
  operate(...line: string[]): Promise<Said>;
}

export function openCompany(functions: DeployedFunctions, seed: number, from?: DynamoInMemory): DrilledCompany {
  // Functions live in the company's time zone: it is their process's own.
  process.env.TZ = environment.TIME_ZONE;
  const aws: AwsInMemory = new AwsInMemory(() => world.nowInMs);
  const world: World = new World(functions, { ...environmentHere }, (request) => aws.answer(request), {
    seed,
    startsAt: STARTS_AT,
  });
  if (from !== undefined) aws.dynamo.become(from);
  return {
    world,
    aws,
    async operate(...line) {
      const said = await world.until(
        say(line, {
          now: () => world.nowInMs,
          sleep: (ms) => world.sleep(ms),
          openInstallation: () => ({
            operate: async (command, request, operator) => {
              const answer = await world.call('operate', { command, operator, ...request });
              return resultOf(answer as OperateAnswer) as never;
            },
            apiUrl: async () => environment.API_URL as string,
            onlySource: async () => SOURCE,
            secretOf: async () => '',
          }),
        }),
      );
      if (said.exitCode !== 0 && line[0] !== 'doctor') throw new Error(`${line.join(' ')}: ${said.stderr}`);
      return said;
    },
  };
}
