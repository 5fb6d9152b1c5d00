import { inner } from '../../../api/json/members';
import { InputError } from '../../../api/errors/errors';
import { endpoint, field, fields, operation, type Call } from '../../types';

const read = { user: ['broadcast.read'] } as const;
const write = { user: ['broadcast.read', 'broadcast.write'] } as const;

const scheduled = field({
	name: 'scheduledBroadcast',
	displayName: 'Scheduled Broadcast',
	kind: 'object',
	of: 'scheduledBroadcast',
	to: 'path.id',
	required: true,
	description: 'One of your own scheduled broadcasts. Its broadcast ID is alphanumeric.',
});
/** Either ID tells which broadcast it is. */
const proof = ['scheduled_broadcast_id', 'broadcast_id'] as const;
const one = endpoint({ endpoint: 'GET /2/broadcasts/scheduled/{id}', access: read });

const start = field({
	name: 'start',
	displayName: 'Start',
	kind: 'time',
	as: 'epochMs',
	to: 'body.scheduled_start_ms',
	description: 'When the broadcast starts',
});
const end = field({
	name: 'end',
	displayName: 'End',
	kind: 'time',
	as: 'epochMs',
	to: 'body.scheduled_end_ms',
	description: 'When the broadcast ends',
});
const source = field({
	name: 'source',
	displayName: 'Source ID',
	kind: 'text',
	to: 'body.source_id',
	placeholder: 'e.g. a1b2c3d4e5f6',
	description: 'The source to broadcast from: its RTMP stream key in Media Studio',
});
const title = field({
	name: 'title',
	displayName: 'Title',
	kind: 'text',
	to: 'body.title',
	placeholder: 'e.g. Release party',
	description: 'What viewers see as the title',
});

/** Fields for both create and update; switches have no default, so that either value can be sent. */
const details = fields([
	{
		name: 'replay',
		displayName: 'Available for Replay',
		kind: 'boolean',
		to: 'body.available_for_replay',
		description: 'Whether the broadcast can be watched afterwards',
	},
	{
		name: 'chatOption',
		displayName: 'Chat Option',
		kind: 'id',
		to: 'body.chat_option',
		placeholder: 'e.g. 1',
		description: "Who may write in the chat, as X's number for it",
	},
	{
		name: 'description',
		displayName: 'Description',
		kind: 'longText',
		to: 'body.description',
		description: 'What the broadcast is about',
	},
	{
		name: 'locale',
		displayName: 'Locale',
		kind: 'text',
		to: 'body.locale',
		placeholder: 'e.g. en',
		description: 'Language of the broadcast',
	},
	{
		name: 'locked',
		displayName: 'Locked',
		kind: 'boolean',
		to: 'body.is_locked',
		description: 'Whether the broadcast is locked',
	},
	{
		name: 'manualPublish',
		displayName: 'Manual Publish',
		kind: 'boolean',
		decides: true,
		to: 'body.manual_publish',
		description: 'Whether the broadcast waits for Go Live instead of starting on its own',
	},
	{
		name: 'thumbnail',
		displayName: 'Thumbnail Media ID',
		kind: 'id',
		mediaKey: true,
		to: 'body.thumbnail_media_id',
		placeholder: 'e.g. 1849000000000000000',
		description: 'Uploaded image to show before the start',
	},
]);

const rollForward = field({
	name: 'rollForward',
	displayName: 'Roll Forward',
	kind: 'boolean',
	default: false,
	description: 'Whether to move the first broadcast of a recurring series to its next date',
});

/**
 * The properties of a scheduled broadcast that an update accepts (spec: UpdateScheduledBroadcastRequest); `is_locked`
 * cannot be read.
 */
const KEPT = [
	'available_for_replay',
	'chat_option',
	'description',
	'locale',
	'manual_publish',
	'scheduled_broadcast_id',
	'scheduled_end_ms',
	'scheduled_start_ms',
	'source_id',
	'thumbnail_media_id',
	'title',
];

/** X replaces the whole schedule with what is sent, so unchanged values are read and sent again. */
async function update({ client, path, body }: Pick<Call, 'client' | 'path' | 'body'>) {
	const { data } = await client.call(one.endpoint, { path });
	const current = Object.entries(inner(data)).filter(
		([name, value]) => KEPT.includes(name) && value !== undefined && value !== null && value !== '',
	);
	return await client.call('PUT /2/broadcasts/scheduled/{id}', {
		path,
		body: { ...Object.fromEntries(current), ...body },
	});
}

