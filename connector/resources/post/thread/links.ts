/** Moves the links of a post into a reply to it: the only change ever made to a text, and only on request. */
import type { Answer } from '../../../../api/client/call';
import { withoutLinks } from '../../../../api/text/links/without-links';
import type { Call, Part } from '../../../types';
import { publishChain } from './chain';
import { chainOf } from './chain-part';

/** The post without its links and the reply with them; only the post if it has no links. */
export function linksApart({ text, media }: Part): Part[] {
	const { text: bare, links } = withoutLinks(text);
	return links.length > 0 ? [{ text: bare, media, linksApart: true }, { text: links.join('\n') }] : [{ text, media }];
}

/** Publishes the post and then its reply; if only the post succeeded, a second run publishes the reply. */
export async function publishLinksApart(call: Call, part: Part): Promise<Answer> {
	const chain = chainOf(linksApart(part), { ...call.body, text: undefined });
	const [post, reply] = await publishChain(call, chain);
	const { id, text, already_published } = post;
	return {
		data: {
			id,
			text,
			already_published,
			...(reply ? { links_reply: { id: reply.id, url: reply.url, text: reply.text } } : {}),
		},
	};
}
