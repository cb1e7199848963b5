import axe, { type Result } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** On a phone and at a desk, in the light and in the dark: nothing that axe finds, and nothing that sticks out. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const width of [390, 1280]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      // Until the document changes it stays.
      if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
      // What is all right isn't told of every element, and doesn't leave the browser: that took longer than to find it.
      const violations = await page.evaluate<Result[]>(
        'axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations)',
      );
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    }
  }
}
