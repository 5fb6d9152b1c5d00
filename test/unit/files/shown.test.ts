import { adviceForPage, shown } from '../../../host/files/answered';

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
