import type { World } from '../sandbox';
import { picture } from '../sandbox/world/pictures';

/** A new post with a picture in the timeline that the example reads, so that there is something to do at every start. */
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
