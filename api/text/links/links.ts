/** Finds the parts of a text that X turns into links. */
import {
	DIRECTIONS,
	endOf,
	INVALID,
	isAlphanumeric,
	LATIN_ACCENTED,
	PUNCTUATION,
	remembered,
	SPACES,
	type Span,
} from '../characters/characters';
import { pathEnd, PORT, QUERY, SHORT_LINK } from './link-path';
import { fitsNameSystem } from './punycode';
import { NONE, suffixEnd } from './suffixes';

/**
 * A link as X sees it. `text` is what is replaced by a t.co link; it is shorter than the span if a path follows a name
 * of which only the beginning is ASCII.
 */
export interface Link extends Span {
	text: string;
}

/** Maximum length of a link in UTF-16 units; X adds the scheme's length once more, written or not. */
const MAX_LINK = 4096;
const DEFAULT_SCHEME = 'https://';
const MAX_SHORT_LINK_KEY = 40;

const HYPHEN = 45;
const LOW_LINE = 95;
const FULL_STOP = 46;

/**
 * Every link of `text`, from left to right: with a scheme (http, https), any name that ends in a known top-level
 * domain; without a scheme, only an ASCII (or accented Latin) name.
 *
 * One pass: each full stop is surrounded by a run of characters allowed in names, and each run is read once.
 */
export function findLinks(text: string): Link[] {
	const links: Link[] = [];
	let consumed = 0;
	let stop = text.indexOf('.');
	while (stop !== -1) {
		const run = new Run(text, stop, consumed);
		for (let found = run.next(consumed); found; found = run.next(consumed)) {
			const candidate = candidateAt(text, found);
			consumed = candidate.end;
			addLinks(text, candidate, links);
		}
		stop = text.indexOf('.', Math.max(consumed, run.end));
	}
	return links;
}

/** A domain, and where the link's text starts: at the domain, or at the scheme before it. */
interface Found {
	start: number;
	domain: Span;
}

/** A whole link as written, before X's rules on which part of it counts. */
interface Candidate extends Found, Span {
	/** Where the path starts and ends; the same position if there is none. */
	path: Span;
}

function candidateAt(text: string, { start, domain }: Found): Candidate {
	const port = text[domain.end] === ':' ? endOf(PORT, text, domain.end) : domain.end;
	const path = { start: port, end: pathEnd(text, port) };
	return { start, domain, path, end: text[path.end] === '?' ? endOf(QUERY, text, path.end) : path.end };
}

function addLinks(text: string, candidate: Candidate, links: Link[]): void {
	const { start, end, domain, path } = candidate;
	const name = text.slice(domain.start, domain.end);
	const scheme = domain.start - start;
	const isPlain = PLAIN_NAME.test(name);
	if (!(isPlain || isDomain(name)) || end - start + (scheme || DEFAULT_SCHEME.length) > MAX_LINK) return;

	if (scheme > 0) {
		const url = text.slice(start, end);
		const short = SHORT_LINK.exec(url);
		if (!short) links.push({ start, end, text: url });
		else if (short[1].length <= MAX_SHORT_LINK_KEY) links.push({ start, end: start + short[0].length, text: short[0] });
		return;
	}

	if (start > 0 && '-_./'.includes(text[start - 1])) return;
	const hasPath = path.end > path.start;
	if (isPlain) {
		const to = hasPath ? end : domain.end;
		links.push({ start, end: to, text: text.slice(start, to) });
		return;
	}
	const names = asciiNames(name);
	names.forEach(({ start: from, end: to }, index) => {
		const withPath = hasPath && index === names.length - 1;
		links.push({
			start: start + from,
			end: withPath ? end : start + to,
			text: name.slice(from, to) + (withPath ? text.slice(domain.end, end) : ''),
		});
	});
}

/** Most names: no label can be too long, and all of it is ASCII. */
const PLAIN_NAME = /^[-.a-z0-9]{1,63}$/i;

function isDomain(name: string): boolean {
	return !(name.startsWith('xn--') && asciiNames(name).length === 0) && fitsNameSystem(name);
}

/* ---- Names ---- */

const OUTSIDE_NAMES = new RegExp(`[${PUNCTUATION}${SPACES}${INVALID}${DIRECTIONS}]`);
const NOT_BEFORE_LINK = new RegExp(`[A-Za-z0-9@＠$#＃${INVALID}]`);
const SCHEME_AT_END = /https?:\/\/$/i;

/** True for what a name may contain: letters and signs of any script, hyphen, underscore, full stop. */
const isNameCharacter = remembered(
	(code) =>
		isAlphanumeric(code) ||
		code === HYPHEN ||
		code === LOW_LINE ||
		code === FULL_STOP ||
		!OUTSIDE_NAMES.test(String.fromCharCode(code)),
);

const mayPrecedeLink = remembered((code) => !NOT_BEFORE_LINK.test(String.fromCharCode(code)));

