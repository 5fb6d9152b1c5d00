/** What the function of an operation that takes more than one request is given. */
import type { ChatEngine, FileFacts, PublicKeyRow } from '../api/chat/types';
import type { Account, Answer, EndpointName, Parts, XClient } from '../api/client/call';
import type { PageRule } from '../api/read/pages';
import type { Writes } from '../api/write/write-once';
import type { XError } from '../api/errors/errors';
import type { CheckedMedia } from '../api/media/file';
import type { Values } from './field';

/** What an operation's `run` function receives. */
export interface Call<V = Values> {
	values: V;
	client: XClient;
	/** The connected account's own ID, requested once per run. */
	me(): Promise<string>;
	/** Path, query and body as built from the fields. */
	path: Record<string, string>;
	query: NonNullable<Parts['query']>;
	body: Record<string, unknown>;
	/** A request to an address that X returned (a signed upload or download link), sent without credentials. */
	plain(request: { method: 'GET' | 'PUT'; url: string; text?: string }): Promise<string>;
	/** The opened files at the operation's `fileUrls`. */
	files: ReadonlyMap<string, CheckedMedia>;
	/** What this n8n instance has written, and what is known of it from an earlier try. */
	writes: Writes;
	credential: CredentialInUse;
	reading: Reading;
	chat: ChatAccess;
	/** Downloads a file of X's media hosts into the host's store. Throws an InputError for any other address. */
	download(file: { url: string; name: string }): Promise<StoredFile>;
}

/** What is known of a write that is looked for. */
export type Writing<V = Values> = Pick<Call<V>, 'client' | 'values' | 'path' | 'body'>;

/** X's cryptography with the account's chat keys, which stay with the host. */
export interface ChatAccess {
	/** Whether the credential holds chat keys. */
	isSetUp: boolean;
	/**
	 * The keys are in the engine for as long as `use` takes; then it is destroyed.
	 * @param registered reads the account's public keys, to find the version where the credential does not say it
	 * @throws InputError when the credential holds no keys, or those of another account
	 */
	open<T>(use: (engine: ChatEngine) => Promise<T>, registered: () => Promise<readonly PublicKeyRow[]>): Promise<T>;
	/** The same without keys, to make new ones. */
	openNew<T>(use: (engine: ChatEngine) => Promise<T>): Promise<T>;
	/** What X's clients have to be told about a file. */
	factsOf(file: Uint8Array): Promise<FileFacts>;
}

/** A file in the host's store; an operation that returns files names them under `binary` of its answer. */
export interface StoredFile {
	mimeType: string;
	fileName?: string;
	fileSize?: string;
	[name: string]: unknown;
}

/** For operations that read lists themselves: what the user wants of the output, and how reading may end. */
export interface Reading {
	/** Fields and expansions of the output. */
	query: NonNullable<Parts['query']>;
	/** Reads pages up to the panel's Limit. */
	pages(endpoint: EndpointName, page: PageRule, parts: Parts): Promise<Answer[]>;
	/** A limit or a fault ends the reading. What was read is kept, unless the user wants an error then: it is thrown. */
	end(error: XError): void;
	/** A sentence to show beside the output. */
	tell(note: string): void;
}

/** What X tells of the connected account. */
export interface ConnectedAccount {
	/** As far as it is known without a request. */
	known: Readonly<Account>;
	/** Asks X once per token, and charges the run for it. */
	ask(): Promise<Readonly<Account>>;
}

/** What is known of the credential in use; its secrets stay with the host. */
export interface CredentialInUse {
	kind: 'user' | 'app';
	/** The scopes that the account granted; undefined where they are not known, and for an app. */
	granted?: readonly string[];
	/** Makes X forget its tokens. @returns the kinds of token that X knew */
	revoke(): Promise<string[]>;
}
