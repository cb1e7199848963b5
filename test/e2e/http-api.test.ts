import { beforeAll, describe, expect, it } from 'vitest';
import { operate } from '../../local/operator.ts';
import { heartbeat, importRows, logins, outputs, sakimawari, sendEvents, textFileOf } from './installation.ts';

let key: string;
beforeAll(async () => {
  ({ key } = await operate<{ key: string }>('source', 'key', 'demo', '--kind', 'api'));
});

async function ask(method: string, path: string, body?: object, authorization = `Bearer ${key}`) {
  const answer = await fetch(new URL(path, outputs.apiUrl), {
    method,
    headers: { authorization, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text), headers: answer.headers };
}

const accountAt = (id: string) => `/v1/accounts/${encodeURIComponent(id)}`;

describe('accounts, contacts and the team over HTTP', () => {
  it('are the ones that the rules and the operator see', async () => {
    expect(await ask('PUT', '/v1/csms/aya', { name: 'Aya', email: 'aya@demo.example' })).toMatchObject({ status: 201 });
    expect(await ask('PUT', accountAt('over-http'), { name: 'Over HTTP', csm: 'aya', licenses: 1 })).toMatchObject({
      status: 201,
      body: { id: 'over-http', name: 'Over HTTP', csm: 'aya', licenses: 1 },
    });
    await ask('PUT', `${accountAt('over-http')}/contacts/u1`, { name: 'Taro', role: 'champion' });
    await sendEvents([...logins('over-http', 'u1', 1, 3), ...heartbeat('over-http')]);
    await operate('settle');
    await operate('score', '--account', 'over-http');
    const tasks = await operate<{ signal: string; assignee: string }[]>('tasks', '--account', 'over-http');
    expect(tasks).toContainEqual(expect.objectContaining({ signal: 'licenses-nearly-full', assignee: 'aya' }));
  });

  it('and by file are the same records: what was told later stands, wherever it came from', async () => {
    await importRows('accounts', [{ id: 'both-ways', name: 'Both ways', mrr: 100 }]);
    await ask('PATCH', accountAt('both-ways'), { mrr: 50, updatedAt: '2020-01-01T00:00:00Z' });
    expect((await ask('GET', accountAt('both-ways'))).body).toEqual({ id: 'both-ways', name: 'Both ways', mrr: 100 });
    await ask('PATCH', accountAt('both-ways'), { mrr: 200 });
    const accounts = await operate<{ id: string; mrr: number }[]>('accounts');
    expect(accounts.find(({ id }) => id === 'both-ways')?.mrr).toBe(200);
    await ask('PATCH', accountAt('both-ways'), { mrr: null });
    expect((await ask('GET', accountAt('both-ways'))).body).not.toHaveProperty('mrr');
  });

  it.each(['a/b', '50%', '%2F', 'コア 設計', 'q?x=1#y', "it's (1) + 1 & more; ok=~", 'contacts', 'a:b@c,d', '😀'])(
    'may have the id %j',
    async (id) => {
      expect(await ask('PUT', accountAt(id), { name: 'Odd' })).toMatchObject({ status: 201, body: { id } });
      expect(await ask('GET', accountAt(id))).toMatchObject({ status: 200, body: { id } });
      const contact = `${accountAt(id)}/contacts/${encodeURIComponent(id)}`;
      expect(await ask('PUT', contact, {})).toMatchObject({ status: 201, body: { id, account: id } });
      expect((await ask('GET', `${accountAt(id)}/contacts`)).body).toEqual({ contacts: [{ id, account: id }] });
    },
  );

  it('are listed page by page', async () => {
    const ids: string[] = [];
    let next: string | undefined;
    do {
      const { body } = await ask('GET', `/v1/accounts?limit=3${next ? `&after=${encodeURIComponent(next)}` : ''}`);
      ids.push(...body.accounts.map(({ id }: { id: string }) => id));
      next = body.next;
    } while (next !== undefined);
    const known = await operate<{ id: string }[]>('accounts');
    expect(ids.sort()).toEqual(known.map(({ id }) => id).sort());
  });

  it('open to a live key only', async () => {
    const { key: other } = await operate<{ key: string }>('source', 'key', 'demo', '--kind', 'write');
    const { key: revoked } = await operate<{ key: string }>('source', 'key', 'demo', '--kind', 'api');
    expect(await ask('GET', '/v1/csms', undefined, `Bearer ${revoked}`)).toMatchObject({ status: 200 });
    await operate('source', 'revoke', revoked.slice(-4));
    for (const wrong of ['', 'Bearer', `Bearer ${other}`, `Bearer ${revoked}`, `Basic ${btoa(`${key}:`)}`]) {
      const { status, headers } = await ask('GET', '/v1/csms', undefined, wrong);
      expect({ wrong, status, how: headers.get('www-authenticate') }).toEqual({ wrong, status: 401, how: 'Bearer' });
    }
  });

  it('say what cannot be done, in one shape', async () => {
    expect(await ask('PUT', '/v1/csms/ben', { name: 'Ben' })).toMatchObject({
      status: 422,
      body: { error: 'invalid', detail: expect.any(String), fields: { email: 'is missing' } },
    });
    expect(await ask('PATCH', accountAt('both-ways'), { csm: 'nobody' })).toMatchObject({ status: 409 });
    const refused = await ask('DELETE', accountAt('both-ways'));
    expect(refused.status).toBe(405);
    expect(refused.headers.get('allow')).toBe('GET, HEAD, PUT, PATCH, OPTIONS');
    expect((await ask('PUT', accountAt('large'), { name: 'Large', holds: ['x'.repeat(70_000)] })).status).toBe(413);
  });
});

describe('an export of a CRM', () => {
  it('is imported by its mapping; the row that changed earlier does not undo what was told since', async () => {
    const header = 'Account ID,Account Name,ARR,Billing Country,Last Modified Date,Rating\n';
    const file = textFileOf(
      `${header}001A0000006Vm9r,Koa,"1,200,000",Japan,"3/1/2026, 9:05 AM",Hot\n001A0000006Vm9s,Vue,oops,,,\n`,
      'csv',
    );
    const first = await sakimawari('import', 'accounts', file, '--mapping', 'salesforce', '--json');
    expect(JSON.parse(first.stdout)).toEqual({
      imported: 2,
      unchanged: 0,
      refused: [],
      warnings: [{ line: 3, column: 'ARR', reason: 'ARR "oops" is no number written like 1,234.56' }],
      unused: ['Rating'],
    });
    await ask('PATCH', accountAt('001A0000006Vm9rIAC'), { mrr: 150_000, updatedAt: '2026-03-02T00:00:00Z' });
    const again = await sakimawari('import', 'accounts', file, '--mapping', 'salesforce', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ imported: 0, unchanged: 2 });
    expect((await ask('GET', accountAt('001A0000006Vm9rIAC'))).body).toEqual({
      id: '001A0000006Vm9rIAC',
      name: 'Koa',
      mrr: 150_000,
      country: 'JP',
    });
  });

  it('is not imported by a mapping that is wrong, which is told by its line', async () => {
    const mapping = textFileOf('accounts:\n  fields:\n    id: Id\n    name: { colum: Name }\n', 'yaml');
    const said = await sakimawari('import', 'accounts', textFileOf('Id,Name\n1,Koa\n', 'csv'), '--mapping', mapping);
    expect(said.exitCode).toBe(1);
    expect(said.stderr).toContain(`${mapping}:4: accounts.fields.name.colum: is not known here`);
  });
});
