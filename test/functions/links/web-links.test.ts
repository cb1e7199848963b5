import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LinkAction, linkFor, packLink, unpackLink } from '../../../domain/links/link.ts';
import { LinkKeys, UnusableLinkKeyError } from '../../../functions/links/link-keys.ts';
import { openLink, sealLink } from '../../../functions/links/link-seal.ts';
import { WebLinks } from '../../../functions/links/web-links.ts';
import { anyCharacter } from '../../support/any-character.ts';
import formerTokens from './former-tokens.json' with { type: 'json' };

const key = Buffer.from('k'.repeat(64));
const other = Buffer.from('o'.repeat(64));
const writtenAt = Date.parse('2026-06-01T00:00:00.000Z');
const linkAction: LinkAction = {
  to: 'task',
  account: 'koa',
  task: 'koa/x/hana@koa.example',
  person: 'p',
  assignee: 'p',
  act: 'done',
};

describe('a sealed link', () => {
  it('opens to what was sealed, with the key it was sealed with only', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        const token = sealLink(text, key);
        expect(token).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(openLink(token, [key])).toBe(text);
        expect(openLink(token, [other, key])).toBe(text);
        expect(openLink(token, [other])).toBeNull();
        expect(openLink(token, [])).toBeNull();
      }),
    );
  });

  it('is of no use once a single character of it is another, missing or added', () => {
    const token = sealLink('["t",1,"koa"]', key);
    for (let at = 0; at < token.length; at += 1) {
      const changed = token[at] === 'A' ? 'B' : 'A';
      expect(openLink(token.slice(0, at) + changed + token.slice(at + 1), [key]), `at ${at}`).toBeNull();
      expect(openLink(token.slice(0, at) + token.slice(at + 1), [key])).toBeNull();
    }
    for (const added of [`${token}A`, `A${token}`, `${token}=`, `${token}/`, ` ${token}`, `${token}${token}`]) {
      expect(openLink(added, [key])).toBeNull();
    }
  });

  it('is not taken from anything made up', () => {
    fc.assert(fc.property(fc.string(), (text) => openLink(text, [key]) === null));
    expect(openLink('A'.repeat(100_000), [key])).toBeNull();
    expect(openLink('', [key])).toBeNull();
  });

  it('is opened as long as an address may be, and no longer', () => {
    const longest = sealLink('x'.repeat(1519), key);
    expect(longest).toHaveLength(2048);
    expect(openLink(longest, [key])).toBe('x'.repeat(1519));
    expect(openLink(sealLink('x'.repeat(1520), key), [key])).toBeNull();
  });

  it('stays good in the mails that went out: whoever changes how links are sealed breaks those', () => {
    const token = '6vQEUyvmd0wM84ZQh03dywAyn5XpB8vHyd4cyf6uyCRFLcLoW-p5UHU7amZN';
    expect(openLink(token, [Buffer.from('k'.repeat(64))])).toBe('["t",1,"koa"]');
    const sealedNow = 'Abp_oO3yVMrVjYTfSdfRu8JiqL8jZFJAMTCOeG90';
    expect(sealLink('["t",1,"koa"]', key)).toBe(sealedNow);
    expect(openLink(sealedNow, [key])).toBe('["t",1,"koa"]');
  });

  it('of the former form opens as it did, whatever byte it begins with, and with its own key only', () => {
    const firstBytes = formerTokens.map(({ token }) => Buffer.from(token, 'base64url')[0]);
    expect(firstBytes).toContain(Buffer.from(sealLink('', key), 'base64url')[0]);
    for (const { key: secret, text, token } of formerTokens) {
      const sealedWith = Buffer.from(secret);
      expect(openLink(token, [other, sealedWith]), text).toBe(text);
      expect(openLink(token, [other]), text).toBeNull();
      for (let at = 0; at < token.length; at += 1) {
        const changed = token[at] === 'A' ? 'B' : 'A';
        expect(openLink(token.slice(0, at) + changed + token.slice(at + 1), [sealedWith]), `at ${at}`).toBeNull();
      }
      for (const cut of [42, 43, token.length - 2]) {
        if (cut < token.length) expect(openLink(token.slice(0, cut), [sealedWith]), `cut to ${cut}`).toBeNull();
      }
      // Made again today it is another, and shorter: what was not given out before is not made as before.
      const madeNow = sealLink(text, sealedWith);
      expect(madeNow.length).toBeLessThan(token.length);
      expect(openLink(madeNow, [sealedWith])).toBe(text);
    }
  });

  it('is of this form by its first byte, and that byte is sealed with it', () => {
    const bytes = Buffer.from(sealLink('["t",1,"koa"]', key), 'base64url');
    expect(bytes).toHaveLength(1 + '["t",1,"koa"]'.length + 16);
    const ofAnotherForm = (form: number) => Buffer.concat([Buffer.of(form), bytes.subarray(1)]).toString('base64url');
    for (const form of [0, 2, 255]) expect(openLink(ofAnotherForm(form), [key]), `form ${form}`).toBeNull();
    expect(openLink(bytes.subarray(1).toString('base64url'), [key])).toBeNull();
  });

  it('shows nothing of what is in it', () => {
    const token = sealLink(JSON.stringify(linkAction), key);
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toMatch(/koa|hana|done/);
    expect(sealLink(`${JSON.stringify(linkAction)} `, key).slice(0, 20)).not.toBe(token.slice(0, 20));
  });
});

