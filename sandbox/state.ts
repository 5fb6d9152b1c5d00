import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Subscription, Webhook } from './activity/activity';
import type { ChatState } from './chat/chat';
import type { Context } from './context';
import type { AccessToken, RefreshToken } from './auth/tokens';
import type { StreamRule } from './stream/stream';
import type { SocialState } from './world/social';
import type { WorldMedia, WorldPoll, WorldPost, WorldUser } from './world/types';

interface Saved {
	users: WorldUser[];
	posts: WorldPost[];
	polls: WorldPoll[];
	media: Array<Omit<WorldMedia, 'bytes'> & { bytes?: string }>;
	access: AccessToken[];
	refresh: RefreshToken[];
	balanceUsd: number;
	social?: SocialState;
	webhooks?: Array<Omit<Webhook, 'app'> & { appId: string }>;
	subscriptions?: Subscription[];
	chat?: ChatState;
	rules?: Array<Omit<StreamRule, 'query'>>;
}

/** Writes the whole state as one JSON file, renamed into place so that it is never half written. */
export function saveState(ctx: Context, file: string): void {
	const { world, tokens, wallet, activity, stream } = ctx;
	const saved: Saved = {
		users: [...world.users.values()],
		posts: [...world.posts.values()],
		polls: [...world.polls.values()],
		media: [...world.media.values()].map(({ bytes, ...media }) => ({
			...media,
			...(bytes ? { bytes: bytes.toString('base64') } : {}),
		})),
		access: [...tokens.access.values()],
		refresh: [...tokens.refresh.values()],
		balanceUsd: wallet.balanceUsd,
		social: world.social.state,
		chat: ctx.chat.state,
		webhooks: [...activity.webhooks.values()].map(({ app, ...webhook }) => ({ ...webhook, appId: app.id })),
		subscriptions: [...activity.subscriptions.values()],
		rules: [...stream.rules.values()].map(({ id, value, tag }) => ({ id, value, tag })),
	};
	writeFileSync(`${file}.new`, JSON.stringify(saved), { mode: 0o600 });
	renameSync(`${file}.new`, file);
}

export function loadState(ctx: Context, file: string): boolean {
	if (!existsSync(file)) return false;
	const saved = JSON.parse(readFileSync(file, 'utf8')) as Saved;
	const { tokens, wallet, stream } = ctx;
	loadWorld(ctx, saved);
	for (const token of saved.access) tokens.access.set(token.token, token);
	for (const token of saved.refresh) tokens.refresh.set(token.token, token);
	wallet.balanceUsd = saved.balanceUsd;
	loadActivity(ctx, saved);
	if (saved.chat) ctx.chat.state = saved.chat;
	for (const rule of saved.rules ?? []) stream.rules.set(rule.id, { ...rule, query: stream.parse(rule.value) });
	return true;
}

function loadWorld({ world }: Context, saved: Saved): void {
	for (const user of saved.users) world.users.set(user.id, user);
	for (const post of saved.posts) world.posts.set(post.id, post);
	for (const poll of saved.polls) world.polls.set(poll.id, poll);
	for (const { bytes, ...media } of saved.media)
		world.media.set(media.id, { ...media, ...(bytes ? { bytes: Buffer.from(bytes, 'base64') } : {}) });
	for (const id of [...world.users.keys(), ...world.posts.keys(), ...world.media.keys(), ...world.polls.keys()])
		world.ids.startAfter(id);
	world.social.state = { ...world.social.state, ...saved.social };
	const social: Array<{ id: string }> = Object.values({ ...world.social.state }).flat();
	for (const { id } of social) world.ids.startAfter(id);
}

function loadActivity({ activity, appList }: Context, saved: Saved): void {
	for (const { appId, ...webhook } of saved.webhooks ?? []) {
		const app = appList.find(({ id }) => id === appId);
		if (app) activity.webhooks.set(webhook.id, { ...webhook, app });
	}
	for (const subscription of saved.subscriptions ?? [])
		activity.subscriptions.set(subscription.subscription_id, subscription);
}
