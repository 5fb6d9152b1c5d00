/** The operations of n8n's built-in X node (versions 1 and 2), each with how its parameters are written here. */
import type { IDataObject } from 'n8n-workflow';
import type { Reader } from './reader';
import { isExpression, joined } from './text';

export interface Conversion {
	resource: string;
	operation: string;
	parameters(old: Reader, version: number): IDataObject;
}

/** Version 1 names fields of the input item, version 2 has the ID of media uploaded before. */
const mediaRow = (value: string, version: number): IDataObject =>
	version === 1 ? { source: 'binary', binaryFields: value } : { source: 'ids', mediaIds: value };

const create: Conversion = {
	resource: 'post',
	operation: 'create',
	parameters(old, version) {
		const more = old.inside('additionalFields');
		more.drop(
			['displayCoordinates', 'locationFieldsUi'],
			'Display Coordinates and Location are left out: X no longer takes coordinates. Options > Place ID takes a place.',
		);
		more.drop(
			['possiblySensitive'],
			'Possibly Sensitive is left out: it is no longer a field of a post. Media > Set Metadata marks the media instead.',
		);
		const media = more.text('attachments');
		return {
			text: old.text('text'),
			media: media ? { item: [mediaRow(media, version)] } : {},
			options: {
				...(more.has('location') && { placeId: more.get('location') }),
				...(more.has('inQuoteToStatusId') && { quote: more.target('inQuoteToStatusId') }),
				...(more.has('inReplyToStatusId') && { replyTo: more.target('inReplyToStatusId') }),
			},
		};
	},
};

const send: Conversion = {
	resource: 'directMessage',
	operation: 'send',
	parameters(old, version) {
		const more = old.inside('additionalFields');
		const media = more.text(version === 1 ? 'attachment' : 'attachments');
		return {
			user: version === 1 ? old.locator('userId', 'id') : old.locator('user', 'username'),
			text: old.text('text'),
			media: media ? { item: mediaRow(media, version) } : {},
		};
	},
};

/** What acts on one post. */
const onPost = (operation: string, field: (version: number) => string): Conversion => ({
	resource: 'post',
	operation,
	parameters(old, version) {
		const more = old.inside('additionalFields');
		more.drop(['includeEntities'], 'Include Entities is left out: X returns nothing of the post.');
		more.drop(['trimUser'], 'Trim User is left out: X returns nothing of the user.');
		return { post: old.locator(field(version), 'id') };
	},
});

/** Fields that X's present vocabulary has as something to include. */
const INCLUDED: Readonly<Record<string, string>> = {
	author_id: 'author_id',
	in_reply_to_user_id: 'in_reply_to_user_id',
	referenced_tweets: 'referenced_posts',
};

/** Simplified has what the built-in node returns without Tweet Fields; what else is wanted, Full has. */
function outputOf(more: Reader): IDataObject {
	const wanted = more.get('tweetFieldsObject');
	if (isExpression(wanted)) {
		more.notes.push(
			'Tweet Fields is an expression: of its fields, author_id, in_reply_to_user_id and referenced_tweets belong under Fields > Include.',
		);
		return { output: 'full', fields: { include: [], postFields: wanted } };
	}
	if (!Array.isArray(wanted) || wanted.length === 0) return { output: 'simplified', fields: { include: [] } };
	const names = wanted.map(String);
	const include = names.filter((name) => name in INCLUDED).map((name) => INCLUDED[name]);
	if (include.length > 0)
		more.notes.push(`Fields > Include has ${include.join(', ')}: X may bill what it includes as read.`);
	return { output: 'full', fields: { include, postFields: names.filter((name) => !(name in INCLUDED)) } };
}

const SORT: Readonly<Record<string, string>> = { recent: 'recency', popular: 'relevancy', mixed: 'relevancy' };

/** Version 1 restricts the language beside the words; X's present search does so within them. */
function queryOf(old: Reader, more: Reader): string {
	const words = old.text('searchText');
	return more.has('lang') ? joined('(', words, ') lang:', more.text('lang')) : words;
}

const search: Conversion = {
	resource: 'post',
	operation: 'search',
	parameters(old) {
		const more = old.inside('additionalFields');
		more.drop(
			['locationFieldsUi'],
			'Location is left out, so more is found: point_radius: in Query restricts a search to an area, where X offers it to your app.',
		);
		more.drop(
			['includeEntities'],
			'Include Entities is left out: add Entities under Fields > Post Fields, with Output: Full.',
		);
		more.drop(['tweetMode'], 'Tweet Mode is left out: the text is always complete.');
		const sort = more.has('resultType') ? (SORT[more.text('resultType')] ?? '') : '';
		if (more.has('resultType') && !sort)
			more.notes.push('Result Type is left out, because it is an expression: see Options > Sort Order.');
		return {
			query: queryOf(old, more),
			...old.same('returnAll', 'limit'),
			...outputOf(more),
			options: {
				...more.same('sortOrder', 'startTime', 'endTime'),
				...(more.has('until') && { endTime: more.get('until') }),
				...(sort && { sortOrder: sort }),
			},
		};
	},
};

const getUser: Conversion = {
	resource: 'user',
	operation: 'get',
	parameters(old) {
		const me = old.get('me');
		if (isExpression(me))
			old.notes.push(
				'Me is left out, because it is an expression: check User, which has the account of its other case.',
			);
		const user = me === true ? { __rl: true, mode: 'list', value: 'me' } : old.locator('user', 'username');
		return { user, output: 'simplified' };
	},
};

const addMember: Conversion = {
	resource: 'list',
	operation: 'addMember',
	parameters: (old) => ({ list: old.locator('list', 'id'), user: old.locator('user', 'username') }),
};

/** By resource and operation; the first operation of a resource is its default. */
export const CONVERSIONS: Readonly<Record<string, Readonly<Record<string, Conversion>>>> = {
	tweet: {
		create,
		delete: onPost('delete', (version) => (version === 1 ? 'tweetId' : 'tweetDeleteId')),
		like: onPost('like', () => 'tweetId'),
		retweet: onPost('repost', () => 'tweetId'),
		search,
	},
	user: { searchUser: getUser },
	list: { add: addMember },
	directMessage: { create: send },
};
