/**
 * Block structure of Markdown as CommonMark 0.31 has it (spec.commonmark.org, its appendix "A parsing strategy"), with the tables of GitHub.
 * HTML is read as text, since no one will render it. Pure.
 */
import { detab, FENCE, fromColumn, HEADING, indentOf, isBlank, isTable, ITEM, QUOTE, RULE, UNDERLINE } from './lines';
import { definitions, type References } from './references';

export type Block =
	| { kind: 'paragraph'; text: string }
	| { kind: 'heading'; level: number; text: string }
	| { kind: 'code'; language: string; text: string }
	| { kind: 'rule' }
	/** As it was written. */
	| { kind: 'table'; source: string }
	| { kind: 'quote'; blocks: Block[] }
	| { kind: 'list'; ordered: boolean; items: Block[][] };

interface Node {
	kind: 'document' | 'quote' | 'list' | 'item' | 'paragraph' | 'heading' | 'indented' | 'fence' | 'rule' | 'table';
	children: Node[];
	lines: string[];
	/** Columns that lines of an item, or of a fence, are indented by. */
	indent: number;
	/** Of a list its bullet or what stands behind its numbers, of a fence its marks, of a heading its level. */
	mark: string;
	info: string;
}

const node = (kind: Node['kind'], mark = '', indent = 0): Node => ({
	kind,
	children: [],
	lines: [],
	indent,
	mark,
	info: '',
});

/** Blocks inside each other; what goes deeper is text. */
const MAX_DEPTH = 100;

/** What of a line is left inside an open block; undefined where the line does not belong to it. */
function inside({ kind, indent, children }: Node, line: string): string | undefined {
	switch (kind) {
		case 'document':
		case 'list':
			return line;
		case 'quote':
			return QUOTE.test(line) ? line.replace(QUOTE, '') : undefined;
		case 'item':
			if (isBlank(line)) return children.length > 0 ? '' : undefined;
			return indentOf(line) >= indent ? line.slice(indent) : undefined;
		case 'indented':
			return isBlank(line) || indentOf(line) >= 4 ? line.slice(4) : undefined;
		case 'fence':
			return line.slice(Math.min(indent, indentOf(line)));
		case 'paragraph':
			return isBlank(line) ? undefined : line;
		case 'table':
			return isBlank(line) ||
				indentOf(line) >= 4 ||
				[RULE, HEADING, FENCE, QUOTE, ITEM].some((start) => start.test(line))
				? undefined
				: line;
		default:
			return undefined;
	}
}

const isVerbatim = ({ kind }: Node) => kind === 'fence' || kind === 'indented' || kind === 'table';
const holds = ({ kind }: Node, child: Node['kind']) =>
	kind === 'list' ? child === 'item' : (kind === 'document' || kind === 'quote' || kind === 'item') && child !== 'item';

/** Reads line by line; `stack` holds the blocks that are still open, from the document to the innermost. */
class Reader {
	readonly references: References = new Map();
	readonly document = node('document');
	private stack: Node[] = [this.document];
	/** The line as it was written, and how long it is with columns for tabs. */
	private raw = '';
	private columns = 0;

	private get tip(): Node {
		return this.stack[this.stack.length - 1];
	}

	/** Closes what is open below `depth`. */
	private close(depth: number): void {
		for (const closed of this.stack.slice(depth).reverse()) if (closed.kind === 'paragraph') this.define(closed);
		this.stack = this.stack.slice(0, depth);
	}

	private open(child: Node): Node {
		while (!holds(this.tip, child.kind)) this.close(this.stack.length - 1);
		this.tip.children.push(child);
		this.stack.push(child);
		return child;
	}

	/** Takes definitions of links off the start of a paragraph. */
	private define(paragraph: Node): void {
		const { left, found } = definitions(textOf(paragraph));
		for (const [label, url] of found) if (!this.references.has(label)) this.references.set(label, url);
		paragraph.lines = left === '' ? [] : left.split('\n');
	}

	end(): void {
		this.close(1);
	}

	read(raw: string): void {
		let line = detab(raw);
		this.raw = raw;
		this.columns = line.length;
		let depth = 1;
		for (; depth < this.stack.length; depth++) {
			const open = this.stack[depth];
			if (open.kind === 'fence' && isEnd(open, line)) return void this.close(depth);
			const left = inside(open, line);
			if (left === undefined) break;
			line = left;
		}
		const lazy = depth < this.stack.length && this.tip.kind === 'paragraph' ? this.tip : undefined;
		let at = this.stack[depth - 1];
		let started = false;
		while (!isVerbatim(at)) {
			const next = this.start(at, line, depth);
			if (!next) break;
			started = true;
			if (next.line === undefined) return;
			line = next.line;
			at = this.tip;
			depth = this.stack.length;
		}
		if (!started && lazy && !isBlank(line)) return void lazy.lines.push(this.written(line));
		this.close(depth);
		if (isVerbatim(at)) at.lines.push(this.written(line));
		else if (!isBlank(line))
			(at.kind === 'paragraph' ? at : this.open(node('paragraph'))).lines.push(this.written(line));
	}

