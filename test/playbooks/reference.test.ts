import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { languages } from '../../domain/locale/locale.ts';
import { missingDescriptions, referencePages, unusedDescriptions, withReference } from '../../playbooks/reference.ts';

describe('the reference of the playbook', () => {
  it('has a meaning for every field, and none for fields that are gone', () => {
    expect({ missing: missingDescriptions(), unused: unusedDescriptions() }).toEqual({ missing: [], unused: [] });
  });

  it.each(languages)('stands in the %s page as the schema has it: `npm run docs:playbook` writes it', (language) => {
    const page = readFileSync(referencePages[language], 'utf8');
    expect(page).toBe(withReference(page, language));
  });
});
