import { rootOf, X_API } from '../../../api/client/base-url';

it.each([
	['https://proxy.example.com', 'https://proxy.example.com'],
	['https://proxy.example.com/x//', 'https://proxy.example.com/x'],
	['', X_API],
	[undefined, X_API],
])('what addresses begin with, as typed: %j', (typed, root) => expect(rootOf(typed)).toBe(root));

it('is X itself unless told', () => expect(X_API).toBe('https://api.x.com'));
