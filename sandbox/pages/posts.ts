import type { Context } from '../context';
import { mediaAddress } from '../view/media';
import { avatarAddress } from '../view/user';
import { isRepost } from '../view/post';
import { unescaped, type UrlEntity } from '../world/text';
import type { WorldPost, WorldUser } from '../world/types';
import { html, Html } from './html';
import { layout } from './layout';

const MOST = 200;

/** The text with its links, mentions and hashtags as links; the link of attached media is not shown. */
function linked(post: WorldPost): Html[] {
	const characters = Array.from(post.text);
	const spans: Array<{ start: number; end: number; shown: Html }> = [];
	const link = (url: UrlEntity) =>
		url.media_key
			? html``
			: html`<a href="${/^https?:/i.test(url.expanded_url) ? url.expanded_url : '#'}" rel="noreferrer"
					>${url.display_url}</a
				>`;
	for (const url of post.entities.urls ?? [])
		if (!spans.some((span) => span.start === url.start))
			spans.push({ start: url.start, end: url.end, shown: link(url) });
	for (const one of post.entities.mentions ?? [])
		spans.push({ start: one.start, end: one.end, shown: html`<a href="/${one.username}">@${one.username}</a>` });
	for (const one of post.entities.hashtags ?? [])
		spans.push({ start: one.start, end: one.end, shown: html`<span class="dim">#${one.tag}</span>` });
	const parts: Html[] = [];
	let from = 0;
	for (const span of spans.sort((a, b) => a.start - b.start)) {
		parts.push(html`${unescaped(characters.slice(from, span.start).join(''))}`, span.shown);
		from = span.end;
	}
	return [...parts, html`${unescaped(characters.slice(from).join(''))}`];
}

function ago(ctx: Context, at: number): string {
	const minutes = Math.max(0, Math.round((ctx.clock.now() - at) / 60_000));
	if (minutes < 60) return minutes < 1 ? 'now' : `${minutes}m`;
	return minutes < 1440 ? `${Math.floor(minutes / 60)}h` : new Date(at).toISOString().slice(0, 10);
}

function pictures(ctx: Context, post: WorldPost): Html {
	const shown = post.mediaKeys
		.flatMap((key) => ctx.world.mediaOf(key) ?? [])
		.map((media) => {
			const address =
				media.kind === 'photo' || media.bytes
					? mediaAddress(media, ctx.url)
					: `${ctx.url}/local/media/${media.id}/preview.png`;
			return html`<img src="${address}" alt="${media.altText || 'Picture without a description'}" loading="lazy" />`;
		});
	return shown.length > 0 ? html`<div class="pictures">${shown}</div>` : html``;
}

function pollOf(ctx: Context, post: WorldPost): Html {
	const poll = ctx.world.polls.get(post.pollId ?? '');
	return poll
		? html`<div class="poll">
				${poll.options.map((option) => html`<div><span>${option.label}</span><span>${option.votes}</span></div>`)}
			</div>`
		: html``;
}

function quoted(ctx: Context, post: WorldPost): Html {
	const other = ctx.world.posts.get(post.references.find((ref) => ref.type === 'quoted')?.id ?? '');
	const author = other && ctx.world.users.get(other.authorId);
	if (!other || other.deleted || !author) return html``;
	return html`<div class="quote">
		<b>${author.name}</b> <span class="dim">@${author.username}</span>
		<p>${linked(other)}</p>
		${pictures(ctx, other)}
	</div>`;
}

const count = (sign: string, what: string, value: number): Html =>
	html`<span title="${what}"
		><span aria-hidden="true">${sign} </span><span class="hidden">${what}: </span>${value}</span
	>`;

function postCard(ctx: Context, given: WorldPost, focus = false): Html {
	const original = isRepost(given) ? ctx.world.posts.get(given.references[0].id) : undefined;
	const post = original ?? given;
	const author = ctx.world.users.get(post.authorId)!;
	const parentAuthor = ctx.world.users.get(post.inReplyToUserId ?? '');
	const note = original ? html`<div class="note">${ctx.world.users.get(given.authorId)!.name} reposted</div>` : html``;
	return html`<article data-id="${post.id}" class="${focus ? 'focus' : ''}">
		<img class="avatar" src="${avatarAddress(author, ctx.url)}" alt="" width="44" height="44" />
		<div>
			${note} <a class="name" href="/${author.username}">${author.name}</a>
			<span class="dim"
				>@${author.username} ·
				<a class="dim" href="/${author.username}/status/${post.id}"
					><time datetime="${new Date(post.createdAt).toISOString()}">${ago(ctx, post.createdAt)}</time></a
				></span
			>
			${parentAuthor && html`<div class="dim">Replying to <a href="/${parentAuthor.username}">@${parentAuthor.username}</a></div>`}
			<p>${linked(post)}</p>
			${pictures(ctx, post)}${pollOf(ctx, post)}${quoted(ctx, post)}
			<div class="counts">
				${count('↩', 'Replies', post.counts.replies)}${count('⟲', 'Reposts', post.counts.reposts)}${count('♡', 'Likes', post.counts.likes)}
			</div>
		</div>
	</article>`;
}

export function timelinePage(ctx: Context): string {
	const posts = ctx.world.timeline().slice(0, MOST);
	return layout(
		'Posts',
		html`<h1 class="hidden">Posts</h1>
			${posts.map((post) => postCard(ctx, post))}${posts.length === 0 && html`<p class="card dim">Nothing has been posted yet.</p>`}`,
	);
}

export function profilePage(ctx: Context, user: WorldUser): string {
	const posts = ctx.world.timeline((post) => post.authorId === user.id).slice(0, MOST);
	const state = user.state === 'active' ? '' : ` (${user.state})`;
	return layout(
		user.name,
		html`<div class="profile">
				<img class="avatar" src="${avatarAddress(user, ctx.url)}" alt="" width="80" height="80" />
				<h1>${user.name}${state}</h1>
				<div class="dim">@${user.username}</div>
				<p>${user.description}</p>
				<div class="dim">
					<b>${user.following.length}</b> Following
					<b>${ctx.world.followers(user.id).length + user.extraFollowers}</b> Followers
				</div>
			</div>
			${posts.map((post) => postCard(ctx, post))}`,
	);
}

export function postPage(ctx: Context, post: WorldPost): string {
	const parent = ctx.world.posts.get(post.references.find((ref) => ref.type === 'replied_to')?.id ?? '');
	const replies = ctx.world
		.timeline((other) => other.references.some((ref) => ref.type === 'replied_to' && ref.id === post.id))
		.reverse();
	return layout(
		'Post',
		html`<h1 class="hidden">Post</h1>
			${parent && !parent.deleted && postCard(ctx, parent)}${postCard(ctx, post, true)}${replies.map((reply) => postCard(ctx, reply))}`,
	);
}
