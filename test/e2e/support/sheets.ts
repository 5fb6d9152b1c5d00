/**
 * A stand-in for Google Sheets. The nodes of n8n know one address of it, so n8n reaches it through a proxy that leads
 * there and nowhere else.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTls } from 'node:https';
import { connect, type AddressInfo, type Server } from 'node:net';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { json } from 'node:stream/consumers';
import { generate } from 'selfsigned';
import { runFolder } from '../../../demo/made';

const HOST = 'sheets.googleapis.com';

type Cell = string | number;

export interface Sheets {
	/** The rows of its one sheet; the first one names the columns. */
	rows: Cell[][];
	/** What n8n has to be started with. */
	env: Record<string, string>;
	close(): Promise<void>;
}

const listening = async (server: Server): Promise<number> => {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return (server.address() as AddressInfo).port;
};

/** `Calendar!E3`: one cell. */
function write(rows: Cell[][], range: string, value: Cell): void {
	const [, column, row] = /!([A-Z])(\d+)$/.exec(range) ?? [];
	if (!column) throw new Error(`The stand-in knows no range ${range}`);
	rows[Number(row) - 1][column.charCodeAt(0) - 65] = value;
}

/** Google leaves out what is empty at the end of a row. */
const trimmed = (row: readonly Cell[]): Cell[] => [...row].slice(0, row.findLastIndex((cell) => cell !== '') + 1);

/** @param title the name of the sheet */
export async function openSheets(title: string): Promise<Sheets> {
	const rows: Cell[][] = [];
	async function answer(request: IncomingMessage): Promise<object> {
		const { pathname } = new URL(String(request.url), `https://${HOST}`);
		if (request.method === 'GET')
			return pathname.includes('/values/')
				? { values: rows.map(trimmed) }
				: { sheets: [{ properties: { sheetId: 0, title } }] };
		const { data } = (await json(request)) as { data: Array<{ range: string; values: Cell[][] }> };
		for (const { range, values } of data) write(rows, range, values[0][0]);
		return {};
	}
	const names = [{ type: 2 as const, value: HOST }];
	const pems = await generate([{ name: 'commonName', value: HOST }], {
		extensions: [{ name: 'subjectAltName', altNames: names }],
	});
	const google = createTls({ key: pems.private, cert: pems.cert }, (request, response) => {
		void answer(request).then((body) =>
			response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
		);
	});
	const port = await listening(google);
	const clients = new Set<Duplex>();
	const proxy = createServer().on('connect', ({ url }, client) => {
		clients.add(client);
		if (url !== `${HOST}:443`) return client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
		const server = connect(port, '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
		for (const [one, other] of [
			[client, server],
			[server, client],
		])
			one.on('error', () => other.destroy()).pipe(other);
		return undefined;
	});
	const folder = path.join(runFolder, 'e2e');
	const certificate = path.join(folder, 'sheets.pem');
	await mkdir(folder, { recursive: true });
	await writeFile(certificate, pems.cert);
	return {
		rows,
		env: { HTTPS_PROXY: `http://127.0.0.1:${await listening(proxy)}`, NODE_EXTRA_CA_CERTS: certificate },
		close: async () => {
			google.closeAllConnections();
			for (const client of clients) client.destroy();
			await Promise.all([google, proxy].map((server) => new Promise((resolve) => server.close(resolve))));
		},
	};
}
