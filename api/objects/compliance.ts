/** What is sent to and received from the URLs that X returns for a compliance job. Pure. */
import { isObject, text } from '../json/members';
import { InputError, XError } from '../errors/errors';

/** Accepts a URL of X's storage: https, or a local X on this machine. IDs are sent nowhere else. @throws XError */
export function storageAddress(raw: unknown, endpoint: string): string {
	const address = text(raw) ?? '';
	if (/^https:\/\/[^\s/@]+\//.test(address) || /^http:\/\/127\.0\.0\.1(:\d+)?\//.test(address)) return address;
	throw new XError(
		{
			title: 'X did not return an address',
			detail: address ? 'The address of the job is not an https address.' : 'The job has no address.',
			type: '',
		},
		{ endpoint, status: 200, advice: 'Create a new compliance job.' },
	);
}

/** One ID per line, as X expects them. */
export const idLines = (ids: readonly string[]): string => `${ids.join('\n')}\n`;

/** Parses text with one JSON object per line; blank lines are skipped. @throws InputError that names the line */
export function jsonLines(text: string): Array<Record<string, unknown>> {
	const found: Array<Record<string, unknown>> = [];
	text.split('\n').forEach((line, i) => {
		if (line.trim()) found.push(parse(line, i + 1));
	});
	return found;
}

function parse(line: string, number: number): Record<string, unknown> {
	const object = attempt(line);
	if (!isObject(object))
		throw new InputError(
			`Line ${number} of the results is not JSON`,
			'Get the results again; the download may have been cut off.',
		);
	return object;
}

function attempt(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}
