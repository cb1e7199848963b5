/** The way of a play that has no other: its own steps. */
export const OWN_STEPS = 'play';
/** Nothing is raised, so that it can be told what comes of that. */
export const HOLD_OUT = 'hold-out';

/** By which way of its play an episode goes, as it was assigned on the day it opened. */
export interface Arm {
  play: string;
  /** A variant's name, or one of the two above. */
  name: string;
  /** Of whom chance alone decided on: between which ways, told by what each of them does. */
  trial?: string;
}
