/** n8n's rules come without types. */
declare module 'eslint-plugin-n8n-nodes-base' {
	const plugin: {
		rules: Record<string, object>;
		configs: Record<'community' | 'credentials' | 'nodes', { rules: Record<string, string> }>;
	};
	export default plugin;
}
