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
	['Caf\\u00e9 \\"au lait\\"', ['\\u00e9']],
	['Wait&hellip; caf&eacute; &ndash; &rsquo;', ['&hellip;']],
	['News: {{ $json.title }}', ['{{ $json']],
	['<p class="a">Hello<br/></p>', ['<p class="a">']],
	['**Bold** move', ['**Bold**']],
	['Read [this](https://example.com)', ['[this](https:']],
	['```js\n1\n```', ['```']],
	['{{ a }} I <3 you, a < b > c, 2 ** 3 ** 4, [a] (b), \\users, <person>', []],
])('%j', (text, signs) => {
	expect(writtenForOthers(text)).toEqual(signs);
});
