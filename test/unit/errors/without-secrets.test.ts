import fc from 'fast-check';
import { XError } from '../../../api/errors/errors';
import { withoutSecrets } from '../../../api/errors/without-secrets';

const TOKEN = 'bWRWa3ROdzRmaWN0Y3lHMkVzQ1Y2TXlINzJ6b2VnaV9sTWNYOjE3MDAwMDAwMDAwMDA6MToxOmF0OjE';

test.each([
	[`Invalid token ${TOKEN}.`, 'Invalid token ….'],
	['Authorization: Bearer abcDEF123456 was refused', 'Authorization: … … was refused'],
	['{"client_secret":"hunter22","grant":"x"}', '{"client_secret":"…","grant":"x"}'],
	['access_token=abc123def&next=1', 'access_token=…&next=1'],
	['connect http://user:pa55word@proxy.local:3128 failed', 'connect http://…@proxy.local:3128 failed'],
	['AAAAAAAAAAAAAAAAAAAAAMLheAAAAAAA0%2BuSeid%2BULvsea4JtiGRiSDSJSI%3DEUifiRBkKG5E2X is unknown', '… is unknown'],
])('%j', (said, shown) => {
	expect(withoutSecrets(said)).toBe(shown);
});

test.each([
	['pagination_token: b26v89c19zqg8o3fpe6tl5mb is not valid'],
	['Could not find post with ids: [1849000000000000000].'],
	['See https://developer.x.com/en/portal/products/elevated for the token endpoint: it is public'],
	['You are not allowed to create a Tweet with duplicate content.'],
	['The `query` must be at most 512 characters, at (line 1, column 40)'],
	['No such thing: a_name_of_words_and_of_1_number_is_no_token_2'],
	['No such thing: A_NAME_OF_WORDS_AND_OF_1_NUMBER_IS_NO_TOKEN_2'],
	['No such thing: aNameOfWordsAndOfCapitalsButWithoutAnyDigitIsNoToken'],
])('%j stays', (said) => {
	expect(withoutSecrets(said)).toBe(said);
});

test('no token that X repeats gets into an error', () => {
	const tokens = fc.stringMatching(/^[A-Za-z0-9_-]{40,120}$/).map((token) => `aZ9${token}`);
	fc.assert(
		fc.property(tokens, fc.constantFrom('', 'Bearer ', 'token '), (token, before) => {
			const error = new XError(
				{ title: 'Unauthorized', detail: `Invalid: ${before}${token}`, type: '' },
				{ endpoint: 'GET /2/users/me', status: 403 },
			);
			expect(`${error.message} ${error.description} ${error.stack} ${JSON.stringify(error)}`).not.toContain(token);
		}),
	);
});
