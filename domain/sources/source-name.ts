/** How a source is called: short enough for a key, plain enough for a URL and a file. */
export const SOURCE_NAME = /^[a-z][a-z0-9-]{0,39}$/;
