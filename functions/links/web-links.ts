import {
  type AddressOf,
  hasExpired,
  type Link,
  type LinkAction,
  linkFor,
  type PageLink,
  packLink,
  type SignInLink,
  unpackLink,
} from '../../domain/links/link.ts';
import { addressOfPage } from '../../domain/links/team-pages.ts';
import type { KeysOfLinks, LinkKeys } from './link-keys.ts';
import type * as LinkSeal from './link-seal.ts';

/** One that has expired was ours: whom it was for may be told what to do. */
export type UselessLink = { unusable: 'unknown' } | { unusable: 'expired'; link: Link };
export type OpenedLink<Opened = PageLink> = { link: Opened } | UselessLink;

/** Unsubscribing has a path of its own, so that load on the others can't throttle it. */
const pathOf = ({ to }: LinkAction) => (to === 'preferences' ? '/u/' : to === 'sign-in' ? '/sign-in/' : '/w/');

/** Links into the pages, given out in mails and taken back as requests. */
export class WebLinks {
  constructor(
    private readonly keys: Pick<LinkKeys, 'read' | 'refreshed'>,
    private readonly now: () => number,
  ) {}

  /** For a mail written at the given moment: each time it is written, its links are the same. */
  async addressesAt(writtenAtInMs: number, webUrl: string): Promise<AddressOf> {
    const { current, sealLink } = await this.seal();
    const addressOf = (linkAction: LinkAction) =>
      `${webUrl}${pathOf(linkAction)}${sealLink(packLink(linkFor(linkAction, writtenAtInMs)), current)}`;
    return Object.assign(addressOf, { page: (path: string) => addressOfPage(webUrl, path) });
  }

  /** For a page that leads on to others: these are good for as long as the link to it. */
  async addressesLike({ expiresAt }: Link): Promise<AddressOf> {
    const { current, sealLink } = await this.seal();
    return (linkAction) => `${pathOf(linkAction)}${sealLink(packLink({ ...linkAction, expiresAt }), current)}`;
  }

  async open(token: string): Promise<OpenedLink> {
    const opened = await this.openAny(token);
    if ('unusable' in opened) return opened;
    const { link } = opened;
    return link.to === 'sign-in' ? { unusable: 'unknown' } : { link };
  }

  async openSignIn(token: string): Promise<OpenedLink<SignInLink>> {
    const opened = await this.openAny(token);
    if ('unusable' in opened) return opened;
    const { link } = opened;
    return link.to === 'sign-in' ? { link } : { unusable: 'unknown' };
  }

  private async openAny(token: string): Promise<OpenedLink<Link>> {
    const [keys, { openLink }] = await Promise.all([this.keys.read(), loadSeal()]);
    const link = openWith(keys, token, openLink) ?? openWith(await this.keys.refreshed(), token, openLink);
    if (link === null) return { unusable: 'unknown' };
    return hasExpired(link, this.now()) ? { unusable: 'expired', link } : { link };
  }

  private async seal() {
    const [{ current }, { sealLink }] = await Promise.all([this.keys.read(), loadSeal()]);
    return { current, sealLink };
  }
}

/** The cipher computes tables when it is loaded: that happens while the keys are on their way, and only where they are. */
const loadSeal = () => import('./link-seal.ts');

function openWith({ all, leaked }: KeysOfLinks, token: string, openLink: typeof LinkSeal.openLink): Link | null {
  const text = openLink(token, all);
  if (text !== null) return unpackLink(text);
  const stillOpened = openLink(token, leaked);
  const link = stillOpened === null ? null : unpackLink(stillOpened);
  return link?.to === 'preferences' ? link : null;
}
