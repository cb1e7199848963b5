import { describe, expect, it } from 'vitest';
import type { Session } from '../../../domain/sign-in/session.ts';
import { NONCE_BYTES } from '../../../functions/team-pages/sealed-cookie.ts';
import { formTokenOf, isFormTokenOf, sessionCookie, sessionIn } from '../../../functions/team-pages/session-cookie.ts';

const key = Buffer.from('k'.repeat(64));
const other = Buffer.from('o'.repeat(64));
const keysOf = (...all: Buffer[]) => ({ current: all[0] as Buffer, all });
const session: Session = { id: 's1', person: '東雲', role: 'csm', signedInAt: 1, seenAt: 2 };
const https = { headers: { 'x-forwarded-proto': 'https' } };
const sealed = (given: Session | null = session, event: Parameters<typeof sessionCookie>[1] = https) =>
  sessionCookie(given, event, { keys: keysOf(key), nonce: Buffer.alloc(NONCE_BYTES, 7) });
const brought = (cookie: string, keys = keysOf(key)) =>
  sessionIn({ ...https, cookies: ['a=b', cookie.split(';')[0] as string] }, keys);

describe('the cookie of a session', () => {
  it('is kept from scripts, other sites and other hosts, and says nothing', () => {
    const cookie = sealed();
    expect(cookie).toMatch(/^__Host-session=[\w-]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(Buffer.from(cookie.split(/[=;]/)[1] as string, 'base64url').toString('latin1')).not.toContain('csm');
    expect(brought(cookie)).toEqual(session);
  });

  it('has another name where there is no TLS, and is not taken for the other one', () => {
    const plain = { headers: { 'x-forwarded-proto': 'http' } };
    const cookie = sealed(session, plain);
    expect(cookie).toMatch(/^session=[\w-]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(sessionIn({ headers: { ...plain.headers, cookie } }, keysOf(key))).toEqual(session);
    expect(brought(cookie)).toBeNull();
  });

  it('opens with an earlier key, and with no other; altered in any place it opens not at all', () => {
    const cookie = sealed();
    expect(brought(cookie, keysOf(other, key))).toEqual(session);
    expect(brought(cookie, keysOf(other))).toBeNull();
    const [, value] = cookie.split(/[=;]/) as [string, string];
    const bytes = Buffer.from(value, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] as number) ^ 1;
      expect(brought(`__Host-session=${altered.toString('base64url')}`)).toBeNull();
    }
    for (const junk of ['', 'x', '%', 'a'.repeat(5000)]) expect(brought(`__Host-session=${junk}`)).toBeNull();
  });

  it('opens by the text that was given out alone, not by another that stands for the same bytes', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', '=', '.', '+', '/'];
    for (const id of ['s', 's1', 's12']) {
      const [, value] = sealed({ ...session, id }).split(/[=;]/) as [string, string];
      const others = letters.flatMap((letter) => [`${value.slice(0, -1)}${letter}`, `${value}${letter}`]);
      const opened = others.filter((other) => other !== value && brought(`__Host-session=${other}`) !== null);
      expect(opened).toEqual([]);
    }
  });

  it('is taken back from the browser by one that is past', () => {
    expect(sealed(null)).toMatch(/^__Host-session=; Max-Age=0; /);
  });
});

describe('the token of a form', () => {
  it('is that of the session alone', () => {
    const token = formTokenOf(session, key);
    expect(isFormTokenOf(session, token, keysOf(key))).toBe(true);
    expect(isFormTokenOf(session, token, keysOf(other, key))).toBe(true);
    expect(isFormTokenOf({ ...session, id: 's2' }, token, keysOf(key))).toBe(false);
    for (const junk of [null, '', 'x', `${token}x`]) expect(isFormTokenOf(session, junk, keysOf(key))).toBe(false);
  });
});
