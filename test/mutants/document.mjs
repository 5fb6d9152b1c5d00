/** docs/mutants.md, from the results of all files. */
const cell = (text) => (text === '' ? '(nothing)' : `\`\` ${text.replaceAll('|', '\\|')} \`\``);
const percent = (killed, total) => (total === 0 ? '–' : `${Math.floor((100 * killed) / total)} %`);
const sum = (rows, key) => rows.reduce((total, row) => total + row[key], 0);

export function document(results) {
	const folders = grouped(Object.entries(results));
	const scores = [...folders].map(([folder, files]) => {
		const rows = files.map(([, row]) => row);
		const [killed, total, ignored] = ['killed', 'total', 'ignored'].map((key) => sum(rows, key));
		const explained = rows.flatMap(({ survivors }) => survivors).filter(({ why }) => why).length;
		return `| ${folder} | ${total} | ${killed} | ${percent(killed, total)} | ${explained} | ${total - killed - explained} | ${ignored} |`;
	});
	const survivors = Object.entries(results).flatMap(([file, { survivors }]) =>
		survivors.length === 0
			? []
			: [
					`### ${file}`,
					'',
					'| Line | Code | Mutant | Why no test notices |',
					'|---|---|---|---|',
					...survivors.map(
						({ line, from, to, why }) => `| ${line} | ${cell(from)} | ${cell(to)} | ${why || '**open**'} |`,
					),
					'',
				],
	);
	return `${[
		'# Mutation tests',
		'',
		'<!-- Written by `npm run mutants`; do not edit. Reasons stand in test/mutants/results.json. -->',
		'',
		'`npm run mutants -- api/client` breaks the code of a folder or file in every small way that Stryker knows, one at a time, and runs its tests:',
		'a mutant that a test notices is killed, one that survives shows a line that no test holds. Run by hand, a folder at a time: unit tests take seconds to minutes, those on n8n-core up to an hour.',
		'All tests of a folder run within one process (`test/mutants/runner.mjs`): Jest would load everything anew for every mutant.',
		'What was measured before and has not changed since is not measured again (`.run/mutants`).',
		'The numbers are of the code as it was measured: `npm run mutants -- --changed` lists the files that have changed since.',
		'',
		'*Explained*: survivors that change nothing a user could see, each with its reason below. *Open*: no reason yet, or a test that is younger than the measurement; measure again. *Ignored*: code that runs once when a file is loaded (tables, messages).',
		'',
		'| Folder | Mutants | Killed | Score | Explained | Open | Ignored |',
		'|---|---|---|---|---|---|---|',
		...scores,
		'',
		'## Survivors',
		'',
		...survivors,
	]
		.join('\n')
		.trimEnd()}\n`;
}

const folderOf = (file) => file.slice(0, file.lastIndexOf('/'));

function grouped(entries) {
	const groups = new Map();
	for (const entry of entries) {
		const folder = folderOf(entry[0]);
		groups.set(folder, [...(groups.get(folder) ?? []), entry]);
	}
	return groups;
}
