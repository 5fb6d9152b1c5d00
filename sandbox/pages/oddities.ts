import type { Context } from '../context';
import { html } from './html';
import { layout } from './layout';

/** Lists every oddity, with controls to switch each on with its settings, or off. */
export function odditiesPage(ctx: Context): string {
	return layout(
		'Oddities',
		html`<h1>Oddities</h1>
			<p class="dim">Ways in which X is not as its documentation has it. What is on changes every answer it is for.</p>
			<table>
				<thead>
					<tr>
						<th>Oddity</th>
						<th>What it changes</th>
						<th>Told by</th>
						<th>Settings</th>
						<th>Switch</th>
					</tr>
				</thead>
				<tbody>
					${ctx.oddities.list().map(
						({ name, title, description, source, on, settings }) =>
							html`<tr id="${name}">
								<td><b>${title}</b><br /><code>${name}</code></td>
								<td>${description}</td>
								<td class="dim">${source}</td>
								<td><code>${JSON.stringify(settings)}</code></td>
								<td>
									<form method="post" action="/local/oddities">
										<input type="hidden" name="name" value="${name}" />
										<input type="hidden" name="on" value="${String(!on)}" />
										${!on && html`<input name="settings" value="" placeholder="{}" aria-label="Settings as JSON: ${title}" />`}
										<button${on && html` class="plain"`} aria-label="${on ? 'Switch off' : 'Switch on'}: ${title}">${on ? 'Switch off' : 'Switch on'}</button>
									</form>
								</td>
							</tr>`,
					)}
				</tbody>
			</table>`,
		true,
	);
}
