/** Only the Markdown library: the build bundles this module, which is loaded when an article is created. */
import MarkdownIt from 'markdown-it';

/**
 * HTML is plain text, as it is never rendered. URLs are kept as written; the article code rejects invalid ones. It also
 * joins adjacent texts, and gives lines their ends.
 */
export function createParser(maxNesting: number): MarkdownIt {
	const parser = new MarkdownIt({ html: false });
	parser.disable(['html_block', 'html_inline', 'linkify', 'replacements', 'smartquotes']);
	parser.disable(['normalize', 'text_join', 'fragments_join']);
	Object.assign(parser.options, { maxNesting });
	parser.validateLink = () => true;
	parser.normalizeLink = (url) => url;
	parser.normalizeLinkText = (url) => url;
	return parser;
}
