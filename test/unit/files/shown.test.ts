import { adviceForPage, refusal, shown } from '../../../host/files/answered';

test.each([
	['https://example.com/kite.png', 'example.com/kite.png'],
	['https://user:secret@example.com:8443/a/b/kite.png?token=secret#secret', 'example.com:8443/…/kite.png'],
	['https://api.telegram.org/file/bot123456:AAsecret/photos/file_1.jpg', 'api.telegram.org/…/file_1.jpg'],
	['https://example.com/download/5f2c7f1e-secret-9a31-4b52b2b0', 'example.com/…/…'],
	['https://example.com/a.png;jsessionid=secret', 'example.com/a.png'],
	['https://example.com', 'example.com/'],
])('%s is shown as %s', (address, expected) => {
	expect(shown(new URL(address))).toBe(expected);
});

it.each([
	['https://drive.google.com/file/d/1AbC/view?usp=sharing', /Google Drive node/],
	['https://www.dropbox.com/scl/fi/abc/kite.png?rlkey=secret&dl=0', /dl=1 instead of dl=0/],
	['https://contoso-my.sharepoint.com/:i:/g/personal/x', /Microsoft OneDrive node/],
	['https://1drv.ms/i/s!abc', /Microsoft OneDrive node/],
	['https://github.com/n8n-io/n8n/blob/master/assets/n8n-logo.png', /'Raw' button/],
	['https://x.com/n8n_io/status/1/photo/1', /Post: Get Media/],
])('a page at %s is told with the way to the file', (address, advice) => {
	expect(adviceForPage(new URL(address))).toMatch(advice);
});

it.each(['https://example.com/kite', 'https://notdropbox.com/a', 'https://api.x.com/a', 'https://raw.github.com/a'])(
	'nothing is known of pages at %s',
	(address) => {
		expect(adviceForPage(new URL(address))).toBeUndefined();
	},
);

describe('The words of a store of files', () => {
	const words = (body: string) => {
		const { message, advice } = refusal(new URL('https://example.com/a/kite.png?key=secret'), 403, body);
		return `${message}. ${advice}`;
	};
	const xml = (code: string, message = '') => `<?xml?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;

	it.each([
		[
			xml('AccessDenied', 'Request has expired'),
			'The link to the file at example.com/…/kite.png has expired (AccessDenied: Request has expired). Make a new one',
		],
		[xml('ExpiredToken'), 'has expired (ExpiredToken)'],
		[xml('AccessDenied', 'Access Denied'), 'answered with status 403 (AccessDenied: Access Denied). Open'],
		['<Error><Message>No access</Message></Error>', 'status 403 (No access). Open'],
		['<Error></Error>', 'status 403. Open'],
		['<Code>AccessDenied</Code>', 'status 403. Open'],
		['', 'status 403. Open'],
		[xml('A'.repeat(61), 'm'.repeat(200)), `status 403 (${'m'.repeat(120)}). Open`],
	])('%j', (body, expected) => expect(words(body)).toContain(expected));
});

test.each([
	['https://example.com/12345678901234567890', 'example.com/12345678901234567890'],
	['https://example.com/123456789012345678901', 'example.com/…'],
	[`https://example.com/${'a'.repeat(80)}.webp`, `example.com/${'a'.repeat(80)}.webp`],
	[`https://example.com/${'a'.repeat(81)}.webp`, 'example.com/…'],
	[`https://example.com/${'a'.repeat(20)}.x`, 'example.com/…'],
	[`https://example.com/${'a'.repeat(20)}.suffix`, 'example.com/…'],
	[`https://example.com/${'a'.repeat(20)}.png!x`, 'example.com/…'],
])('only a name is shown of a file: %s as %s', (address, expected) => expect(shown(new URL(address))).toBe(expected));
