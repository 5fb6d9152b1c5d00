import type { NextFunction, Request, Response } from 'express';

/**
 * A page elsewhere must not reach the local X under a name of its own (DNS rebinding) or change it through a browser.
 * X's names are for clients with a fixed host.
 */
const OWN_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]', 'api.x.com', 'x.com', 'upload.x.com']);
const READS = new Set(['GET', 'HEAD']);

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).hostname : '');

/** Rejects a foreign Host on every request, and a foreign Origin on every request that changes something. */
export function onlyFromHere(req: Request, res: Response, next: NextFunction): void {
	const { host = '', origin } = req.headers;
	const named = OWN_NAMES.has(hostOf(`http://${host}`));
	const from = origin === undefined || READS.has(req.method) || [`http://${host}`, `https://${host}`].includes(origin);
	if (named && from) return next();
	res.status(403).json({
		error: named
			? `The local X takes nothing from pages of ${origin}`
			: 'The local X answers to 127.0.0.1 and localhost only',
	});
}
