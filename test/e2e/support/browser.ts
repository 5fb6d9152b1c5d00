import { type Browser, type BrowserContext, chromium, type Locator, type Page, selectors } from 'playwright-core';
import { existsSync } from 'node:fs';
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

const viewport = { width: 1440, height: 900 };

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

/** Takes a picture: into .run/images, so that test runs leave the repository clean; with UPDATE_IMAGES those that the documentation shows are renewed. */
export async function picture(of: Page | Locator, name: string): Promise<void> {
	const shown = path.join(root, 'docs', 'images', `${name}.png`);
	await of.screenshot({
		path: process.env.UPDATE_IMAGES && existsSync(shown) ? shown : path.join(root, '.run', 'images', `${name}.png`),
	});
}
