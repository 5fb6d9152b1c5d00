// Shows progress on a terminal (one line, rewritten) and in a log file (lines at the start and end, and a heartbeat
// between).
const live = process.stdout.isTTY && !process.env.CI;
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const signOfLifeSeconds = 30;

const seconds = (since) => `${Math.round((Date.now() - since) / 1000)} s`;

/** Shows `label` while `work` runs; `detail()` may add the progress. */
export async function progress(label, work, detail = () => '') {
	const started = Date.now();
	const text = () => [label, detail(), seconds(started)].filter(Boolean).join(' · ');
	let frame = 0;
	const draw = () => {
		frame += 1;
		process.stdout.write(`\r\x1b[2K${frames[frame % frames.length]} ${text()}`);
	};
	if (!live) console.log(`… ${label}`);
	const timer = live ? setInterval(draw, 120) : setInterval(() => console.log(`… ${text()}`), signOfLifeSeconds * 1000);
	const end = (sign) => {
		clearInterval(timer);
		console.log(`${live ? '\r\x1b[2K' : ''}${sign} ${label} (${seconds(started)})`);
	};
	try {
		const result = await work();
		end('✔');
		return result;
	} catch (error) {
		end('✖');
		throw error;
	}
}
