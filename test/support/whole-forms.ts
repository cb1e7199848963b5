import { ANSWERED_MORE_THAN_ONCE } from '../../functions/pages/read-form.ts';

const FORM = /<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs;
const FIELD = /<(?:input|textarea|select)\b[^>]*>/g;
/** Of these a browser sends one. */
const ONE_OF_SEVERAL = /type="(?:radio|submit)"/;

/**
 * Forms of a page that would be refused on arrival, since they hold a name twice that nobody expects twice: each as its
 * address and the name.
 */
export function formsRefused(markup: string): string[] {
  return [...markup.matchAll(FORM)].flatMap(([, action, fields = '']) => {
    const names = [...fields.matchAll(FIELD)].flatMap(([field]) =>
      ONE_OF_SEVERAL.test(field) ? [] : (/\bname="([^"]*)"/.exec(field)?.[1] ?? []),
    );
    const twice = names.filter((name, i) => names.indexOf(name) !== i && !ANSWERED_MORE_THAN_ONCE.has(name));
    return twice.map((name) => `${action}: ${name}`);
  });
}
