/** What X refuses of a write, and what to do then. */
import { CONSOLE, type Entry } from './entry';

const POSTS = /\/2\/tweets$/;

export const OF_WRITES: readonly Entry[] = [
	{
		codes: [187],
		words: /duplicate content|status is a duplicate/i,
		title: 'X refused: duplicate of a recent post',
		advice: 'X refuses a post with the text of a recent one: change the text, or delete the earlier post.',
	},
	{
		whole: true,
		codes: [226],
		words: /looks like it might be automated/i,
		title: 'X refused: the request looks automated',
		advice:
			'X takes the account for a bot for now. Wait some hours, post less often and vary the texts; label the account as automated in its settings on X.',
	},
	{
		whole: true,
		codes: [231, 326],
		words: /account is temporarily locked|locked out|must verify login/i,
		title: 'X has locked the account for now',
		advice: 'Sign in at x.com with this account and do what X asks there, then run again.',
	},
	{
		whole: true,
		codes: [64],
		words: /your account (is|has been) suspended/i,
		title: 'X has suspended the account',
		advice: 'Sign in at x.com with this account to see why and to appeal.',
	},
	{
		whole: true,
		codes: [185],
		words: /over daily status update limit|daily limit/i,
		title: 'X refused: the account has reached its daily limit of posts',
		advice: 'Wait some hours; X counts posts and reposts of all apps together.',
	},
	{
		codes: [186],
		words: /(tweet|post) needs to be a bit shorter|text is too long/i,
		at: POSTS,
		title: 'X refused: the text is too long',
		advice: "Shorten it, or use Create Thread. 'Preview' shows the length as X counts it.",
	},
	{
		codes: [385],
		words: /reply to a (tweet|post) that is deleted or not visible/i,
		title: 'X refused: the post to reply to is deleted or not visible to the account',
		advice: 'Check the post on X: its author may have deleted it, protected the account or blocked this one.',
	},
	{
		codes: [144, 179, 421, 422, 425],
		words: /(no status found|no longer available|not authorized to see this (status|tweet|post))/i,
		title: 'X refused: the post is deleted or not visible to the account',
		advice: 'Check the post on X: its author may have deleted it, protected the account or blocked this one.',
	},
	{
		codes: [183],
		title: 'X refused: the post is one of another account',
		advice: 'An account can delete only what it has posted itself: choose the credential of that account.',
	},
	{
		words: /limited to one cashtag/i,
		title: 'X refused: the post has more than one cashtag',
		advice: 'Keep one of them, and write the others without the dollar sign.',
	},
	{
		words: /(post|tweet) (in|to) this community|member of (this|the) community/i,
		title: 'X refused: the account may not post in this community',
		advice: 'Only members can: join the community on X with this account.',
	},
	{
		codes: [325],
		words: /media (id|ids) (is|are|was) (invalid|not found)|media id was not found/i,
		title: 'X does not accept the media IDs',
		advice:
			'Media has to be uploaded by the same account, for posts or for messages as it is used, and within the last 24 hours. Images may have up to 8192 x 8192 pixels.',
	},
	{
		codes: [323, 386],
		words: /number of allowed attachment types|only one animated gif or video/i,
		title: 'X refused: too many attachments',
		advice: 'A post takes up to 4 images, or one video, GIF, poll or quote.',
	},
	{
		codes: [433],
		words:
			/not allowed because you have not been mentioned|restricted who can reply|reply to this conversation is not allowed/i,
		title: 'X refused: the author does not allow this account to reply',
		advice:
			'With self-serve access, X allows a reply only when its author has mentioned the account or quoted a post of it. Authors can also restrict who may reply.',
	},
	{
		words: /quoting this post is not allowed|not allowed to quote/i,
		title: 'X refused: this account cannot quote the post',
		advice: 'With self-serve access, X allows quotes only of posts whose author has mentioned the account.',
	},
	{
		codes: [150, 151, 349, 389],
		words:
			/cannot send (a )?(direct )?messages? to (this|the) (user|participant)|permission to DM one or more|messaging this user is not allowed/i,
		title: 'X refused: this user does not receive messages from the account',
		advice: 'They may allow messages only from accounts that they follow, or have blocked this one.',
	},
	{
		whole: true,
		codes: [277],
		title: 'X refused: the account has reached its limit of direct messages',
		advice: 'Wait until tomorrow, and write to fewer people a day.',
	},
	{
		codes: [354],
		title: 'X refused: the message is too long',
		advice: 'A direct message can have up to 10,000 characters: shorten it, or send several.',
	},
	{
		codes: [158, 271],
		words: /can('|’)t (follow|mute|block) yourself/i,
		title: 'X refused: this is the account itself',
		advice: 'Choose another account.',
	},
	{
		codes: [160],
		title: 'X refused: the account has asked to follow this one already',
		advice: 'The other account is protected and has yet to accept.',
	},
	{
		codes: [272],
		title: 'X refused: the account does not mute this one',
		advice: '',
	},
	{
		codes: [136, 162],
		words: /you have been blocked/i,
		title: 'X refused: the other account has blocked this one',
		advice: 'Nothing can be done from here.',
	},
	{
		codes: [139],
		words: /already favorited|already liked/i,
		title: 'X refused: the account has liked this post already',
		advice: '',
	},
	{
		codes: [327],
		words: /already retweeted/i,
		title: 'X refused: the account has reposted this post already',
		advice: '',
	},
	{
		codes: [161],
		words: /unable to follow more people/i,
		title: 'X refused: the account may not follow more accounts now',
		advice: 'X limits how many accounts one can follow, in all and per day. Wait a day, or unfollow some.',
	},
	{
		codes: [104, 106, 107],
		words: /allowed to add members to this list/i,
		title: 'X refused: this list is not one of the account',
		advice:
			'Members can be added only to lists that the connected account owns, and only accounts that do not block it.',
	},
	{
		codes: [110],
		title: 'X refused: the user is not a member of the list',
		advice: '',
	},
	{
		codes: [328],
		title: 'X refused: this post cannot be reposted',
		advice: 'It may be of a protected account, or for a community or subscribers only.',
	},
	{
		whole: true,
		codes: [416],
		words: /suspended application/i,
		title: 'X has suspended the app',
		advice: `See at ${CONSOLE} why.`,
	},
	{
		whole: true,
		codes: [93, 261],
		words: /cannot perform write actions|oauth[12] app permissions/i,
		title: 'X refused: the app may only read',
		advice: `In the X developer console (${CONSOLE}) set the app's permissions to Read and write (and Direct message to send messages), then connect the account again.`,
	},
	{
		words: /BadRequest: Not found/,
		at: /^GET \/2\/media\/upload$/,
		title: 'X has no status of this media',
		advice: 'Images have none: they can be attached at once. Others have none once they have expired.',
	},
	{
		words: /not allowed to (post|send) a video longer than/i,
		title: ({ problem: { detail } }) =>
			`X refused: the account may not post videos longer than ${/longer than (\d+ \w+)/.exec(detail)?.[1] ?? 'this'}`,
		advice: 'Cut the video. Accounts with X Premium may post longer ones.',
	},
	{
		codes: [324],
		title: 'X refused the media',
		advice: 'Check its size, length and format. How long a video may be depends on X Premium.',
	},
	{
		codes: [355],
		words: /DuplicateSubscriptionFailed/,
		title: 'X refused: the account is subscribed already',
		advice: '',
	},
	{
		status: 413,
		title: 'X refused: the request is too large',
		advice: 'Make the file or the text smaller.',
	},
];
