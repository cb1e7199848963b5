import { expect, it } from 'vitest';
import { sideBySide } from '../../../functions/runtime/side-by-side.ts';

it('what fails lets the others come to their end, and is told after', async () => {
  let isDone = false;
  const slow = async () => {
    await new Promise(setImmediate);
    isDone = true;
  };
  await expect(sideBySide([Promise.reject(new Error('no answer')), slow()])).rejects.toThrow('no answer');
  expect(isDone).toBe(true);
  await expect(sideBySide([slow(), slow()])).resolves.toBeUndefined();
});
