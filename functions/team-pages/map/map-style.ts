/** What the drawing of the map alone looks like. */
export const mapCss = `.map>svg{width:100%;height:520px}
.map .edges{stroke:var(--line);stroke-width:1;fill:var(--paper)}
.map .edges line{stroke:var(--muted);stroke-dasharray:2 4}
.map circle,.map .team{stroke:var(--accent);stroke-width:2;fill:var(--paper)}
.map .sure{fill:var(--accent)}
.map .team{stroke-dasharray:4 3}
.map .place{overflow:visible}
.map .reach{stroke:var(--accent);stroke-width:2}
.map text.filled{fill:var(--on-accent);font-weight:700}
.map text.hollow{fill:var(--ink);font-weight:700}
.map .ends{margin:4px 0}`;