/** The longest run of name characters around a full stop, with the domains that its labels can form. */
class Run {
	readonly end: number;
	private readonly start: number;
	/** The full stops, each ending a label. */
	private readonly stops: number[] = [];
	/** For each label: its last underscore, or that of an earlier label. */
	private readonly lowLines: number[] = [];
	/** For each label: where the top-level domain directly after its full stop ends. */
	private readonly suffix: number[] = [];
	/** For each label except the first: where the longest domain that starts at its beginning ends. */
	private readonly longest: number[] = [];
	private label = 0;
	private step = 0;
	private triedScheme = false;

	/** `stop` is the run's first full stop; nothing before `consumed` belongs to the run. */
	constructor(
		private readonly text: string,
		stop: number,
		consumed: number,
	) {
		let start = stop;
		while (start > consumed && isNameCharacter(text.charCodeAt(start - 1))) start--;
		let end = stop;
		let lowLine = NONE;
		for (let at = start; at < text.length && isNameCharacter(text.charCodeAt(at)); at++) {
			const code = text.charCodeAt(at);
			if (code === LOW_LINE) lowLine = at;
			if (code === FULL_STOP) {
				this.stops.push(at);
				this.lowLines.push(lowLine);
			}
			end = at + 1;
		}
		this.start = start;
		this.end = end;
		this.step = start;
		for (const at of this.stops) this.suffix.push(suffixEnd(text, at + 1));
		for (let label = this.stops.length - 1; label > 0; label--) {
			this.longest[label] = this.domainEnd(label, this.stops[label - 1] + 1);
		}
	}

	/** The leftmost domain whose preceding character is also at or after `consumed`. */
	next(consumed: number): Found | undefined {
		if (!this.triedScheme) {
			this.triedScheme = true;
			const found = this.behindScheme(consumed);
			if (found) return found;
		}
		for (; this.label < this.stops.length; this.label++, this.step = this.stops[this.label - 1] + 1) {
			const stop = this.stops[this.label];
			if (!this.canEndDomain(this.label)) continue;
			if (this.step < consumed) this.step = consumed;
			for (; this.step < stop; this.step++) {
				const start = this.inOrder(this.step, stop);
				if (!this.mayStartAt(start, consumed)) continue;
				const end = this.domainEnd(this.label, start);
				if (end === NONE) continue;
				this.step++;
				return { start, domain: { start, end } };
			}
		}
		return undefined;
	}

	/** At the very beginning of a text, X tries the second character before the first. */
	private inOrder(step: number, stop: number): number {
		return this.start === 0 && this.label === 0 && stop > 1 && step < 2 ? 1 - step : step;
	}

	private behindScheme(consumed: number): Found | undefined {
		if (this.text[this.start - 1] !== '/') return undefined;
		const scheme = SCHEME_AT_END.exec(this.text.slice(Math.max(0, this.start - DEFAULT_SCHEME.length), this.start));
		if (!scheme) return undefined;
		const start = this.start - scheme[0].length;
		if (!this.mayStartAt(start, consumed)) return undefined;
		const end = this.domainEnd(0, this.start);
		return end === NONE ? undefined : { start, domain: { start: this.start, end } };
	}

	private mayStartAt(start: number, consumed: number): boolean {
		return start === 0 || (start > consumed && mayPrecedeLink(this.text.charCodeAt(start - 1)));
	}

	private canEndDomain(label: number): boolean {
		return this.suffix[label] !== NONE || (label + 1 < this.stops.length && this.longest[label + 1] !== NONE);
	}

	/** The end of the longest domain whose first label is the rest of `label` from `start` on. */
	private domainEnd(label: number, start: number): number {
		const stop = this.stops[label];
		if (start >= stop || isJoint(this.text.charCodeAt(start)) || isJoint(this.text.charCodeAt(stop - 1))) return NONE;
		if (label + 1 < this.stops.length && this.longest[label + 1] !== NONE) return this.longest[label + 1];
		// The label before the top-level domain must not contain an underscore.
		if (this.suffix[label] === NONE || this.lowLines[label] >= start) return NONE;
		return this.suffix[label];
	}
}

/** True for what is allowed inside a label, but not at its ends. */
function isJoint(code: number): boolean {
	return code === HYPHEN || code === LOW_LINE;
}

const LATIN_LABEL = new RegExp(`[-a-z0-9${LATIN_ACCENTED}]+`, 'iy');

/** The names within `name` whose labels are ASCII or accented Latin, up to a top-level domain of any script. */
function asciiNames(name: string): Span[] {
	const spans: Span[] = [];
	let start = 0;
	while (start < name.length) {
		let end = NONE;
		let at = start;
		let labelEnd = endOf(LATIN_LABEL, name, at);
		while (labelEnd > at && name.charCodeAt(labelEnd) === FULL_STOP) {
			at = labelEnd + 1;
			const suffix = suffixEnd(name, at);
			if (suffix !== NONE) end = suffix;
			labelEnd = endOf(LATIN_LABEL, name, at);
		}
		if (end === NONE) {
			start = Math.max(labelEnd, at, start + 1);
			continue;
		}
		// X searches for the name again by its text, from the end of the previous one, and may find an earlier position.
		const first = name.indexOf(name.slice(start, end), spans.length > 0 ? spans[spans.length - 1].end : 0);
		spans.push({ start: first, end: first + end - start });
		start = end;
	}
	return spans;
}
