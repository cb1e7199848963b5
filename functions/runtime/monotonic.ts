/** Milliseconds that never go back, whatever is done to the clock. `performance` is loaded when it is first asked. */
export const monotonic = (): number => Number(process.hrtime.bigint()) / 1e6;
