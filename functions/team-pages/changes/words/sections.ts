export interface ChangesWords {
  heading: string;
  lead: string;
  who: string;
  none: { heading: string; lead: string };
  /** Of whoever is looked for. */
  noneOf(who: string): { heading: string; lead: string };
  earlier: string;
  back: string;
}
