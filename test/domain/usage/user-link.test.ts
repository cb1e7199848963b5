import { describe, expect, it } from 'vitest';
import { type LinkReporter, type ReportedLink, takesPlace, type UserLink } from '../../../domain/usage/user-link.ts';

const known = (by: LinkReporter | undefined, more: Partial<UserLink> = {}): UserLink => ({
  account: 'koa',
  ...(by !== undefined && { by }),
  ...more,
});
const told = (by: LinkReporter, more: Partial<ReportedLink> = {}): ReportedLink => ({ account: 'zen', by, ...more });
const trusted = ['call', 'api', 'import', 'command'] as const;

describe('who belongs to an account', () => {
  it('is claimed by a page only until somebody trusted says it, whatever account they say', () => {
    for (const by of trusted) {
      expect(takesPlace(told(by), known('claim'))).toBe(true);
      expect(takesPlace(told(by, { account: 'koa' }), known('claim'))).toBe(true);
      expect(takesPlace(told('claim'), known(by))).toBe(false);
    }
    expect(takesPlace(told('claim'), known('claim'))).toBe(false);
    expect(takesPlace(told('claim'), known(undefined))).toBe(false);
  });

  it('stands as it was first told against calls and the HTTP API', () => {
    for (const by of [...trusted, undefined]) {
      expect(takesPlace(told('call'), known(by))).toBe(false);
      expect(takesPlace(told('api'), known(by))).toBe(false);
    }
  });

  it('is moved by a command, whoever said it', () => {
    for (const by of [...trusted, undefined]) expect(takesPlace(told('command'), known(by))).toBe(true);
  });

  it('is moved by an import that names them a contact of another account for the first time, or against calls', () => {
    expect(takesPlace(told('import'), known('call'))).toBe(true);
    for (const by of ['import', 'command', 'api', undefined] as const) {
      expect(takesPlace(told('import'), known(by))).toBe(false);
      expect(takesPlace(told('import', { isNewContact: true }), known(by))).toBe(true);
    }
  });

  it('stays with the first of several accounts that one file names', () => {
    const link = known('import', { run: 'r1' });
    expect(takesPlace(told('import', { isNewContact: true, run: 'r1' }), link)).toBe(false);
    expect(takesPlace(told('import', { isNewContact: true, run: 'r2' }), link)).toBe(true);
  });
});
