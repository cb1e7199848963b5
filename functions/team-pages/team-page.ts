import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { TeamPageName } from '../../domain/links/team-pages.ts';
import type { LastAct } from '../../domain/sign-in/last-act.ts';
import { type Html, html, Html as Markup } from '../pages/html.ts';
import { headersOfPage } from '../pages/page.ts';
import type { ActForm } from './act-form.ts';
import { shortName } from './parts/short-name.ts';
import type { Reader } from './reader.ts';
import { keysDialog, scriptTag } from './script.ts';
import { css } from './style.ts';
import { shellWords } from './words/words.ts';

/** A page for somebody who is signed in. */
export interface TeamPage {
  /** Where the menu stands. */
  at?: TeamPageName;
  /** Above the heading: for whom, by when. */
  about?: string | undefined;
  heading: string;
  lead?: string | undefined;
  body?: Html | undefined;
  /** For what no other page has. */
  css?: string;
  status?: number;
  /** Text to be read rather than a list: its lines are no longer than eyes like them. */
  isForReading?: true;
  /** Something goes on meanwhile: it is asked for again every few seconds. */
  isWaiting?: boolean;
  /** What was done by asking for this very page, where it is told at once. */
  done?: LastAct;
}

/** What is saved instead of shown. */
export interface TeamFile {
  /** In letters of ASCII. */
  name: string;
  type: string;
  text: string;
}

/** What surrounds a page. */
export interface Surroundings {
  reader: Reader;
  company: string;
  form: ActForm;
}

/** For browsers that run no script; the script finds `data-waits`, and holds on while somebody writes. */
const lookingAgain = html`<noscript><meta http-equiv="refresh" content="5"></noscript>`;
const headers = headersOfPage(css, { hasScript: true });
const headersOf = ({ css: own }: TeamPage) =>
  own === undefined ? headers : headersOfPage(css + own, { hasScript: true });

/** In the order of the menu. */
const menu = [
  ['', 'today'],
  ['tasks', 'tasks'],
  ['accounts', 'accounts'],
  ['mails', 'mails'],
  ['meeting', 'meeting'],
  ['activities', 'activities'],
  ['signals', 'signals'],
  ['plays', 'plays'],
  ['kpis', 'kpis'],
  ['map', 'map'],
  ['set-up', 'setUp'],
] as const satisfies [TeamPageName, string][];

/** With the cookie that goes with the answer, where it is to be written anew. */
export function respondWith(
  page: TeamPage,
  around: Surroundings,
  cookies: string[] = [],
): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: page.status ?? 200,
    headers: { ...headersOf(page), 'content-language': around.reader.locale },
    cookies,
    body: draw(page, around),
  };
}

export function respondWithFile(
  { name, type, text }: TeamFile,
  cookies: string[] = [],
): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: 200,
    headers: { ...headers, 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
    cookies,
    body: text,
  };
}

function draw(page: TeamPage, around: Surroundings): string {
  const { at, about, heading, lead, body, css: own = '', isForReading, isWaiting, done } = page;
  const { reader, company, form } = around;
  const { locale, member } = reader;
  const say = shellWords(locale);
  const links = menu.map(
    ([name, word]) => html`<a href="/${name}"${name === at && html` aria-current="page"`}>${say.menu[word]}</a>`,
  );
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${heading} · ${company}</title>
${new Markup(`<style>${css}${own}</style>`)}
${isWaiting === true && lookingAgain}
${scriptTag}
</head>
<body lang="${locale}">
<a class="skip" href="#content">${say.skip}</a>
<header class="top"><div><nav aria-label="${say.menu.label}">${links}</nav>
<div class="who"><span>${say.signedInAs(shortName(member.name))}</span>${form('sign-out', html`<button class="quiet">${say.signOut}</button>`)}</div></div></header>
<main id="content"${isForReading && html` class="reading"`}${isWaiting === true && html` data-waits`}>
${done === undefined ? lastActNotice(around) : noticeOf(done, around)}
${about !== undefined && html`<p class="about">${about}</p>`}
<h1>${heading}</h1>
${lead !== undefined && html`<p class="lead">${lead}</p>`}
${body}
</main>
<footer><span>${company}</span>${keysDialog(say)}</footer>
</body>
</html>
`.markup;
}

/** What the reader did a moment ago, and the button that takes it back. */
function lastActNotice({ reader, form }: Surroundings): Html | undefined {
  const { lastAct, isLastActTold } = reader;
  return lastAct === undefined || !isLastActTold ? undefined : noticeOf(lastAct, { reader, form });
}

function noticeOf(
  { at, text, left = [], undo = [] }: LastAct,
  { reader, form }: Pick<Surroundings, 'reader' | 'form'>,
): Html {
  const button =
    undo.length > 0 &&
    form(
      'undo',
      html`<input type="hidden" name="of" value="${String(at)}"><button class="quiet">${shellWords(reader.locale).undo}</button>`,
    );
  return html`<div class="notice done" role="status"><div><p>${text}</p>${left.length > 0 && html`<ul>${left.map((line) => html`<li>${line}</li>`)}</ul>`}</div>${button}</div>`;
}
