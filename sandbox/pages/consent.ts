import type { Scope } from '../../connector/types';
import type { App } from '../auth/apps';
import { avatarAddress } from '../view/user';
import type { WorldUser } from '../world/types';
import { html, type Html } from './html';
import { layout } from './layout';

/** What each scope lets an app do, in X's words. */
const MEANING: Record<string, string> = {
	'tweet.read': 'View all posts you can see, including those from protected accounts.',
	'tweet.write': 'Create and repost on your behalf.',
	'tweet.moderate.write': 'Hide and unhide replies to your posts.',
	'users.read': 'View any account you can see, including protected accounts.',
	'users.email': 'See the e-mail address of your account.',
	'offline.access': 'Stay connected to your account until you revoke access.',
	'media.write': 'Upload media, such as photos and videos, on your behalf.',
	'dm.read': 'Read all your Direct Messages.',
	'dm.write': 'Send and manage your Direct Messages.',
	'follows.read': 'View people who follow you and people who you follow.',
	'follows.write': 'Follow and unfollow people for you.',
	'space.read': 'View all the Spaces you can see.',
	'mute.read': 'View accounts you’ve muted.',
	'mute.write': 'Mute and unmute accounts for you.',
	'block.read': 'View accounts you’ve blocked.',
	'block.write': 'Block and unblock accounts for you.',
	'like.read': 'View posts you’ve liked and likes you can view.',
	'like.write': 'Like and unlike posts for you.',
	'list.read':
		'View Lists, members of Lists, and followers of Lists you’ve created or are a member of, including private Lists.',
	'list.write': 'Create and manage Lists for you.',
	'bookmark.read': 'View posts you’ve bookmarked.',
	'broadcast.read': 'View your broadcasts.',
	'broadcast.write': 'Create and manage broadcasts for you.',
	'timeline.read': 'View events on your timeline.',
	'bookmark.write': 'Bookmark and remove bookmarks for you.',
} satisfies Record<Scope, string>;
const PASSED_ON = [
	'response_type',
	'client_id',
	'redirect_uri',
	'scope',
	'state',
	'code_challenge',
	'code_challenge_method',
];

export interface Consent {
	app: App;
	scopes: string[];
	accounts: WorldUser[];
	chosen?: string;
	query: Record<string, string>;
	base: string;
}

export function consentPage({ app, scopes, accounts, chosen, query, base }: Consent): string {
	const selected = chosen ?? accounts.find((user) => user.username === 'ourbrand')?.id ?? accounts[0]?.id;
	const account = (user: WorldUser): Html =>
		html`<label class="account"
			><input type="radio" name="local_user" value="${user.id}" ${user.id === selected && html`checked`} />
			<img src="${avatarAddress(user, base)}" alt="" width="40" height="40" /><span
				><b>${user.name}</b><br /><span class="dim">@${user.username}</span></span
			></label
		>`;
	return layout(
		'Authorize app',
		html`<form class="card consent" method="post" action="/i/oauth2/authorize">
			<h1>${app.name} wants to access your account</h1>
			<fieldset>
				<legend>Account</legend>
				${accounts.map(account)}
			</fieldset>
			<h2>Things this App can do</h2>
			<ul>
				${scopes.map((scope) => html`<li>${MEANING[scope]} <code>${scope}</code></li>`)}
			</ul>
			${PASSED_ON.map((name) => html`<input type="hidden" name="${name}" value="${query[name] ?? ''}" />`)}
			<button name="decision" value="accept" data-testid="OAuth_Consent_Button">Authorize app</button>
			<button name="decision" value="cancel" class="plain">Cancel</button>
		</form>`,
	);
}

export const refusalPage = (why: string): string =>
	layout(
		'Something went wrong',
		html`<div class="card consent">
			<h1>Something went wrong</h1>
			<p>You weren’t able to give access to the App. Go back and try logging in again.</p>
			<p class="dim">${why}</p>
		</div>`,
	);
