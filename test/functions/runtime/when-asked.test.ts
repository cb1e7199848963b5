import { expect, it } from 'vitest';
import { whenAsked } from '../../../functions/runtime/when-asked.ts';

class Shelf {
  private readonly books = ['a', 'b'];

  async count(): Promise<number> {
    return this.books.length;
  }

  async take(place: number): Promise<string> {
    const book = this.books[place];
    if (book === undefined) throw new RangeError(`nothing stands at ${place}`);
    return book;
  }
}

it('is loaded by the first question, once, and answers as what it stands for', async () => {
  let loads = 0;
  const shelf = whenAsked(
    async () => {
      loads += 1;
      return new Shelf();
    },
    'count',
    'take',
  );
  expect(loads).toBe(0);

  expect(await Promise.all([shelf.count(), shelf.take(1)])).toEqual([2, 'b']);
  await expect(shelf.take(2)).rejects.toThrow('nothing stands at 2');
  expect(loads).toBe(1);
});

it('tells whoever asks why it could not be loaded', async () => {
  const shelf = whenAsked(async (): Promise<Shelf> => {
    throw new Error('no such file');
  }, 'count');
  await expect(shelf.count()).rejects.toThrow('no such file');
});
