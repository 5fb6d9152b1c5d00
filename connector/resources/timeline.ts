import { bounds, exclude, user } from '../fields';
import { operation, resource } from '../types';

const me = { ...user, default: 'me' } as const;

export const getHome = operation({
	name: 'getHome', displayName: 'Get Home', action: 'Get home timeline', description: 'Read the newest posts of your own account and of the accounts it follows (up to 3,200 posts or 7 days)',
	endpoint: 'GET /2/users/{id}/timelines/reverse_chronological',
	access: { user: ['users.read', 'tweet.read'] },
	limits: { user: ['180/15min'] },
	price: 'Posts: Read',
	fields: [exclude, ...bounds],
	self: 'path.id',
	page: { size: { min: 1, max: 100 }, token: 'pagination_token' },
	returns: 'post',
});

export const getUserPosts = operation({
	name: 'getUserPosts', displayName: 'Get User Posts', action: 'Get user posts timeline', description: 'Read the newest posts of an account (up to 3,200)',
	endpoint: 'GET /2/users/{id}/tweets',
	access: { user: ['tweet.read', 'users.read'], app: true },
	limits: { user: ['900/15min'], app: ['10000/15min'] },
	price: 'Posts: Read',
	fields: [me, exclude, ...bounds],
	page: { size: { min: 5, max: 100 }, token: 'pagination_token' },
	returns: 'post',
});

export const getMentions = operation({
	name: 'getMentions', displayName: 'Get Mentions', action: 'Get mentions timeline', description: 'Read the newest posts that mention an account (up to 800)',
	endpoint: 'GET /2/users/{id}/mentions',
	access: { user: ['users.read', 'tweet.read'], app: true },
	limits: { user: ['300/15min'], app: ['450/15min'] },
	price: 'Posts: Read',
	fields: [me, ...bounds],
	page: { size: { min: 5, max: 100 }, token: 'pagination_token' },
	returns: 'post',
});

export const timeline = resource({ name: 'timeline', displayName: 'Timeline', node: 'X', operations: [getHome, getMentions, getUserPosts] });
