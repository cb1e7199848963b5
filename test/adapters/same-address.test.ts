import { beforeEach, describe, expect, it } from 'vitest';
import { mailKinds, type OptOut } from '../../domain/mail/mail-kinds.ts';
import type { AutomaticMail } from '../../domain/outbox/outbox.ts';
import { type CheckMailPolicy, mailPolicyCheck } from '../../functions/outbox/check-mail-policy.ts';
import { encodeAccount, encodeContact } from '../../functions/store/accounts/account-items.ts';
import { DynamoAccounts } from '../../functions/store/accounts/accounts.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { PutItemCommand } from '../../functions/store/client.ts';
import { optOutRowKey } from '../../functions/store/keys.ts';
import { DynamoMailHistory } from '../../functions/store/outbox/mail-history.ts';
import { DynamoOptOuts } from '../../functions/store/outbox/opt-outs.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { mailOfEpisode, mailPolicySourcesOver } from '../support/mail-policy-in-memory.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

const now = new Date('2026-06-01T03:00:00.000Z');
const made = [0, 1, 2, 3].map((n) => mailOfEpisode(n));

let tables: TestTables;
let optOuts: DynamoOptOuts;
let checkPolicy: CheckMailPolicy;

/** The n-th mail, to a contact at an account who is reached at the address. */
function mailTo(n: number, account: string, contact: string, address: string): AutomaticMail {
  const { mail } = made[n] as (typeof made)[number];
  return {
    ...mail,
    id: `${account}/${n}/${contact}`,
    account,
    contact,
    to: { name: contact, address },
  } as AutomaticMail;
}

/** One person, as three imports have them: two contacts of one account, and one of another. */
const asAdmin = (n: number) => mailTo(n, 'leap', 'l.admin', 'l@leap.example');
const asUser = (n: number) => mailTo(n, 'leap', 'u-99', 'l@leap.example');
const elsewhere = (n: number) => mailTo(n, 'nb1', 'l2', 'L@LEAP.example');

beforeEach(async () => {
  tables = await createTables();
  const { client, accountsTable } = tables;
  optOuts = new DynamoOptOuts(client, accountsTable);
  const { sources } = mailPolicySourcesOver([], { history: new DynamoMailHistory(client, accountsTable), optOuts });
  sources.directory.findState = async (account) => ({
    ...{ lastScoredDay: '2026-06-01', watchedSince: '2026-01-01', stage: null, health: null, scores: {} },
    episodes: made.map(({ episode }) => ({ ...episode, account })),
  });
  const asOfOne = mailPolicyCheck(sources);
  // The episodes of each account bear its own name.
  checkPolicy = (mail, kind, at) =>
    asOfOne(
      { ...mail, cause: { ...mail.cause, episode: `${mail.account}/${mail.cause.signal}/-/2026-06-01` } },
      kind,
      at,
    );
});

const said = (kinds: OptOut['kinds'], at: string): OptOut => ({
  ...{ contact: 'l.admin', kinds, at },
  address: 'l@leap.example',
});
const dropped = { verdict: 'drop', because: { code: 'opted-out', kind: 'surveys' } };

describe('an address that opted out', () => {
  it('gets no automatic mail under any contact or account, one imported later among them', async () => {
    await optOuts.save('leap', said([...mailKinds], '2026-06-01T00:00:00.000Z'));
    for (const mail of [asAdmin(0), asUser(1), elsewhere(2), mailTo(3, 'nb2', 'new', 'l@Leap.Example')]) {
      expect(await checkPolicy(mail, 'surveys', now)).toEqual(dropped);
    }
  });

  it('is another one with another tag, and says nothing of mail about the contract', async () => {
    await optOuts.save('leap', said([...mailKinds], '2026-06-01T00:00:00.000Z'));
    expect(await checkPolicy(mailTo(0, 'leap', 'u-7', 'l+billing@leap.example'), 'surveys', now)).toEqual({
      verdict: 'send',
    });
    expect(await checkPolicy(elsewhere(1), null, now)).toEqual({ verdict: 'send' });
  });

  it('gets them again once it says so, as whichever contact it does', async () => {
    await optOuts.save('leap', said([...mailKinds], '2026-06-01T00:00:00.000Z'));
    await optOuts.save('nb1', { ...said([], '2026-06-01T01:00:00.000Z'), contact: 'l2', address: 'L@LEAP.example' });
    for (const mail of [asAdmin(0), asUser(1)])
      expect(await checkPolicy(mail, 'surveys', now)).toEqual({ verdict: 'send' });
  });

  it('of a contact who chose twice at once has the later word, whichever is written last; also over an older release’s', async () => {
    const { client, accountsTable: table } = tables;
    const alone = (kinds: OptOut['kinds'], at: string): OptOut => ({ contact: 'u-1', kinds, at });
    const stored = async () => {
      const rows = await rowsUnder(client, table, 'account#leap');
      const row = rows.find(({ sk }) => sk?.S === optOutRowKey('leap', 'u-1').sk.S);
      return JSON.parse(row?.f?.S as string);
    };
    const old = alone(['offers'], '2026-05-01T00:00:00.000Z');
    await batchPut(client, table, [{ ...optOutRowKey('leap', 'u-1'), f: { S: JSON.stringify(old) } }]);
    const later = alone([...mailKinds], '2026-06-01T01:00:00.000Z');
    await optOuts.save('leap', later);
    await optOuts.save('leap', alone([], '2026-06-01T00:00:00.000Z'));
    expect(await stored()).toEqual(later);
  });

  it('takes its contact’s choice along to another address', async () => {
    await optOuts.save('leap', said([...mailKinds], '2026-06-01T00:00:00.000Z'));
    expect(await checkPolicy(mailTo(0, 'leap', 'l.admin', 'new@leap.example'), 'surveys', now)).toEqual(dropped);
    expect(await checkPolicy(mailTo(1, 'leap', 'other', 'new@leap.example'), 'surveys', now)).toEqual({
      verdict: 'send',
    });
  });
});

