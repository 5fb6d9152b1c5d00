/** Puts the tables of a run into docs/performance.md, each between its own marks, and draws the plot. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import path from 'node:path';
import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { Report } from './report';

const docs = path.resolve(__dirname, '..', 'docs');

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const markdown = ({ title, head, rows }: Report) =>
	[`**${title}**`, '', line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');

const machine = () =>
	`${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${release().split('-')[0]}, Node.js ${process.version}`;

/** One panel for each table that has a drawn column, a bar for each row, on a logarithmic scale. */
async function plot(reports: readonly Report[]): Promise<string> {
	const values = reports.flatMap(({ title, head, rows, drawn }) =>
		drawn === undefined
			? []
			: rows.map((row) => ({
					title,
					who: row[0],
					value: Number(row[head.indexOf(drawn)]),
					ours: row[0].startsWith('n8n-nodes-x'),
				})),
	);
	const spec: TopLevelSpec = {
		data: { values },
		background: 'white',
		facet: {
			row: {
				field: 'title',
				type: 'nominal',
				sort: null,
				title: null,
				header: {
					labelOrient: 'top',
					labelAnchor: 'start',
					labelFontWeight: 'bold',
					labelFontSize: 12,
					labelPadding: 2,
				},
			},
		},
		resolve: { scale: { y: 'independent', x: 'shared' } },
		spec: {
			width: 520,
			height: { step: 20 },
			encoding: {
				y: { field: 'who', type: 'nominal', sort: null, title: null, axis: { labelLimit: 260 } },
				x: { field: 'value', type: 'quantitative', scale: { type: 'log' }, title: 'seconds (logarithmic)' },
			},
			layer: [
				{
					mark: { type: 'bar' },
					encoding: {
						color: {
							field: 'ours',
							type: 'nominal',
							legend: null,
							scale: { domain: [true, false], range: ['#1d9bf0', '#aab8c2'] },
						},
						x2: { datum: 0.1 },
					},
				},
				{
					mark: { type: 'text', align: 'left', dx: 4 },
					encoding: { text: { field: 'value', type: 'quantitative', format: '.2f' } },
				},
			],
		},
	};
	return await new vega.View(vega.parse(compile(spec).spec), { renderer: 'none' }).toSVG();
}

/** @param reports those of one run; marks of other measurements are left as they are */
export async function write(reports: readonly Report[]): Promise<void> {
	const file = path.join(docs, 'performance.md');
	let text = readFileSync(file, 'utf8');
	for (const measurement of new Set(reports.map((each) => each.measurement))) {
		const tables = reports.filter((each) => each.measurement === measurement).map(markdown);
		const marks = [`<!-- ${measurement} -->`, `<!-- /${measurement} -->`];
		const [begin, end] = marks.map((mark) => text.indexOf(mark));
		if (begin < 0 || end < begin) throw new Error(`docs/performance.md has no place for '${measurement}'`);
		text = `${text.slice(0, begin)}${marks[0]}\n\n\`npm run bench -- ${measurement}\`, ${machine()}\n\n${tables.join('\n\n')}\n\n${text.slice(end)}`;
		const drawn = reports.filter((each) => each.measurement === measurement && each.drawn !== undefined);
		if (drawn.length > 0) writeFileSync(path.join(docs, 'images', `bench-${measurement}.svg`), await plot(drawn));
	}
	writeFileSync(file, text);
}
