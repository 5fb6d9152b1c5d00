import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import PostalMime, { type Email as Mail } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export type { Mail };

/** A mail server that takes everything and keeps it. */
export interface Mailbox {
	/** What n8n's SMTP credential says of it. */
	credential: Record<string, unknown>;
	/** What has come, oldest first. */
	mails: Mail[];
	close(): Promise<void>;
}

export async function openMailbox(): Promise<Mailbox> {
	const mails: Mail[] = [];
	const server = new SMTPServer({
		disabledCommands: ['AUTH', 'STARTTLS'],
		onData: (stream, _session, done) => {
			void buffer(stream)
				.then(async (bytes) => mails.push(await PostalMime.parse(bytes)))
				.then(() => done(), done);
		},
	});
	server.listen(0, '127.0.0.1');
	await once(server.server, 'listening');
	const { address: host, port } = server.server.address() as AddressInfo;
	return {
		credential: { host, port, secure: false, disableStartTls: true, user: '', password: '' },
		mails,
		close: () => new Promise((resolve) => server.close(() => resolve())),
	};
}

/** What a person reads, without the markup. */
export const textOf = ({ html = '' }: Mail): string => html.replace(/<style[^]*?<\/style>|<[^>]+>/g, '');

/** Where a button of the mail leads. */
export function linkOf({ html = '' }: Mail, label: string): string {
	const [, link] =
		[...html.matchAll(/<a href="([^"]+)"[^>]*>([^<]+)<\/a>/g)].find(([, , text]) => text === label) ?? [];
	if (!link) throw new Error(`The mail has no button ${label}`);
	return link;
}