describe('the weekly measure', () => {
  it('is the address’s, under all its contacts and accounts', async () => {
    expect(await checkPolicy(asAdmin(0), 'surveys', now)).toEqual({ verdict: 'send' });
    expect(await checkPolicy(elsewhere(1), 'surveys', now)).toEqual({ verdict: 'send' });
    expect(await checkPolicy(asUser(2), 'surveys', now)).toMatchObject({
      verdict: 'wait',
      because: { code: 'contact-capped' },
    });
    expect(await checkPolicy(mailTo(2, 'leap', 'u-7', 'l+billing@leap.example'), 'surveys', now)).toEqual({
      verdict: 'send',
    });
  });

  it('holds for mails that leave at the same moment at two accounts', async () => {
    const verdicts = await Promise.all(
      [asAdmin(0), elsewhere(1), elsewhere(2)].map((mail) => checkPolicy(mail, 'surveys', now)),
    );
    expect(verdicts.map(({ verdict }) => verdict).sort()).toEqual(['send', 'send', 'wait']);
  });

  it('counts what an older release let through by contact alone', async () => {
    const history = ['a', 'b'].map((mail) => ({ mail, contact: 'l.admin', at: now.getTime() - 86_400_000 }));
    const Item = {
      pk: { S: 'account#leap' },
      sk: { S: '1#mail-ledger' },
      f: { S: JSON.stringify(history) },
      rev: { N: '2' },
    };
    await tables.client.send(new PutItemCommand({ TableName: tables.accountsTable, Item }));
    expect(await checkPolicy(asAdmin(0), 'surveys', now)).toMatchObject({ because: { code: 'contact-capped' } });
    expect(await checkPolicy(asUser(1), 'surveys', now)).toEqual({ verdict: 'send' });
  });
});

describe('a choice that an older release kept with the contact alone', () => {
  const old: OptOut = { contact: 'l.admin', kinds: ['surveys'], at: '2026-05-01T00:00:00.000Z' };
  const toCarryOver = async () => {
    const accounts = new DynamoAccounts(tables.client, tables.accountsTable);
    const day = { asOf: '2026-06-01', today: '2026-06-01' };
    const snapshot = await accounts.load('leap', { playbook: defaultPlaybook, ...day, isConsistent: true });
    return snapshot?.optOutsToCarryOver;
  };

  beforeEach(async () => {
    const { client, accountsTable } = tables;
    const contact = { id: 'l.admin', account: 'leap', email: 'l@leap.example' };
    const row = { ...optOutRowKey('leap', 'l.admin'), f: { S: JSON.stringify(old) } };
    await batchPut(client, accountsTable, [encodeAccount({ id: 'leap', name: 'Leap' }), encodeContact(contact), row]);
  });

  it('holds for the contact at once, and for the address from the account’s next evaluation on', async () => {
    expect(await checkPolicy(asAdmin(0), 'surveys', now)).toEqual(dropped);
    expect(await toCarryOver()).toEqual([old]);
    await optOuts.carryOver('leap', old, 'l@leap.example');
    expect(await checkPolicy(elsewhere(1), 'surveys', now)).toEqual(dropped);
    expect(await toCarryOver()).toEqual([]);
  });

  it('never goes over what was said since', async () => {
    await optOuts.save('leap', said([], '2026-06-01T00:00:00.000Z'));
    await optOuts.carryOver('leap', old, 'l@leap.example');
    for (const mail of [asAdmin(0), elsewhere(1)])
      expect(await checkPolicy(mail, 'surveys', now)).toEqual({ verdict: 'send' });
    expect(await toCarryOver()).toEqual([]);
  });
});
