/** For Jest: the WebAssembly module of X's Chat XDK, like the build bundles it. */
const { readFileSync } = require('node:fs');
const path = require('node:path');

exports.__esModule = true;
exports.default = readFileSync(
	path.join(path.dirname(require.resolve('@xdevplatform/chat-xdk')), 'pkg/chat_xdk_wasm_bg.wasm'),
);