function inOrder({ start: from, end: to }: { start?: string; end?: string }): void {
	if (from !== undefined && to !== undefined && Number(to) <= Number(from))
		throw new InputError("'End' is not after 'Start'", 'Correct one of them.');
}

/** Upcoming broadcasts. */
export const schedule = [
	operation({
		name: 'schedule',
		displayName: 'Schedule',
		action: 'Schedule broadcast',
		description: 'Schedule a live broadcast, once or repeatedly',
		endpoint: 'POST /2/broadcasts/scheduled',
		proof,
		access: write,
		fields: [
			{ ...source, required: true },
			{ ...start, required: true },
			{ ...end, required: true },
			{ ...title, front: true },
			...details,
			{
				name: 'recurrence',
				displayName: 'Recurrence',
				kind: 'group',
				description: 'How often it repeats',
				fields: [
					{
						name: 'frequency',
						displayName: 'Frequency',
						kind: 'choice',
						to: 'body.recurrence.frequency',
						required: true,
						default: 'Weekly',
						choices: [
							{ name: 'Daily', value: 'Daily' },
							{ name: 'Weekly', value: 'Weekly' },
						],
					},
					{
						name: 'repeats',
						displayName: 'Repeats',
						kind: 'id',
						to: 'body.recurrence.repeats',
						required: true,
						placeholder: 'e.g. 4',
						description: 'How many times',
					},
				],
			},
			{
				name: 'telecast',
				displayName: 'Telecast ID',
				kind: 'id',
				to: 'body.telecast_id',
				placeholder: 'e.g. 1849000000000000000',
				description: 'Telecast that the broadcast belongs to',
			},
		],
		returns: 'result',
		check: inOrder,
	}),
	operation({
		name: 'getScheduled',
		displayName: 'Get Scheduled',
		action: 'Get scheduled broadcast',
		description: 'Retrieve one of your own scheduled broadcasts',
		...one,
		fields: [scheduled],
		returns: 'result',
	}),
	operation({
		name: 'getManyScheduled',
		displayName: 'Get Many Scheduled',
		action: 'Get many scheduled broadcasts',
		description: 'Retrieve the scheduled broadcasts of the connected account',
		endpoint: 'GET /2/broadcasts/scheduled',
		access: read,
		fields: [
			{
				name: 'startsFrom',
				displayName: 'Starts From',
				kind: 'time',
				as: 'epochMs',
				to: 'query.oldest_start_time',
				description: 'Only broadcasts that start at this time or later',
			},
			{
				name: 'startsUntil',
				displayName: 'Starts Until',
				kind: 'time',
				as: 'epochMs',
				to: 'query.newest_start_time',
				description: 'Only broadcasts that start at this time or earlier',
			},
		],
		page: { size: { min: 1, max: 100 }, token: 'pagination_token' },
		returns: 'result',
	}),
	operation({
		name: 'updateScheduled',
		displayName: 'Update Scheduled',
		action: 'Update scheduled broadcast',
		description:
			"Update a scheduled broadcast. Fields left empty keep their values, except 'Locked', which X does not return.",
		endpoint: 'PUT /2/broadcasts/scheduled/{id}',
		proof,
		access: write,
		fields: [scheduled, start, end, source, title, ...details, { ...rollForward, to: 'body.roll_forward' }],
		also: [one],
		returns: 'result',
		check: inOrder,
		run: update,
	}),
	operation({
		name: 'deleteScheduled',
		displayName: 'Delete Scheduled',
		action: 'Delete scheduled broadcast',
		description: 'Cancel a scheduled broadcast',
		endpoint: 'DELETE /2/broadcasts/scheduled/{id}',
		proof: 'deleted',
		access: write,
		fields: [scheduled, { ...rollForward, to: 'query.roll_forward' }],
		returns: 'result',
	}),
	operation({
		name: 'goLive',
		displayName: 'Go Live',
		action: 'Start scheduled broadcast',
		description: "Start a scheduled broadcast that has 'Manual Publish' on",
		notice: "Only for broadcasts with 'Manual Publish'. Others start on their own.",
		endpoint: 'POST /2/broadcasts/scheduled/{id}/live',
		proof,
		unique: true,
		access: write,
		fields: [scheduled],
		returns: 'result',
	}),
];
