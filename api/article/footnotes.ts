/**
 * Definitions of footnotes, each a paragraph as it is written: a rule for markdown-it, which reads `[^1]: Source` as the
 * address of a link.
 */
import type MarkdownIt from 'markdown-it';
import type { StateBlock } from 'markdown-it';

const DEFINITION = /\[\^[^\][\s]{1,80}\]:/y;
/** What is indented so far is code. */
const CODE_INDENT = 4;

export function keepFootnotes(parser: MarkdownIt): void {
	parser.block.ruler.before('reference', 'footnote', footnote);
}

function footnote(state: StateBlock, first: number, last: number, silent: boolean): boolean {
	if (!defines(state, first)) return false;
	if (silent) return true;
	let next = first + 1;
	while (next < last && !state.isEmpty(next) && state.sCount[next] >= state.blkIndent && !defines(state, next)) next++;
	state.push('paragraph_open', 'p', 1);
	const inline = state.push('inline', '', 0);
	inline.content = state.getLines(first, next, state.blkIndent, false).trim();
	inline.children = [];
	state.push('paragraph_close', 'p', -1);
	state.line = next;
	return true;
}

function defines({ src, bMarks, tShift, sCount, blkIndent }: StateBlock, line: number): boolean {
	if (sCount[line] - blkIndent >= CODE_INDENT) return false;
	DEFINITION.lastIndex = bMarks[line] + tShift[line];
	return DEFINITION.test(src);
}
