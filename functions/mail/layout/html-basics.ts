export const FONT = `system-ui,'Hiragino Sans','Noto Sans JP',Meiryo,sans-serif`;

/** Light and dark of each colour; every pair of text and ground reaches AA. */
export const colours = {
  ink: ['#1b2430', '#e8ecf1'],
  muted: ['#566273', '#9aa7b6'],
  line: ['#e2e7ed', '#2b3542'],
  paper: ['#ffffff', '#141a21'],
  ground: ['#f5f7f9', '#0e1318'],
  accent: ['#2f55c8', '#8fb0ff'],
  'on-accent': ['#ffffff', '#0e1318'],
  quiet: ['#b3bdc9', '#4a5767'],
  risk: ['#b3261e', '#ff8a80'],
  opportunity: ['#1f5fa8', '#83bdf5'],
  healthy: ['#0b6b45', '#6fd3a3'],
  service: ['#9a5b00', '#ffc36b'],
} as const;

export function escapeHtml(plain: string): string {
  return plain.replace(
    /[&<>"']/g,
    (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[character] as string,
  );
}
