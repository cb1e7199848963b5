/** What a drill says at its end of one thing that it looked at. */
export interface Line {
  what: string;
  figure: string;
  broken: string[];
}
