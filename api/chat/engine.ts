/**
 * Only X's own cryptography: the build bundles this module, which is loaded when an encrypted chat is read or written.
 * The package exports a wrapper that asks for `process` and for files; the engine within it needs neither.
 */
import {
	Chat,
	detectImageDimensions,
	detectMimeType,
	initSync,
} from '../../node_modules/@xdevplatform/chat-xdk/pkg/chat_xdk_wasm';
import bytes from '../../node_modules/@xdevplatform/chat-xdk/pkg/chat_xdk_wasm_bg.wasm?bytes';
import type { ChatEngine, FileFacts } from './types';

let isReady = false;

/** An engine without keys. Free it after use: it holds them outside of JavaScript's memory. */
export function createEngine(): ChatEngine {
	if (!isReady) initSync({ module: bytes });
	isReady = true;
	return new Chat();
}

/** What X's clients have to be told about a file that they receive encrypted. */
export function factsOf(file: Uint8Array): FileFacts {
	const { width = 0, height = 0 } = (detectImageDimensions(file) as Partial<FileFacts> | null) ?? {};
	return { mimeType: detectMimeType(file), width, height };
}
