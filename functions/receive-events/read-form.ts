import { parseBody } from '../../domain/usage/read-delivery.ts';
import { type BodyLimit, readJson, textOf } from './read-body.ts';

const FORM = /^data=|&data=/;
const JSON_BEGINS = /^\s*[[{]/;

/**
 * What a page sends as it is left, when nothing but a form gets out: the JSON in a field `data`, plain or in base64,
 * and within it compressed or not. `undefined` for a text that is no such form.
 */
export function readForm(text: string, limit: BodyLimit): { data: unknown; key: string | undefined } | undefined {
  if (JSON_BEGINS.test(text) || !FORM.test(text)) return undefined;
  const fields = new URLSearchParams(text);
  // A plus sign that was not encoded has become a space by now.
  const data = (fields.get('data') ?? '').replaceAll(' ', '+');
  const json = JSON_BEGINS.test(data) ? (fields.get('data') as string) : textOf(Buffer.from(data, 'base64'), limit);
  return { data: readJson(json, parseBody), key: fields.get('api_key') ?? fields.get('token') ?? undefined };
}
