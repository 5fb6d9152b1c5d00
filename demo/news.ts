import type { World } from '../sandbox';
import { picture } from '../sandbox/world/pictures';

/**
 * Adds a new post with a picture to the timeline that the example reads, so that every start has something to process.
 */
export function breakingNews(world: World, by: string): void {
	const now = new Date(world.clock.now());
	const photo = world.addMedia({
		owner: by,
		bytes: picture(now.getTime() % 1000),
		altText: 'The hills above the city',
	});
	const time = now.toLocaleTimeString('en-GB');
	world.addPost({ by, text: `The city at ${time}, seen from the tower.`, media: [photo.id] });
}
