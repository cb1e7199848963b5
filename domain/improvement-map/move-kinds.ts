export const moveKinds = ['stop', 'reduce', 'signal', 'improve', 'streamline'] as const;
/** What a team can do to bring an activity to where customers are content and it costs what it should. */
export type MoveKind = (typeof moveKinds)[number];

/** What the owner of a move has to do about it: to make it so, or to look at what came of it. */
export type MoveDuty = 'make' | 'look';
