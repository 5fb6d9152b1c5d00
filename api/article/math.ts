/** Formulas on lines of their own, between double dollar signs as GitHub has them: a rule for markdown-it. */
import type MarkdownIt from 'markdown-it';
import type { StateBlock } from 'markdown-it';

const FENCE = '$$';
/** What is indented so far is code. */
const CODE_INDENT = 4;

export function readMath(parser: MarkdownIt): void {
	parser.block.ruler.before('fence', 'math', math, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
}

function math(state: StateBlock, first: number, last: number, silent: boolean): boolean {
	// Most lines end here.
	if (state.src[state.bMarks[first] + state.tShift[first]] !== '$') return false;
	const end = state.sCount[first] - state.blkIndent < CODE_INDENT ? endOf(state, first, last) : undefined;
	if (end === undefined) return false;
	const text = state.getLines(first, end, state.blkIndent, false).trim();
	const formula = text.slice(FENCE.length, -FENCE.length).trim();
	if (formula === '') return false;
	if (silent) return true;
	state.push('math', '', 0).content = formula;
	state.line = end;
	return true;
}

/** The line behind the formula. Looking for it ends where the next one begins, so that no line is read again and again. */
function endOf(state: StateBlock, first: number, last: number): number | undefined {
	const opening = lineAt(state, first);
	if (!opening.startsWith(FENCE) || opening.startsWith(`${FENCE}$`)) return undefined;
	const at = opening.indexOf(FENCE, FENCE.length);
	if (at >= 0) return at === opening.length - FENCE.length ? first + 1 : undefined;
	for (let line = first + 1; line < last && !state.isEmpty(line) && state.sCount[line] >= state.blkIndent; line++) {
		const text = lineAt(state, line);
		if (text.includes(FENCE)) return text.indexOf(FENCE) === text.length - FENCE.length ? line + 1 : undefined;
	}
	return undefined;
}

const lineAt = ({ src, bMarks, tShift, eMarks }: StateBlock, line: number): string =>
	src.slice(bMarks[line] + tShift[line], eMarks[line]).trimEnd();
