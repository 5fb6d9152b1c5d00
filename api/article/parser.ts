/** The Markdown library and nothing else: the build bundles this one module, which is loaded when an article is made. */
import MarkdownIt from 'markdown-it';

/** HTML is text: no one will render it. Addresses are kept as they are written; the article refuses what is none. */
export function createParser(maxNesting: number): MarkdownIt {
	const parser = new MarkdownIt({ html: false });
	Object.assign(parser.options, { maxNesting });
	parser.validateLink = () => true;
	parser.normalizeLink = (url) => url;
	parser.normalizeLinkText = (url) => url;
	return parser;
}
