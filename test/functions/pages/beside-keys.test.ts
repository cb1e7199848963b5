import type { Context } from 'aws-lambda';
import { expect, test } from 'vitest';
import { loadedBesideKeys } from '../../../functions/pages/beside-keys.ts';

const context = {} as Context;

test('the keys of links are asked for before what draws pages is loaded, and that is loaded once', async () => {
  const order: string[] = [];
  const keys = {
    read: async () => {
      order.push('keys asked for');
      return {} as never;
    },
  };
  const answer = loadedBesideKeys(keys, async () => {
    order.push('loaded');
    return async (request: string) => `page of ${request}`;
  });
  expect(await answer('a', context)).toBe('page of a');
  expect(order).toEqual(['keys asked for', 'loaded']);
  expect(await answer('b', context)).toBe('page of b');
  expect(order.filter((step) => step === 'loaded')).toHaveLength(1);
});

test('where the keys cannot be had, whoever answers says so', async () => {
  const keys = { read: () => Promise.reject(new Error('no keys')) };
  const answer = loadedBesideKeys(keys, async () => async () => 'sorry');
  expect(await answer('a', context)).toBe('sorry');
});
