import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** A mail of 10,000 characters of Japanese, each of which takes nine. */
const MOST_CHARACTERS_OF_A_FORM = 100_000;
const MOST_CHARACTERS_OF_A_TEXT = 2000;
/** Line breaks stay; what else has no shape on paper goes. */
const CONTROL_CHARACTERS = /[^\P{Cc}\n]/gu;

/** What was filled in; nothing where that is no form, or longer than any of ours. RFC 8058 allows both encodings. */
export function readForm({ body = '', isBase64Encoded, headers }: APIGatewayProxyEventV2): URLSearchParams {
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
  if (text.length > MOST_CHARACTERS_OF_A_FORM) return new URLSearchParams();
  const type = headers?.['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return new URLSearchParams(text);
  const form = new URLSearchParams();
  for (const [, name, value] of text.matchAll(/name="([^"\r\n]+)"\r?\n\r?\n([^\r\n]*)\r?\n/g)) {
    form.append(name as string, value as string);
  }
  return form;
}

/** The whole of a text that somebody wrote. */
export function wholeTextIn(form: URLSearchParams, name: string): string {
  return (form.get(name) ?? '').replace(/\r\n?/g, '\n').replace(CONTROL_CHARACTERS, '').trim();
}

/** A text that somebody wrote, under the given name; nothing where they left it empty. */
export function textIn<Name extends string>(form: URLSearchParams, name: Name): { [Key in Name]?: string } {
  const text = wholeTextIn(form, name);
  return text === '' ? {} : ({ [name]: text.slice(0, MOST_CHARACTERS_OF_A_TEXT) } as { [Key in Name]?: string });
}
