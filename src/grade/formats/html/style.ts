/** The style of the class report: its own, since the file is read without a network. */
export const style = `
:root { color-scheme: light dark; --line: #d0d7de; --soft: #f4f6f8; --text: #1f2328; --dim: #57606a; --bar: #0969da;
	--pass: #116329; --fail: #b3261e; --skip: #7a5500; --page: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --line: #3d444d; --soft: #1b2129; --text: #e6edf3; --dim: #a3adb8; --bar: #6cb6ff;
	--pass: #6fdd8b; --fail: #ff9b93; --skip: #e3b341; --page: #0f141a; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 72rem; background: var(--page); color: var(--text);
	font: 1rem/1.5 system-ui, sans-serif; }
h1 { margin: 0 0 .25rem; font-size: 1.6rem; } h2 { margin: 2.5rem 0 .75rem; font-size: 1.25rem; }
h3 { margin: 1.5rem 0 .5rem; font-size: 1rem; }
p { margin: .25rem 0; } .dim { color: var(--dim); }
a { color: inherit; } a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--bar); outline-offset: 2px; }
.skip-link { position: absolute; left: -999px; } .skip-link:focus { left: 1rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--dim); padding: .25rem 0; }
th, td { text-align: left; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; } td, tbody th { overflow-wrap: anywhere; } td.number { white-space: nowrap; }
.bar { display: inline-block; height: .8rem; min-width: 1px; background: var(--bar); vertical-align: middle; }
.bar.fail { background: var(--fail); } .bar.skip { background: var(--skip); } .bar.pass { background: var(--pass); }
.track { min-width: 12rem; width: 50%; white-space: nowrap; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .5rem 0; }
summary { padding: .5rem .75rem; cursor: pointer; background: var(--soft); border-radius: 6px; overflow-wrap: anywhere; }
details > div { scroll-margin-top: 3.5rem; padding: .25rem .75rem .75rem; }
.checks { list-style: none; margin: 0; padding: 0; } .checks li { padding: .5rem 0; border-bottom: 1px solid var(--line); }
.mark { font-weight: 600; } .mark.pass { color: var(--pass); } .mark.fail, .mark.error { color: var(--fail); } .mark.skip { color: var(--skip); }
dl { margin: .25rem 0 0; display: grid; grid-template-columns: max-content 1fr; gap: .1rem .75rem; }
dt { color: var(--dim); } dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
@media (max-width: 40rem) { body { padding: 1rem; } dl { display: block; } th { overflow-wrap: anywhere; } .track { min-width: 3rem; } }
@media print { details { break-inside: avoid-page; } body { max-width: none; } }
`;
