import { stages } from '../../../domain/account/account.ts';
import { type BoardOrder, type BoardSearch, boardOrders, NONE } from '../../../domain/board/board-search.ts';

/** Days within which a renewal may be looked for. */
export const renewalDays = [30, 60, 90, 180] as const;
export const grades = ['at-risk', 'watch', 'healthy'] as const;
/** Instead of a stage: of those who are no customers any more. */
export const LEFT = 'left';
export const PASSED = 'passed' as const;
const FIRST_ORDER: BoardOrder = 'health';

/** What the address asks for; what it says wrongly is not asked for. */
export function askedAccounts(query: URLSearchParams): BoardSearch {
  const stage = query.get('stage');
  const renewal = query.get('renewal');
  const sort = sortIn(query);
  return {
    order: sort.replace(/^-/, '') as BoardOrder,
    isDescending: sort.startsWith('-'),
    ...optional('words', query.get('q')),
    ...optional('csm', query.get('csm')),
    ...optional('segment', query.get('segment')),
    ...optional('parent', query.get('parent')),
    ...optional('grade', oneOf([...grades, NONE], query.get('grade'))),
    ...optional('stage', oneOf([...stages, NONE], stage)),
    ...(stage === LEFT && { hasLeft: true }),
    ...optional('renewal', renewal === PASSED ? renewal : oneOf(renewalDays, Number(renewal))),
  };
}

/** As headings name it: with `-` before it the other way round. */
export function sortIn(query: URLSearchParams): string {
  const sort = query.get('sort') ?? '';
  return oneOf(boardOrders, sort.replace(/^-/, '')) === undefined ? FIRST_ORDER : sort;
}

const oneOf = <Value>(values: readonly Value[], value: unknown): Value | undefined =>
  values.find((one) => one === value);

const optional = <Name extends string, Value>(name: Name, value: Value | undefined | null) =>
  (value === undefined || value === null || value === '' ? {} : { [name]: value }) as { [N in Name]?: Value };
