// The changelog at a release. `npm version` calls `write`: what stands under "Unreleased" becomes the version's section; when nothing
// does, the titles of the commits since the last version do. The publish workflow calls `notes`: the newest version's section.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = new URL('../CHANGELOG.md', import.meta.url);
const UNRELEASED = '## Unreleased';

/** The text before the first section, and the sections. */
function read() {
	const [head, ...sections] = readFileSync(FILE, 'utf8').split(/^(?=## )/m);
	return { head, sections };
}

function git(...args) {
	return execFileSync('git', args, { encoding: 'utf8' }).trim();
}

function titlesSinceLastVersion() {
	const [last] = git('tag', '--list', 'v*', '--sort=-version:refname').split('\n');
	const range = last ? [`${last}..HEAD`] : [];
	return git('log', '--no-merges', '--reverse', '--format=- %s', ...range);
}

function write() {
	const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
	const { head, sections } = read();
	const [first = '', ...others] = sections;
	const written = first.startsWith(UNRELEASED) ? first.slice(UNRELEASED.length).trim() : '';
	const released = first.startsWith(UNRELEASED) ? others : sections;
	const title = `## ${version}`;
	if (released.some((section) => section.split('\n', 1)[0].split(' ', 2).join(' ') === title)) return;
	const date = new Date().toISOString().slice(0, 10);
	writeFileSync(FILE, `${head}${title} (${date})\n\n${written || titlesSinceLastVersion()}\n\n${released.join('')}`);
}

function notes() {
	const newest = read().sections.find((section) => !section.startsWith(UNRELEASED)) ?? '';
	process.stdout.write(`${newest.split('\n').slice(1).join('\n').trim()}\n`);
}

const commands = { write, notes };
const command = commands[process.argv[2]];
if (!command) throw new Error('node .github/release-notes.mjs write|notes');
command();
