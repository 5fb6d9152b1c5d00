/** Moves the time of day on; timers go on as they are. */
export const go = (ms: number): void =>
	void jest.useFakeTimers({
		doNotFake: [
			'setTimeout',
			'setInterval',
			'setImmediate',
			'nextTick',
			'queueMicrotask',
			'clearTimeout',
			'clearInterval',
			'clearImmediate',
			'hrtime',
			'performance',
		],
		now: Date.now() + ms,
	});
