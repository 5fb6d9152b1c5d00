import type { Context } from '../context';
import type { RecordedRequest } from '../http/record';
import { html, type Html } from './html';
import { layout } from './layout';

const MOST = 500;
const usd = (amount: number): string => (amount === 0 ? '' : `$${amount.toFixed(4).replace(/0{1,2}$/, '')}`);

function row(entry: RecordedRequest): Html {
	const query = new URLSearchParams(entry.query).toString();
	const bad = entry.violations.length > 0;
	return html`<tr><td>${entry.at.slice(11, 19)}</td><td>${entry.user ? `@${entry.user}` : entry.app}</td><td class="request"><b>${entry.method}</b> ${entry.path}${query && html`<br /><code>${query}</code>`}</td>
		<td>${entry.status || 'none'}${entry.fault && html`<br /><code>${entry.fault}</code>`}</td><td class="number">${entry.objects || ''}</td><td class="number">${usd(entry.usd)}</td><td${bad && html` class="bad"`}>${entry.violations.map((one) => html`${one}<br />`)}</td></tr>`;
}

export function requestsPage(ctx: Context): string {
	const { entries } = ctx.log;
	const total = entries.reduce((sum, entry) => sum + entry.usd, 0);
	const judged = ctx.spec
		? `checked against the connector's rows and X's specification ${ctx.spec.version}`
		: "checked against the connector's rows";
	return layout(
		'Requests',
		html`<h1>Requests</h1>
			<p class="dim" data-testid="total">
				${entries.length} requests, $${total.toFixed(3)} in all, balance $${ctx.wallet.balanceUsd.toFixed(2)};
				${judged}.
			</p>
			<table>
				<thead>
					<tr>
						<th>Time</th>
						<th>Who</th>
						<th>Request</th>
						<th>Status</th>
						<th>Objects</th>
						<th>Price</th>
						<th>Violations</th>
					</tr>
				</thead>
				<tbody>
					${entries.slice(-MOST).reverse().map(row)}
				</tbody>
			</table>`,
		true,
	);
}
