import { objectId } from '../../../connector/objects';

describe('the ID of', () => {
	test.each([
		['list', 'https://x.com/i/lists/1146654567674912769?s=20', '1146654567674912769'],
		['space', 'https://x.com/i/spaces/1DXxyRYNejbKM/peek', '1DXxyRYNejbKM'],
		['dmConversation', '2244994945-6253282', '2244994945-6253282'],
		['dmConversation', 'https://x.com/messages/2244994945-6253282', '2244994945-6253282'],
		['dmConversation', 'https://x.com/messages/1582103724607971328', '1582103724607971328'],
		['chatConversation', 'g1849000000000000000', 'g1849000000000000000'],
		['chatConversation', '2244994945:6253282', '2244994945-6253282'],
		['chatConversation', ' 2244994945 ', '2244994945'],
	] as const)('a %s comes out of %s', (kind, given, id) => expect(objectId(given, kind)).toBe(id));

	test.each([
		['dmConversation', '12345', "'12345' is not the ID of a direct message conversation"],
		['chatConversation', 'x1', "'x1' is not the ID of a chat conversation"],
		['dmEvent', 1849000000000000000, 'has lost digits'],
	] as const)('no %s is %s', (kind, given, said) => expect(() => objectId(given, kind)).toThrow(said));
});
