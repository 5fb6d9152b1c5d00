import { join } from '../../../api/objects/includes';

describe('texts', () => {
	it.each([
		['Q&amp;A: 3 &lt; 5 &gt; 2', 'Q&A: 3 < 5 > 2'],
		['&amp;lt; stays one sign', '&lt; stays one sign'],
		['&amp;amp;', '&amp;'],
		['&quot; and &eacute; are no signs that X escapes', '&quot; and &eacute; are no signs that X escapes'],
	])('%s is read as %s, in posts, long posts and messages', (text, decoded) => {
		expect(join({ data: { id: '1', text } }, 'post')[0].text).toBe(decoded);
		expect(join({ data: { id: '1', text: 'cut', note_post: { text } } }, 'post')[0].text).toBe(decoded);
		expect(join({ data: { id: '1', text } }, 'dmEvent')[0].text).toBe(decoded);
	});
});
