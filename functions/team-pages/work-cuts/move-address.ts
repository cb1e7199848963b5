import type { MoveKind } from '../../../domain/improvement-map/move-kinds.ts';
import { pageAddress } from '../parts/page-address.ts';

export const MAP_PATH = '/map';

/** Leads to the form in which a move of an activity is agreed on, with both filled in. */
export const moveAddress = (activity: string, kind: MoveKind) =>
  `${pageAddress(MAP_PATH, new URLSearchParams(), { activity, kind })}#agree`;