describe('links in mails', () => {
  const linksWith = (secrets: string[], now = () => writtenAt) => {
    let asked = 0;
    const client = {
      call: async () => ({ SecretString: secrets[Math.min(asked++, secrets.length - 1)] }),
    };
    return { links: new WebLinks(new LinkKeys(client as never, 'links', now), now), asked: () => asked };
  };
  const tokenOf = (address: string) => address.slice(address.lastIndexOf('/') + 1);
  const secretOf = (current: Buffer, previous?: Buffer) =>
    JSON.stringify({ current: current.toString(), ...(previous && { previous: previous.toString() }) });

  it('lead to the page of their action, and are the same however often the mail is written', async () => {
    const { links } = linksWith([secretOf(key)]);
    const [address, again] = [
      await links.addressesAt(writtenAt, 'https://cs.example'),
      await links.addressesAt(writtenAt, 'https://cs.example'),
    ].map((of) => of(linkAction));
    expect(address).toMatch(/^https:\/\/cs\.example\/w\/[\w-]+$/);
    expect(again).toBe(address);
    expect(await links.open(tokenOf(address as string))).toMatchObject({ link: linkAction });
  });

  it('of the former form lead to their pages, and unsubscribing goes on after its key got into wrong hands', async () => {
    const unsubscribe = formerTokens.find(({ text }) => text.startsWith('["p"'));
    const opensWith = (secret: Record<string, string>, token: string) =>
      linksWith([JSON.stringify(secret)]).links.open(token);
    for (const { key: sealedWith, text, token } of formerTokens.filter(({ text }) => text !== '')) {
      const link = unpackLink(text);
      expect(link).not.toBeNull();
      expect(await opensWith({ current: other.toString(), previous: sealedWith }, token)).toEqual({ link });
      const leaked = await opensWith({ current: other.toString(), leaked: sealedWith }, token);
      expect(leaked).toEqual(token === unsubscribe?.token ? { link } : { unusable: 'unknown' });
    }
  });

  it('open while the key is being changed, and no longer once the old one is gone', async () => {
    const address = (await linksWith([secretOf(key)]).links.addressesAt(writtenAt, ''))(linkAction);
    expect(await linksWith([secretOf(other, key)]).links.open(tokenOf(address))).toMatchObject({ link: linkAction });
    expect(await linksWith([secretOf(other)]).links.open(tokenOf(address))).toEqual({ unusable: 'unknown' });
  });

  it('open whatever number of times the key was changed since', async () => {
    const [first, second, third] = ['1', '2', '3'].map((digit) => digit.repeat(64)) as [string, string, string];
    const unsubscribe: LinkAction = { to: 'preferences', account: 'koa', contact: 'hana', kind: 'guidance' };
    const sealedWith = async (current: string) =>
      tokenOf((await linksWith([JSON.stringify({ current })]).links.addressesAt(writtenAt, ''))(unsubscribe));
    // As a release before kept it after one change, and as it is after two more.
    const before = JSON.stringify({ current: second, previous: first });
    const now = JSON.stringify({ current: 'n'.repeat(64), previous: third, previous2: second, previous3: first });
    const twoYearsLater = () => writtenAt + 730 * 86_400_000;
    for (const key of [first, second]) {
      expect(await linksWith([before]).links.open(await sealedWith(key))).toMatchObject({ link: unsubscribe });
    }
    for (const key of [first, second, third]) {
      expect(await linksWith([now], twoYearsLater).links.open(await sealedWith(key))).toMatchObject({
        link: unsubscribe,
      });
    }
  });

  it('of a key that got into wrong hands lead out of mails, and to nothing else', async () => {
    const secret = JSON.stringify({ current: other.toString(), leaked: key.toString(), leaked2: 'l'.repeat(64) });
    const { links } = linksWith([JSON.stringify({ current: key.toString() })]);
    const addressOf = await links.addressesAt(writtenAt, '');
    const unsubscribe: LinkAction = { to: 'preferences', account: 'koa', contact: 'hana', kind: 'guidance' };
    const opened = (given: LinkAction) => linksWith([secret]).links.open(tokenOf(addressOf(given)));
    expect(await opened(unsubscribe)).toMatchObject({ link: unsubscribe });
    expect(await opened(linkAction)).toEqual({ unusable: 'unknown' });
  });

  it('are not opened with an earlier key that is none: whoever knows that it is empty could make them', async () => {
    const secret = JSON.stringify({ current: other.toString(), previous: '', leaked: 'short' });
    for (const madeUp of ['', 'short']) {
      const token = sealLink(packLink(linkFor(linkAction, writtenAt)), Buffer.from(madeUp));
      expect(await linksWith([secret]).links.open(token)).toEqual({ unusable: 'unknown' });
    }
  });

  it('sealed with a key that is newer than what is known open after one look, and made-up ones bring no more looks', async () => {
    let now = writtenAt;
    const { links, asked } = linksWith([secretOf(other), secretOf(key, other)], () => now);
    await links.open('made-up');
    expect(asked()).toBe(1);
    now += 11_000;
    const address = (await linksWith([secretOf(key)]).links.addressesAt(writtenAt, ''))(linkAction);
    expect(await links.open(tokenOf(address))).toMatchObject({ link: linkAction });
    for (let i = 0; i < 100; i += 1) await links.open('made-up');
    expect(asked()).toBe(2);
  });

  it('are told apart: one that is too old from one that never was', async () => {
    const now = writtenAt + 91 * 86_400_000;
    const { links } = linksWith([secretOf(key)], () => now);
    const address = (await links.addressesAt(writtenAt, ''))(linkAction);
    expect(await links.open(tokenOf(address))).toMatchObject({ unusable: 'expired', link: linkAction });
  });

  it('on a page are good for as long as the link to the page', async () => {
    const { links } = linksWith([secretOf(key)]);
    const address = (await links.addressesLike({ ...linkAction, expiresAt: 7 }))({ ...linkAction, act: 'snooze' });
    expect(address).toMatch(/^\/w\//);
    expect(await links.open(tokenOf(address))).toMatchObject({ unusable: 'expired' });
  });

  it('to unsubscribe lead a way of their own, from mails and from pages', async () => {
    const { links } = linksWith([secretOf(key)]);
    const preferences: LinkAction = { to: 'preferences', account: 'koa', contact: 'ren', kind: 'offers' };
    const address = (await links.addressesAt(writtenAt, 'https://cs.example'))(preferences);
    expect(address).toMatch(/^https:\/\/cs\.example\/u\/[\w-]+$/);
    expect((await links.addressesLike({ ...linkAction, expiresAt: 7 }))(preferences)).toMatch(/^\/u\//);
    expect(await links.open(address.slice(address.indexOf('/u/') + 3))).toMatchObject({ link: preferences });
  });

  it('are not made with a key that is too short or missing, and the fault is tried again', async () => {
    const { links } = linksWith(['{"current":"short"}', '{}', 'no json', secretOf(key)]);
    for (let i = 0; i < 3; i += 1) await expect(links.open('x')).rejects.toThrow(UnusableLinkKeyError);
    expect(await links.open('x')).toEqual({ unusable: 'unknown' });
  });
});
