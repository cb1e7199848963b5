import { expect, test, vi } from 'vitest';
import { setUpThatTells } from './support/set-up-that-tells.ts';

test('what a global set-up fails of is told, and the run still ends', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const why = new Error('the port is taken');
  await expect(setUpThatTells(() => Promise.reject(why))()).rejects.toBe(why);
  expect(told.mock.calls).toEqual([[why]]);
  told.mockRestore();
});
