/** What the page of a customer has beside what all pages share. */
export const customerPageCss = `
@media (min-width:760px){main{max-width:720px;padding:48px}h1{font-size:26px}}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.told{margin:24px 0 0;padding:12px 16px;border-left:4px solid var(--healthy);background:var(--ground)}
.way{display:flex;flex-wrap:wrap;gap:8px 24px;margin:8px 0;padding:0;list-style:none}
.way li{display:flex;gap:8px}
.way small,.steps small{display:block;color:var(--muted);font-size:14px}
.way .past .mark,.steps .done .mark{color:var(--healthy)}
.way .current{font-weight:700}
.way .current .mark{color:var(--accent)}
.way .current small{font-weight:400}
.goal{margin:16px 0 0;padding:12px 16px;border-left:4px solid var(--accent);background:var(--ground)}
.far{margin:32px 0 0}
.far p{margin:8px 0 0;color:var(--muted);font-size:14px;font-variant-numeric:tabular-nums}
.bar{display:flex;gap:4px}
.bar i{flex:1;height:8px;border-radius:4px;background:var(--line)}
.bar .filled{background:var(--healthy)}
section .steps{margin:0;padding:0;list-style:none}
.steps li{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:center;min-height:56px;padding:8px 0;border-bottom:1px solid var(--line)}
.steps li:last-child{border:0}
.steps .mark{flex:0 0 20px;text-align:center}
.steps .open .mark{color:var(--accent)}
.steps .to-come .mark,.way .to-come .mark{color:var(--muted)}
.next{margin:16px 0 0}
.steps .what{flex:1 1 200px;font-weight:700}
.steps .what small{font-weight:400}
.steps .done .what,.steps .to-come .what{font-weight:400}
.steps form{margin:0;text-align:right}
.steps button{width:auto;min-width:120px;min-height:44px;padding:8px 16px}
@media (max-width:480px){.steps form{flex:1 1 100%;padding-left:32px;text-align:left}}
.meter{display:block;width:100%;height:8px;border-radius:4px;fill:var(--line)}
.meter .filled{fill:var(--accent)}
.touch{display:inline-block;min-height:44px;padding:10px 0}
summary{min-height:44px;padding:10px 0;cursor:pointer;color:var(--accent)}
section form{margin:8px 0 0}
.until{margin:32px 0 0}`;
