import { picture } from './pictures';
import type { NewPost, World } from './world';

const MINUTE = 60_000;

/** A small fictional city that talks about itself: enough to read, search, page and reply. */
export function seedDemo(world: World): void {
	const now = world.clock.now();
	const joined = Date.parse('2015-03-01T09:00:00Z');
	world.addUser({
		username: 'newsroom',
		name: 'City Newsroom',
		description: 'News from the city, day and night.',
		location: 'City Hall Square',
		url: 'https://news.example.com',
		verified: true,
		premium: true,
		createdAt: joined,
		extraFollowers: 48_210,
	});
	world.addUser({
		username: 'meteo',
		name: 'Weather Desk',
		description: 'Forecasts and warnings for the region.',
		verified: true,
		createdAt: joined + 1,
		extraFollowers: 20_318,
	});
	world.addUser({
		username: 'ourbrand',
		name: 'Our Brand',
		description: 'We make good coffee. Questions welcome.',
		premium: true,
		verified: true,
		email: 'hello@ourbrand.example.com',
		createdAt: joined + 2,
		extraFollowers: 1_204,
	});
	world.addUser({
		username: 'reader_one',
		name: 'A Reader',
		description: 'Reads everything, twice.',
		createdAt: joined + 3,
		extraFollowers: 87,
	});
	world.addUser({
		username: 'transit',
		name: 'City Transit',
		description: 'Trams, buses and ferries.',
		createdAt: joined + 4,
		extraFollowers: 9_377,
	});
	world.addUser({
		username: 'diary',
		name: 'Private Diary',
		description: 'For friends only.',
		state: 'protected',
		createdAt: joined + 5,
	});
	world.addUser({
		username: 'spammy',
		name: 'Suspended Account',
		description: '',
		state: 'suspended',
		createdAt: joined + 6,
	});
	for (const other of ['newsroom', 'meteo', 'transit', 'reader_one']) world.follow('ourbrand', other);
	for (const other of ['newsroom', 'meteo', 'ourbrand']) world.follow('reader_one', other);
	for (const other of ['meteo', 'transit']) world.follow('newsroom', other);
	world.follow('transit', 'diary');

	const post = (minutesAgo: number, by: string, text: string, more: Partial<NewPost> = {}) =>
		world.addPost({ by, text, at: now - minutesAgo * MINUTE, counts: counts(minutesAgo), ...more }).id;
	const photo = (owner: string, seed: number, altText: string) =>
		world.addMedia({ owner, bytes: picture(seed), altText }).id;

	post(9000, 'spammy', 'You will not believe this one weird trick.');
	post(8800, 'diary', 'Nobody is meant to see this.');
	post(
		8000,
		'newsroom',
		'The city archive opens its doors again after two years of renovation. https://news.example.com/archive',
	);
	post(7600, 'transit', 'Line 4 runs every six minutes from today. #tram');
	post(7000, 'meteo', 'A quiet week ahead: sunshine, light winds, cool nights.', {
		media: [photo('meteo', 3, 'Sun over green hills')],
	});
	post(6400, 'reader_one', 'The new tram line is so quiet that I missed it. Twice. #tram');
	post(5800, 'newsroom', 'Council votes on the new cycle path tonight. What would you choose?', {
		poll: { options: ['Along the river', 'Through the park', 'Neither'], durationMinutes: 1440, votes: [214, 171, 33] },
	});
	post(5200, 'ourbrand', 'Our autumn blend is back. First cup is on the house on Friday.', {
		media: [photo('ourbrand', 10, 'Warm evening light over hills')],
	});
	const question = post(4700, 'reader_one', '@ourbrand is the autumn blend available as decaf?');
	post(4690, 'ourbrand', '@reader_one It is, from Monday on!', { replyTo: question });
	post(4300, 'transit', 'Works on the ferry pier until Thursday, replacement buses run from Harbour Square.');
	const storm = post(
		3800,
		'meteo',
		'Storm warning for the coast tonight: gusts of up to 90 km/h. Please stay away from the piers. #storm',
		{ media: [photo('meteo', 6, 'Dark hills under a pale sun')] },
	);
	post(3790, 'newsroom', '', { repostOf: storm });
	post(3700, 'newsroom', 'Schools stay open tomorrow, says the mayor.', { quote: storm });
	post(3100, 'reader_one', 'Standing in front of @ourbrand and it is closed because of the #storm. Sad.');
	post(2700, 'newsroom', longRead(), { lang: 'en' });
	post(2300, 'meteo', 'The storm has passed. Thank you for your patience, and for the pictures!', {
		media: [photo('meteo', 12, 'Calm hills in the morning'), photo('meteo', 17, 'The sun coming out')],
	});
	post(1900, 'transit', 'All lines are back on schedule. Thank you to the night shift!');
	post(1700, 'newsroom', 'Une exposition pour les enfants et les grands, dans la vieille gare.', { lang: 'fr' });
	post(1500, 'reader_one', 'Does anyone know how to reach @newsroom about a lost umbrella? Asking for @ourbrand.');
	post(1200, 'ourbrand', 'We are hiring: baristas for the station shop. https://ourbrand.example.com/jobs #jobs');
	const thread = post(1000, 'transit', 'How the night network works, in three posts. 1/3');
	const second = post(999, 'transit', 'Buses meet at Central at ten past the hour, so every change works. 2/3', {
		replyTo: thread,
	});
	post(998, 'transit', 'Ferries wait for the last tram. Good night! 3/3', { replyTo: second });
	post(700, 'reader_one', 'Best espresso in town is at @ourbrand, no discussion.', {
		media: [photo('reader_one', 24, 'Hills in the colour of coffee')],
	});
	post(520, 'meteo', 'Temperatures drop below zero tonight. Cover your plants. #frost');
	post(400, 'newsroom', 'The library lends out tools, instruments and, as of today, telescopes.', {
		media: [photo('newsroom', 31, 'Evening sky over hills')],
	});
	post(
		300,
		'newsroom',
		'The full programme of the light festival is out: https://news.example.com/light-festival #lights',
	);
	post(180, 'transit', 'Extra trams to the light festival from 18:00.');
	post(120, 'newsroom', 'A fox has moved into the botanical garden and refuses interviews.');
	post(60, 'newsroom', 'First lights of the festival, seen from the bridge. https://news.example.com/live', {
		media: [photo('newsroom', 41, 'Festival lights behind the hills'), photo('newsroom', 46, 'The bridge at dusk')],
	});
	post(30, 'reader_one', '@ourbrand will you have a stand at the light festival?');
	post(12, 'newsroom', 'Good evening, city.', { media: [photo('newsroom', 50, 'Sunset over the city hills')] });
}

const counts = (minutesAgo: number) => ({
	likes: (minutesAgo * 7) % 53,
	reposts: (minutesAgo * 3) % 17,
	bookmarks: minutesAgo % 5,
	impressions: 900 + minutesAgo * 3,
});

const longRead = () =>
	[
		'The long read: how the storm was weathered.',
		'When the first gusts reached the harbour at nine, the ferries had already been tied up, the stands of the market taken down and the night shift of the tram depot called in.',
		'Forty volunteers filled sandbags in the old fish hall until two in the morning. By then the water stood a hand below the quay wall, and stayed there.',
		'What remains is a broken jetty, eleven fallen trees and a lesson that the harbour master sums up in one sentence: trust the forecast, and start early.',
	].join('\n\n');
