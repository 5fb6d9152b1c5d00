import { isOfX, wantedFile } from '../../../api/media/download';
import { X_API } from '../../../api/client/base-url';

it.each([
	['https://pbs.twimg.com/media/G1.jpg', X_API, true],
	['https://video.twimg.com/ext_tw_video/1/pu/vid/720x720/a.mp4?tag=12', X_API, true],
	['http://pbs.twimg.com/media/G1.jpg', X_API, false],
	['https://twimg.com.example.com/media/G1.jpg', X_API, false],
	['https://nottwimg.com/media/G1.jpg', X_API, false],
	['https://example.com/pbs.twimg.com/G1.jpg', X_API, false],
	['https://user@example.com/G1.jpg', X_API, false],
	['file:///etc/passwd', X_API, false],
	['http://169.254.169.254/latest/meta-data', X_API, false],
	['http://127.0.0.1:4000/local/media/1.png', 'http://127.0.0.1:4000', true],
	['http://127.0.0.1:4001/local/media/1.png', 'http://127.0.0.1:4000', false],
	['no address', X_API, false],
])('%s with the Base URL %s is a host of X: %s', (address, root, expected) => {
	expect(isOfX(address, root)).toBe(expected);
});

describe('The file of', () => {
	it.each([
		['https://pbs.twimg.com/media/G1.jpg', 'https://pbs.twimg.com/media/G1.jpg?name=orig', 'G1.jpg'],
		['https://pbs.twimg.com/media/G1.jpg:large', 'https://pbs.twimg.com/media/G1.jpg?name=orig', 'G1.jpg'],
		[
			'https://pbs.twimg.com/media/G1?format=png&name=small',
			'https://pbs.twimg.com/media/G1?format=png&name=orig',
			'G1.png',
		],
		['http://127.0.0.1/local/media/1.png', 'http://127.0.0.1/local/media/1.png', '1.png'],
	])('a picture at %s is the original', (url, wanted, name) => {
		expect(wantedFile({ type: 'photo', url })).toEqual({ url: wanted, name });
	});

	it('a video is the MP4 of most bits per second, not the playlist', () => {
		const at = (name: string) => `https://video.twimg.com/ext_tw_video/1/pu/${name}`;
		const variants = [
			{ content_type: 'application/x-mpegURL', url: at('pl/list.m3u8') },
			{ content_type: 'video/mp4', bit_rate: 256_000, url: at('vid/small.mp4?tag=12') },
			{ content_type: 'video/mp4', bit_rate: 2_176_000, url: at('vid/great.mp4?tag=12') },
			{ content_type: 'video/mp4', bit_rate: 832_000, url: at('vid/middle.mp4?tag=12') },
		];
		const preview_image_url = 'https://pbs.twimg.com/preview.jpg';
		expect(wantedFile({ type: 'video', variants, preview_image_url })).toEqual({
			url: at('vid/great.mp4?tag=12'),
			name: 'great.mp4',
		});
	});

	it('a GIF is its only MP4, whose rate X gives as 0', () => {
		const url = 'https://video.twimg.com/tweet_video/G.mp4';
		expect(wantedFile({ type: 'animated_gif', variants: [{ content_type: 'video/mp4', bit_rate: 0, url }] })).toEqual({
			url,
			name: 'G.mp4',
		});
	});

	it('a simplified video is what its address says', () => {
		const url = 'https://video.twimg.com/tweet_video/G.mp4';
		expect(wantedFile({ type: 'video', url })).toEqual({ url, name: 'G.mp4' });
	});

	it.each([{ type: 'video' }, { type: 'photo' }, { type: 'photo', url: 'broken' }, {}])('%j is none', (media) => {
		expect(wantedFile(media)).toBeUndefined();
	});
});
