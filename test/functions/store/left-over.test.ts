import { describe, expect, it } from 'vitest';
import { LeftOverError, untilNothingIsLeft } from '../../../functions/store/left-over.ts';

/** Takes so many of what is sent each time. */
function tableThatTakes(most: number) {
  const sent: string[][] = [];
  const send = async (left: string[]) => {
    sent.push(left);
    return left.slice(most);
  };
  return { send, sent };
}

describe('A batch that DynamoDB takes in parts', () => {
  it('is sent on with what was left over, until nothing is', async () => {
    const { send, sent } = tableThatTakes(2);
    await untilNothingIsLeft(['a', 'b', 'c', 'd', 'e'], send, { most: 3 });
    expect(sent).toEqual([['a', 'b', 'c', 'd', 'e'], ['c', 'd', 'e'], ['e']]);
  });

  it('is given up after so many attempts, and says how much is left', async () => {
    const { send, sent } = tableThatTakes(0);
    await expect(untilNothingIsLeft(['a', 'b'], send, { most: 3 })).rejects.toThrow(
      new LeftOverError('DynamoDB left 2 items over 3 times'),
    );
    expect(sent).toHaveLength(3);
  });

  it('goes on with the same rest after an error that may pass, and stops at any other', async () => {
    const errors: (Error | undefined)[] = [undefined, new RangeError('slow down'), undefined];
    const { send, sent } = tableThatTakes(1);
    const failing = async (left: string[]) => {
      const error = errors.shift();
      if (error !== undefined) throw error;
      return send(left);
    };
    await untilNothingIsLeft(['a', 'b'], failing, { mayPass: (error) => error instanceof RangeError });
    expect(sent).toEqual([['a', 'b'], ['b']]);
    errors.push(new RangeError('slow down'));
    await expect(untilNothingIsLeft(['a'], failing, {})).rejects.toThrow(RangeError);
  });
});
