import { shown } from '../../../host/files/download';

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
