import * as twitterText from 'twitter-text';
import { measure } from '../../../api/text/measure';
import { split } from '../../../api/text/thread';

/** Newer than Emoji 11, which X's library knows. */
const NEWER = [
	['person with a computer (12.1)', '🧑‍💻'],
	['the same with a skin', '🧑🏽‍💻'],
	['heart on fire (13.1)', '❤️‍🔥'],
	['hands of two skins (14)', '🫱🏽‍🫲🏿'],
	['kiss of two skins (13.1)', '🧑🏻‍❤️‍💋‍🧑🏿'],
	['polar bear (13)', '🐻‍❄️'],
	['head shaking (15.1)', '🙂‍↔️'],
	['phoenix (15.1)', '🐦‍🔥'],
	['heart of hands with a skin (14)', '🫶🏽'],
] as const;

test.each(NEWER)('%s weighs 2, as X documents every emoji', (_, emoji) => {
	const most = twitterText.parseTweet(emoji).weightedLength;
	expect(most).toBeGreaterThan(2);
	expect(measure(emoji)).toMatchObject({ weightedLength: 2, mostWeight: most });
	expect(measure(`a${emoji}${emoji}b`)).toMatchObject({ weightedLength: 6, mostWeight: 2 + 2 * most });
});

test.each([
	['two pictures side by side', '🐶🐶', 4],
	['a skin on what has none', '🐶🏽', 4],
	['a joiner at the end', '🐶\u200d', 3],
	['letters that are joined', 'a\u200db', 3],
	['two flags', '🇩🇪🇫🇷', 4],
	['a sign without and with emoji style', '©©️', 3],
	['a digit, and a key with it', '11️⃣', 3],
])('%s: not more and not less than the library counts', (_, text, weight) => {
	expect(measure(text)).toMatchObject({ weightedLength: weight, mostWeight: weight });
});

test('a thread is split so that its parts fit whichever way X counts, and no emoji is cut', () => {
	const parts = split('🧑‍💻'.repeat(200));
	expect(parts.join('')).toBe('🧑‍💻'.repeat(200));
	expect(parts.length).toBeGreaterThan(3);
	for (const part of parts) {
		expect(measure(part).mostWeight).toBeLessThanOrEqual(280);
		expect(part).toMatch(/^(?:🧑‍💻)+$/u);
	}
});
