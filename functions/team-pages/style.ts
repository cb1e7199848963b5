import { FONT } from '../mail/layout/html-basics.ts';
import { colourVariables, partsCss } from '../pages/page.ts';

/** What all pages of the team look like. */
export const css = `:root{color-scheme:light dark;${colourVariables(0)}}
@media screen and (prefers-color-scheme:dark){:root{${colourVariables(1)}}}
*{box-sizing:border-box}
[hidden]{display:none!important}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 ${FONT};overflow-wrap:anywhere;word-break:auto-phrase;font-variant-numeric:tabular-nums}
body:lang(ja){line-height:1.75}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-9999px}
.skip:focus{left:16px;top:8px;padding:8px 16px;background:var(--paper)}
.top{background:var(--paper);border-bottom:1px solid var(--line)}
.top>div{display:flex;flex-wrap:wrap;gap:0 24px;align-items:center;max-width:1120px;margin:0 auto;padding:0 16px}
.top nav{display:flex;flex-wrap:wrap;flex:1}
.top nav a{display:inline-flex;align-items:center;min-height:48px;padding:0 10px;color:var(--ink);text-decoration:none;border-bottom:3px solid transparent}
.top nav a[aria-current]{border-color:var(--accent);font-weight:700}
.who{display:flex;gap:8px;align-items:center;color:var(--muted);font-size:14px}
.who button{white-space:nowrap}
main{max-width:1120px;margin:0 auto;padding:24px 16px 64px}
h1{margin:0;font-size:28px;line-height:1.3}
h2{margin:32px 0 8px;font-size:20px;line-height:1.4}
h3{margin:24px 0 8px;font-size:16px}
.lead{margin:8px 0 0;color:var(--muted)}
.hint{color:var(--muted);font-size:14px}
button,.go{display:inline-flex;align-items:center;justify-content:center;min-height:44px;padding:8px 20px;border:0;border-radius:6px;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:700;text-decoration:none;cursor:pointer}
.quiet{border:1px solid var(--line);background:transparent;color:var(--accent);font-weight:400}
.risk{color:var(--risk)}
.opportunity{color:var(--opportunity)}
.service{color:var(--service)}
.healthy{color:var(--healthy)}
.lead+.notice{margin-top:16px}
.notice{margin:0 0 24px;padding:12px 16px;border-left:4px solid var(--accent);background:var(--paper)}
.notice p,.notice ul{margin:0}
.notice ul{padding-left:20px;color:var(--muted)}
.done{display:flex;flex-wrap:wrap;gap:8px 24px;align-items:center;justify-content:space-between}
.rows{list-style:none;margin:8px 0 0;padding:0;background:var(--paper);border-radius:8px}
.rows li{border-bottom:1px solid var(--line)}
.rows li:last-child{border:0}
.row{display:grid;grid-template-columns:1fr auto;gap:0 16px;padding:12px 16px;color:inherit;text-decoration:none}
.row:hover{background:var(--ground)}
.row b{font-weight:700}
.row small{color:var(--muted);font-size:14px}
.row .due{text-align:right;white-space:nowrap}
${partsCss}
.reading{max-width:760px}
main nav{margin:24px 0 0}
main nav p{margin:0 0 4px;color:var(--muted);font-size:14px}
main nav a{display:inline-flex;align-items:center;min-height:44px;margin:0 20px 8px 0}
main .about{margin:0 0 4px;color:var(--muted);font-size:14px}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.data{width:100%;margin:8px 0 0;border-collapse:collapse;background:var(--paper);border-radius:8px}
.data caption{padding:0 0 8px;text-align:left;font-weight:700}
.data th,.data td{padding:8px 12px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
.data tbody tr{position:relative;height:44px}
.data tbody tr:last-child>*{border:0}
.data tbody tr:hover{background:var(--ground)}
.data thead th{vertical-align:middle;color:var(--muted);font-size:14px;font-weight:400;white-space:nowrap}
.data thead a{display:inline-flex;align-items:center;gap:4px;min-height:44px;color:inherit}
.data tbody th{font-weight:700}
.data .number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.whole{color:inherit;text-decoration:none}
.whole::after{content:'';position:absolute;inset:0}
.data td a:not(.whole),.data button,.data input{position:relative;z-index:1}
.filters{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:end;margin:16px 0}
.filters>div{flex:1 1 160px;max-width:260px}
.filters label{display:block;color:var(--muted);font-size:14px}
.filters input,.filters select{height:44px}
.filters .buttons{display:flex;gap:16px;align-items:center;flex:0 0 auto}
input,select,textarea{min-height:44px;padding:8px 12px;border:1px solid var(--muted);border-radius:6px;background:var(--paper);color:var(--ink);font:inherit}
input:not([type=checkbox],[type=radio]),select,textarea{width:100%}
input[type=checkbox],input[type=radio]{width:20px;min-height:20px;height:20px;margin:0;accent-color:var(--accent)}
.tabs{display:flex;flex-wrap:wrap;gap:0 8px;margin:16px 0 0;border-bottom:1px solid var(--line)}
main .tabs a{min-height:44px;margin:0;padding:0 12px;color:inherit;text-decoration:none;border-bottom:3px solid transparent}
main .tabs a[aria-current]{border-color:var(--accent);font-weight:700}
.gaps{list-style:none;margin:8px 0;padding:0;background:var(--paper);border-radius:8px}
.gaps li{padding:12px 16px;border-bottom:1px solid var(--line)}
.gaps li:last-child{border:0}
.needs{list-style:none;margin:0;padding:0}
.decide{display:flex;flex-wrap:wrap;gap:8px 16px;margin:16px 0 8px}
.letter{margin:8px 0;padding:16px;background:var(--paper);border-radius:8px;white-space:pre-wrap}
.pager{display:flex;gap:16px;justify-content:space-between}
details.fold{margin:16px 0}
details.fold>summary{display:inline-flex;align-items:center;min-height:44px;cursor:pointer;font-size:20px;font-weight:700}
details.fold>summary::before{content:'▸';margin:0 8px 0 0}
details.fold[open]>summary::before{content:'▾'}
ul.notice{margin:16px 0 0;list-style:none}
ul.notice a{display:inline-flex;align-items:center;min-height:44px}
.data small{color:var(--muted);font-size:14px;font-weight:400}
.cell{display:block;min-height:44px;color:inherit;text-decoration:none}
.cell .count{text-decoration:underline}
.load{display:block;width:100%;min-width:96px;height:12px;margin:4px 0 0}
.limit{fill:none;stroke:var(--ink);stroke-width:2;vector-effect:non-scaling-stroke}
.pick{display:flex;gap:4px;align-items:flex-start}
.choose{position:relative;z-index:1;display:flex;flex:none;align-items:center;justify-content:center;width:44px;height:44px;margin:-8px 0 -8px -12px}
.acts{padding:0 16px 8px}
.acts>summary{display:inline-flex;align-items:center;min-height:44px;color:var(--accent);cursor:pointer}
.acts>summary::before{content:'▸';margin-right:8px}
.acts[open]>summary::before{content:'▾'}
.work{display:grid;gap:16px;margin:8px 0 16px}
.work label{display:block;color:var(--muted);font-size:14px}
.work fieldset{min-width:0;margin:0;padding:0;border:0}
.work legend{padding:0;font-weight:700}
.together{display:grid;grid-template-columns:1fr 140px;gap:16px}
.fields{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,280px),1fr));gap:16px;align-items:start}
.fields .hint,.fields b{display:block}
.dials{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr));gap:16px 48px;align-items:start}
.dial b{display:block}
.dial output{display:block;min-height:72px;font-size:16px}
.pair{display:grid;grid-template-columns:120px 1fr;gap:8px;align-items:center;color:var(--ink)}
input[type=range]{padding:0;border:0;background:transparent;accent-color:var(--accent)}
.boxes{display:flex;flex-wrap:wrap;gap:0 16px}
.work .boxes label{display:inline-flex;gap:8px;color:inherit}
.work .acts{padding:0}
.lead+.work,h1+.work{margin-top:24px}
.buttons{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:end;margin:8px 0 0}
.work .buttons label{flex:0 1 220px}
.picks{display:flex;flex-wrap:wrap;gap:0 24px}
.work .picks .choice{display:flex;margin:0;color:inherit;font-size:inherit}
.picks input[type=text]{width:6em}
.work textarea{resize:vertical}
.empty{margin:16px 0 0;padding:32px 16px;background:var(--paper);border-radius:8px;text-align:center}
.words{display:inline-block;min-width:92px}
.data .number small,.data .keep small{white-space:normal}
h1+.notice{margin-top:16px}
.spark,.chart svg{overflow:visible;fill:none;stroke:var(--muted);stroke-width:1.5;stroke-linejoin:round;stroke-linecap:round}
.data tbody th{min-width:140px}
.spark{display:inline-block;width:120px;height:28px;vertical-align:middle}
.data td{min-width:72px}
.spark path,.chart path{vector-effect:non-scaling-stroke}
.spark .last,.chart .last{stroke:var(--accent);stroke-width:6}
.chart>svg{display:block;width:calc(100% - 128px);height:240px;margin:8px 0 0}
.chart .ends{margin:4px 128px 0 0}
.chart .course{stroke:var(--accent);stroke-width:2}
.chart .last{stroke-width:8}
.chart .point{stroke:var(--accent);stroke-width:4}
.chart .baseline{stroke-dasharray:6 4;stroke-width:1}
.chart .threshold{stroke:var(--risk);stroke-width:1}
.weeks svg{display:block;width:100%;height:200px;margin:8px 0 0;overflow:visible}
.weeks .before{fill:none;stroke:var(--muted);stroke-width:1.5;vector-effect:non-scaling-stroke}
.weeks .after{fill:var(--accent)}
progress{width:100%;height:12px;accent-color:var(--accent)}
.chart text{fill:var(--muted);stroke:none;font-size:14px}
.chart .value{fill:var(--ink);font-size:16px;font-weight:700}
summary{display:inline-flex;align-items:center;min-height:44px;color:var(--accent);cursor:pointer}
.chart table{border-collapse:collapse}
.chart td,.chart th{padding:4px 16px 4px 0;font-weight:400;text-align:left}
.chart td{text-align:right}
.choices{display:flex;flex-wrap:wrap;gap:0 16px;align-items:center;margin:0}
.choices span{color:var(--muted);font-size:14px}
.choices a{display:inline-flex;align-items:center;min-height:44px}
main nav.choices{margin:0}
main nav.choices a{margin:0}
.choices [aria-current]{color:inherit;font-weight:700;text-decoration-thickness:3px;text-underline-offset:6px}
.ways{display:flex;flex-wrap:wrap;gap:0 32px;margin:16px 0 0}
.tiles .spark{width:100%;max-width:400px;height:56px;margin:16px 0}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr));gap:0 48px}
.on{display:inline-flex;align-items:center;min-height:44px}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:8px 24px;margin:16px 0 0;padding:16px;background:var(--paper);border-radius:8px}
.figures div{display:block;padding:0;border:0}
.figures dd{font-size:18px}
small{font-size:14px;font-weight:400}
.mark{padding:0 8px;border:1px solid var(--line);border-radius:10px;color:var(--muted);white-space:nowrap}
.note{white-space:pre-wrap}
.more{display:inline-flex;align-items:center;min-height:44px}
.meter{width:120px;height:8px;fill:var(--line)}
.meter .filled{fill:var(--accent)}
.keep{white-space:nowrap}.agreed,.date{display:inline-block}.agreed{min-width:9em}.date{min-width:8em}
.filters a{display:inline-flex;align-items:center;min-height:44px}
.data summary{position:relative;z-index:1}
.data details form{display:grid;gap:8px;max-width:480px;padding:0 0 8px}
.data textarea{position:relative;z-index:1}
dialog{width:min(400px,90vw);padding:24px;border:1px solid var(--line);border-radius:8px;background:var(--paper);color:var(--ink)}
dialog::backdrop{background:#0008}
dialog h2{margin:0}
dialog dt{flex:0 0 48px}
dialog dd{flex:1}
kbd{padding:0 8px;border:1px solid var(--line);border-radius:4px;font:inherit}
.choice{display:flex;gap:8px;align-items:center;min-height:44px;margin:8px 0}
.choice input{width:20px;height:20px}
footer .quiet:not([hidden]){margin:0 0 0 16px}
footer{max-width:1120px;margin:0 auto;padding:16px;color:var(--muted);font-size:14px}
@media (max-width:640px){.top nav{order:2;flex:1 1 100%;flex-wrap:nowrap;overflow-x:auto}.top nav a{white-space:nowrap}.who{flex:1 1 100%;justify-content:space-between;padding:4px 0}.together{grid-template-columns:1fr}.data,.data tbody,.data tbody tr,.data tbody th,.data tbody td{display:block}.data caption:not(.unseen){display:block}.data thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.data tbody tr{height:auto;padding:12px 0;border-bottom:1px solid var(--line)}.data tbody th,.data tbody td{padding:2px 12px;border:0}.data .number{text-align:left}.data td[data-heading]::before{content:attr(data-heading) ' ';color:var(--muted);font-size:14px}.data td:empty{display:none}.row{grid-template-columns:1fr}.row .due{text-align:left}h1{font-size:24px}}
@media print{.top,footer,form,.filters,summary,.pager,main nav,.more{display:none}.data thead a{min-height:0;text-decoration:none}body{background:#fff}section{break-inside:avoid-page}.data,.data .hint{font-size:12px}.data small,.data thead th{font-size:11px}.data th,.data td{padding:4px 6px 4px 0}.data tbody th{min-width:80px}.data svg{width:60px}.agreed{min-width:11em}tr{break-inside:avoid}}`;
