import { objectId } from '../../../connector/objects';

describe('the ID of', () => {
	test.each([
		['list', 'https://x.com/i/lists/1146654567674912769?s=20', '1146654567674912769'],
		['broadcast', '0YqKDqWqdPLKV', '0YqKDqWqdPLKV'],
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
		['list', '0', "'0' is not the ID of a list"],
		['community', '0012', "'0012' is not the ID of a community"],
		['dmConversation', '0-6253282', "'0-6253282' is not the ID of"],
		['chatConversation', 'g0', "'g0' is not the ID of"],
		['mediaKey', '3_0', "'3_0' is not the ID of"],
		['webhook', '-1', "'-1' is not the ID of"],
		['list', '9223372036854775808', "'9223372036854775808' is not the ID of"],
		['dmConversation', '2244994945-9999999999999999999', 'is not the ID of'],
	] as const)('no %s is %s', (kind, given, said) => expect(() => objectId(given, kind)).toThrow(said));
});
