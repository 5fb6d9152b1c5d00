/** What a run cost, in one line beside the output. */
import type { CostLine, Meter } from '../../../api/money/meter';
import { OWNED_READ_USD, type Price } from '../../../api/money/prices';
import { exact, usd } from '../../../api/money/usd';
import { RESOURCES } from '../../../connector';

/** The page that explains the line. */
const EXPLAINED = 'https://github.com/n8n-nodes-x/n8n-nodes-x/blob/main/docs/limits-and-money.md#after-a-run';

/** What X charges for, for one and for several. */
const CHARGED = {
	'Posts: Read': ['post', 'posts'],
	'User: Read': ['user', 'users'],
	'DM Event: Read': ['message', 'messages'],
	'Following/Followers: Read': ['user', 'users'],
	'List: Read': ['list', 'lists'],
	'Space: Read': ['Space', 'Spaces'],
	'Community: Read': ['community', 'communities'],
	'Note: Read': ['note', 'notes'],
	'Like: Read': ['like', 'likes'],
	'Mute: Read': ['muted user', 'muted users'],
	'Profile Update: Read': ['profile update', 'profile updates'],
	'Block: Read': ['blocked user', 'blocked users'],
	'Post: Create': ['new post', 'new posts'],
	'Post: Create (with URL)': ['new post with a link', 'new posts with a link'],
	'Post: Create (summoned)': ['new reply', 'new replies'],
	'DM Interaction: Create': ['new message', 'new messages'],
	'User Interaction: Create': ['interaction', 'interactions'],
	'Interaction: Delete': ['interaction removed', 'interactions removed'],
	'Content: Manage': ['change', 'changes'],
	'List: Create': ['new list', 'new lists'],
	'List: Manage': ['list change', 'list changes'],
	Bookmark: ['bookmark', 'bookmarks'],
	'Media Metadata': ['media update', 'media updates'],
	'Privacy: Update': ['privacy change', 'privacy changes'],
	'Mute: Delete': ['unmuted user', 'unmuted users'],
	'Counts: Recent': ['count', 'counts'],
	'Counts: All': ['count of all time', 'counts of all time'],
	Trends: ['list of trends', 'lists of trends'],
} as const satisfies Record<Price, readonly [one: string, many: string]>;

const counted = ({ count, price }: CostLine): string => `${count} ${CHARGED[price][count === 1 ? 0 : 1]}`;

const costOf = (lines: readonly CostLine[]): number => lines.reduce((sum, line) => sum + line.usd, 0);

/** What X includes with the objects that are read. */
const included = (along: readonly CostLine[]): string =>
	along.map(({ price }) => (price === 'User: Read' ? 'authors' : 'referenced posts')).join(' and ');

/** The operation that reads an endpoint, by its name in the panel. */
function nameOf(endpoint: string): string {
	const [name] = RESOURCES.flatMap(({ displayName, operations }) =>
		operations.filter((each) => each.endpoint === endpoint).map((each) => `${displayName} > ${each.displayName}`),
	);
	return name;
}

/** Empty if nothing was charged. */
export const costSoFar = (meter: Meter): string =>
	meter.total() > 0 ? `Estimated cost of this run: ${usd(meter.total())}.` : '';

/** HTML, as n8n shows hints; empty if nothing was charged. */
export function billOf(meter: Meter): string {
	const lines = meter.lines();
	if (lines.length === 0) return '';
	const [total, along, owned] = [meter.total(), meter.along(), meter.owned()];
	const cheaper = owned.reduce((sum, { count, usd: regular }) => sum + regular - count * OWNED_READ_USD, 0);
	return [
		`≈ ${usd(total)}`,
		lines.map(counted).join(', '),
		...(along.length > 0 ? [`up to ${exact(total + costOf(along))} with ${included(along)}`] : []),
		...(cheaper > 0 ? [`${exact(total - cheaper)} if this is your app's own account`] : []),
		...meter
			.ownedElsewhere()
			.map(({ endpoint, count }) => `${count} for ${OWNED_READ_USD} each with ${nameOf(endpoint)}`),
		`<a href="${EXPLAINED}" target="_blank">How this is estimated</a>`,
	].join(' · ');
}
