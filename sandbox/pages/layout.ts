import { html, Html } from './html';

/** Only for text written in this file. */
const raw = (text: string): Html => new Html(text);

const STYLE = `
:root{color-scheme:light dark;--line:#eff3f4;--dim:#536471;--link:#1d6fb8;--ink:#0f1419;--paper:#fff;--soft:#f7f9f9;--bad:#c01f2e}
@media(prefers-color-scheme:dark){:root{--line:#2f3336;--dim:#8b98a5;--link:#6bb7f5;--ink:#e7e9ea;--paper:#000;--soft:#16181c;--bad:#ff7a85}}
*{box-sizing:border-box}body{margin:0;font:15px/1.4 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}.dim{color:var(--dim)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}.hidden:not(:focus){position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
nav{display:flex;gap:20px}nav a[aria-current]{color:inherit;font-weight:700}
header{display:flex;gap:20px;align-items:center;max-width:620px;margin:auto;padding:12px 16px}header b{font-size:20px;flex:1}header b a{color:inherit}
main{max-width:620px;margin:auto;border:solid var(--line);border-width:1px 1px 0;min-height:80vh}main.wide{max-width:1200px;border:0;padding:0 16px;overflow-x:auto}
article{display:flex;gap:12px;padding:12px 16px;border-bottom:1px solid var(--line)}article>div{flex:1;min-width:0}article p{margin:2px 0 8px;white-space:pre-wrap;overflow-wrap:anywhere}article p a{text-decoration:underline}
article.focus p{font-size:18px}.name{color:inherit;font-weight:700}img.avatar{border-radius:50%;flex:none}.note{color:var(--dim);font-size:13px;font-weight:600;margin-bottom:4px}
.pictures{display:grid;grid-template-columns:repeat(auto-fit,minmax(45%,1fr));gap:2px;border-radius:16px;overflow:hidden;border:1px solid var(--line);margin-bottom:8px}.pictures img{width:100%;height:100%;max-height:510px;object-fit:cover;display:block}
.quote{border:1px solid var(--line);border-radius:16px;padding:8px 12px;margin-bottom:8px}.poll div{background:var(--soft);border-radius:4px;padding:4px 10px;margin:4px 0;display:flex;justify-content:space-between}
.counts{display:flex;gap:32px;color:var(--dim);font-size:13px}.profile{padding:16px;border-bottom:1px solid var(--line)}.profile h1{margin:8px 0 0;font-size:20px}
.card{max-width:480px;margin:40px auto;padding:24px 32px;border:1px solid var(--line);border-radius:16px}.consent h1{font-size:23px;margin-top:0}.consent h2{font-size:16px}
fieldset{border:1px solid var(--line);border-radius:12px}.account{display:flex;gap:10px;align-items:center;padding:6px 0}.account img{border-radius:50%}
button{display:block;width:100%;padding:12px;margin-top:12px;border:0;border-radius:999px;background:var(--ink);color:var(--paper);font:inherit;font-weight:700;cursor:pointer}button.plain{background:none;color:var(--ink);border:1px solid var(--line)}
table{border-collapse:collapse;width:100%;font-size:13px}th,td{text-align:left;padding:6px 10px;border-bottom:1px solid var(--line);vertical-align:top}th{color:var(--dim)}td.number{text-align:right;font-variant-numeric:tabular-nums}
td.bad{color:var(--bad)}td.request{min-width:260px;overflow-wrap:anywhere}td code{overflow-wrap:anywhere}code{font-size:12px;color:var(--dim)}`;

const PAGES = [
	['Posts', '/'],
	['Requests', '/local/requests'],
	['Oddities', '/local/oddities'],
] as const;

export function layout(title: string, content: Html, wide = false): string {
	return html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width" />
				<title>${title} / Local X</title>
				<style>
					${raw(STYLE)}
				</style>
			</head>
			<body>
				<a class="hidden" href="#content">Skip to the content</a>
				<header>
					<b><a href="/">Local X</a></b>
					<nav aria-label="Pages">
						${PAGES.map(([name, address]) => html`<a href="${address}" ${name === title && raw(' aria-current="page"')}>${name}</a>`)}
					</nav>
				</header>
				<main id="content" tabindex="-1" ${wide && raw(' class="wide"')}>${content}</main>
			</body>
		</html>`.text;
}
