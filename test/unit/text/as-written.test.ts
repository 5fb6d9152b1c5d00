import { writtenForOthers } from '../../../api/text/as-written';

test.each([
	['Line one\\nline two', ['\\n']],
	['Today:\\n- one\\r\\n- two', ['\\n']],
	['Tom &amp; Jerry', ['&amp;']],
	['a &#39; b &lt; c', ['&#39;']],
	['One\\n\\nTwo &nbsp;', ['\\n', '&nbsp;']],
	['Real\nbreaks, AT&T, R&D; fish & chips;', []],
	['See C:\\new\\temp and D:\\runs', []],
	['&nosuch; &amp and \\o/', []],
	['', []],
])('%j', (text, signs) => {
	expect(writtenForOthers(text)).toEqual(signs);
});
