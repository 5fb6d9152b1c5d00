import { PRICES } from '../../../api/money/prices';
import { exact, usd } from '../../../api/money/usd';
import { writtenForOthers } from '../../../api/text/as-written';
import { MAX_POST } from '../../../api/text/measure';
import { create } from './create';
import { optionalOf } from './fields';
import { gathering, partFields, partsOf, SINGLE, SOURCES, splitFields, threadRefusals } from './thread/parts';
import { measureOf, type Length } from './rules';
import { fields, operation, type MediaValue, type Part, type ValuesOf } from '../../types';

/** US dollars to the thousandth, as in X's price list. */

const plain = PRICES['Post: Create'].usd;
const withLink = PRICES['Post: Create (with URL)'].usd;

/** What is known about the files of one post. */
function mediaOf(media: MediaValue | undefined) {
	const files = (media?.files ?? []).map(({ file: { name, size }, type, kind, altText }) => ({
		name,
		type,
		kind,
		size,
		...(altText ? { alt_text: altText } : {}),
	}));
	return [...files, ...(media?.ids ?? []).map((id) => ({ media_id: id }))];
}

interface PartPreview {
	part: number;
	/** US dollars. */
	price_usd: number;
	price_without_links_usd: number;
	/** What X may object to, or charge for. */
	warnings: string[];
	[name: string]: unknown;
}

function previewPart(post: Part, index: number, length: Length): PartPreview {
	const { text, media } = post;
	const { weightedLength, mostWeight, links, mentions, hashtags, cashtags } = measureOf(post);
	const describing = exact((media?.files ?? []).filter(({ altText }) => altText).length * PRICES['Media Metadata'].usd);
	return {
		part: index + 1,
		text,
		weighted_length: weightedLength,
		characters_left: length.most - weightedLength,
		links,
		mentions,
		hashtags,
		cashtags,
		media: mediaOf(media),
		price_usd: exact((links.length > 0 ? withLink : plain) + describing),
		price_without_links_usd: exact(plain + describing),
		warnings: [
			...(links.length > 0 ? [`With a link (${links.join(', ')}) X charges ${usd(withLink)} instead of ${plain}`] : []),
			...(weightedLength <= length.most && mostWeight > length.most
				? [`X may count its newest emoji for more: ${mostWeight} characters, and refuse it`]
				: []),
			...writtenForOthers(text).map(
				(sign) => `X shows '${sign}' as it is: ${sign.length} characters, not what it stands for`,
			),
			...(HALF.test(text) ? ['The text has half an emoji or sign, as cutting a text leaves it: X cannot show it'] : []),
			...(media?.files ?? []).flatMap(({ note }) => note ?? []),
			...undescribed(media),
		],
	};
}

/** One half of a surrogate pair alone. */
const HALF = /\p{Surrogate}/u;

const undescribed = (media: MediaValue | undefined): string[] => {
	const count = (media?.files ?? []).filter(({ kind, altText }) => kind !== 'subtitles' && !altText).length;
	return count > 0 ? [`${count === 1 ? 'A file has' : `${count} files have`} no alt text`] : [];
};

const previewFields = fields([
	{
		name: 'source',
		displayName: 'Preview Of',
		kind: 'choice',
		front: true,
		default: SINGLE,
		description: 'Whether to preview one post, or where the parts of a thread come from',
		choices: [...SOURCES, { name: 'Single Post', value: SINGLE }],
	},
	...partFields(SINGLE),
	...splitFields,
	...optionalOf('linksInReply', 'quote', 'replyTo'),
]);
type PreviewValues = ValuesOf<typeof previewFields>;

/** X's restrictions that apply to any text. */
const restrictions = ({ replyTo, quote }: PreviewValues): string[] => [
	...(replyTo
		? ['X accepts replies from self-serve apps only if the author of the other post mentioned or quoted you']
		: []),
	...(quote ? ['X accepts quotes from Enterprise apps only'] : []),
];

/** Nothing is sent, so it is not known whether the account has X Premium. */
const lengthOf = ({ partLength: most = MAX_POST }: PreviewValues): Length => ({
	most,
	advice: "Shorten it, choose 'Long Text' to have it split, or set 'Characters per Part' if the account has X Premium.",
});

const sum = (parts: readonly PartPreview[], name: 'price_usd' | 'price_without_links_usd') =>
	exact(parts.reduce((total, part) => total + part[name], 0));

const allWarnings = (parts: readonly PartPreview[]) =>
	parts.flatMap((part) => part.warnings.map((text) => (parts.length > 1 ? `Part ${part.part}: ${text}` : text)));

/** A post or thread as it would be published; nothing is sent. */
function previewOf(values: PreviewValues) {
	const posts = partsOf(values);
	const parts = posts.map((part, index) => previewPart(part, index, lengthOf(values)));
	const problems = threadRefusals(values, lengthOf(values), posts).map(
		({ message, advice }) => `${message}. ${advice}`,
	);
	return {
		publishable: problems.length === 0,
		part_count: parts.length,
		price_usd: sum(parts, 'price_usd'),
		price_without_links_usd: sum(parts, 'price_without_links_usd'),
		problems,
		warnings: [...restrictions(values), ...allWarnings(parts)],
		parts,
	};
}

export const previewPost = operation({
	name: 'preview',
	displayName: 'Preview',
	action: 'Preview post without publishing it',
	description:
		'Check how long a text is before it is posted, and what the post or thread would cost. Nothing is sent to X.',
	endpoint: create.endpoint,
	access: { user: [], app: true },
	offline: true,
	fields: previewFields,
	together: gathering,
	returns: 'result',
	run: async ({ values }) => ({ data: previewOf(values) }),
});
