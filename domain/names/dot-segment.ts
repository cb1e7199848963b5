const DOT_SEGMENT = /(?:^|\/)\.\.?(?:\/|$)/;

/** Whether a browser would take a part of the id for a way up in an address, so that its page could not be reached. */
export const hasDotSegment = (id: string) => DOT_SEGMENT.test(id);
