import { InputError } from '../../../api/errors/errors';
import { field, operation, resource } from '../../types';

const access = { user: ['tweet.read'] } as const;
const limits = { user: ['90/15min'] } as const;
const write = { user: ['tweet.write'] } as const;
const notice = 'Only for enrolled AI note writers of Community Notes';

const testMode = field({
	name: 'testMode',
	displayName: 'Test Mode',
	kind: 'boolean',
	required: true,
	default: true,
	description: 'Whether the notes are tests that are never shown. For now, X accepts nothing else.',
});
const aboutPost = field({
	name: 'post',
	displayName: 'Post',
	kind: 'post',
	to: 'body.post_id',
	required: true,
	description: 'Link or ID of the post that the note is about',
});
const page = { size: { min: 1, max: 100 }, token: 'pagination_token' } as const;

const MISLEADING = 'misinformed_or_potentially_misleading';

const create = operation({
	name: 'create',
	displayName: 'Create',
	action: 'Create community note',
	description: 'Propose a note on a post that is eligible for notes',
	notice,
	endpoint: 'POST /2/notes',
	proof: 'id',
	unique: true,
	access: write,
	limits: { user: ['90/15min', '250/24h'] },
	fields: [
		aboutPost,
		{
			name: 'text',
			displayName: 'Text',
			kind: 'longText',
			to: 'body.info.text',
			required: true,
			pattern: /^(?=[\s\S]*https?:\/\/\S+)[\s\S]+$/,
			placeholder: 'e.g. The claim lacks context: https://example.com/report',
			description: 'Up to 280 characters with at least one link. A link counts as one character.',
		},
		{
			name: 'classification',
			displayName: 'Classification',
			kind: 'choice',
			to: 'body.info.classification',
			required: true,
			default: MISLEADING,
			choices: [
				{ name: 'Misinformed or Potentially Misleading', value: MISLEADING },
				{ name: 'Not Misleading', value: 'not_misleading' },
			],
		},
		{
			name: 'reasons',
			displayName: 'Misleading Tags',
			kind: 'choices',
			to: 'body.info.misleading_tags',
			required: true,
			default: [],
			showFor: { classification: [MISLEADING] },
			description: 'Why the post is misleading',
			choices: [
				{ name: 'Disputed Claim as Fact', value: 'disputed_claim_as_fact' },
				{ name: 'Factual Error', value: 'factual_error' },
				{ name: 'Manipulated Media', value: 'manipulated_media' },
				{ name: 'Misinterpreted Satire', value: 'misinterpreted_satire' },
				{ name: 'Missing Important Context', value: 'missing_important_context' },
				{ name: 'Other', value: 'other' },
				{ name: 'Outdated Information', value: 'outdated_information' },
			],
		},
		{
			name: 'trustworthySources',
			displayName: 'Trustworthy Sources',
			kind: 'boolean',
			to: 'body.info.trustworthy_sources',
			required: true,
			default: true,
			description: 'Whether the links in the note lead to sources most people would trust',
		},
		{ ...testMode, to: 'body.test_mode' },
		{
			name: 'mediaNote',
			displayName: 'Media Note',
			kind: 'boolean',
			to: 'body.info.is_media_note',
			default: false,
			description: 'Whether the note is about the picture or video rather than the post',
		},
	],
	// X requires the list even for a note that calls nothing misleading.
	fixed: { 'body.info.misleading_tags': [] },
	returns: 'result',
	check({ text }) {
		const { length } = [...text.replace(/https?:\/\/\S+/g, '.')];
		if (length > 280)
			throw new InputError(
				`The note is ${length} characters long, with each link as one; the limit is 280`,
				'Shorten it.',
			);
	},
});

const evaluate = operation({
	name: 'evaluate',
	displayName: 'Evaluate',
	action: 'Evaluate community note',
	description: 'Have X score the text of a note, for claims and opinions, before proposing it',
	notice,
	endpoint: 'POST /2/notes/evaluate',
	proof: 'claim_opinion_score',
	unique: true,
	access: write,
	limits,
	fields: [
		aboutPost,
		{
			name: 'text',
			displayName: 'Text',
			kind: 'longText',
			to: 'body.note_text',
			required: true,
			placeholder: 'e.g. The claim lacks context: https://example.com/report',
			description: 'Text of the note',
		},
	],
	returns: 'result',
});

const getMany = operation({
	name: 'getMany',
	displayName: 'Get Many',
	action: 'Get many community notes',
	description: 'Retrieve the notes that the connected account has written',
	notice,
	endpoint: 'GET /2/notes/search/notes_written',
	access,
	limits,
	price: 'Note: Read',
	fields: [{ ...testMode, to: 'query.test_mode' }],
	page,
	returns: 'note',
});

const getManyEligiblePosts = operation({
	name: 'getManyEligiblePosts',
	displayName: 'Get Many Eligible Posts',
	action: 'Get many posts eligible for community notes',
	description: 'Retrieve posts that are eligible for notes',
	notice,
	endpoint: 'GET /2/notes/search/posts_eligible_for_notes',
	access,
	limits,
	price: 'Posts: Read',
	fields: [
		{ ...testMode, to: 'query.test_mode' },
		{
			name: 'postSelection',
			displayName: 'Post Selection',
			kind: 'text',
			to: 'query.post_selection',
			description: 'Which selection of posts to use, as named in the Community Notes API guide',
		},
	],
	page,
	returns: 'post',
});

const deleteNote = operation({
	name: 'delete',
	displayName: 'Delete',
	action: 'Delete community note',
	description: 'Delete one of your own notes',
	notice,
	endpoint: 'DELETE /2/notes/{id}',
	proof: 'deleted',
	access: write,
	limits,
	fields: [
		{
			name: 'note',
			displayName: 'Note',
			kind: 'object',
			of: 'note',
			to: 'path.id',
			required: true,
			description: 'ID of the note',
		},
	],
	returns: 'result',
});

export const communityNote = resource({
	name: 'communityNote',
	displayName: 'Community Note',
	node: 'X',
	operations: [create, evaluate, getMany, getManyEligiblePosts, deleteNote],
});