	private written(left: string): string {
		return fromColumn(this.raw, this.columns - left.length);
	}

	/** Opens the block that starts here, if one does. @returns what of the line is left for inner blocks, undefined when all of it is read */
	private start(at: Node, line: string, depth: number): { line?: string } | undefined {
		if (indentOf(line) >= 4) {
			if (this.tip.kind === 'paragraph' || isBlank(line)) return undefined;
			this.close(depth);
			this.open(node('indented')).lines.push(this.written(line.slice(4)));
			return {};
		}
		if (QUOTE.test(line) && depth < MAX_DEPTH) {
			this.close(depth);
			this.open(node('quote'));
			return { line: line.replace(QUOTE, '') };
		}
		const heading = HEADING.exec(line);
		if (heading) {
			this.close(depth);
			this.open(node('heading', String(heading[1].length))).lines.push(
				heading[2].replace(/^[ \t]*#+[ \t]*$/, '').replace(/[ \t]+#+[ \t]*$/, ''),
			);
			return {};
		}
		const fence = FENCE.exec(line);
		if (fence) {
			this.close(depth);
			this.open(node('fence', fence[2], fence[1].length)).info = fence[3].trim();
			return {};
		}
		if (at.kind === 'paragraph') {
			const header = at.lines[at.lines.length - 1];
			if (header !== undefined && isTable(header, line)) return this.table(at, header, line);
			const underline = UNDERLINE.exec(line);
			if (underline && this.underlined(at, underline[1].startsWith('=') ? '1' : '2')) return {};
		}
		if (RULE.test(line)) {
			this.close(depth);
			this.open(node('rule'));
			return {};
		}
		return this.item(at, line, depth);
	}

	private table(paragraph: Node, header: string, line: string): { line?: string } {
		paragraph.lines.pop();
		this.close(this.stack.length - 1);
		this.open(node('table')).lines.push(header.trim(), line.trim());
		return {};
	}

	/** A paragraph that is underlined is a heading, unless it held nothing but definitions of links. */
	private underlined(paragraph: Node, level: string): boolean {
		this.define(paragraph);
		if (paragraph.lines.length === 0) return false;
		paragraph.kind = 'heading';
		paragraph.mark = level;
		this.stack.pop();
		return true;
	}

	private item(at: Node, line: string, depth: number): { line?: string } | undefined {
		const [whole, before, bullet, number, behind] = ITEM.exec(line) ?? [];
		if (whole === undefined || depth >= MAX_DEPTH) return undefined;
		const rest = line.slice(whole.length);
		// Only a bullet or a 1 with something behind it ends a paragraph.
		if (at.kind === 'paragraph' && (isBlank(rest) || (number !== undefined && Number(number) !== 1))) return undefined;
		const spaces = indentOf(rest);
		const padding = isBlank(rest) || spaces >= 5 ? 1 : spaces;
		const mark = bullet ?? behind;
		this.close(depth);
		if (this.tip.kind !== 'list' || this.tip.mark !== mark) this.open(node('list', mark));
		this.open(node('item', '', before.length + (whole.length - before.length) + padding));
		return { line: rest.slice(padding) };
	}
}

const isEnd = ({ mark }: Node, line: string) => {
	const end = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
	return end !== undefined && end[0] === mark[0] && end.length >= mark.length;
};

const textOf = ({ lines }: Node) =>
	lines
		.map((line) => line.replace(/^[ \t]+/, ''))
		.join('\n')
		.replace(/[ \t]+$/, '');

function toBlocks(nodes: readonly Node[]): Block[] {
	return nodes.flatMap((each): Block[] => {
		const { kind, children, lines, mark, info } = each;
		switch (kind) {
			case 'paragraph':
				return lines.length > 0 ? [{ kind, text: textOf(each) }] : [];
			case 'heading':
				return [{ kind, level: Number(mark), text: textOf(each) }];
			case 'fence':
				return [{ kind: 'code', language: info, text: lines.join('\n') }];
			case 'indented':
				return [{ kind: 'code', language: '', text: lines.join('\n').replace(/(\n[ \t]*)+$/, '') }];
			case 'table':
				return [{ kind, source: lines.map((line) => line.trim()).join('\n') }];
			case 'quote':
				return [{ kind, blocks: toBlocks(children) }];
			case 'list':
				return [
					{ kind, ordered: mark === '.' || mark === ')', items: children.map((item) => toBlocks(item.children)) },
				];
			default:
				return kind === 'rule' ? [{ kind }] : [];
		}
	});
}

export function parseBlocks(markdown: string): { blocks: Block[]; references: References } {
	const reader = new Reader();
	for (const line of markdown.split(/\r\n|\n|\r/)) reader.read(line);
	reader.end();
	return { blocks: toBlocks(reader.document.children), references: reader.references };
}
