import type { ImportKind, RowFacts } from '../../domain/import/facts.ts';

/** What a path leads to. */
export type Target =
  | { type: 'description' }
  | { type: 'list'; kind: ImportKind; account?: string }
  /** `identity`: the columns that tell the record from others. */
  | { type: 'record'; kind: ImportKind; identity: RowFacts & { id: string } };

const CONTACTS = '/contacts';

/**
 * The gateway hands a path over decoded, but for `%25`: an id may hold anything, a slash too, as long as an account's
 * holds no `/contacts/`.
 */
export function findTarget(rawPath: string): Target | undefined {
  const path = rawPath.replaceAll('%25', '%').replace(/\/+$/, '');
  if (path === '/v1/openapi.json') return { type: 'description' };
  const [, kind, id] = /^\/v1\/(accounts|csms)(?:\/(.*))?$/s.exec(path) ?? [];
  if (kind !== 'accounts' && kind !== 'csms') return undefined;
  if (id === undefined) return { type: 'list', kind };
  if (kind === 'csms') return { type: 'record', kind, identity: { id } };
  return inAccount(id);
}

function inAccount(path: string): Target {
  const contact = path.indexOf(`${CONTACTS}/`);
  if (contact > 0) {
    const identity = { account: path.slice(0, contact), id: path.slice(contact + CONTACTS.length + 1) };
    return { type: 'record', kind: 'contacts', identity };
  }
  if (path.endsWith(CONTACTS) && path !== CONTACTS) {
    return { type: 'list', kind: 'contacts', account: path.slice(0, -CONTACTS.length) };
  }
  return { type: 'record', kind: 'accounts', identity: { id: path } };
}
