import { expect } from 'vitest';
import type { MemberRole } from '../../domain/account/account.ts';
import type { Locale } from '../../domain/locale/locale.ts';
import { may } from '../../domain/sign-in/rights.ts';
import { actFormOn } from '../../functions/team-pages/act-form.ts';
import type { Reader } from '../../functions/team-pages/reader.ts';
import { respondWith, type TeamPage } from '../../functions/team-pages/team-page.ts';
import { formsRefused } from './whole-forms.ts';

export const formKey = Buffer.from('k'.repeat(64));

/** Somebody who is signed in. */
export function readerAs(role: MemberRole, locale: Locale = 'en'): Reader {
  return {
    member: { id: 'aoi', name: locale === 'ja' ? '白石 葵' : 'Aoi Shiraishi', email: 'aoi@mirai.example', role },
    session: { id: 's1', person: 'aoi', role, signedInAt: 1, seenAt: 1 },
    locale,
    may: (right) => may(role, right),
  };
}

/** The page as a browser gets it; each of its forms can be sent. */
export function drawn(page: TeamPage, reader: Reader): string {
  const form = actFormOn('/', { reader, formKey });
  const markup = respondWith(page, { reader, company: 'Mirai Soft', form }).body as string;
  expect(formsRefused(markup)).toEqual([]);
  return markup;
}

/** As much as a page may weigh. */
export const MOST_BYTES_OF_A_PAGE = 100_000;

/** Of somebody with a thousand characters, markup, and words that run the other way. */
export const awkwardName = (n: number) => `\u202e<script>${n}</script>هدى ${'名'.repeat(970)}`.slice(0, 1_000);
