/**
 * A turn of the event loop: what was asked for goes out, and what has been answered is taken. Loading a part of a function
 * keeps both waiting, for as long as a round trip or longer: a part that is loaded after a turn is loaded meanwhile.
 */
export const turnOfLoop = () => new Promise<void>((resolve) => setImmediate(resolve));
