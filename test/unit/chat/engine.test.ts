import { createEngine, factsOf } from '../../../api/chat/engine';

test('makes keys', () => {
	const engine = createEngine();
	expect(engine.generateKeypairs().generateVersion).toBe(true);
	expect(engine.exportKeys()).toHaveLength(64);
	expect(factsOf(new Uint8Array(10))).toEqual({ mimeType: undefined, width: 0, height: 0 });
});
