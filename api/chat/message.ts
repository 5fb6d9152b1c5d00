/** An opened event as the nodes show it, whatever spelling the engine uses for its members. */
import type { Opened } from './open';
import type { OpenedEvent } from './types';

type Members = Readonly<Record<string, unknown>>;

/** Members that are nested come in X's own spelling, although the engine's types promise the other. */
const member = (of: unknown, name: string): unknown => {
	if (typeof of !== 'object' || of === null) return undefined;
	const members = of as Members;
	return members[name] ?? members[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
};
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Kinds of event besides messages, by the engine's names. */
const KINDS: Readonly<Record<string, string>> = {
	conversationDeleted: 'conversation_deleted',
	groupChange: 'group_change',
	keyChange: 'key_change',
	markedUnread: 'marked_unread',
	memberDeleted: 'member_deleted',
	messageDeleted: 'message_deleted',
	readReceipt: 'read',
	settingsChange: 'settings_change',
};
const CONTENTS: Readonly<Record<string, string>> = { reactionRemoved: 'reaction_removed' };

/** @returns members that X did not send are left out */
export function shown(opened: Opened): Record<string, unknown> {
	const { row, event } = opened;
	const { conversation_id: id } = row;
	const values = { ...row, conversation_id: id?.replace(':', '-'), ...(event ? saidIn(event) : {}), ...judged(opened) };
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function saidIn(event: OpenedEvent): Members {
	const { content } = event;
	return {
		message_id: event.id,
		type: kindOf(event),
		text: text(content?.text) ?? text(member(content, 'newText')),
		emoji: text(content?.emoji),
		target_id: text(member(content, 'targetMessageId')),
		reply_to: repliedTo(event),
		attachments: attachmentsOf(event),
		deleted_ids: member(event, 'messageIds'),
		change: event.type === 'groupChange' ? member(event, 'change') : undefined,
		key_version: event.keyVersion,
	};
}

function repliedTo({ content, replyPreviewValidation }: OpenedEvent): unknown {
	const preview = member(content, 'replyingToPreview');
	if (!preview) return undefined;
	return {
		id: text(member(preview, 'replyingToMessageSequenceId')),
		sender_id: text(member(preview, 'senderId')),
		text: text(member(preview, 'messageText')),
		// The engine compares what is quoted with the message itself, as its sender has signed it.
		verified: replyPreviewValidation === 'valid',
	};
}

const judged = ({ event, why }: Opened): Members =>
	event
		? { verified: why === undefined && event.verified === true, unverified_because: why }
		: { unreadable_because: why };

const kindOf = ({ type, content }: OpenedEvent): string => {
	if (type !== 'message') return KINDS[type] ?? type;
	const kind = text(member(content, 'contentType')) ?? 'unknown';
	return CONTENTS[kind] ?? kind;
};

/** Whether somebody says something in it. What cannot be read may be a message. */
export const isMessage = ({ event }: Opened): boolean => !event || event.type === 'message';

function attachmentsOf(event: OpenedEvent | undefined): unknown[] | undefined {
	const { attachments = [] } = event ?? {};
	if (attachments.length === 0) return undefined;
	return attachments.map((each) => ({
		type: text(each.mediaType) ?? text(member(each, 'attachmentType')),
		media_hash_key: text(each.mediaHashKey),
		file_name: text(each.filename),
		file_size: each.filesizeBytes,
		url: text(each.url),
		post_url: text(each.postUrl),
	}));
}
