/** A node whose type was changed by hand comes with what another node had chosen. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { X } from '../../../../nodes/X/X.node';
import { XDeveloper } from '../../../../nodes/XDeveloper/XDeveloper.node';
import { runNode } from '../../../support/n8n/run-node';
import { useLocalX } from '../../../support/x/local-x';

const x = useLocalX();

/** What n8n's built-in X node has for its operations. */
test.each([
	[{ resource: 'tweet', operation: 'create', text: 'Hello' }, "The resource 'tweet' does not exist"],
	[{ operation: 'retweet', tweetId: { mode: 'id', value: '1' } }, "The operation 'retweet' of 'Post' does not exist"],
	[{ resource: 'user', operation: 'searchUser' }, "The operation 'searchUser' of 'User' does not exist"],
	[{ resource: 'list', operation: 'add' }, "The operation 'add' of 'List' does not exist"],
	[{ resource: 'directMessage', operation: 'create' }, "The operation 'create' of 'Direct Message' does not exist"],
])('%p', async (parameters, message) => {
	const { error } = await x.run(parameters);
	expect(error?.message).toBe(message);
	const page = /blob\/main\/(\S+\.md)/.exec(error?.description ?? '')?.[1] ?? 'no page';
	expect(existsSync(path.join(__dirname, '../../../..', page))).toBe(true);
	expect(x.requests).toEqual([]);
});

/** What the one node has is none of the other's, though the name is known. */
test.each([
	[new X(), { resource: 'streamRule', operation: 'getMany' }],
	[new XDeveloper(), { resource: 'post', operation: 'get', postId: { mode: 'id', value: '1' } }],
])('a resource of another node: %#', async (node, parameters) => {
	const { error } = await runNode({ node, parameters, credentials: { xUserOAuth2Api: x.connect().data } });
	expect(error?.message).toBe(`The resource '${parameters.resource}' does not exist`);
	expect(x.requests).toEqual([]);
});
