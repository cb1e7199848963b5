/**
 * A pattern that is made when it is first asked for. Of one that is written out (`/\p{L}/u`) V8 gathers all characters of
 * each property whenever it reads the code around it, also in functions that nobody calls: that was a tenth of what a
 * function takes to load.
 *
 * @param flags `g` only for what replaces: a pattern that tests would go on from where it was
 */
export function patternWhenAsked(source: string, flags = 'u'): () => RegExp {
  let made: RegExp | undefined;
  return () => {
    made ??= new RegExp(source, flags);
    return made;
  };
}
