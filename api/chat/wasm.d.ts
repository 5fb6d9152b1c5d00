/** A WebAssembly module: the build puts its bytes in place of the import. */
declare module '*.wasm?bytes' {
	const bytes: Uint8Array<ArrayBuffer>;
	export default bytes;
}
