import { createHash } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Locale } from '../../domain/locale/locale.ts';
import { remembered } from '../../domain/locale/remembered.ts';
import { colours, FONT } from '../mail/layout/html-basics.ts';
import { Html, html } from './html.ts';

export interface Page {
  locale: Locale;
  /** Above the heading: for whom, by when. */
  about?: string;
  /** What is asked, or what has happened. */
  heading: string;
  lead?: string;
  body?: Html;
  /** Whose page it is. */
  company: string;
  status?: number;
  /** Does by itself what the reader could do as well; it is one of ours. */
  script?: Html;
  /** What it needs of styles, beside those that all pages share. */
  css?: string;
  /** A script that stands in the page itself, and may speak with us alone. */
  inlineScript?: string;
}

/** As styles name colours; of the light or the dark ones. */
export const colourVariables = (shade: 0 | 1) =>
  Object.entries(colours)
    .map(([name, both]) => `--${name}:${both[shade]};`)
    .join('');

/** What pages are put together of, wherever they stand. */
export const partsCss = `.ends{display:flex;justify-content:space-between;gap:16px;margin:8px 0 0;color:var(--muted);font-size:14px}
section p,section ul,section ol{margin:8px 0}
section ul,section ol{padding-left:24px}
.prose{margin:8px 0}
.risk{color:var(--risk);fill:var(--risk)}
.opportunity{color:var(--opportunity);fill:var(--opportunity)}
.service{color:var(--service);fill:var(--service)}
.quiet-bar{fill:var(--quiet)}
.tag{font-size:14px}
.figure b{margin-right:8px;font-size:28px;line-height:1.3;font-variant-numeric:tabular-nums}
figure{margin:16px 0}
figcaption{color:var(--muted);font-size:14px}
blockquote{margin:8px 0;padding:0 0 0 16px;border-left:4px solid var(--accent);white-space:pre-wrap}
.quote figcaption{padding-left:20px}
.bars svg{display:block;width:100%;height:64px;margin:4px 0 0}
.bars .ends{margin:4px 0 0}
section dl{margin:8px 0 0}
dl{margin:24px 0 0}
dl div{display:flex;gap:16px;padding:8px 0;border-bottom:1px solid var(--line)}
dl div:last-child{border:0}
dt{flex:0 0 40%;color:var(--muted);font-size:14px}
dd{margin:0;font-variant-numeric:tabular-nums;white-space:pre-wrap}`;

const css = `:root{color-scheme:light dark;${colourVariables(0)}}
@media (prefers-color-scheme:dark){:root{${colourVariables(1)}}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 ${FONT};overflow-wrap:anywhere}
:lang(ja) body,body:lang(ja){line-height:1.75}
main{max-width:600px;margin:0 auto;padding:24px 16px;background:var(--paper);min-height:100vh}
@media (min-width:640px){main{margin:48px auto;padding:32px;border-radius:8px;min-height:0}}
h1{margin:0;font-size:22px;line-height:1.4;word-break:auto-phrase}
.about{margin:0 0 4px;color:var(--muted);font-size:14px}
.lead{margin:16px 0 0}
form{margin:24px 0 0}
fieldset{margin:0 0 24px;padding:0;border:0;min-width:0}
legend,.label{display:block;margin:0 0 8px;padding:0;font-weight:700}
.hint{color:var(--muted);font-size:14px;font-weight:400}
.option{display:flex;gap:12px;align-items:center;min-height:48px;padding:8px 12px;border:1px solid var(--line);border-radius:6px;margin:0 0 8px;cursor:pointer}
.option:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.option:has(:focus-visible){outline:3px solid var(--accent);outline-offset:2px}
.option input{width:20px;height:20px;margin:0;flex:none;accent-color:var(--accent)}
.option small{display:block;color:var(--muted);font-size:14px;line-height:1.5}
.scale{display:grid;grid-template-columns:repeat(auto-fill,minmax(48px,1fr));gap:8px}
.scale .option{justify-content:center;flex-direction:column;gap:4px;margin:0;padding:8px 4px;font-weight:700;font-variant-numeric:tabular-nums}
.field{margin:0 0 24px}
input[type=number],input[type=date],input[type=email],select,textarea{width:100%;min-height:48px;padding:10px 12px;border:1px solid var(--muted);border-radius:6px;background:var(--paper);color:var(--ink);font:inherit}
input[type=number]{max-width:160px}
input[type=date]{max-width:240px}
textarea{min-height:96px;resize:vertical}
.line{min-height:48px}
.letter{min-height:320px}
.field .hint{margin:8px 0 0}
button{width:100%;min-height:48px;padding:10px 24px;border:0;border-radius:6px;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:700;cursor:pointer}
.quiet{margin:12px 0 0;border:1px solid var(--accent);background:var(--paper);color:var(--accent)}
@media (min-width:640px){button{width:auto;min-width:200px}.quiet:not(.alone){margin:0 0 0 12px}}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.alone{margin:0}
nav{margin:24px 0 0}
nav p{margin:0 0 4px;color:var(--muted);font-size:14px}
nav a{display:inline-block;min-height:44px;padding:10px 20px 10px 0}
.go{display:inline-block;min-height:48px;padding:10px 24px;border-radius:6px;background:var(--accent);color:var(--on-accent);font-weight:700;text-decoration:none}
nav .go{margin:0 16px 8px 0;padding:10px 24px}
h2{margin:32px 0 8px;font-size:17px;line-height:1.5;word-break:auto-phrase}
${partsCss}
h1+.error,.lead+.error{margin-top:24px}
.error blockquote{margin:12px 0 0;border-color:var(--line)}
.error{margin:0 0 24px;padding:12px 16px;border-left:4px solid var(--risk);background:var(--ground)}
footer{margin:32px 0 0;padding:16px 0 0;border-top:1px solid var(--line);color:var(--muted);font-size:14px}`;

const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** No script but one of ours, nothing loaded, nothing kept, and no word to other sites of where one came from. */
export const headersOfPage = (style: string, { hasScript = false, inlineScript = '' } = {}) => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    ...(hasScript ? ["script-src 'self'"] : []),
    ...(inlineScript === '' ? [] : [`script-src '${hashOf(inlineScript)}'`, "connect-src 'self'"]),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
  'strict-transport-security': 'max-age=31536000',
});

const headersFor = remembered((style: string) => headersOfPage(style));
const headersWithScript = headersOfPage(css, { hasScript: true });

export function respond(page: Page): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: page.status ?? 200,
    headers: { ...headersOf(page), 'content-language': page.locale },
    body: draw(page),
  };
}

function headersOf({ script, inlineScript, css: own = '' }: Page) {
  if (script) return headersWithScript;
  const style = `${css}${own}`;
  return inlineScript === undefined ? headersFor(style) : headersOfPage(style, { inlineScript });
}

function draw({ locale, about, heading, lead, body, company, script, inlineScript, css: own = '' }: Page): string {
  const style = new Html(`<style>${css}${own}</style>`);
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${heading}</title>
${style}
${script}${inlineScript !== undefined && new Html(`<script>${inlineScript}</script>`)}
</head>
<body>
<main>
${about !== undefined && html`<p class="about">${about}</p>`}
<h1>${heading}</h1>
${lead !== undefined && html`<p class="lead">${lead}</p>`}
${body}
<footer>${company}</footer>
</main>
</body>
</html>
`.markup;
}
