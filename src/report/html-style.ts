/*
 * The look of the audit's page. Colours come in pairs for light and dark and keep a contrast of at least 4.5 to 1.
 */

/** @param filters the names of the classes that a checkbox with the same name as its id shows and hides */
export const auditStyle = (filters: readonly string[]): string =>
  `${style}${filters.map((name) => `body:has(#${name}:not(:checked)) .${name}{display:none}`).join('\n')}\n`

const style = `
:root{color-scheme:light dark;--back:#fff;--panel:#f6f8fa;--line:#d1d9e0;--text:#1f2328;--quiet:#59636e;--link:#0969da;
--error:#b3202a;--error-back:#ffebe9;--warning:#7d4e00;--warning-back:#fff8c5;--info:#0550ae;--info-back:#ddf4ff;
--added:#dafbe1;--removed:#ffebe9}
@media (prefers-color-scheme:dark){:root{--back:#0d1117;--panel:#151b23;--line:#3d444d;--text:#f0f6fc;--quiet:#9198a1;--link:#58a6ff;
--error:#ff8b84;--error-back:#3a1618;--warning:#e3b341;--warning-back:#332600;--info:#79c0ff;--info-back:#0c2d4a;
--added:#12331c;--removed:#3a1618}}
*{box-sizing:border-box}
[hidden]{display:none!important}
body{margin:0 auto;padding:2rem 1.25rem 4rem;max-width:64rem;background:var(--back);color:var(--text);
font:16px/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.75rem;margin:0 0 .5rem}
h2{font-size:1.25rem;margin:2rem 0 .75rem}
p{margin:.5rem 0}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,input:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;background:var(--back);padding:.25rem .5rem}
code,pre{font:.875em/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
code{background:var(--panel);border-radius:4px;padding:.1em .3em}
pre{margin:.5rem 0;padding:.75rem;background:var(--panel);border:1px solid var(--line);border-radius:6px;overflow-x:auto;overflow-wrap:normal}
pre code{display:block;width:max-content;min-width:100%;background:none;padding:0}
pre ins,pre del,pre span{display:block;text-decoration:none}
pre ins{background:var(--added)}
pre del{background:var(--removed)}
div.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:.5rem 0}
th,td{overflow-wrap:break-word;border:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top}
th{background:var(--panel)}
tbody th code{white-space:nowrap}
td.number{text-align:right;font-variant-numeric:tabular-nums}
.quiet{color:var(--quiet);font-weight:400}
fieldset{border:1px solid var(--line);border-radius:6px;margin:1rem 0;padding:.5rem 1rem .75rem;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
legend{padding:0 .4rem;font-weight:600}
label{display:inline-flex;align-items:center;gap:.4rem}
ol{list-style:none;margin:0;padding:0}
.finding{border:1px solid var(--line);border-left-width:6px;border-radius:6px;padding:.75rem 1rem;margin:0 0 .75rem}
.finding h3{font-size:1rem;margin:0;display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline}
.error{border-left-color:var(--error)}.warning{border-left-color:var(--warning)}.info{border-left-color:var(--info)}
.badge{font-size:.8125rem;font-weight:600;border-radius:2em;padding:.05rem .6rem}
.error .badge{color:var(--error);background:var(--error-back)}
.warning .badge{color:var(--warning);background:var(--warning-back)}
.info .badge{color:var(--info);background:var(--info-back)}
.where{margin:.25rem 0}
summary{cursor:pointer;color:var(--link);width:fit-content}
details{margin:.35rem 0 0}
@media print{
:root{--back:#fff;--panel:#fff;--line:#999;--text:#000;--quiet:#333;--link:#000;--added:#fff;--removed:#fff}
body{max-width:none;padding:0;font-size:10pt}
fieldset,.skip{display:none}
.finding{break-inside:avoid}
pre{white-space:pre-wrap;overflow-wrap:anywhere}
pre code{width:auto}
details::details-content{content-visibility:visible;display:block;height:auto}
summary{color:var(--text);list-style:none;font-weight:600}
}
`
