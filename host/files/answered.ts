/** What a server has answered instead of a file, told so that it can be mended. */
import { InputError } from '../../api/errors/errors';

/**
 * For messages: the host and the name of the file. User, password, query and folders may hold secrets, such as the token
 * of a bot, and so may a name that is none of a file.
 */
export function shown({ host, pathname }: URL): string {
	const folders = pathname.split('/').slice(1);
	const [name] = (folders.pop() ?? '').split(';');
	const isFile = name.length <= 20 || /^.{1,80}\.\w{2,5}$/.test(name);
	return [host, ...(folders.length > 0 ? ['…'] : []), isFile ? name : '…'].join('/');
}

export const isBusy = (status: number): boolean => status === 429 || status >= 500;

/** Why a store of files (S3 and those that speak as it does) refuses; its other words may hold secrets. */
function reasonIn(body: string): string | undefined {
	if (!/<Error>/.test(body)) return undefined;
	const [, code] = /<Code>(\w{1,60})<\/Code>/.exec(body) ?? [];
	const [, message] = /<Message>([^<\n]{1,120})/.exec(body) ?? [];
	return [code, message].filter((said) => said !== undefined).join(': ') || undefined;
}

/** Azure's words for a signed address that has expired. */
const OUT_OF_TIME = /Signature not valid in the specified time frame/;

/** @param body the beginning of what the server sent */
export function refusal(url: URL, status: number, body: string): InputError {
	const reason = reasonIn(body);
	if (reason && (/expired/i.test(reason) || OUT_OF_TIME.test(body)))
		return new InputError(
			`The link to the file at ${shown(url)} has expired (${reason})`,
			'Make a new one right before this node, or one that lasts longer.',
		);
	return new InputError(
		`The file at ${shown(url)} cannot be read: the server answered with status ${status}${reason ? ` (${reason})` : ''}`,
		adviceFor(status),
	);
}

function adviceFor(status: number): string {
	if (isBusy(status)) return 'Its server is busy or has a fault. Try again later, or use another address.';
	if (status === 404 || status === 410)
		return 'There is no such file. Check the address; a link that works only once may have been used already.';
	if (status === 407)
		return 'The proxy between n8n and it requires a login: correct it where n8n is set up (HTTP_PROXY, HTTPS_PROXY).';
	if (status < 400) return 'It sent no file, or not all of it. Use the address of the file itself.';
	return 'Open the address without being signed in; if it needs a login, download the file with the HTTP Request node and attach it as binary field.';
}

const WITH_NODE = (node: string) => `download the file with n8n's ${node} node and attach it as a binary field`;

/** Services whose links show a page with the file in it, and how to get at the file. */
const PAGES: ReadonlyArray<[host: RegExp, advice: string]> = [
	[
		/^(drive|docs)\.google\.com$/,
		`Links of Google Drive show a page instead of the file: ${WITH_NODE('Google Drive')}.`,
	],
	[
		/(^|\.)dropbox\.com$/,
		'Links of Dropbox show a page instead of the file: end the address with dl=1 instead of dl=0.',
	],
	[
		/^(1drv\.ms|onedrive\.live\.com)$|\.sharepoint\.com$/,
		`Links of OneDrive show a page instead of the file: ${WITH_NODE('Microsoft OneDrive')}.`,
	],
	[/^github\.com$/, "Pages of GitHub show the file: use the address of its 'Raw' button."],
	[
		/^((www|mobile)\.)?(x|twitter)\.com$/,
		"Links of posts show a page: download their pictures and videos with 'Post: Get Media', and attach them as binary fields.",
	],
];

/** What to do about a page instead of a file. */
export const adviceForPage = ({ hostname }: URL): string | undefined =>
	PAGES.find(([host]) => host.test(hostname))?.[1];

/** For an address, or one that it redirects to, that n8n does not let requests out to. */
export const notPermitted = (url: URL): InputError =>
	new InputError(
		`n8n does not permit the request for the file at ${shown(url)}`,
		'It leads to an internal address, or to a host that is blocked. Use another address, or have it allowed where n8n is set up (N8N_SSRF_ALLOWED_HOSTNAMES or N8N_SSRF_ALLOWED_IP_RANGES).',
	);

/** How many files of one server a run asks for although it has been too slow, so that it ends. */
const MOST_FAILURES = 3;
/** Longest wait for a response to begin, and for each next chunk, in milliseconds. */
const ANSWER_MS = 60_000;
/** The same once a run has waited for others in vain for long, in milliseconds. */
const HURRIED_MS = 5_000;
/** How long a run waits in vain, for all servers together, before it hurries, in milliseconds. */
const MOST_LOST_MS = 5 * 60_000;

/** What a run has waited for in vain. */
interface Lost {
	/** How often each server has failed. */
	times: Map<string, number>;
	ms: number;
}
const losses = new WeakMap<object, Lost>();

function lossesOf(run: object): Lost {
	const known = losses.get(run) ?? { times: new Map<string, number>(), ms: 0 };
	losses.set(run, known);
	return known;
}

/** @param run its context @param ms how long it took to fail */
export function noteFailure(run: object, { host }: URL, ms: number): void {
	const lost = lossesOf(run);
	lost.times.set(host, (lost.times.get(host) ?? 0) + 1);
	lost.ms += ms;
}

/** How long to wait for a server: many that do not answer must not hold a run for hours. */
export const patienceOf = (run: object): number => (lossesOf(run).ms < MOST_LOST_MS ? ANSWER_MS : HURRIED_MS);

/** @throws InputError for a server that has not answered before in this run */
export function refuseFailing(run: object, url: URL): void {
	if ((lossesOf(run).times.get(url.host) ?? 0) < MOST_FAILURES) return;
	throw new InputError(
		`The file at ${shown(url)} was not asked for: its server failed ${MOST_FAILURES} times in this run`,
		'It was busy, too slow or did not answer. Run again later, or use another address.',
	);
}
