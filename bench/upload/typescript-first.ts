/** Node itself would take `X.node` for the description `X.node.json` beside the class: TypeScript goes first. */
import Module from 'node:module';

const extensions = (Module as unknown as { _extensions: Record<string, unknown> })._extensions;
const { '.json': json } = extensions;
delete extensions['.json'];
extensions['.json'] = json;
