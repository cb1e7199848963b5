/** What a check of the installation found. */
export interface Finding {
  ok: boolean;
  detail: string;
  /** What to do about it; null when nothing is. */
  mend: string | null;
}

export const well = (detail: string): Finding => ({ ok: true, detail, mend: null });
export const ill = (detail: string, mend: string): Finding => ({ ok: false, detail, mend });
