import { type Browser, type BrowserContext, chromium, type Page, selectors } from 'playwright-core';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { made, root } from '../../../demo/made';

/**
 * What a container without a display, a GPU or user namespaces needs. The last one keeps the browser on this computer;
 * to intercept its requests instead would switch its cache off, and the editor consists of some 700 files.
 */
const flags = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

// The attribute n8n's own tests find things by.
selectors.setTestIdAttribute('data-test-id');

export const viewport = { width: 1440, height: 900 };

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: made().chromium, args: flags });

/** A new browser profile. */
export async function newContext(browser: Browser): Promise<BrowserContext> {
	const context = await browser.newContext({
		viewport,
		deviceScaleFactor: 1,
		locale: 'en-GB',
		colorScheme: 'light',
		reducedMotion: 'reduce',
	});
	context.setDefaultTimeout(30_000);
	return context;
}

/** One page in a browser of its own. */
export async function inBrowser(work: (page: Page) => Promise<void>): Promise<void> {
	const browser = await launch();
	try {
		await work(await (await newContext(browser)).newPage());
	} finally {
		await browser.close();
	}
}

/** A part of a page. */
export type Clip = Record<'x' | 'y' | 'width' | 'height', number>;

/** Takes a picture: into .run/images, so that test runs leave the repository clean; with UPDATE_IMAGES those that the documentation shows are renewed. */
export async function picture(of: Page, name: string, clip?: Clip): Promise<void> {
	const shown = path.join(root, 'docs', 'images', `${name}.png`);
	await of.screenshot({
		path: process.env.UPDATE_IMAGES && existsSync(shown) ? shown : path.join(root, '.run', 'images', `${name}.png`),
		clip,
	});
}

/** A part of a page as WebP, at most as wide as documentation is read, a third as large: for pictures of which there are many. */
export async function smallPicture(of: Page, name: string, clip: Clip): Promise<void> {
	const png = (await of.screenshot({ clip })).toString('base64');
	const page = await of.context().newPage();
	const webp = await page.evaluate(async (source) => {
		const image = new Image();
		image.src = `data:image/png;base64,${source}`;
		await image.decode();
		const canvas = document.createElement('canvas');
		canvas.width = Math.min(image.width, 1200);
		canvas.height = (image.height * canvas.width) / image.width;
		canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
		return canvas.toDataURL('image/webp', 0.6).split(',')[1];
	}, png);
	await page.close();
	const folder = process.env.UPDATE_IMAGES ? path.join(root, 'docs', 'images') : path.join(root, '.run', 'images');
	await mkdir(folder, { recursive: true });
	await writeFile(path.join(folder, `${name}.webp`), Buffer.from(webp, 'base64'));
}
