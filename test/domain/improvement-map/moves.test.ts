import { describe, expect, it } from 'vitest';
import { leftToDo, type Move, movesToDo } from '../../../domain/improvement-map/moves.ts';

const move = (facts: Partial<Move> = {}): Move => ({
  ...{ id: 'm', activity: 'training', kind: 'reduce', owner: 'aoi', due: '2026-06-30', agreedOn: '2026-06-01' },
  ...facts,
});

describe('What is left to do about a move', () => {
  it('is to make it so until its day, and to look at what came of it eight weeks after', () => {
    expect(leftToDo(move())).toMatchObject({ what: 'make', due: '2026-06-30' });
    expect(leftToDo(move({ doneOn: '2026-06-10' }))).toMatchObject({ what: 'look', due: '2026-08-05' });
  });

  it('is nothing once that was done, or it was given up', () => {
    expect(leftToDo(move({ doneOn: '2026-06-10', lookedOn: '2026-08-05' }))).toBeNull();
    expect(leftToDo(move({ droppedOn: '2026-06-10' }))).toBeNull();
  });

  it('is no matter of today while the result can’t be seen yet', () => {
    const moves = [
      move({ id: 'late', due: '2026-01-31' }),
      move({ id: 'done', doneOn: '2026-06-10' }),
      move({ id: 'dropped', droppedOn: '2026-06-02' }),
      move({ id: 'next' }),
    ];
    const idsOn = (day: string) => movesToDo(moves, day).map((one) => `${one.what} ${one.move.id}`);

    expect(idsOn('2026-08-04')).toEqual(['make late', 'make next']);
    expect(idsOn('2026-08-05')).toEqual(['make late', 'make next', 'look done']);
  });
});
