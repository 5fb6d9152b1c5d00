/** How the local X makes each event of the X Trigger happen: one entry an event, which a test walks. */
import type { IDataObject } from 'n8n-workflow';
import type { TestX } from './local-x';

export interface Happening {
	/** Settings of the node besides the event. */
	parameters?: IDataObject;
	happen(): unknown;
	/** What looks like it and is none. */
	other?(): unknown;
	/** What its output has. */
	shows?: IDataObject;
}

const me = { user: { mode: 'list', value: 'me' } };

/** The world of one local X in the words of the entries below. */
function actsIn({ world }: TestX) {
	const { social } = world;
	const older = (username: string) => world.addUser({ username, id: username === 'spring' ? '11' : '12' }).username;
	const newcomers = { spring: older('spring'), autumn: older('autumn') };
	const post = (text: string, more: Partial<Parameters<typeof world.addPost>[0]> = {}) =>
		world.addPost({ by: 'newsroom', text, ...more }).id;
	return {
		social,
		post,
		elsewhere: () => post('Rain', { by: 'meteo' }),
		/** The newest post of the connected account. */
		own: world.timeline(({ authorId }) => authorId === world.needUser('ourbrand').id)[0],
		remove: (id: string) => world.deletePost(id),
		profile: (username: string) => world.needUser(username),
		/** An account that is older than those that X has listed before: what is new need not have the greatest ID. */
		user: (username: 'spring' | 'autumn') => newcomers[username],
		/** A list of the connected account that has newsroom, and a folder of its bookmarks. */
		list: social.addList('ourbrand', 'News', ['newsroom']).id,
		folder: social.addFolder('ourbrand', 'Later').id,
	};
}

