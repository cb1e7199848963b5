/** A signal that raises more than people get done, and how much of it nobody did anything about. */
export interface Outrunning {
  signal: string;
  raised: number;
  ignored: number;
}
