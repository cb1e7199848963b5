import type { NamesRule } from '../../domain/sources/source-names.ts';

/** No playbook lives on any name. */
export const namesRule: NamesRule = { isUsed: () => false, today: '2026-06-10', mostNewADay: 500 };