export const HAPPENINGS: Readonly<Record<string, (acts: ReturnType<typeof actsIn>) => Happening>> = {
	bookmark: ({ social, post }) => ({
		happen: () => social.addBookmark('ourbrand', post('Keep')),
		other: () => social.addBookmark('meteo', post('Keep')),
	}),
	bookmarkInFolder: ({ social, post, folder }) => ({
		parameters: { folder: { mode: 'id', value: folder } },
		happen: () => social.addBookmark('ourbrand', post('Keep this'), folder),
		other: () => social.addBookmark('ourbrand', post('Keep')),
		shows: { text: 'Keep this' },
	}),
	directMessage: ({ social }) => ({
		happen: () => social.addDirectMessage('meteo', 'ourbrand', 'Psst'),
		other: () => social.addDirectMessage('ourbrand', 'meteo', 'Mine'),
		shows: { text: 'Psst' },
	}),
	follower: ({ social, user }) => ({
		parameters: me,
		happen: () => social.addFollower('ourbrand', user('spring')),
		other: () => social.addFollower('meteo', user('autumn')),
		shows: { username: 'spring' },
	}),
	homePost: ({ post }) => ({ happen: () => post('Now'), other: () => post('Dear diary', { by: 'diary' }) }),
	followed: ({ social, user }) => ({
		parameters: me,
		happen: () => social.addFollower(user('spring'), 'ourbrand'),
		other: () => social.addFollower('ourbrand', user('autumn')),
		shows: { username: 'spring' },
	}),
	like: ({ social, own }) => ({
		happen: () => social.addLike(own.id, 'meteo'),
		shows: { username: 'meteo', liked_post_id: own.id },
	}),
	likeBy: ({ social, post }) => ({
		parameters: me,
		happen: () => social.addLike(post('Nice'), 'ourbrand'),
		other: () => social.addLike(post('Nice, too'), 'meteo'),
		shows: { text: 'Nice' },
	}),
	listFollower: ({ social, list, user }) => ({
		parameters: { list: { mode: 'id', value: list } },
		happen: () => social.addListFollower(list, user('spring')),
		other: () => social.addListMember(list, user('autumn')),
		shows: { username: 'spring' },
	}),
	listMember: ({ social, list, user }) => ({
		parameters: { list: { mode: 'id', value: list } },
		happen: () => social.addListMember(list, user('spring')),
		other: () => social.addFollower('ourbrand', user('autumn')),
		shows: { username: 'spring' },
	}),
	listPost: ({ post, elsewhere, list }) => ({
		parameters: { list: { mode: 'id', value: list } },
		happen: () => post('Now'),
		other: elsewhere,
	}),
	mention: ({ post }) => ({
		parameters: me,
		happen: () => post('Hello @ourbrand'),
		other: () => post('Hello everybody'),
	}),
	metric: ({ own }) => ({
		parameters: { posts: own.id, metric: 'repost_count', value: 50 },
		happen: () => (own.counts.reposts = 50),
		other: () => (own.counts.reposts = 49),
	}),
	newsStory: ({ social }) => ({
		parameters: { query: 'ferry strike' },
		happen: () => social.addStory('Ferry strike ends', 'The piers are busy again.'),
		other: () => social.addStory('Ferry timetable changes'),
		shows: { name: 'Ferry strike ends' },
	}),
	postChange: ({ post, own, elsewhere, remove }) => ({
		parameters: { posts: `${own.id}, ${elsewhere()}` },
		happen: () => remove(own.id),
		other: () => remove(post('Elsewhere')),
		shows: { changes: { deleted: { before: 'false', after: 'true' } } },
	}),
	profileChange: ({ profile }) => ({
		parameters: { users: 'newsroom', filters: { parts: ['bio', 'name'] } },
		happen: () => (profile('newsroom').description = 'Now with more ferries'),
		other: () => [(profile('newsroom').location = 'The pier'), (profile('meteo').description = 'Rain')],
		shows: { username: 'newsroom', changes: { bio: { after: 'Now with more ferries' } } },
	}),
	quote: ({ post, own, elsewhere }) => ({
		happen: () => post('Look', { quote: own.id }),
		other: () => post('Look', { quote: elsewhere() }),
	}),
	reply: ({ post, own }) => ({
		parameters: me,
		happen: () => post('@ourbrand yes', { replyTo: own.id }),
		other: () => post('@ourbrand no reply'),
	}),
	repost: ({ post, own, elsewhere }) => ({
		happen: () => post('', { repostOf: own.id }),
		other: () => post('', { repostOf: elsewhere() }),
	}),
	searchMatch: ({ post }) => ({
		parameters: {
			query: 'espresso OR ristretto',
			filters: { language: 'en', exclude: ['reply'], noneWords: 'giveaway' },
		},
		happen: () => post('Ristretto at last', { lang: 'en' }),
		other: () => [post('Espresso giveaway', { lang: 'en' }), post('Espresso', { lang: 'it' })],
	}),
	spaceLive: ({ social }) => ({
		parameters: { creators: 'newsroom' },
		happen: () => social.addSpace('newsroom', 'Morning talk'),
		other: () => social.addSpace('newsroom', 'Tomorrow', 'scheduled'),
		shows: { state: 'live' },
	}),
	trend: ({ social }) => {
		social.addTrend('23424977', '#harbour');
		return {
			parameters: { place: { mode: 'id', value: '23424977' } },
			happen: () => social.addTrend('23424977', '#ferry'),
			other: () => social.addTrend('1', '#elsewhere'),
			shows: { trend_name: '#ferry' },
		};
	},
	unfollower: ({ social, user }) => {
		const [loyal, fickle] = [user('spring'), user('autumn')];
		for (const of of ['ourbrand', 'meteo']) social.addFollower(of, fickle);
		social.addFollower('ourbrand', loyal);
		return {
			parameters: me,
			happen: () => social.removeFollower('ourbrand', fickle),
			other: () => social.removeFollower('meteo', fickle),
			shows: { username: fickle },
		};
	},
	userPost: ({ post, elsewhere }) => ({
		parameters: { user: { mode: 'username', value: 'newsroom' }, filters: { exclude: ['replies', 'retweets'] } },
		happen: () => post('Now'),
		other: () => post('', { repostOf: elsewhere() }),
	}),
};

export function happening(x: TestX, event: string): Happening {
	const happen = HAPPENINGS[event];
	if (!happen) throw new Error(`test/support/x/happenings.ts does not say how '${event}' happens`);
	// A first one of what a test has to make, so that the local X does not make some up.
	x.world.social.addDirectMessage('transit', 'ourbrand', 'Earlier');
	x.world.social.addSpace('transit', 'Earlier');
	x.world.social.addLike(x.world.timeline(() => true)[0].id, 'transit');
	x.world.social.addTrend('1', 'Earlier');
	x.world.social.addStory('Earlier');
	return happen(actsIn(x));
}
