import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import express, { type Request, type Response } from 'express';
import { invalidRequest } from './errors';

/** An uploaded part, stored outside memory. */
export interface StoredFile {
	path: string;
	size: number;
	sha256: string;
	contentType: string;
}

export interface Received {
	kind: 'none' | 'json' | 'form' | 'multipart' | 'other';
	contentType: string;
	/** JSON value, or the fields of a form. */
	value: unknown;
	/** Files of a multipart form by field name. */
	files: Record<string, StoredFile>;
}

const json = express.json({ limit: '512mb', strict: false });
const form = express.urlencoded({ extended: false });

const run = (parser: ReturnType<typeof express.json>, req: Request, res: Response): Promise<unknown> =>
	new Promise((resolve, reject) => parser(req, res, (error?: Error) => (error ? reject(error) : resolve(req.body))));

export async function receive(req: Request, res: Response, folder: string): Promise<Received> {
	const contentType = (req.headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
	const base = { contentType, value: undefined, files: {} };
	const hasBody = Number(req.headers['content-length'] ?? 0) > 0 || req.headers['transfer-encoding'] !== undefined;
	if (!hasBody) return { ...base, kind: 'none' };
	if (contentType === 'multipart/form-data') return await multipart(req, contentType, folder);
	try {
		if (contentType === 'application/json') return { ...base, kind: 'json', value: await run(json, req, res) };
		if (contentType === 'application/x-www-form-urlencoded')
			return { ...base, kind: 'form', value: await run(form, req, res) };
	} catch {
		throw invalidRequest({ message: 'The request body could not be parsed' });
	}
	req.resume();
	return { ...base, kind: 'other' };
}

async function multipart(req: Request, contentType: string, folder: string): Promise<Received> {
	const value: Record<string, string> = {};
	const files: Record<string, StoredFile> = {};
	const writes: Array<Promise<void>> = [];
	try {
		const parser = busboy({ headers: req.headers, limits: { fieldSize: Infinity } });
		parser.on('field', (name, text) => (value[name] = text));
		parser.on('file', (name, stream, info) => {
			writes.push(store(stream, folder, info.mimeType).then((file) => void (files[name] = file)));
		});
		await pipeline(req, parser);
		await Promise.all(writes);
	} catch {
		await Promise.allSettled(writes);
		await discard(Object.values(files));
		throw invalidRequest({ message: 'The request body could not be parsed' });
	}
	return { kind: 'multipart', contentType, value, files };
}

async function store(source: NodeJS.ReadableStream, folder: string, contentType: string): Promise<StoredFile> {
	const path = join(folder, randomUUID());
	const hash = createHash('sha256');
	let size = 0;
	const count = new Transform({
		transform(chunk: Buffer, _encoding, done) {
			hash.update(chunk);
			size += chunk.length;
			done(null, chunk);
		},
	});
	await pipeline(source, count, createWriteStream(path));
	return { path, size, sha256: hash.digest('hex'), contentType };
}

export async function storeBytes(bytes: Buffer, folder: string, contentType: string): Promise<StoredFile> {
	const path = join(folder, randomUUID());
	await writeFile(path, bytes);
	return { path, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), contentType };
}

export const discard = async (files: StoredFile[]): Promise<void> => {
	await Promise.all(files.map((file) => rm(file.path, { force: true })));
};
