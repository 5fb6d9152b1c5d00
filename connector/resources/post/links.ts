/** Takes the links out of a post and puts them in a reply to it: the one change of a text, and only on request. */
import type { Answer } from '../../../api/client/call';
import { measure } from '../../../api/text/measure';
import type { Call, Part } from '../../types';
import { publishChain } from './chain';

/** The text without its links and the gaps they leave; the links in their order, each once. */
function withoutLinks(text: string): { text: string; links: string[] } {
	const { links } = measure(text);
	let rest = text.normalize();
	let kept = '';
	for (const link of links) {
		const at = rest.indexOf(link);
		kept += rest.slice(0, at);
		rest = rest.slice(at + link.length);
	}
	if (links.length === 0) return { text, links };
	const tidy = (kept + rest)
		.replace(/[^\S\n]+$/gm, '')
		.replace(/([^\s])[^\S\n]{2,}/g, '$1 ')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
	return { text: tidy, links: [...new Set(links)] };
}

/** The post without its links and the reply with them; the post alone when there are none. */
export function linksApart({ text, media }: Part): Part[] {
	const { text: bare, links } = withoutLinks(text);
	return links.length > 0 ? [{ text: bare, media }, { text: links.join('\n') }] : [{ text, media }];
}

/** Publishes the post and then its reply; when only the post got through, a second run makes the reply. */
export async function publishLinksApart(call: Call, part: Part): Promise<Answer> {
	const first = { ...call.body, text: undefined };
	const parts = linksApart(part);
	const [post, reply] = await publishChain(call, { parts, first, others: {}, pauseMs: 0, lookBackMs: 0 });
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
