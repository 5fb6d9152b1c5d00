/** n8n's Edit Image node needs the program GraphicsMagick. Where it is missing, a stand-in hands pictures on as they are. */
import {
	accessSync,
	chmodSync,
	constants,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { runFolder } from '../../../demo/made';

const folder = path.join(runFolder, 'e2e', 'graphics-magick');
const program = path.join(folder, 'gm');
const log = path.join(folder, 'asked');

const folders = (process.env.PATH ?? '').split(path.delimiter);

function isInstalled(): boolean {
	return folders.some((each) => {
		try {
			accessSync(path.join(each, 'gm'), constants.X_OK);
			return true;
		} catch {
			return false;
		}
	});
}

/** What n8n has to be started with. */
export function graphicsMagick(node: string): Record<string, string> {
	if (isInstalled()) return {};
	mkdirSync(folder, { recursive: true });
	rmSync(log, { force: true });
	writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" >> '${log}'\nexec cat\n`);
	chmodSync(program, 0o755);
	return { PATH: [path.dirname(node), folder, ...folders].join(path.delimiter) };
}

/** What the stand-in was asked for; undefined where the program itself is installed. */
export const askedFor = (): string | undefined => (existsSync(log) ? readFileSync(log, 'utf8') : undefined);

/** Any font of this computer. */
export function someFont(): string {
	const fonts = ['/usr/share/fonts', '/usr/local/share/fonts', '/System/Library/Fonts', '/Library/Fonts']
		.filter((each) => existsSync(each))
		.flatMap((each) => readdirSync(each, { recursive: true, encoding: 'utf8' }).map((file) => path.join(each, file)));
	const font = fonts.find((file) => /\.ttf$/i.test(file));
	if (!font) throw new Error('This computer has no fonts, which the example of Edit Image needs.');
	return font;
}
